import type { NoteStore } from '../../../services/people/note-store'
import type { NoteRow } from './people-tables'
import type { Db } from '../db'

/** Case notes and the staff log: what was said and done about somebody. */
export const createNoteStore = (db: Db): NoteStore => ({
  list(recipientId, offset, limit, { search = '', descending = true, which = 'all' } = {}) {
    const where =
      "recipient_id = ? AND (? = '' OR instr(lower(body || ' ' || user_name), lower(?)) > 0)" +
      { all: '', own: ' AND message_id IS NULL', automatic: ' AND message_id IS NOT NULL' }[which]
    const asked = [recipientId, search.trim(), search.trim()]
    const total = (db.sql(`SELECT count(*) AS n FROM note WHERE ${where}`).get(...asked) as { n: number }).n
    const rows = db
      .sql(`SELECT * FROM note WHERE ${where} ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`)
      .all(...asked, limit, offset) as NoteRow[]
    return {
      total,
      rows: rows.map((row) => ({
        id: row.id,
        body: row.body,
        at: row.at,
        by: row.user_name,
        messageId: row.message_id,
      })),
    }
  },
  add: ({ recipientId, body, at, by, messageId }) =>
    Number(
      db
        .sql('INSERT OR IGNORE INTO note (recipient_id, body, at, user_name, message_id) VALUES (?,?,?,?,?)')
        .run(recipientId, body, at, by, messageId).lastInsertRowid,
    ),
  amend(messageId, body) {
    db.sql('UPDATE note SET body = ? WHERE message_id = ?').run(body, messageId)
  },
})
