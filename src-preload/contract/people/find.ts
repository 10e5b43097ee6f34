import { z } from 'zod'
import { call } from '../define'
import type { Worded } from '#shared/phrases/phrase'
import { instant, phrase, said } from '../shapes'

export const HIT_GROUPS = ['people', 'accounts', 'texts', 'templates', 'lists', 'sends', 'campaigns'] as const
const hit = z.object({
  /** Address of the screen that shows it; what a hit is known by. */
  to: z.string(),
  title: z.string(),
  /** A client, a lead …, a reply; empty where the group says it. */
  tag: said,
  detail: z.string().or(phrase),
  at: instant.nullable(),
})
export type HitOf = z.infer<typeof hit>
/** As the screen has it: in words. */
export type Hit = Worded<HitOf>

export const find = {
  /** Everything that matches, by group, the best first. */
  all: call(
    'receptionist',
    z.object({ text: z.string().max(200), each: z.number().int().min(1).max(20).default(5) }),
    z.array(z.object({ group: z.enum(HIT_GROUPS), hits: z.array(hit) })),
  ),
  /** What stands at these addresses now; what is gone is left out. */
  named: call('receptionist', z.object({ to: z.array(z.string().max(60)).max(20) }), z.array(hit)),
}
