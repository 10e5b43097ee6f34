import type { InboundKept, InboundStore } from '../../services/stores'
import type { InboundRow } from './entities/index'
import type { Db } from './open'

const inboundOf = (row: InboundRow): InboundKept => ({
  id: row.id,
  sid: row.sid,
  from: row.from_e164,
  to: row.to_e164,
  body: row.body,
  at: row.at,
  media: row.media,
  meaning: row.meaning,
  doneAt: row.done_at,
})

/** Texts that came in, once per SID. */
export const createInboundStore = (db: Db): InboundStore => ({
  add: (m) =>
    db
      .sql(
        'INSERT OR IGNORE INTO inbound (sid, from_e164, to_e164, body, at, media, meaning) VALUES (?,?,?,?,?,?,?)',
      )
      .run(m.sid, m.from, m.to, m.body, m.at, m.media, m.meaning).changes === 1,
  page(offset, limit) {
    const total = (db.sql('SELECT count(*) AS n FROM inbound').get() as { n: number }).n
    const rows = db
      .sql('SELECT * FROM inbound ORDER BY (done_at IS NULL) DESC, at DESC LIMIT ? OFFSET ?')
      .all(limit, offset) as InboundRow[]
    return { total, rows: rows.map(inboundOf) }
  },
  markDone(ids, at) {
    db.sql(
      'UPDATE inbound SET done_at = ? WHERE done_at IS NULL AND id IN (SELECT value FROM json_each(?))',
    ).run(at, JSON.stringify(ids))
  },
  lastFrom: (e164) =>
    (
      db.sql('SELECT max(at) AS at FROM inbound WHERE from_e164 = ?').get(e164) as {
        at: string | null
      }
    ).at,
  open: () => (db.sql('SELECT count(*) AS n FROM inbound WHERE done_at IS NULL').get() as { n: number }).n,
  newest: () => (db.sql('SELECT max(at) AS at FROM inbound').get() as { at: string | null }).at,
})
