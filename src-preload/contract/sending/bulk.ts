import { z } from 'zod'
import { SKIP_REASONS } from '#shared/values'
import type { Worded } from '#shared/phrases/phrase'
import { call, done, nothing } from '../define'
import {
  country,
  download,
  draftId,
  handOverHours,
  id,
  ids,
  instant,
  language,
  late,
  money,
  page,
  phrase,
  purpose,
  recordKind,
  said,
} from '../shapes'

/** What the law of a country asks of whoever texts many people. */
const duty = z.object({
  country: z.string(),
  title: phrase,
  points: z.array(phrase),
  address: z.string(),
})
/** As the screen has it: in words. */
export type Duty = Worded<z.infer<typeof duty>>

export const skipReason = z.enum(SKIP_REASONS)

export const who = z.object({
  kind: recordKind,
  /** Everybody of the kind, without a list. */
  everyone: z.boolean().optional(),
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
  handOverHours: handOverHours.default(null),
})

export const warning = z.object({
  kind: z.enum([
    'double-price',
    'long-text',
    'other-alphabet',
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
  say: phrase,
  /** Where the sentence begins with the count: what carries the warning, and the reason after it. */
  counted: z.object({ lead: said, reason: phrase }).nullable(),
  /** Whom it concerns, for "Show" and "Leave out". */
  recipientIds: ids,
  stops: z.boolean(),
  /** A shorter variable that makes these cost no more than the others, and the message that uses it. */
  shorter: z.object({ variable: z.string(), name: phrase, body: z.string() }).nullable().default(null),
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
  /** On the careful side, and the other end of a range; the same where the price is known. */
  cost: money.nullable(),
  costLow: money.nullable(),
  /** How the cost was made; `partly` where some prices were charged and others listed. */
  costBasis: z.enum(['charged', 'list', 'partly', 'range']).nullable(),
  /** Replies that the office may expect by its own rate of answers, and what they cost; null where none are, or it is not known. */
  replies: z
    .object({
      count: z.number().int(),
      units: z.number().int(),
      cost: money.nullable(),
      percent: z.number(),
    })
    .nullable(),
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
    blocked: phrase.nullable(),
    /** It is blocked because the sender is not registered. */
    notReady: z.boolean(),
  }),
  /** The legal duty of the office's country, until somebody confirmed it. */
  duty: duty.nullable(),
  optOutLine: z.string(),
  /** How many leave from when, the earliest first: nights and rates split a send. */
  groups: z.array(z.object({ at: instant, count: z.number().int() })),
  /** Of these, how many can wait in the carrier's schedule, so that the PC may be off; null where it has none. */
  handOver: z.number().int().nullable(),
  /** Promised to texts that wait already. */
  reserved: money.nullable(),
  campaignId: id.nullable(),
})
/** As the screen has it: in words. */
export type Review = Worded<z.infer<typeof review>>

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
          why: said,
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
    z.object({ sendId: z.string(), sent: z.number().int(), fewer: z.number().int(), fewerWhy: said }),
  ),
  discard: call('manager', z.object({ reviewId: z.string() }), done),
  /** The legal duty that has to be confirmed before anything leaves to many; null when it was. */
  duty: call('manager', nothing, z.object({ duty: duty.nullable() })),
  acknowledgeDuty: call('manager', z.object({ country }), done),
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
