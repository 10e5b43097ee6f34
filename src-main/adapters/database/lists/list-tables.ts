/** Saved searches and static lists. */
import { index, int, maybeText, recordTable, serial, table, text, type RowOf } from '../columns'
import type { ListRecord } from '../../../services/lists/list-store'

export const list = recordTable<ListRecord>('list', {
  id: serial(),
  name: text(),
  kind: text(),
  recordKind: maybeText(),
  conditions: maybeText(),
  updatedAt: text(),
  archivedAt: maybeText(),
})

export const listMember = table(
  'list_member',
  {
    list_id: int({ primary: true }),
    recipient_id: int({ primary: true }),
  },
  [index('list_member_by_recipient', ['recipient_id'])],
)
export type ListMemberRow = RowOf<typeof listMember>
