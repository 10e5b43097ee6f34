import type { InboundKept, InboundStore } from '../../services/stores'
import type { InboundRow } from './entities/index'
import type { Db } from './open'

export const inboundOf = (row: InboundRow): InboundKept => ({
  id: row.id,
  sid: row.sid,
  from: row.from_e164,
  to: row.to_e164,
  body: row.body,
  at: row.at,
  media: row.media,
  meaning: row.meaning,
  doneAt: row.done_at,
  readAt: row.read_at,
  recipientId: row.recipient_id,
})

/** Texts that came in, once per SID. */
export const createInboundStore = (db: Db): InboundStore => {
  const has = (sid: string) => db.sql('SELECT 1 FROM inbound WHERE sid = ?').get(sid) !== undefined
  return {
    has,
    add(m, recipientId) {
      // Looked up first: an insert that is ignored still uses up a number, and so writes at every look at the carrier.
      if (has(m.sid)) return null
      const row = db
        .sql(
          `INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning, recipient_id)
         VALUES (?,?,?,?,?,?,?,?) RETURNING *`,
        )
        .get(m.sid, m.from, m.to, m.body, m.at, m.media, m.meaning, recipientId) as InboundRow
      return inboundOf(row)
    },
    get(id) {
      const row = db.sql('SELECT * FROM inbound WHERE id = ?').get(id) as InboundRow | undefined
      return row ? inboundOf(row) : null
    },
    lastFrom: (e164) =>
      (
        db.sql('SELECT max(at) AS at FROM inbound WHERE from_e164 = ?').get(e164) as {
          at: string | null
        }
      ).at,
    newest: () => (db.sql('SELECT max(at) AS at FROM inbound').get() as { at: string | null }).at,
  }
}
