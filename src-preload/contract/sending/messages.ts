/** Texts and replies, one by one: the report, what only a person can decide, texts to one person. */
import { z } from 'zod'
import { FAILURE_ACTIONS } from '#shared/failure-actions'
import type { Worded } from '#shared/phrases/phrase'
import { archiveCall, call, done, problem } from '../define'
import {
  download,
  draftId,
  id,
  instant,
  messageState,
  money,
  page,
  phrase,
  purpose,
  said,
  sendType,
} from '../shapes'

export const messageRow = z.object({
  id,
  sendId: z.string(),
  direction: z.enum(['out', 'in']),
  recipientId: id.nullable(),
  name: z.string(),
  number: z.string(),
  national: z.string(),
  body: z.string(),
  state: messageState.or(z.literal('reply')),
  /** Under the state: why held, why failed. */
  why: said,
  code: z.number().int().nullable(),
  since: instant,
  at: instant,
  notBefore: instant.nullable(),
  type: sendType.nullable(),
  purpose: purpose.nullable(),
  template: z.string().nullable(),
  by: z.string(),
  units: z.number().int(),
  price: money.nullable(),
  /** Whether the carrier said that price; `never-said`: it did not within a day, so the estimate stays. */
  priceIs: z.enum(['estimate', 'charged', 'never-said']).nullable(),
  decide: z.boolean(),
})

/** As the screen has it: in words. */
export type MessageRow = Worded<z.infer<typeof messageRow>>

export const filter = z.object({
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  type: sendType.nullable().default(null),
  states: z.array(messageState.or(z.literal('reply'))).default([]),
  recipientId: id.nullable().default(null),
  sendId: z.string().nullable().default(null),
  /** With `sendId`: the replies to its texts as well. */
  answers: z.boolean().default(false),
  decide: z.boolean().default(false),
  search: z.string().max(100).default(''),
})

export const decision = z.enum(['was-sent', 'send-again', 'leave'])

/** Rows of a printed report: more fill a binder, and an export holds them all. */
export const MOST_PRINTED = 5000
const totals = z.object({
  texts: z.number().int(),
  replies: z.number().int(),
  /** Of texts; those of replies follow. */
  units: z.number().int(),
  /** Of texts and replies. */
  cost: money.nullable(),
  replyUnits: z.number().int(),
  replyCost: money.nullable(),
  delivered: z.number().int(),
  failed: z.number().int(),
})

const oneText = z.string().trim().min(1, problem('messages.write-it')).max(1600, problem('messages.too-long'))
const begun = z.object({
  messageId: id,
  /** Why it does not leave yet although its time has come; null when nothing is in its way. */
  waits: phrase.nullable(),
})

export const messages = {
  page: archiveCall(
    'receptionist',
    filter.extend({
      ...page,
      sort: z.enum(['at', 'name', 'state']).default('at'),
      descending: z.boolean().default(true),
    }),
    z.object({ total: z.number().int(), rows: z.array(messageRow), totals }),
  ),
  /** The same to be printed: every row up to `MOST_PRINTED`, in one answer. */
  print: archiveCall(
    'manager',
    filter.extend({
      sort: z.enum(['at', 'name', 'state']).default('at'),
      descending: z.boolean().default(true),
    }),
    z.object({ total: z.number().int(), rows: z.array(messageRow), totals }),
  ),
  get: archiveCall(
    'receptionist',
    z.object({ id }),
    z.object({
      message: messageRow,
      failure: z
        .object({
          title: phrase,
          say: phrase,
          next: phrase,
          action: z.enum(FAILURE_ACTIONS),
          /** Trying again by hand may help. */
          again: z.boolean(),
          page: z.string().nullable(),
        })
        .nullable(),
      attempts: z.array(
        z.object({
          n: z.number().int(),
          at: instant,
          outcome: z.string(),
          sid: z.string().nullable(),
          code: z.number().int().nullable(),
          detail: said,
        }),
      ),
    }),
  ),
  export: archiveCall('manager', filter, download),
  /** One text to one person. The draft's id makes it happen at most once. */
  send: call(
    'receptionist',
    z.object({
      draftId,
      recipientId: id,
      e164: z.string().max(20),
      body: oneText,
      purpose,
      templateId: id.nullable(),
      notBefore: instant.nullable(),
      /** A text that waits and whose place this one takes: that one is taken back first, or nothing is sent. */
      replaces: id.nullable().optional(),
    }),
    begun,
  ),
  /** Asks the carrier with one text whether the person opted in there again: its block is lifted when it accepts that. */
  askCarrier: call(
    'manager',
    z.object({
      /** The block. */
      id,
      draftId,
      recipientId: id,
      body: oneText,
      reason: z.string().trim().min(3, problem('consent.say-what-they-told')).max(300),
    }),
    begun,
  ),
  /**
   * Recalls one person's text that has not left yet; answers what was typed, for whoever wants to change it; null while the
   * carrier has not said yet that it is cancelled.
   */
  cancel: call(
    'receptionist',
    z.object({ id }),
    z.object({
      typed: z
        .object({
          e164: z.string(),
          body: z.string(),
          purpose,
          templateId: id.nullable(),
          notBefore: instant.nullable(),
        })
        .nullable(),
    }),
  ),
  /** What was typed for a text to one person that waits; it stays as it is. */
  typed: call(
    'receptionist',
    z.object({ id }),
    z.object({
      e164: z.string(),
      body: z.string(),
      purpose,
      templateId: id.nullable(),
      notBefore: instant.nullable(),
    }),
  ),
  /** Takes one person out of a send or campaign that waits, here or at the carrier; false while the carrier has not said so. */
  takeOut: call('manager', z.object({ id }), z.object({ confirmed: z.boolean() })),
  /** Whether this number may be texted for a purpose, and if not why. */
  may: archiveCall(
    'receptionist',
    z.object({
      recipientId: id,
      e164: z.string().max(20),
      purpose,
      /** When it is to leave; left out, now. */
      at: instant.nullable().optional(),
    }),
    z.object({
      ok: z.boolean(),
      /** It is night for them then: what their clock shows, and when that ends. */
      night: z.object({ clock: z.string(), until: instant }).nullable(),
      why: said,
      reason: z.enum(['suppressed', 'held', 'refused', 'not-asked', 'archived', 'replies-off']).nullable(),
      /** What is put around the text before it leaves; empty for nothing. */
      officeName: z.string(),
      optOutLine: z.string(),
    }),
  ),
  /** Tries one text again that failed; of a send to many only for managers. */
  tryAgain: call('receptionist', z.object({ id }), done),
  /** A person decides about a text whose outcome nobody can find out. */
  decide: call('manager', z.object({ id, decision }), done),
  /** The same for many at once; `left` are those that changed meanwhile, or whose send or day is over. */
  decideMany: call(
    'manager',
    z.object({ ids: z.array(id).min(1).max(5000), decision }),
    z.object({ decided: z.number().int(), left: z.number().int() }),
  ),
}
