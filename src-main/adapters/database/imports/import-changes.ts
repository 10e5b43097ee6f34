import type { ImportChange } from '../../../services/imports/import-store'
import type { Stores } from '../../../services/stores'
import type { Db } from '../db'

/** What an import did to each recipient, one line at a time. */
export const createImportChanges = (db: Db): Stores['imports'] => ({
  change: (importId, recipientId, before) => {
    db.sql('INSERT INTO import_change (import_id, recipient_id, before) VALUES (?,?,?)').run(
      importId,
      recipientId,
      before,
    )
  },
  count: (importId) =>
    (
      db.sql('SELECT count(*) AS n FROM import_change WHERE import_id = ?').get(importId) as {
        n: number
      }
    ).n,
  changes: (importId, before, limit) =>
    db
      .sql(
        `SELECT id, recipient_id AS recipientId, before FROM import_change
             WHERE import_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
      )
      .all(importId, before, limit) as ImportChange[],
})
