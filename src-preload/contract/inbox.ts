import { z } from 'zod'
import { archiveCall, call, done } from './define'
import { download, id, instant, messageState, page, recordKind, said, sendType, standing } from './shapes'

/** A number as it wrote: E.164, a short code or a word. */
const number = z.string().min(1).max(40)
const meaning = z.enum(['stop', 'start', 'yes', 'help', 'doubtful', 'other'])
const cause = z.enum(['stop', 'carrier', 'manual', 'doubtful'])

const conversation = z.object({
  e164: z.string(),
  national: z.string(),
  /** Everybody who has the number. */
  people: z.array(z.object({ id, name: z.string() })),
  /** Whom the conversation is with; null while nobody said. */
  person: id.nullable(),
  lastAt: instant,
  open: z.boolean(),
  unread: z.number().int(),
  block: cause.nullable(),
  /** The newest text, in either direction. */
  last: z.object({ direction: z.enum(['in', 'out']), body: z.string(), pictures: z.number().int() }),
})
export type Conversation = z.infer<typeof conversation>

const reply = z.object({
  direction: z.literal('in'),
  id,
  at: instant,
  body: z.string(),
  meaning,
  /** Who wrote it, where several share the number. */
  filedUnder: z.string().nullable(),
  /** How many pictures or other files came with it. */
  pictures: z.number().int(),
})
const text = z.object({
  direction: z.literal('out'),
  id,
  at: instant,
  body: z.string(),
  state: messageState,
  why: said,
  code: z.number().int().nullable(),
  since: instant,
  notBefore: instant,
  type: sendType,
  to: z.string(),
  template: z.string().nullable(),
  by: z.string(),
})

export const inbox = {
  /** Conversations by number: unread first, then the newest. */
  page: archiveCall(
    'receptionist',
    z.object({
      view: z.enum(['open', 'unread', 'done', 'all']).default('all'),
      search: z.string().max(100).default(''),
      ...page,
    }),
    z.object({
      total: z.number().int(),
      /** Whether anybody ever wrote. */
      any: z.boolean(),
      rows: z.array(conversation),
    }),
  ),
  thread: archiveCall(
    'receptionist',
    z.object({ e164: number, limit: z.number().int().min(1).max(500).default(50) }),
    z.object({
      e164: z.string(),
      national: z.string(),
      people: z.array(
        z.object({ id, name: z.string(), kind: recordKind, alerts: standing, marketing: standing }),
      ),
      person: id.nullable(),
      /** The replies nobody was named for yet; null when it is known who writes. */
      asks: z.object({ from: id, upTo: id }).nullable(),
      open: z.boolean(),
      unread: z.number().int(),
      /** The newest reply: what is marked is marked up to it. */
      newest: id,
      block: z.object({ cause, at: instant, detail: z.string(), by: z.string() }).nullable(),
      /** Oldest first; `more` when earlier ones are left out. */
      items: z.array(z.discriminatedUnion('direction', [reply, text])),
      more: z.boolean(),
    }),
  ),
  read: call('receptionist', z.object({ e164: number, upTo: id }), done),
  /** Done, or (`done: false`) the last done taken back. */
  markDone: call('receptionist', z.object({ e164: number, upTo: id, done: z.boolean() }), done),
  /** Says who wrote these replies; null takes it back. They must have the number. */
  file: call(
    'receptionist',
    z.object({ e164: number, from: id, upTo: id, recipientId: id.nullable() }),
    done,
  ),
  /** What came with a reply: fetched from the carrier the first time, kept from then on. */
  pictures: call(
    'receptionist',
    z.object({ id }),
    z.object({
      pictures: z.array(
        z.object({
          type: z.string(),
          /** Null where it is no picture that can be shown here. */
          file: download.nullable(),
        }),
      ),
    }),
  ),
}
