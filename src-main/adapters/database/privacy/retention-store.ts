/** What is older than it should be kept: counted, and erased a few rows at a time as forgetting a person erases them. */
import type { Instant } from '#shared/values'
import type { ForgetStore, RetentionStore } from '../../../services/privacy/privacy-store'
import type { Db } from '../db'

/** Texts whose end is known; one that may still change is kept, however old. */
const OVER = "('sent','delivered','undelivered','failed','rejected','canceled','expired')"
const ERASED = "dedupe_key = 'forgotten ' || id"
/** Rows that are looked at in one step. */
const AT_ONCE = 200
/** What a note says of a text whose words are gone. */
const ERASED_NOTE = 'A text. Its words were erased: they were kept as long as the office keeps texts.'

type Row = { id: number; at: Instant; wanted: 0 | 1 }

export const createRetentionStore = (
  db: Db,
  forget: Pick<ForgetStore, 'eraseText' | 'eraseReply'>,
): RetentionStore => {
  /** Walks a table by its ids, which follow the time; answers where to go on, and null behind the last old row. */
  const walk = (sql: string, after: number, before: Instant, work: (id: number) => void) => {
    const rows = db.sql(sql).all(after, AT_ONCE) as Row[]
    let done = 0
    for (const { id, at, wanted } of rows) {
      if (at >= before) return { next: null, done }
      if (wanted === 1) {
        work(id)
        done += 1
      }
    }
    return { next: rows.length < AT_ONCE ? null : (rows.at(-1)?.id ?? null), done }
  }

  return {
    async count({ texts, replies, pictures, audit }) {
      const of = async (sql: string, before: Instant | null) =>
        before === null ? 0 : Number(((await db.read(sql, before)) as { n: number }[])[0]?.n ?? 0)
      return {
        texts: await of(
          `SELECT count(*) AS n FROM message WHERE created_at < ? AND state IN ${OVER} AND NOT (${ERASED})`,
          texts,
        ),
        replies: await of(
          "SELECT count(*) AS n FROM inbound WHERE at < ? AND read_at IS NOT NULL AND from_e164 <> ''",
          replies,
        ),
        pictures: await of(
          'SELECT count(*) AS n FROM inbound WHERE at < ? AND media > 0 AND read_at IS NOT NULL',
          pictures,
        ),
        audit: await of('SELECT count(*) AS n FROM audit_entry WHERE at < ?', audit),
      }
    },
    texts: (after, before, entry) =>
      walk(
        `SELECT id, created_at AS at, state IN ${OVER} AND NOT (${ERASED}) AS wanted FROM message WHERE id > ? ORDER BY id LIMIT ?`,
        after,
        before,
        (id) => {
          db.sql('UPDATE note SET body = ? WHERE message_id = ?').run(ERASED_NOTE, id)
          forget.eraseText(id, null, entry)
        },
      ),
    sends(before) {
      // Whom a send left out, and why, goes with its texts; so do its own words once nothing of it is left.
      const left =
        "NOT EXISTS (SELECT 1 FROM message m WHERE m.send_id = send.id AND NOT (m.dedupe_key = 'forgotten ' || m.id))"
      const [found] = db
        .sql(
          `SELECT id FROM send WHERE created_at < ? AND (body <> '' OR review IS NOT NULL) AND ${left} LIMIT 1`,
        )
        .all(before) as { id: string }[]
      if (!found) return false
      db.sql(
        "UPDATE send_skip SET name = '', e164 = NULL, why = '', recipient_id = NULL WHERE send_id = ?",
      ).run(found.id)
      db.sql(
        "UPDATE send SET body = '', review = NULL, name = CASE WHEN type IN ('individual','test') THEN '' ELSE name END WHERE id = ?",
      ).run(found.id)
      return true
    },
    replies: (after, before, entry) =>
      walk(
        "SELECT id, at, read_at IS NOT NULL AND from_e164 <> '' AS wanted FROM inbound WHERE id > ? ORDER BY id LIMIT ?",
        after,
        before,
        (id) => forget.eraseReply(id, entry),
      ),
    pictures: (after, before) =>
      walk(
        'SELECT id, at, media > 0 AND read_at IS NOT NULL AS wanted FROM inbound WHERE id > ? ORDER BY id LIMIT ?',
        after,
        before,
        (id) => {
          db.sql('DELETE FROM inbound_picture WHERE inbound_id = ?').run(id)
          db.sql('UPDATE inbound SET media = 0 WHERE id = ?').run(id)
        },
      ),
    audit(before) {
      // The trigger that keeps the log lets go what the fact names, and the fact is there for this one write.
      db.sql("INSERT OR REPLACE INTO fact (key, value) VALUES ('audit.over', ?)").run(before)
      const { changes } = db
        .sql(
          'DELETE FROM audit_entry WHERE id IN (SELECT id FROM audit_entry WHERE at < ? ORDER BY at LIMIT ?)',
        )
        .run(before, AT_ONCE)
      db.sql("DELETE FROM fact WHERE key = 'audit.over'").run()
      return changes
    },
  }
}
