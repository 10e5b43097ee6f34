/** Sends, messages and attempts. Every change of a state is a compare-and-set along `core/outbox-state`. */
import type { ConsentState, SuppressionCause } from '#core/sending/consent'
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'
import { comesFrom, type MessageState } from '#shared/outbox-state'
import type { E164, SendType } from '#shared/values'
import type { Due, OpenAttempt, OutboxStore } from '../../../services/outbox/outbox-store'
import type { Canary, MessageKept, SendState } from '../../../services/sending/sending-store'
import { ACTIVE, WITH_CARRIER, type AttemptRow, type MessageRow } from './outbox-tables'
import type { Db } from '../db'
import { COSTS, REPRICE } from '../sending/charge-store'
import { messageOf } from './message-rows'

type DueRow = MessageRow & {
  send_type: SendType
  sender: string
  canary: Canary
  released: string | null
  made_for_day_of: string | null
  consent: ConsentState
  causes: string | null
  heard_at: string | null
}
/** What a claim and the carrier's schedule are decided from. */
const DUE = `m.*, s.type AS send_type, s.sender, s.canary, s.released,
  CASE WHEN s.daily_id IS NOT NULL THEN s.created_at END AS made_for_day_of,
  coalesce((SELECT c.state FROM consent c
    WHERE c.recipient_id = m.recipient_id AND c.e164 = m.e164 AND c.purpose = m.purpose), 'none') AS consent,
  (SELECT group_concat(cause) FROM suppression x WHERE x.e164 = m.e164 AND x.lifted_at IS NULL) AS causes,
  CASE WHEN m.purpose = 'conversation'
    THEN (SELECT max(i.at) FROM inbound i WHERE i.from_e164 = m.e164) END AS heard_at`
const dueOf = (row: DueRow): Due => ({
  ...messageOf(row),
  consent: row.consent,
  causes: (row.causes?.split(',') ?? []) as SuppressionCause[],
  heardAt: row.heard_at,
  sendType: row.send_type,
  sender: row.sender,
  canary: row.canary,
  released: row.released !== null,
  madeForDayOf: row.made_for_day_of,
})
/** Sends to many wait behind their first texts. */
const NOW_CLAIMABLE = `s.state = 'live' AND s.canary <> 'watch'`
/** Texts that the carrier may still say more about. Bound: account, since when, now. */
const AT_CARRIER = `state IN ('accepted','scheduled','sending','sent') AND account_sid = ? AND sid IS NOT NULL
  AND max(since, not_before) >= ? AND (state <> 'scheduled' OR not_before <= ?)`
/** Left side of the compare-and-set for each target, made once. */
const FROM = new Map<MessageState, string>()
const from = (to: MessageState): string => {
  let list = FROM.get(to)
  if (!list) {
    list = comesFrom(to)
      .map((state) => `'${state}'`)
      .join(',')
    FROM.set(to, list)
  }
  return list
}

export const createOutboxStore = (db: Db): OutboxStore => {
  const message = (id: number): MessageKept | null => {
    const row = db.sql('SELECT * FROM message WHERE id = ?').get(id) as MessageRow | undefined
    return row ? messageOf(row) : null
  }
  return {
    due(now, accountSid, limit, individualOnly) {
      const rows = (index: string, which: string, most: number) =>
        (
          db
            .sql(
              `SELECT ${DUE} FROM message m INDEXED BY ${index} JOIN send s ON s.id = m.send_id
               WHERE m.state = 'queued' AND ${which} AND m.not_before <= ? AND m.account_sid = ? AND ${NOW_CLAIMABLE}
               ORDER BY m.not_before, m.id LIMIT ?`,
            )
            .all(now, accountSid, most) as DueRow[]
        ).map(dueOf)
      const alone = rows('message_alone', 'm.alone = 1', limit)
      const left = limit - alone.length
      return individualOnly || left === 0 ? alone : [...alone, ...rows('message_queued', 'm.alone = 0', left)]
    },
    toHandOver: ({ now, from: earliest, until, untilMarketing }, accountSid, limit) =>
      (
        db
          .sql(
            `SELECT ${DUE} FROM message m INDEXED BY message_queued JOIN send s ON s.id = m.send_id
             WHERE m.state = 'queued' AND m.not_before >= ? AND m.not_before <= ? AND m.account_sid = ?
               AND s.state = 'live' AND json_extract(s.sender, '$.kind') = 'service' AND coalesce(s.hold_until, '') <= ?
               AND m.not_before <= CASE WHEN s.hand_over_hours IS NOT NULL
                 THEN strftime('%Y-%m-%dT%H:%M:%fZ', ?, '+' || s.hand_over_hours || ' hours')
                 WHEN m.purpose = 'marketing' THEN ? ELSE ? END
             ORDER BY m.not_before, m.id LIMIT ?`,
          )
          .all(earliest, until, accountSid, now, now, untilMarketing, until, limit) as DueRow[]
      ).map(dueOf),
    withCarrier: (accountSid, afterId, limit) =>
      (
        db
          .sql(
            `SELECT ${DUE}, s.state AS send_state, s.paused_why AS send_why, m.left_out, (SELECT a.send_at FROM attempt a WHERE a.sid = m.sid) AS send_at
             FROM message m INDEXED BY message_with_carrier JOIN send s ON s.id = m.send_id
             WHERE m.${WITH_CARRIER} AND m.id > ? AND m.account_sid = ? ORDER BY m.id LIMIT ?`,
          )
          .all(afterId, accountSid, limit) as (DueRow & {
          send_state: SendState
          send_why: string | null
          left_out: string | null
          send_at: string | null
        })[]
      ).map((row) => ({
        ...dueOf(row),
        sendState: row.send_state,
        sendWhy: keptPhrase(row.send_why),
        sendAt: row.send_at,
        leftOut: keptPhrase(row.left_out),
      })),
    nextDue(accountSid, individualOnly) {
      const row = db
        .sql(
          `SELECT min(m.not_before) AS at FROM message m INDEXED BY ${individualOnly ? 'message_alone' : 'message_queued'}
           JOIN send s ON s.id = m.send_id
           WHERE m.state = 'queued' ${individualOnly ? 'AND m.alone = 1' : ''} AND m.account_sid = ? AND ${NOW_CLAIMABLE}`,
        )
        .get(accountSid) as { at: string | null }
      return row.at
    },
    waiting: () => db.count("SELECT count(*) AS n FROM message WHERE state = 'queued'"),
    duplicateInFlight: (e164, body, except) =>
      db
        .sql(
          `SELECT 1 FROM message WHERE ${ACTIVE} AND state IN ('claimed','unknown') AND e164 = ? AND body = ? AND id <> ? LIMIT 1`,
        )
        .get(e164, body, except) !== undefined,
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
    move(messageId, to, change) {
      return (
        db
          .sql(
            `UPDATE message SET state = ?, since = ?, why = ?, code = ?, sid = coalesce(?, sid), not_before = coalesce(?, not_before),
               units = coalesce(?, units), decide = ?
             WHERE id = ? AND state IN (${from(to)})`,
          )
          .run(
            to,
            change.now,
            change.why ? keepPhrase(change.why) : '',
            change.code ?? null,
            change.sid ?? null,
            change.notBefore ?? null,
            change.units ?? null,
            change.decide ? 1 : 0,
            messageId,
          ).changes === 1
      )
    },
    postpone(messageId, notBefore, why) {
      db.sql("UPDATE message SET not_before = ?, why = ? WHERE id = ? AND state = 'queued'").run(
        notBefore,
        keepPhrase(why),
        messageId,
      )
    },
    setAsideUnreadable: (why, now) =>
      db
        .sql(
          `UPDATE message SET state = 'canceled', since = ?, why = ? WHERE state = 'queued' AND id IN (
             SELECT m.id FROM message m INDEXED BY message_queued LEFT JOIN send s ON s.id = m.send_id
             WHERE m.state = 'queued' AND (julianday(m.not_before) IS NULL OR m.not_before NOT GLOB '2[0-9][0-9][0-9]-*Z'
               OR s.id IS NULL OR NOT json_valid(s.sender)))`,
        )
        .run(now, keepPhrase(why)).changes,
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
    message,
    messageBySid(sid) {
      const row = db
        .sql('SELECT m.* FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.sid = ?')
        .get(sid) as MessageRow | undefined
      return row ? messageOf(row) : null
    },
    async atCarrier(accountSid, since, now, most) {
      const [sum] = await db.read(
        `SELECT count(*) AS open, min((SELECT coalesce(a.send_at, a.carrier_at, strftime('%Y-%m-%dT%H:%M:%fZ', a.claimed_at, '-26 hours')) FROM attempt a
           WHERE a.message_id = message.id ORDER BY a.id DESC LIMIT 1)) AS oldest
         FROM message WHERE ${ACTIVE} AND ${AT_CARRIER}`,
        accountSid,
        since,
        now,
      )
      const { open, oldest } = sum as { open: number; oldest: string | null }
      if (open > most) return { open, oldest, sids: null }
      const rows = await db.read(
        `SELECT sid FROM message WHERE ${ACTIVE} AND ${AT_CARRIER} ORDER BY id LIMIT ?`,
        accountSid,
        since,
        now,
        most,
      )
      return { open, oldest, sids: (rows as { sid: string }[]).map(({ sid }) => sid) }
    },
    atCarrierSids: (accountSid, since, now, afterId, limit) =>
      db
        .sql(`SELECT id, sid FROM message WHERE ${ACTIVE} AND ${AT_CARRIER} AND id > ? ORDER BY id LIMIT ?`)
        .all(accountSid, since, now, afterId, limit) as { id: number; sid: string }[],
    atCarrierBySid(sid, accountSid, since, now) {
      const row = db
        .sql(`SELECT * FROM message WHERE sid = ? AND ${AT_CARRIER}`)
        .get(sid, accountSid, since, now) as MessageRow | undefined
      return row ? messageOf(row) : null
    },
    counts() {
      return db
        .sql(
          `SELECT
             (SELECT count(*) FROM message WHERE ${ACTIVE} AND state = 'unknown') AS unknown,
             (SELECT count(*) FROM message WHERE ${ACTIVE} AND state = 'unknown' AND decide = 1) AS decide`,
        )
        .get() as { unknown: number; decide: number }
    },
  }
}
