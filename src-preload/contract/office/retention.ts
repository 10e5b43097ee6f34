import { z } from 'zod'
import { archiveCall, call, done, nothing, problem } from '../define'

/** Days, or null for ever. */
const days = (least: number, why: string) =>
  z
    .number(problem('retention.number'))
    .int(problem('retention.whole'))
    .min(least, why)
    .max(36_500, problem('retention.most'))
    .nullable()

export const retentionRules = z.object({
  texts: days(30, problem('retention.texts')),
  replies: days(60, problem('retention.replies')),
  pictures: days(7, problem('retention.week')),
  audit: days(180, problem('retention.audit')),
  safetyCopyDays: days(1, problem('retention.day')),
})

/** How long things are kept (M27). */
export const retention = {
  get: archiveCall('receptionist', nothing, retentionRules),
  /** Counts what would go with these rules, and changes nothing. */
  preview: call(
    'admin',
    retentionRules,
    z.object({
      texts: z.number().int(),
      replies: z.number().int(),
      pictures: z.number().int(),
      audit: z.number().int(),
      safetyCopies: z.number().int(),
    }),
  ),
  /** From the next night on. */
  save: call('admin', retentionRules, done),
}
