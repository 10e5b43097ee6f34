import type { InboundKept, InboundStore } from '../../../services/inbox/inbox-store'
import type { InboundRow } from './inbox-tables'
import type { Db } from '../db'

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

/** The last text that a number got in the month before a reply, so that the reply belongs to it. Bound: number, time, time. */
const ANSWERED = `(SELECT m.id FROM message m WHERE m.e164 = ? AND m.created_at <= ?
  AND m.created_at >= strftime('%Y-%m-%dT%H:%M:%fZ', ?, '-30 days')
  AND m.state NOT IN ('draft','queued','claimed','scheduled','canceling','canceled','rejected','expired','failed')
  ORDER BY m.created_at DESC, m.id DESC LIMIT 1)`

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
          `INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning, recipient_id, units, price_micros, currency, charged, price_ask, answers)
         VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,${ANSWERED}) RETURNING *`,
        )
        .get(
          m.sid,
          m.from,
          m.to,
          m.body,
          m.at,
          m.media,
          m.meaning,
          recipientId,
          m.units,
          m.price?.micros ?? null,
          m.price?.currency ?? null,
          m.charged ? 1 : 0,
          m.priceAsk,
          m.from,
          m.at,
          m.at,
        ) as InboundRow
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
