/** Templates, and what is being typed. */
import { int, maybeText, recordTable, serial, table, text, type RowOf } from '../columns'
import type { TemplateRecord } from '../../../services/templates/template-store'

export const template = recordTable<TemplateRecord>('template', {
  id: serial(),
  name: text(),
  recordKind: text(),
  purpose: text(),
  language: text(),
  body: text(),
  updatedAt: text(),
  updatedBy: text(),
  archivedAt: maybeText(),
})

export const draft = table('draft', {
  user_id: int({ primary: true }),
  key: text({ primary: true }),
  body: text(),
  at: text(),
})
export type DraftRow = RowOf<typeof draft>
