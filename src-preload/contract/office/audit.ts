import { z } from 'zod'
import { AUDIT_ACTIONS } from '#shared/audit'
import { archiveCall } from '../define'
import { download, id, instant, page } from '../shapes'

export const auditAction = z.enum(AUDIT_ACTIONS)
const filter = z.object({
  search: z.string().max(100).default(''),
  /** None is all. */
  actions: z.array(auditAction).max(AUDIT_ACTIONS.length).default([]),
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
})

/** Who did what when (M26): never the words of a text, never a secret. Nothing in it can be changed. */
export const audit = {
  page: archiveCall(
    'admin',
    filter.extend({ ...page, descending: z.boolean().default(true) }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          id,
          at: instant,
          action: auditAction,
          /** Empty: the program itself, or somebody who was not signed in. */
          by: z.string(),
          subject: z.string(),
          detail: z.string(),
          /** What was changed, as JSON; null where nothing was. */
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
    }),
  ),
  export: archiveCall('admin', filter, download),
}
