import { z } from 'zod'
import { archiveCall, call, done, nothing, problem } from '../define'
import { conditions, id, ids, instant, recordKind } from '../shapes'

export const list = z.object({
  id,
  name: z.string(),
  kind: z.enum(['saved', 'static']),
  recordKind: recordKind.nullable(),
  conditions: conditions.nullable(),
  count: z.number().int(),
  updatedAt: instant,
  archived: z.boolean(),
})
export type ListRow = z.infer<typeof list>

export const lists = {
  list: archiveCall('receptionist', nothing, z.array(list)),
  get: archiveCall('receptionist', z.object({ id }), list),
  save: call(
    'manager',
    z.object({
      id: id.nullable(),
      name: z.string().trim().min(1, problem('lists.name-it')).max(80),
      kind: z.enum(['saved', 'static']),
      recordKind: recordKind.nullable(),
      conditions: conditions.nullable(),
    }),
    z.object({ id }),
  ),
  archive: call('manager', z.object({ id, archived: z.boolean() }), done),
  /** Live count while conditions are edited. */
  count: archiveCall(
    'receptionist',
    z.object({ recordKind: recordKind.nullable(), conditions }),
    z.object({ count: z.number().int() }),
  ),
  addMembers: call('manager', z.object({ id, recipientIds: ids }), z.object({ added: z.number().int() })),
  removeMembers: call(
    'manager',
    z.object({ id, recipientIds: ids }),
    z.object({ removed: z.number().int() }),
  ),
  /** The fields a condition may use, with the operators each allows. */
  fields: archiveCall(
    'receptionist',
    nothing,
    z.array(
      z.object({
        field: z.string(),
        label: z.string(),
        type: z.string(),
        ops: z.array(
          z.object({
            op: z.string(),
            label: z.string(),
            takes: z.enum(['nothing', 'value', 'days', 'hours']),
            /** `#` stands for the value. */
            says: z.string(),
          }),
        ),
        choices: z.array(z.object({ value: z.string(), label: z.string() })),
      }),
    ),
  ),
}
