/** Sends to many: their progress, and what can be done with one as a whole. */
import { z } from 'zod'
import type { Worded } from '#shared/phrases/phrase'
import { archiveCall, call, done, problem } from '../define'
import {
  download,
  id,
  instant,
  late,
  messageState,
  money,
  page,
  phrase,
  purpose,
  said,
  sendType,
} from '../shapes'
import { skipReason } from './bulk'

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
  why: phrase.nullable(),
  /** Does the next text wait for the end of quiet hours alone? */
  quiet: z.boolean(),
  campaignId: id.nullable(),
  dailyId: id.nullable(),
  /** What paused it: a person, a move to another time that is under way, lateness, failures of the first texts, money. */
  pausedBy: z.enum(['hand', 'moving', 'late', 'canary', 'balance', 'cap']).nullable(),
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

/** As the screen has it: in words. */
export type Progress = Worded<z.infer<typeof progress>>

export const sends = {
  page: archiveCall(
    'receptionist',
    z.object({
      /** A part of the name, accents or not. */
      search: z.string().max(100).default(''),
      ...page,
    }),
    z.object({ total: z.number().int(), rows: z.array(progress) }),
  ),
  get: archiveCall('receptionist', z.object({ sendId: z.string() }), progress),
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
    z.object({
      sendId: z.string(),
      reason: z.string().trim().min(3, problem('sends.why-not-wait')).max(200),
    }),
    done,
  ),
  /** The frozen review: who got it and who did not, as CSV. */
  export: archiveCall('manager', z.object({ sendId: z.string() }), download),
  skipped: archiveCall(
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
          why: said,
        }),
      ),
    }),
  ),
}
