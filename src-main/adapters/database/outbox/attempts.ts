/** Requests to the carrier: each claim is one, with what came of it. */
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'
import type { MessageState } from '#shared/outbox-state'
import type { E164 } from '#shared/values'
import type { OpenAttempt, OutboxStore } from '../../../services/outbox/outbox-store'
import type { Db } from '../db'
import { COSTS, REPRICE } from '../sending/charge-store'
import type { AttemptRow } from './outbox-tables'

type Attempts = Pick<
  OutboxStore,
  | 'claim'
  | 'answer'
  | 'closeAttempt'
  | 'countListing'
  | 'openAttempts'
  | 'attempts'
  | 'sidTaken'
  | 'lastAttempt'
>
export const createAttempts = (db: Db): Attempts => ({
  claim(messageId, now, sendAt, carrierAt) {
    const changed = db
      .sql(
        "UPDATE message SET state = 'claimed', since = ?, why = '', code = NULL WHERE id = ? AND state = 'queued'",
      )
      .run(now, messageId).changes
    if (changed !== 1) return null
    const attemptId = Number(
      db
        .sql(
          `INSERT INTO attempt (message_id, n, claimed_at, outcome, send_at, carrier_at)
           SELECT ?, coalesce(max(n), 0) + 1, ?, 'claimed', ?, ? FROM attempt WHERE message_id = ?`,
        )
        .run(messageId, now, sendAt ?? null, carrierAt ?? null, messageId).lastInsertRowid,
    )
    // Tried again after something was charged: this request costs as well.
    db.sql(REPRICE).run(messageId)
    return attemptId
  },
  answer(attemptId, outcome, { now, sid, code, detail }) {
    db.sql(
      'UPDATE attempt SET outcome = ?, answered_at = ?, sid = coalesce(?, sid), code = ?, detail = ? WHERE id = ?',
    ).run(
      outcome,
      now,
      sid ?? null,
      code ?? null,
      typeof detail === 'object' ? keepPhrase(detail) : (detail ?? ''),
      attemptId,
    )
    if (COSTS.includes(`'${outcome}'`)) return
    const { id } = db.sql('SELECT message_id AS id FROM attempt WHERE id = ?').get(attemptId) as {
      id: number
    }
    db.sql(REPRICE).run(id)
  },
  closeAttempt(sid, outcome, now) {
    db.sql('UPDATE attempt SET outcome = ?, answered_at = ?, price_ask = NULL WHERE sid = ?').run(
      outcome,
      now,
      sid,
    )
  },
  countListing(attemptId) {
    db.sql('UPDATE attempt SET listings = listings + 1 WHERE id = ?').run(attemptId)
    return db.count('SELECT listings AS n FROM attempt WHERE id = ?', attemptId)
  },
  openAttempts: (outcome) =>
    (
      db
        .sql(
          `SELECT a.*, m.e164, m.body, m.state, m.decide FROM attempt a JOIN message m ON m.id = a.message_id
           WHERE a.outcome IN ('claimed','unknown') AND a.outcome = ? ORDER BY a.id`,
        )
        .all(outcome) as (AttemptRow & {
        e164: string
        body: string
        state: MessageState
        decide: number
      })[]
    ).map(
      (row): OpenAttempt => ({
        id: row.id,
        messageId: row.message_id,
        claimedAt: row.claimed_at,
        outcome,
        listings: row.listings,
        e164: row.e164 as E164,
        body: row.body,
        state: row.state,
        decide: row.decide === 1,
        sendAt: row.send_at,
        carrierAt: row.carrier_at,
      }),
    ),
  attempts: (messageId) =>
    (db.sql('SELECT * FROM attempt WHERE message_id = ? ORDER BY n').all(messageId) as AttemptRow[]).map(
      (row) => ({
        id: row.id,
        n: row.n,
        at: row.claimed_at,
        outcome: row.outcome,
        sid: row.sid,
        code: row.code,
        detail: keptPhrase(row.detail) ?? '',
      }),
    ),
  sidTaken: (sid) => db.sql('SELECT 1 FROM attempt WHERE sid = ?').get(sid) !== undefined,
  lastAttempt: () =>
    (db.sql("SELECT seq FROM sqlite_sequence WHERE name = 'attempt'").get() as { seq: number } | undefined)
      ?.seq ?? 0,
})
