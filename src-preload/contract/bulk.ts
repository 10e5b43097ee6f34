import { z } from 'zod'
import { HAND_OVER_MOST_HOURS } from '#core/hand-over'
import { SKIP_REASONS } from '#core/values'
import { call, done, nothing } from './define'
import {
  download,
  draftId,
  id,
  ids,
  instant,
  language,
  messageState,
  money,
  page,
  purpose,
  recordKind,
  sendType,
} from './shapes'

export const late = z.enum(['send', 'ask', 'skip'])
export const skipReason = z.enum(SKIP_REASONS)

export const who = z.object({
  kind: recordKind,
  include: z.array(id).max(50),
  exclude: z.array(id).max(50),
  /** People picked by hand or shown in the table; used beside or instead of lists. */
  recipientIds: ids,
})
export const what = z.object({
  templateId: id.nullable(),
  body: z.string().max(1600),
  purpose,
  language,
})
export const choices = z.object({
  /** One text to each number, or one to each person who shares it. */
  each: z.enum(['number', 'person']),
  /** Look-alike letters that double the price are written plainly. */
  plain: z.boolean(),
  /** People left out by hand or by a warning's one-click exclusion. */
  leaveOut: ids,
  /** Not before this moment; null is now. */
  notBefore: instant.nullable(),
  /** What happens to what is late because the PC was off; null takes the office's rule. */
  late: late.nullable().default(null),
  /** How many hours ahead texts may wait in the carrier's schedule; null goes by purpose. */
  handOverHours: z.number().int().min(0).max(HAND_OVER_MOST_HOURS).nullable().default(null),
})

export const warning = z.object({
  kind: z.enum([
    'double-price',
    'heard-recently',
    'same-text',
    'shared-numbers',
    'quiet-hours',
    'keyword-asked',
    'no-price',
    'trial',
    'landline-prefix',
    'over-balance',
    'over-cap',
    'unknown-balance',
    'canary',
    'pc-off',
  ]),
  count: z.number().int(),
  say: z.string(),
  /** Whom it concerns, for "Show" and "Leave out". */
  recipientIds: ids,
  stops: z.boolean(),
})

export const review = z.object({
  reviewId: z.string(),
  who,
  what: what.extend({ templateName: z.string().nullable() }),
  choices,
  selected: z.number().int(),
  will: z.number().int(),
  wont: z.number().int(),
  units: z.number().int(),
  cost: money.nullable(),
  replyUnitPrice: money.nullable(),
  seconds: z.number().int(),
  /** Texts under each way of treating shared numbers. */
  perNumber: z.number().int(),
  perPerson: z.number().int(),
  reasons: z.array(z.object({ reason: skipReason, count: z.number().int() })),
  warnings: z.array(warning),
  balance: z.object({
    funding: z.enum(['prepaid', 'auto-recharge', 'invoiced']),
    have: money.nullable(),
    haveUnits: z.number().int().nullable(),
    left: money.nullable(),
    short: money.nullable(),
    blocked: z.string().nullable(),
  }),
  /** The legal duty of the office's country, until somebody confirmed it. */
  duty: z
    .object({ country: z.string(), title: z.string(), points: z.array(z.string()), address: z.string() })
    .nullable(),
  optOutLine: z.string(),
  /** How many leave from when, the earliest first: nights and rates split a send. */
  groups: z.array(z.object({ at: instant, count: z.number().int() })),
  /** Of these, how many can wait in the carrier's schedule, so that the PC may be off; null where it has none. */
  handOver: z.number().int().nullable(),
  /** Promised to texts that wait already. */
  reserved: money.nullable(),
  campaignId: id.nullable(),
})
export type Review = z.infer<typeof review>

export const bulk = {
  /** Plans the send and answers the report; nothing is written. Calling again with a `reviewId` recalculates and keeps the choices. */
  review: call(
    'manager',
    z.object({
      reviewId: z.string().nullable(),
      who,
      what,
      choices,
      /** The texts become those of this campaign. */
      campaignId: id.nullable().default(null),
    }),
    review,
  ),
  rows: call(
    'manager',
    z.object({
      reviewId: z.string(),
      tab: z.enum(['will', 'wont']),
      reason: skipReason.nullable().default(null),
      recipientIds: ids.nullable().default(null),
      search: z.string().max(100).default(''),
      sort: z.enum(['name', 'units', 'number']).default('name'),
      descending: z.boolean().default(false),
      ...page,
    }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          recipientId: id,
          name: z.string(),
          number: z.string().nullable(),
          national: z.string().nullable(),
          label: z.string().nullable(),
          text: z.string(),
          units: z.number().int(),
          price: money.nullable(),
          costly: z.array(z.string()),
          reason: skipReason.nullable(),
          why: z.string(),
          mend: z.enum([
            'add-number',
            'change-number',
            'record-consent',
            'fill-field',
            'per-person',
            'shorten',
            'put-back',
            'open',
            'none',
          ]),
        }),
      ),
    }),
  ),
  export: call('manager', z.object({ reviewId: z.string() }), download),
  /** Freezes the review into the outbox. The same draft is sent once, however often this is called. */
  send: call(
    'manager',
    z.object({ reviewId: z.string(), draftId }),
    z.object({ sendId: z.string(), sent: z.number().int(), fewer: z.number().int(), fewerWhy: z.string() }),
  ),
  discard: call('manager', z.object({ reviewId: z.string() }), done),
  acknowledgeDuty: call('manager', z.object({ country: z.string() }), done),
  /** To the signed-in user's own number, with this record's values. */
  test: call(
    'manager',
    z.object({
      draftId,
      what,
      recipientId: id.nullable(),
      plain: z.boolean().default(false),
      bulk: z.boolean().default(true),
    }),
    z.object({ messageId: id, text: z.string(), to: z.string() }),
  ),
}

export const progress = z.object({
  sendId: z.string(),
  name: z.string(),
  type: sendType,
  purpose,
  state: z.enum(['writing', 'live', 'paused', 'cancelled']),
  /** `holding` until the undo time is over, `done` when no message can change any more by itself. */
  phase: z.enum(['writing', 'holding', 'waiting', 'sending', 'paused', 'confirming', 'done', 'cancelled']),
  holdUntil: instant.nullable(),
  createdAt: instant,
  by: z.string(),
  total: z.number().int(),
  skipped: z.number().int(),
  states: z.record(messageState, z.number().int()),
  gone: z.number().int(),
  units: z.number().int(),
  cost: money.nullable(),
  secondsLeft: z.number().int(),
  why: z.string().nullable(),
  campaignId: id.nullable(),
  dailyId: id.nullable(),
  /** What paused it: a person, lateness, failures of the first texts, money. */
  pausedBy: z.enum(['hand', 'late', 'canary', 'balance', 'cap']).nullable(),
  /** When what waits leaves next. */
  nextAt: instant.nullable(),
  /** All that can still be kept from leaving: here, in the carrier's schedule, or on its way out of that. */
  waiting: z.number().int(),
  /** Waiting here. */
  here: z.number().int(),
  /** Waiting safely in the carrier's schedule: they leave although this PC is off. */
  withCarrier: z.number().int(),
  /** Not wanted in the carrier's schedule any more, and not yet known to be out of it: they leave if this PC is off. */
  takingBack: z.number().int(),
  /** On their way to the carrier or its schedule, and not known to be there. */
  unsure: z.number().int(),
  /** Failed texts that may be tried again. */
  retryable: z.number().int(),
  late,
  released: z.string().nullable(),
})
export type Progress = z.infer<typeof progress>

export const sends = {
  page: call(
    'receptionist',
    z.object({
      /** A part of the name, accents or not. */
      search: z.string().max(100).default(''),
      ...page,
    }),
    z.object({ total: z.number().int(), rows: z.array(progress) }),
  ),
  get: call('receptionist', z.object({ sendId: z.string() }), progress),
  pause: call('manager', z.object({ sendId: z.string() }), done),
  resume: call('manager', z.object({ sendId: z.string() }), done),
  /** Recalls everything not yet gone; answers how many that were, and how many the carrier has not confirmed yet. */
  cancel: call(
    'manager',
    z.object({ sendId: z.string() }),
    z.object({ recalled: z.number().int(), gone: z.number().int(), takingBack: z.number().int() }),
  ),
  /** Ends the hold: it leaves now. */
  release: call('manager', z.object({ sendId: z.string() }), done),
  /** Moves all that waits, here and at the carrier, to another time. */
  retime: call(
    'manager',
    z.object({ sendId: z.string(), notBefore: instant }),
    z.object({ moved: z.number().int() }),
  ),
  /** Tries again what failed and may be tried again. */
  retry: call('manager', z.object({ sendId: z.string() }), z.object({ queued: z.number().int() })),
  /** Answers what is to become of texts that are late because the PC was off. */
  late: call(
    'manager',
    z.object({ sendId: z.string(), decision: z.enum(['send', 'skip']) }),
    z.object({ skipped: z.number().int() }),
  ),
  /** Lets alerts leave in quiet hours, with a reason that is kept. Marketing never. */
  leaveAtNight: call(
    'manager',
    z.object({ sendId: z.string(), reason: z.string().trim().min(3, 'Say why it cannot wait.').max(200) }),
    done,
  ),
  /** The frozen review: who got it and who did not, as CSV. */
  export: call('manager', z.object({ sendId: z.string() }), download),
  skipped: call(
    'receptionist',
    z.object({ sendId: z.string(), ...page }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          recipientId: id.nullable(),
          name: z.string(),
          number: z.string().nullable(),
          reason: skipReason,
          why: z.string(),
        }),
      ),
    }),
  ),
}

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
  /** Plain words under the state: why held, why failed. */
  why: z.string(),
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
  decide: z.boolean(),
})
export type MessageRow = z.infer<typeof messageRow>
const filter = z.object({
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  type: sendType.nullable().default(null),
  states: z.array(messageState.or(z.literal('reply'))).default([]),
  recipientId: id.nullable().default(null),
  sendId: z.string().nullable().default(null),
  decide: z.boolean().default(false),
  search: z.string().max(100).default(''),
})

export const messages = {
  page: call(
    'receptionist',
    filter.extend({
      ...page,
      sort: z.enum(['at', 'name', 'state']).default('at'),
      descending: z.boolean().default(true),
    }),
    z.object({
      total: z.number().int(),
      rows: z.array(messageRow),
      totals: z.object({
        texts: z.number().int(),
        replies: z.number().int(),
        units: z.number().int(),
        cost: money.nullable(),
        delivered: z.number().int(),
        failed: z.number().int(),
      }),
    }),
  ),
  get: call(
    'receptionist',
    z.object({ id }),
    z.object({
      message: messageRow,
      failure: z
        .object({ title: z.string(), say: z.string(), next: z.string(), page: z.string().nullable() })
        .nullable(),
      attempts: z.array(
        z.object({
          n: z.number().int(),
          at: instant,
          outcome: z.string(),
          sid: z.string().nullable(),
          code: z.number().int().nullable(),
          detail: z.string(),
        }),
      ),
    }),
  ),
  export: call('manager', filter, download),
  /** One text to one person. The draft's id makes it happen at most once. */
  send: call(
    'receptionist',
    z.object({
      draftId,
      recipientId: id,
      e164: z.string().max(20),
      body: z
        .string()
        .trim()
        .min(1, 'Write the message.')
        .max(1600, 'A text can have at most 1,600 characters.'),
      purpose,
      templateId: id.nullable(),
      notBefore: instant.nullable(),
    }),
    z.object({
      messageId: id,
      /** Why it does not leave yet although its time has come; null when nothing is in its way. */
      waits: z.string().nullable(),
    }),
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
  /** Whether this number may be texted for a purpose, and if not why. */
  may: call(
    'receptionist',
    z.object({ recipientId: id, e164: z.string().max(20), purpose }),
    z.object({
      ok: z.boolean(),
      why: z.string(),
      reason: z.enum(['suppressed', 'held', 'refused', 'not-asked', 'archived']).nullable(),
      /** What is put around the text before it leaves; empty for nothing. */
      officeName: z.string(),
      optOutLine: z.string(),
    }),
  ),
  /** A person decides about a text whose outcome nobody can find out. */
  decide: call('manager', z.object({ id, decision: z.enum(['was-sent', 'send-again', 'leave']) }), done),
}

export const outbox = {
  state: call(
    'receptionist',
    nothing,
    z.object({
      paused: z.boolean(),
      /** Why nothing leaves, in plain words with the next step. */
      reason: z
        .object({
          title: z.string(),
          say: z.string(),
          next: z.string(),
          action: z.string(),
          code: z.number().int().nullable(),
        })
        .nullable(),
      waiting: z.number().int(),
      leaving: z
        .object({ sendId: z.string(), gone: z.number().int(), total: z.number().int(), paused: z.boolean() })
        .nullable(),
      unknown: z.number().int(),
      decide: z.number().int(),
      doubtful: z.number().int(),
      /** Conversations with a text that nobody read. */
      replies: z.number().int(),
    }),
  ),
  pause: call('manager', nothing, done),
  resume: call('manager', nothing, done),
}
