import { z } from 'zod'
import { archiveCall, problem } from './define'
import { download, money, phrase } from './shapes'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, problem('reports.day'))
const period = z
  .object({ from: day, to: day, by: z.enum(['day', 'month']) })
  .refine(({ from, to }) => from <= to, { message: problem('reports.first-after-last'), path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 3700 * 86_400_000, {
    message: problem('reports.ten-years'),
    path: ['to'],
  })

const counts = {
  sent: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
  replies: z.number().int(),
  optOuts: z.number().int(),
  /** Message units of texts and replies, and what they cost. */
  units: z.number().int(),
  cost: money.nullable(),
}
const named = z.array(z.object({ key: z.string(), name: z.string(), ...counts }))

export const INSIGHT_TABLES = ['series', 'reasons', 'hours', 'campaigns', 'templates', 'users'] as const

/** What became of texts and what they cost (M19): by time, reason, campaign, template, user and hour, in the office's zone. */
export const insight = {
  report: archiveCall(
    'manager',
    period,
    z.object({
      from: day,
      to: day,
      /** The period of the same length before it. */
      before: z.object({ from: day, to: day, ...counts }),
      total: z.object(counts),
      /** Every day or month, also those without a text; `key` is its first day. */
      series: z.array(z.object({ key: day, ...counts })),
      hours: z.array(z.object({ hour: z.number().int(), ...counts })),
      reasons: z.array(
        z.object({
          code: z.number().int().nullable(),
          title: phrase,
          next: phrase,
          count: z.number().int(),
        }),
      ),
      campaigns: named,
      templates: named,
      users: named,
      /** The first day with a text; null while there is none. */
      first: day.nullable(),
    }),
  ),
  /** One table of it as CSV. */
  export: archiveCall('manager', period.and(z.object({ table: z.enum(INSIGHT_TABLES) })), download),
}
