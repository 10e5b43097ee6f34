/** Why nothing leaves, what waits, and how sending goes on. */
import { z } from 'zod'
import { archiveCall, call, done, nothing } from '../define'
import { instant, phrase } from '../shapes'

/** Why nothing leaves, or not everything; see `services/outbox/why`. */
export const why = z.object({
  cause: z.enum([
    'paused',
    'fence',
    'busy',
    'no-connection',
    'queue-full',
    'inbound',
    'balance',
    'clock',
    'reconcile',
    'status',
    'schedule',
    'other',
  ]),
  title: phrase,
  say: phrase,
  next: phrase,
  action: z.string(),
  since: instant,
  stops: z.enum(['all', 'many', 'nothing']),
})

export const outbox = {
  state: archiveCall(
    'receptionist',
    nothing,
    z.object({
      paused: z.boolean(),
      /** Why nothing leaves, in plain words with the next step. */
      reason: z
        .object({
          title: phrase,
          say: phrase,
          next: phrase,
          action: z.string(),
          code: z.number().int().nullable(),
        })
        .nullable(),
      /** Every cause, what stops the most first. */
      why: z.array(why),
      /** Senders of other programs on the account that nobody has seen yet. */
      otherSenders: z.array(z.object({ sender: z.string(), at: instant })),
      /** What was missed while the PC was off; null once somebody has seen it. */
      absence: z
        .object({
          from: instant,
          to: instant,
          sent: z.number().int(),
          asked: z.number().int(),
          skipped: z.number().int(),
          dailyMissed: z.number().int(),
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
  /** Ends a wait that the carrier asked for. */
  tryNow: call('manager', nothing, done),
  /** What was missed while the PC was off was seen. */
  absenceSeen: call('receptionist', nothing, done),
  othersSeen: call('manager', nothing, done),
  /** Another program sends from the office's own sender, too. */
  shareSender: call('admin', nothing, done),
}
