/** The audit log. */
import { index, maybeInt, maybeText, serial, table, text, type RowOf } from '../columns'

/** Who did what when; see the triggers of its migration. */
export const auditEntry = table(
  'audit_entry',
  {
    id: serial(),
    at: text(),
    action: text(),
    user_id: maybeInt(),
    user_name: text(),
    subject: text(),
    detail: text(),
    before: maybeText(),
    after: maybeText(),
  },
  [index('audit_entry_by_time', ['at'])],
)
export type AuditRow = RowOf<typeof auditEntry>
