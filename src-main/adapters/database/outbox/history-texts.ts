/** What the carrier's list is compared with, and what becomes doubtful where this database is a copy. */
import { keepPhrase } from '#shared/phrases/kept'
import type { OutboxStore } from '../../../services/outbox/outbox-store'
import type { Db } from '../db'
import { messageOf } from './message-rows'
import type { MessageRow } from './outbox-tables'

type HistoryTexts = Pick<
  OutboxStore,
  'oldestToProve' | 'unanswered' | 'waitingTo' | 'suspectAll' | 'suspect' | 'withoutEnd'
>
export const createHistoryTexts = (db: Db): HistoryTexts => ({
  oldestToProve(accountSid) {
    if (!db.sql('SELECT 1 FROM send WHERE account_sid = ? LIMIT 1').get(accountSid)) return null
    // Whatever another history of this database did, it did after the newest claim in this one.
    const claimed = db.sql('SELECT claimed_at AS at FROM attempt ORDER BY id DESC LIMIT 1').get()
    const waiting = db
      .sql("SELECT min(created_at) AS at FROM message INDEXED BY message_queued WHERE state = 'queued'")
      .get()
    return ((claimed ?? waiting) as { at: string | null }).at
  },
  unanswered: (numbers) =>
    (
      db
        .sql(
          `SELECT a.id, m.e164, m.body, a.carrier_at FROM attempt a INDEXED BY attempt_without_sid
           JOIN message m ON m.id = a.message_id
           WHERE a.sid IS NULL AND m.e164 IN (SELECT value FROM json_each(?)) ORDER BY a.id`,
        )
        .all(JSON.stringify(numbers)) as {
        id: number
        e164: string
        body: string
        carrier_at: string | null
      }[]
    ).map(({ carrier_at: carrierAt, ...rest }) => ({ ...rest, carrierAt })),
  waitingTo: (numbers, accountSid) =>
    db
      .sql(
        `SELECT id, e164, body FROM message INDEXED BY message_queued
         WHERE state = 'queued' AND account_sid = ? AND e164 IN (SELECT value FROM json_each(?)) ORDER BY id`,
      )
      .all(accountSid, JSON.stringify(numbers)) as { id: number; e164: string; body: string }[],
  suspectAll(lastClaim, now) {
    db.sql(
      "INSERT OR IGNORE INTO sqlite_sequence (name, seq) SELECT 'attempt', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'attempt')",
    ).run()
    db.sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'attempt'").run(lastClaim)
    db.sql(
      `INSERT INTO attempt (message_id, n, claimed_at, outcome, detail)
       SELECT m.id, coalesce((SELECT max(n) FROM attempt a WHERE a.message_id = m.id), 0) + 1, m.created_at, 'unknown', 'restored copy'
       FROM message m JOIN send s ON s.id = m.send_id WHERE m.state = 'queued' AND s.state IN ('live', 'paused')`,
    ).run()
    return db
      .sql(
        `UPDATE message SET state = 'unknown', since = ?, why = ?
         WHERE state = 'queued' AND send_id IN (SELECT id FROM send WHERE state IN ('live', 'paused'))`,
      )
      .run(now, keepPhrase('text.left-before-copy')).changes
  },
  suspect(messageId, now) {
    db.sql(
      `INSERT INTO attempt (message_id, n, claimed_at, outcome, detail)
       SELECT m.id, coalesce((SELECT max(n) FROM attempt a WHERE a.message_id = m.id), 0) + 1, m.created_at, 'unknown', 'restored copy'
       FROM message m WHERE m.id = ? AND m.state IN ('scheduled', 'canceling')`,
    ).run(messageId)
    db.sql(
      `UPDATE message SET state = 'unknown', since = ?, why = ?
       WHERE id = ? AND state IN ('scheduled', 'canceling')`,
    ).run(now, keepPhrase('text.cancelled-since-copy'), messageId)
  },
  withoutEnd: (accountSid) =>
    (
      db
        .sql(
          `SELECT * FROM message WHERE state IN ('accepted','sending','scheduled','canceling') AND account_sid = ? ORDER BY id`,
        )
        .all(accountSid) as MessageRow[]
    ).map(messageOf),
})
