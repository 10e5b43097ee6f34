/** Sends, messages and attempts. Every change of a state is a compare-and-set along `core/outbox-state`. */
import type { ConsentState, SuppressionCause } from '#core/consent'
import { comesFrom, type MessageState } from '#core/outbox-state'
import type { E164, Money, Purpose, RecordKind, SendType, SkipReason } from '#core/values'
import type { Due, MessageKept, OpenAttempt, OutboxStore, SendKept, SendState } from '../../services/stores'
import { ACTIVE, type AttemptRow, type MessageRow, type SendRow, type SendSkipRow } from './entities/index'
import type { Db } from './open'

const moneyOf = (micros: number | null, currency: string | null): Money | null =>
  micros === null || currency === null ? null : { micros, currency }

export const messageOf = (row: MessageRow): MessageKept => ({
  id: row.id,
  sendId: row.send_id,
  recipientId: row.recipient_id,
  recipientName: row.recipient_name,
  e164: row.e164 as E164,
  body: row.body,
  purpose: row.purpose as Purpose,
  units: row.units,
  price: moneyOf(row.price_micros, row.currency),
  state: row.state as MessageState,
  notBefore: row.not_before,
  since: row.since,
  createdAt: row.created_at,
  accountSid: row.account_sid,
  sid: row.sid,
  code: row.code,
  why: row.why,
  decide: row.decide === 1,
})

const sendOf = (row: SendRow): SendKept => ({
  id: row.id,
  type: row.type as SendType,
  purpose: row.purpose as Purpose,
  state: row.state as SendState,
  name: row.name,
  recordKind: row.record_kind as RecordKind | null,
  templateId: row.template_id,
  templateName: row.template_name,
  body: row.body,
  review: row.review,
  createdAt: row.created_at,
  userId: row.user_id,
  userName: row.user_name,
  holdUntil: row.hold_until,
  accountSid: row.account_sid,
  sender: row.sender,
  total: row.total,
  skipped: row.skipped,
  pausedWhy: row.paused_why,
})

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
  const count = (text: string, ...args: unknown[]) => (db.sql(text).get(...args) as { n: number }).n

  return {
    begin(s) {
      db.sql(
        `INSERT INTO send (id, type, purpose, state, name, record_kind, template_id, template_name, body, review, created_at,
           user_id, user_name, hold_until, account_sid, sender) VALUES (?,?,?,'writing',?,?,?,?,?,?,?,?,?,?,?,?)`,
      ).run(
        s.id,
        s.type,
        s.purpose,
        s.name,
        s.recordKind,
        s.templateId,
        s.templateName,
        s.body,
        s.review,
        s.createdAt,
        s.userId,
        s.userName,
        s.holdUntil,
        s.accountSid,
        s.sender,
      )
    },
    addMessages(sendId, messages, { purpose, notBefore, now, accountSid }) {
      const insert = db.sql(
        `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, price_micros,
           currency, state, not_before, since, created_at, account_sid) VALUES (?,?,?,?,?,?,?,?,?,?,'queued',?,?,?,?)`,
      )
      for (const m of messages) {
        insert.run(
          sendId,
          m.dedupeKey,
          m.recipientId,
          m.recipientName,
          m.e164,
          m.body,
          purpose,
          m.units,
          m.price?.micros ?? null,
          m.price?.currency ?? null,
          notBefore,
          now,
          now,
          accountSid,
        )
      }
    },
    addSkips(sendId, skips) {
      const insert = db.sql(
        'INSERT INTO send_skip (send_id, recipient_id, name, e164, reason, why) VALUES (?,?,?,?,?,?)',
      )
      for (const s of skips) insert.run(sendId, s.recipientId, s.name, s.e164, s.reason, s.why)
    },
    goLive(sendId, total, skipped) {
      db.sql("UPDATE send SET state = 'live', total = ?, skipped = ? WHERE id = ? AND state = 'writing'").run(
        total,
        skipped,
        sendId,
      )
    },
    sweepUnfinished() {
      db.sql("DELETE FROM message WHERE send_id IN (SELECT id FROM send WHERE state = 'writing')").run()
      db.sql("DELETE FROM send_skip WHERE send_id IN (SELECT id FROM send WHERE state = 'writing')").run()
      return db.sql("DELETE FROM send WHERE state = 'writing'").run().changes
    },
    send(id) {
      const row = db.sql('SELECT * FROM send WHERE id = ?').get(id) as SendRow | undefined
      return row ? sendOf(row) : null
    },
    sends(offset, limit) {
      const many = "type IN ('bulk','campaign')"
      const rows = db
        .sql(`SELECT * FROM send WHERE ${many} ORDER BY created_at DESC LIMIT ? OFFSET ?`)
        .all(limit, offset) as SendRow[]
      return { total: count(`SELECT count(*) AS n FROM send WHERE ${many}`), rows: rows.map(sendOf) }
    },
    states(sendId) {
      const rows = db
        .sql(
          `SELECT state, count(*) AS count, sum(units) AS units, coalesce(sum(price_micros), 0) AS micros, max(currency) AS currency
           FROM message WHERE send_id = ? GROUP BY state`,
        )
        .all(sendId) as {
        state: MessageState
        count: number
        units: number
        micros: number
        currency: string | null
      }[]
      return new Map(rows.map(({ state, ...rest }) => [state, rest]))
    },
    skips(sendId, offset, limit) {
      const rows = db
        .sql('SELECT * FROM send_skip WHERE send_id = ? ORDER BY id LIMIT ? OFFSET ?')
        .all(sendId, limit, offset) as SendSkipRow[]
      return {
        total: count('SELECT count(*) AS n FROM send_skip WHERE send_id = ?', sendId),
        rows: rows.map((row) => ({
          recipientId: row.recipient_id,
          name: row.name,
          e164: row.e164,
          reason: row.reason as SkipReason,
          why: row.why,
        })),
      }
    },
    setSendState: (sendId, states, to, why) =>
      db
        .sql(
          'UPDATE send SET state = ?, paused_why = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
        )
        .run(to, why, sendId, JSON.stringify(states)).changes === 1,
    retime(sendId, notBefore) {
      db.sql("UPDATE message SET not_before = ? WHERE send_id = ? AND state = 'queued'").run(
        notBefore,
        sendId,
      )
      db.sql('UPDATE send SET hold_until = NULL WHERE id = ?').run(sendId)
    },
    cancelQueued: (sendId, why, now) =>
      db
        .sql(
          "UPDATE message SET state = 'canceled', why = ?, since = ? WHERE send_id = ? AND state = 'queued'",
        )
        .run(why, now, sendId).changes,

    due(now, accountSid, limit) {
      const rows = db
        .sql(
          `SELECT m.*, s.type AS send_type, s.sender,
             coalesce((SELECT c.state FROM consent c
               WHERE c.recipient_id = m.recipient_id AND c.e164 = m.e164 AND c.purpose = m.purpose), 'none') AS consent,
             (SELECT group_concat(cause) FROM suppression x WHERE x.e164 = m.e164 AND x.lifted_at IS NULL) AS causes,
             CASE WHEN m.purpose = 'conversation'
               THEN (SELECT max(i.at) FROM inbound i WHERE i.from_e164 = m.e164) END AS heard_at
           FROM message m INDEXED BY message_queued JOIN send s ON s.id = m.send_id
           WHERE m.state = 'queued' AND m.not_before <= ? AND m.account_sid = ? AND s.state = 'live'
           ORDER BY m.not_before, m.id LIMIT ?`,
        )
        .all(now, accountSid, limit) as (MessageRow & {
        send_type: SendType
        sender: string
        consent: ConsentState
        causes: string | null
        heard_at: string | null
      })[]
      return rows.map(
        (row): Due => ({
          ...messageOf(row),
          consent: row.consent,
          causes: (row.causes?.split(',') ?? []) as SuppressionCause[],
          heardAt: row.heard_at,
          sendType: row.send_type,
          sender: row.sender,
        }),
      )
    },
    nextDue(accountSid) {
      const row = db
        .sql(
          `SELECT min(m.not_before) AS at FROM message m INDEXED BY message_queued JOIN send s ON s.id = m.send_id
           WHERE m.state = 'queued' AND m.account_sid = ? AND s.state = 'live'`,
        )
        .get(accountSid) as { at: string | null }
      return row.at
    },
    nextOf(sendId) {
      const row = db
        .sql(
          "SELECT not_before AS at, why FROM message WHERE send_id = ? AND state = 'queued' ORDER BY not_before LIMIT 1",
        )
        .get(sendId) as { at: string; why: string } | undefined
      return row ?? null
    },
    waiting: () => count("SELECT count(*) AS n FROM message WHERE state = 'queued'"),
    twinOpen: (e164, body, except) =>
      db
        .sql(
          `SELECT 1 FROM message WHERE ${ACTIVE} AND state IN ('claimed','unknown') AND e164 = ? AND body = ? AND id <> ? LIMIT 1`,
        )
        .get(e164, body, except) !== undefined,
    claim(messageId, now) {
      const changed = db
        .sql(
          "UPDATE message SET state = 'claimed', since = ?, why = '', code = NULL WHERE id = ? AND state = 'queued'",
        )
        .run(now, messageId).changes
      if (changed !== 1) return null
      return Number(
        db
          .sql(
            `INSERT INTO attempt (message_id, n, claimed_at, outcome)
             SELECT ?, coalesce(max(n), 0) + 1, ?, 'claimed' FROM attempt WHERE message_id = ?`,
          )
          .run(messageId, now, messageId).lastInsertRowid,
      )
    },
    move(messageId, to, change) {
      return (
        db
          .sql(
            `UPDATE message SET state = ?, since = ?, why = ?, code = ?, sid = coalesce(?, sid), not_before = coalesce(?, not_before),
               units = coalesce(?, units), price_micros = coalesce(?, price_micros), currency = coalesce(?, currency), decide = ?
             WHERE id = ? AND state IN (${from(to)})`,
          )
          .run(
            to,
            change.now,
            change.why ?? '',
            change.code ?? null,
            change.sid ?? null,
            change.notBefore ?? null,
            change.units ?? null,
            change.price?.micros ?? null,
            change.price?.currency ?? null,
            change.decide ? 1 : 0,
            messageId,
          ).changes === 1
      )
    },
    postpone(messageId, notBefore, why) {
      db.sql("UPDATE message SET not_before = ?, why = ? WHERE id = ? AND state = 'queued'").run(
        notBefore,
        why,
        messageId,
      )
    },
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
          `UPDATE message SET state = 'unknown', since = ?, why = 'This database is a copy: the text may have left before.'
           WHERE state = 'queued' AND send_id IN (SELECT id FROM send WHERE state IN ('live', 'paused'))`,
        )
        .run(now).changes
    },
    answer(attemptId, outcome, { now, sid, code, detail }) {
      db.sql(
        'UPDATE attempt SET outcome = ?, answered_at = ?, sid = coalesce(?, sid), code = ?, detail = ? WHERE id = ?',
      ).run(outcome, now, sid ?? null, code ?? null, detail ?? '', attemptId)
    },
    countListing(attemptId) {
      db.sql('UPDATE attempt SET listings = listings + 1 WHERE id = ?').run(attemptId)
      return count('SELECT listings AS n FROM attempt WHERE id = ?', attemptId)
    },
    openAttempts: (outcome) =>
      (
        db
          .sql(
            `SELECT a.*, m.e164, m.body, m.state FROM attempt a JOIN message m ON m.id = a.message_id
             WHERE a.outcome IN ('claimed','unknown') AND a.outcome = ? ORDER BY a.id`,
          )
          .all(outcome) as (AttemptRow & { e164: string; body: string; state: MessageState })[]
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
          detail: row.detail,
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
    firstMessageOf(sendId) {
      const row = db.sql('SELECT * FROM message WHERE send_id = ? ORDER BY id LIMIT 1').get(sendId) as
        | MessageRow
        | undefined
      return row ? messageOf(row) : null
    },
    atCarrier: (accountSid, since, limit) =>
      (
        db
          .sql(
            `SELECT * FROM message WHERE ${ACTIVE} AND state IN ('accepted','scheduled','canceling','sending','sent')
             AND account_sid = ? AND sid IS NOT NULL AND since >= ? ORDER BY state = 'sent', id LIMIT ?`,
          )
          .all(accountSid, since, limit) as MessageRow[]
      ).map(messageOf),
    spentSince: (at) =>
      count(
        `SELECT coalesce(sum(m.price_micros), 0) AS n FROM attempt a JOIN message m ON m.id = a.message_id
         WHERE a.id > (SELECT coalesce(max(id), 0) FROM attempt WHERE claimed_at < ?)
           AND a.outcome IN ('claimed','unknown','accepted')`,
        at,
      ),
    counts() {
      return db
        .sql(
          `SELECT
             (SELECT count(*) FROM message WHERE ${ACTIVE} AND state = 'unknown') AS unknown,
             (SELECT count(*) FROM message WHERE ${ACTIVE} AND state = 'unknown' AND decide = 1) AS decide,
             (SELECT count(*) FROM message WHERE state = 'queued') AS queued`,
        )
        .get() as { unknown: number; decide: number; queued: number }
    },
    heardRecently: (recipientIds, since) =>
      db
        .sql(
          `SELECT m.recipient_id AS recipientId, max(s.name) AS sendName FROM message m JOIN send s ON s.id = m.send_id
             WHERE m.created_at >= ? AND s.type IN ('bulk','campaign') AND m.state NOT IN ('canceled','rejected','failed','undelivered','expired')
               AND m.recipient_id IN (SELECT value FROM json_each(?)) GROUP BY m.recipient_id`,
        )
        .all(since, JSON.stringify(recipientIds)) as { recipientId: number; sendName: string }[],
    gotText: ({ templateId, body }, since) =>
      db
        .sql(
          `SELECT m.recipient_id AS recipientId, max(m.created_at) AS at FROM message m JOIN send s ON s.id = m.send_id
           WHERE s.created_at >= ? AND s.type IN ('bulk','campaign') AND m.state NOT IN ('canceled','rejected','failed','undelivered','expired')
             AND (s.template_id IS ? OR ? IS NULL) AND s.body = ? GROUP BY m.recipient_id`,
        )
        .all(since, templateId, templateId, body) as { recipientId: number; at: string }[],
    hasLeft: (recipientId) =>
      db
        .sql("SELECT 1 FROM message WHERE recipient_id = ? AND state NOT IN ('draft') LIMIT 1")
        .get(recipientId) !== undefined,
  }
}
