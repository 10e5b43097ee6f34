import { CAMPAIGN_STATUSES } from '#shared/campaign-life'
import type { Worded } from '#shared/phrases/phrase'
import { z } from 'zod'
import { archiveCall, call, done, nothing, problem } from '../define'
import {
  handOverHours,
  id,
  ids,
  instant,
  late,
  messageState,
  money,
  page,
  phrase,
  purpose,
  recordKind,
  said,
  standing,
} from '../shapes'
import { progress } from './sends'

const name = z
  .string()
  .trim()
  .min(1, problem('campaigns.name-it'))
  .max(80, problem('campaigns.name-too-long'))

export const campaign = z.object({
  id,
  name: z.string(),
  recordKind,
  purpose,
  templateId: id.nullable(),
  templateName: z.string().nullable(),
  /** Null is as soon as its texts are generated. */
  dispatchAt: instant.nullable(),
  late,
  handOverHours,
  status: z.enum(CAMPAIGN_STATUSES),
  /** Only what its status allows. */
  actions: z.array(
    z.enum(['edit', 'generate', 'pause', 'resume', 'retime', 'cancel', 'retry', 'duplicate', 'archive']),
  ),
  recipients: z.number().int(),
  updatedAt: instant,
  updatedBy: z.string(),
  archived: z.boolean(),
  /** Where its texts are; null before they were generated. */
  progress: progress.nullable(),
})
/** As the screen has it: in words. */
export type Campaign = Worded<z.infer<typeof campaign>>

export const campaigns = {
  list: archiveCall('receptionist', z.object({ archived: z.boolean().default(false) }), z.array(campaign)),
  get: archiveCall('receptionist', z.object({ id }), campaign),
  save: call(
    'manager',
    z.object({
      id: id.nullable(),
      name,
      recordKind,
      templateId: id.nullable(),
      dispatchAt: instant.nullable(),
      late,
      handOverHours,
    }),
    z.object({ id }),
  ),
  duplicate: call('manager', z.object({ id }), z.object({ id })),
  archive: call('manager', z.object({ id, archived: z.boolean() }), done),
  /** People by hand, from a table's selection, or all that are on lists now. */
  addRecipients: call(
    'manager',
    z.object({ id, recipientIds: ids, listIds: z.array(id).max(50) }),
    z.object({ added: z.number().int() }),
  ),
  removeRecipients: call(
    'manager',
    z.object({ id, recipientIds: ids }),
    z.object({ removed: z.number().int() }),
  ),
  recipients: archiveCall(
    'receptionist',
    z.object({ id, search: z.string().max(100).default(''), ...page }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          recipientId: id,
          name: z.string(),
          number: z.string().nullable(),
          national: z.string().nullable(),
          standing,
        }),
      ),
    }),
  ),
  /** All campaigns a person or account is on, with what became of the text. */
  ofRecipient: archiveCall(
    'receptionist',
    z.object({ recipientId: id }),
    z.array(
      z.object({
        campaignId: id,
        name: z.string(),
        status: z.enum(CAMPAIGN_STATUSES),
        dispatchAt: instant.nullable(),
        /** Null where no text was made: still a draft, or left out with `why`. */
        state: messageState.nullable(),
        messageId: id.nullable(),
        why: said,
        since: instant.nullable(),
      }),
    ),
  ),
  /** What became of its texts, for the charts. */
  results: archiveCall(
    'receptionist',
    z.object({ id }),
    z.object({
      /** Why texts failed, with the one next step. */
      reasons: z.array(
        z.object({
          code: z.number().int().nullable(),
          title: phrase,
          next: phrase,
          count: z.number().int(),
        }),
      ),
      /** Answers of the next three days, by the hour. */
      answers: z.array(z.object({ at: instant, replies: z.number().int(), optOuts: z.number().int() })),
      replies: z.number().int(),
      optOuts: z.number().int(),
      /** What these answers cost, the carrier's own answers to keywords included. */
      replyUnits: z.number().int(),
      replyCost: money.nullable(),
    }),
  ),
}

export const dailySend = z.object({
  id,
  name: z.string(),
  listId: id,
  listName: z.string(),
  templateId: id,
  templateName: z.string(),
  purpose,
  at: z.string(),
  active: z.boolean(),
  /** How many the list finds today. */
  today: z.number().int(),
  lastDay: z.string().nullable(),
  lastResult: said,
  /** The send of that day: who got it, who did not and why. */
  lastSendId: z.string().nullable(),
  /** When it runs next; null while it is off. */
  nextAt: instant.nullable(),
  /** The last time nothing was sent, and `nextAt` is another try of the same day. */
  trying: z.boolean(),
  /** Its search asks for hours: looked at every few minutes from its time on. */
  hourly: z.boolean(),
})
/** As the screen has it: in words. */
export type DailySend = Worded<z.infer<typeof dailySend>>

export const daily = {
  list: archiveCall('receptionist', nothing, z.array(dailySend)),
  save: call(
    'manager',
    z.object({
      id: id.nullable(),
      name,
      listId: id,
      templateId: id,
      at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, problem('daily.time')),
    }),
    z.object({ id }),
  ),
  setActive: call('manager', z.object({ id, active: z.boolean() }), done),
  archive: call('manager', z.object({ id }), done),
}
