/** Imports and what each of them changed. */
import { index, int, maybeText, recordTable, serial, table, text, type RowOf } from '../columns'
import type { ImportRecord } from '../../../services/imports/import-store'

export const importRun = recordTable<ImportRecord>('import_run', {
  id: serial(),
  name: text(),
  at: text(),
  userName: text(),
  created: int({ default: 0 }),
  merged: int({ default: 0 }),
  rejected: int({ default: 0 }),
  finishedAt: maybeText(),
  undoneAt: maybeText(),
})

/** What an import did to one recipient; `before` is null for somebody it added. */
export const importChange = table(
  'import_change',
  { id: serial(), import_id: int(), recipient_id: int(), before: maybeText() },
  [index('import_change_by_import', ['import_id'])],
)
export type ImportChangeRow = RowOf<typeof importChange>
