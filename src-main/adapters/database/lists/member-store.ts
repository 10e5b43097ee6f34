import type { Stores } from '../../../services/stores'
import type { Db } from '../db'

/** Who is on which static list: up to everybody, added and taken off by the thousand. */
export const createMemberStore = (db: Db): Stores['members'] => ({
  add: (listId, ids) =>
    db
      .sql('INSERT OR IGNORE INTO list_member (list_id, recipient_id) SELECT ?, value FROM json_each(?)')
      .run(listId, JSON.stringify(ids)).changes,
  remove: (listId, ids) =>
    db
      .sql('DELETE FROM list_member WHERE list_id = ? AND recipient_id IN (SELECT value FROM json_each(?))')
      .run(listId, JSON.stringify(ids)).changes,
  of: (recipientId) =>
    (
      db
        .sql('SELECT list_id AS id FROM list_member WHERE recipient_id = ? ORDER BY list_id')
        .all(recipientId) as { id: number }[]
    ).map(({ id }) => id),
  counts: () =>
    new Map(
      (
        db
          .sql(
            'SELECT m.list_id AS id, count(*) AS n FROM list_member m JOIN recipient r ON r.id = m.recipient_id WHERE r.archived_at IS NULL GROUP BY m.list_id',
          )
          .all() as { id: number; n: number }[]
      ).map((row) => [row.id, row.n]),
    ),
})
