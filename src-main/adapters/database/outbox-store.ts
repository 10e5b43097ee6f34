/** Sends, messages and attempts. Every change of a state is a compare-and-set along `core/outbox-state`. */
import type { ConsentState, SuppressionCause } from '#core/consent'
import { fold } from '#core/fold'
import { comesFrom, type MessageState } from '#core/outbox-state'
import type { E164, Money, Purpose, RecordKind, SendType, SkipReason } from '#core/values'
import type { Sender } from '../../services/ports'
import type {
  Between,
  Canary,
  Due,
  LatePolicy,
  MessageKept,
  OpenAttempt,
  OutboxStore,
  PausedBy,
  SendKept,
  SendState,
  ToLayOut,
  WaitingNext,
} from '../../services/stores'
import {
  ACTIVE,
  WITH_CARRIER,
  type AttemptRow,
  type MessageRow,
  type SendRow,
  type SendSkipRow,
  WAITING,
} from './entities/index'
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
  zones: row.zones,
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
  pausedBy: row.paused_by as PausedBy | null,
  campaignId: row.campaign_id,
  dailyId: row.daily_id,
  late: row.late as LatePolicy,
  handOverHours: row.hand_over_hours,
  canary: row.canary as Canary,
  released: row.released,
})

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
const BULK = "('bulk','campaign')"
const NOT_SENT = "('canceled','rejected','failed','undelivered','expired')"
const LAID_OUT_AT_ONCE = 4000
/** Requests that have cost something, or may have. */
const COSTS = "('claimed','unknown','accepted','adopted')"
const REACHED = `(${COSTS.slice(1, -1)},'marked-sent')`
/**
 * Which texts reach people within a time, and when: those that left, those that leave from the carrier's schedule, and those
 * that wait here. A text is of the day on which it leaves, not of the one on which it was written.
 */
const heard = ({ from, to, now }: Between) => ({
  sql: `WITH heard (id, at) AS (
    SELECT message_id, claimed_at FROM attempt
      WHERE claimed_at >= ? AND claimed_at < ? AND send_at IS NULL AND outcome IN ${REACHED}
    UNION ALL SELECT message_id, send_at FROM attempt
      WHERE send_at IS NOT NULL AND send_at >= ? AND send_at < ? AND outcome IN ${REACHED}
    UNION ALL SELECT id, not_before FROM message INDEXED BY message_queued
      WHERE state = 'queued' AND not_before >= ? AND not_before < ?)`,
  // What is overdue leaves now.
  args: [from, to, from, to, from <= now ? '' : from, to],
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

/** Not the texts that were written alone. */
const MANY = "type IN ('bulk','campaign')"

export const createOutboxStore = (db: Db): OutboxStore => {
  const message = (id: number): MessageKept | null => {
    const row = db.sql('SELECT * FROM message WHERE id = ?').get(id) as MessageRow | undefined
    return row ? messageOf(row) : null
  }
  const count = (text: string, ...args: unknown[]) => (db.sql(text).get(...args) as { n: number }).n
  /** Senders that no send names any more, since another took over what waited. */
  const replacedFact = (accountSid: string) => `senders.${accountSid}`
  const replaced = (accountSid: string): string[] => {
    const row = db.sql('SELECT value FROM fact WHERE key = ?').get(replacedFact(accountSid)) as
      | { value: string }
      | undefined
    return row ? (JSON.parse(row.value) as string[]) : []
  }

  return {
    begin(s) {
      db.sql(
        `INSERT INTO send (id, type, purpose, state, name, record_kind, template_id, template_name, body, review, created_at,
           user_id, user_name, hold_until, account_sid, sender, campaign_id, daily_id, late, hand_over_hours, canary)
         VALUES (?,?,?,'writing',?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
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
        s.campaignId ?? null,
        s.dailyId ?? null,
        s.late ?? 'send',
        s.handOverHours ?? null,
        s.canary ?? 'off',
      )
    },
    addMessages(sendId, messages, { purpose, notBefore, now, accountSid, alone }) {
      const insert = db.sql(
        `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, price_micros,
           currency, state, not_before, since, created_at, account_sid, zones, alone) VALUES (?,?,?,?,?,?,?,?,?,?,'queued',?,?,?,?,?,?)`,
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
          m.notBefore ?? notBefore,
          now,
          now,
          accountSid,
          m.zones ?? '',
          alone ? 1 : 0,
        )
      }
      db.sql(
        'UPDATE conversation SET last_at = max(last_at, ?) WHERE e164 IN (SELECT value FROM json_each(?))',
      ).run(now, JSON.stringify(messages.map(({ e164 }) => e164)))
      db.sql(
        `INSERT INTO send_tally (send_id, state, code, count, units, micros, currency)
         SELECT id, 'queued', 0, ?, ?, ?, ? FROM send WHERE id = ? AND type <> 'individual'
         ON CONFLICT (send_id, state, code) DO UPDATE SET count = count + excluded.count,
           units = units + excluded.units, micros = micros + excluded.micros, currency = coalesce(excluded.currency, currency)`,
      ).run(
        messages.length,
        messages.reduce((n, { units }) => n + units, 0),
        messages.reduce((n, { price }) => n + (price?.micros ?? 0), 0),
        messages.find(({ price }) => price)?.price?.currency ?? null,
        sendId,
      )
    },
    async senders(accountSid, since) {
      const rows = (await db.aside(
        'SELECT DISTINCT sender FROM send WHERE account_sid = ? AND created_at >= ?',
        accountSid,
        since,
      )) as { sender: string }[]
      const all = [...rows.map((row) => row.sender), ...replaced(accountSid)]
      return [...new Set(all)].map((sender) => JSON.parse(sender) as Sender)
    },
    changeSender(accountSid, to) {
      const those = `account_sid = ? AND sender <> ? AND state IN ('live','paused')
        AND id IN (SELECT DISTINCT send_id FROM message INDEXED BY message_queued WHERE state = 'queued')`
      const bound = [accountSid, JSON.stringify(to)]
      const before = db.sql(`SELECT DISTINCT sender FROM send WHERE ${those}`).all(...bound) as {
        sender: string
      }[]
      if (before.length === 0) return 0
      // Part of these sends left from it, and is answered there.
      db.sql(
        'INSERT INTO fact (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ).run(
        replacedFact(accountSid),
        JSON.stringify([...new Set([...replaced(accountSid), ...before.map((row) => row.sender)])]),
      )
      return db.sql(`UPDATE send SET sender = ? WHERE ${those}`).run(JSON.stringify(to), ...bound).changes
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
    sweepUnfinished(now) {
      db.sql(
        `UPDATE message SET state = 'canceled', why = 'Recalled', since = ?
         WHERE state = 'queued' AND send_id IN (SELECT id FROM send WHERE state = 'cancelled')`,
      ).run(now)
      db.sql("DELETE FROM message WHERE send_id IN (SELECT id FROM send WHERE state = 'writing')").run()
      db.sql("DELETE FROM send_skip WHERE send_id IN (SELECT id FROM send WHERE state = 'writing')").run()
      return db.sql("DELETE FROM send WHERE state = 'writing'").run().changes
    },
    send(id) {
      const row = db.sql('SELECT * FROM send WHERE id = ?').get(id) as SendRow | undefined
      return row ? sendOf(row) : null
    },
    sends(offset, limit) {
      const rows = db
        .sql(`SELECT * FROM send WHERE ${MANY} ORDER BY created_at DESC LIMIT ? OFFSET ?`)
        .all(limit, offset) as SendRow[]
      return { total: count(`SELECT count(*) AS n FROM send WHERE ${MANY}`), rows: rows.map(sendOf) }
    },
    async sendsNamed(named, offset, limit) {
      const wanted = fold(named.trim())
      // SQLite folds no accents.
      const names = (await db.aside(
        `SELECT id, name FROM send WHERE ${MANY} ORDER BY created_at DESC`,
      )) as Pick<SendRow, 'id' | 'name'>[]
      const found = names.filter(({ name }) => fold(name).includes(wanted))
      const rows = db
        .sql('SELECT * FROM send WHERE id IN (SELECT value FROM json_each(?)) ORDER BY created_at DESC')
        .all(JSON.stringify(found.slice(offset, offset + limit).map(({ id }) => id))) as SendRow[]
      return { total: found.length, rows: rows.map(sendOf) }
    },
    states(sendId) {
      const rows = db
        .sql(
          `SELECT state, sum(count) AS count, sum(units) AS units, sum(micros) AS micros, max(currency) AS currency
           FROM (SELECT state, count, units, micros, currency FROM send_tally WHERE send_id = ? AND count > 0
             UNION ALL SELECT m.state, 1, m.units, coalesce(m.price_micros, 0), m.currency
             FROM send s JOIN message m ON m.send_id = s.id WHERE s.id = ? AND s.type = 'individual') GROUP BY state`,
        )
        .all(sendId, sendId) as {
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
    setSendState: (sendId, states, to, pause) =>
      db
        .sql(
          'UPDATE send SET state = ?, paused_by = ?, paused_why = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
        )
        .run(to, pause?.by ?? null, pause?.why ?? null, sendId, JSON.stringify(states)).changes === 1,
    markSend(sendId, { canary, now, released }) {
      db.sql(
        `UPDATE send SET canary = coalesce(?, canary), canary_since = CASE WHEN ? IS NULL THEN canary_since ELSE ? END,
           released = coalesce(?, released) WHERE id = ?`,
      ).run(canary ?? null, canary ?? null, now, released ?? null, sendId)
    },
    async toLayOut(sendId, states) {
      // Some thousand at a time: fifty thousand rows would arrive at once.
      const texts: ToLayOut[] = []
      for (;;) {
        const some = (await db.aside(
          `SELECT id, zones, units FROM message WHERE send_id = ? AND id > ? AND state IN (SELECT value FROM json_each(?))
           ORDER BY id LIMIT ?`,
          sendId,
          texts.at(-1)?.id ?? 0,
          JSON.stringify(states),
          LAID_OUT_AT_ONCE,
        )) as ToLayOut[]
        for (const text of some) texts.push(text)
        if (some.length < LAID_OUT_AT_ONCE) return texts
      }
    },
    textsOf: (sendId, states) =>
      db.idsAside(
        'SELECT id FROM message WHERE send_id = ? AND state IN (SELECT value FROM json_each(?))',
        sendId,
        JSON.stringify(states),
      ),
    retime: (ids, notBefore, upTo) =>
      db
        .sql(
          // By their ids: else SQLite goes through everything that waits. A hand-over whose end is not known yet moves too:
          // once adopted, it is where it should not be.
          `UPDATE message NOT INDEXED SET not_before = ? WHERE id IN (SELECT value FROM json_each(?))
             AND (${WAITING} OR state IN ('claimed','unknown')
               AND EXISTS (SELECT 1 FROM attempt a WHERE a.message_id = message.id AND a.send_at IS NOT NULL
                 AND a.outcome IN ('claimed','unknown')))
             AND not_before <= coalesce(?, not_before)`,
        )
        .run(notBefore, JSON.stringify(ids), upTo ?? null).changes,
    endHold(sendId) {
      db.sql('UPDATE send SET hold_until = NULL WHERE id = ?').run(sendId)
    },
    requeue(ids, codesNever, now, copiedAt) {
      const failed = `id IN (SELECT value FROM json_each(?)) AND state IN ('failed','undelivered','rejected','expired')
        AND coalesce(code, 0) NOT IN (SELECT value FROM json_each(?))`
      const doubtful = `${failed} AND since < coalesce(?, '')`
      const which = [JSON.stringify(ids), JSON.stringify(codesNever)]
      db.sql(
        `INSERT INTO attempt (message_id, n, claimed_at, outcome, detail)
         SELECT id, coalesce((SELECT max(n) FROM attempt a WHERE a.message_id = message.id), 0) + 1, since, 'unknown', 'restored copy'
         FROM message NOT INDEXED WHERE ${doubtful}`,
      ).run(...which, copiedAt)
      const suspected = db
        .sql(
          `UPDATE message NOT INDEXED SET state = 'unknown', since = ?, code = NULL,
             why = 'Looked up first: it may have been tried again after this copy was made' WHERE ${doubtful}`,
        )
        .run(now, ...which, copiedAt).changes
      return (
        suspected +
        db
          .sql(
            `UPDATE message NOT INDEXED SET state = 'queued', not_before = ?, since = ?, why = 'Tried again by hand' WHERE ${failed}`,
          )
          .run(now, now, ...which).changes
      )
    },
    retryable: (sendId, codesNever) =>
      count(
        `SELECT coalesce(sum(count), 0) AS n FROM send_tally WHERE send_id = ? AND state IN ('failed','undelivered','rejected','expired')
           AND code NOT IN (SELECT value FROM json_each(?))`,
        sendId,
        JSON.stringify(codesNever),
      ),
    textOfCampaign(campaignId, recipientId) {
      const row = db
        .sql(
          `SELECT m.* FROM send s JOIN message m ON m.send_id = s.id AND m.recipient_id = ?
           WHERE s.campaign_id = ? ORDER BY m.id LIMIT 1`,
        )
        .get(recipientId, campaignId) as MessageRow | undefined
      return row ? messageOf(row) : null
    },
    leaveCampaign(sendId) {
      db.sql('UPDATE send SET campaign_id = NULL WHERE id = ?').run(sendId)
    },
    sendOfCampaign(campaignId) {
      const row = db.sql('SELECT * FROM send WHERE campaign_id = ?').get(campaignId) as SendRow | undefined
      return row ? sendOf(row) : null
    },
    dailyKeys: (dailyId, keys, since) =>
      new Set(
        (
          db
            .sql(
              `SELECT m.dedupe_key AS key FROM send s JOIN message m ON m.send_id = s.id
               WHERE s.daily_id = ? AND s.created_at >= ? AND s.state <> 'writing' AND m.state <> 'expired'
                 AND m.dedupe_key IN (SELECT value FROM json_each(?))`,
            )
            .all(dailyId, since, JSON.stringify(keys)) as { key: string }[]
        ).map((row) => row.key),
      ),
    cancelQueued: (ids, why, now) =>
      db
        .sql(
          `UPDATE message NOT INDEXED SET state = 'canceled', why = ?, since = ?
           WHERE id IN (SELECT value FROM json_each(?)) AND state = 'queued'`,
        )
        .run(why, now, JSON.stringify(ids)).changes,

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
               AND s.state = 'live' AND s.sender LIKE '{"kind":"service"%' AND coalesce(s.hold_until, '') <= ?
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
            `SELECT ${DUE}, s.state AS send_state, s.paused_why AS send_why, (SELECT a.send_at FROM attempt a WHERE a.sid = m.sid) AS send_at
             FROM message m INDEXED BY message_with_carrier JOIN send s ON s.id = m.send_id
             WHERE m.${WITH_CARRIER} AND m.id > ? AND m.account_sid = ? ORDER BY m.id LIMIT ?`,
          )
          .all(afterId, accountSid, limit) as (DueRow & {
          send_state: SendState
          send_why: string | null
          send_at: string | null
        })[]
      ).map((row) => ({
        ...dueOf(row),
        sendState: row.send_state,
        sendWhy: row.send_why,
        sendAt: row.send_at,
      })),
    lateSends: (bound, accountSid) =>
      db
        .sql(
          `SELECT m.send_id AS sendId, s.late, count(*) AS count FROM message m INDEXED BY message_queued
           JOIN send s ON s.id = m.send_id
           WHERE m.state = 'queued' AND m.not_before <= ? AND m.account_sid = ? AND s.state = 'live' GROUP BY m.send_id`,
        )
        .all(bound, accountSid) as { sendId: string; late: LatePolicy; count: number }[],
    expire: (sendId, bound, why, now) =>
      db
        .sql(
          "UPDATE message SET state = 'expired', why = ?, since = ? WHERE send_id = ? AND state = 'queued' AND not_before <= ?",
        )
        .run(why, now, sendId, bound).changes,
    watched: () =>
      db
        .sql(
          "SELECT id AS sendId, coalesce(canary_since, created_at) AS since FROM send WHERE canary = 'watch' AND canary IN ('first','watch')",
        )
        .all() as { sendId: string; since: string }[],
    begun: (sendId) =>
      count(
        "SELECT count(*) AS n FROM message WHERE send_id = ? AND state IN ('claimed','unknown','accepted','sending','sent','delivered','undelivered','failed','rejected')",
        sendId,
      ),
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
    nextOf(sendId) {
      const row = db
        .sql(
          `SELECT not_before AS at, why, zones FROM message INDEXED BY message_waiting
           WHERE send_id = ? AND ${WAITING} ORDER BY not_before LIMIT 1`,
        )
        .get(sendId) as WaitingNext | undefined
      return row ?? null
    },
    waiting: () => count("SELECT count(*) AS n FROM message WHERE state = 'queued'"),
    twinOpen: (e164, body, except) =>
      db
        .sql(
          `SELECT 1 FROM message WHERE ${ACTIVE} AND state IN ('claimed','unknown') AND e164 = ? AND body = ? AND id <> ? LIMIT 1`,
        )
        .get(e164, body, except) !== undefined,
    claim(messageId, now, sendAt) {
      const changed = db
        .sql(
          "UPDATE message SET state = 'claimed', since = ?, why = '', code = NULL WHERE id = ? AND state = 'queued'",
        )
        .run(now, messageId).changes
      if (changed !== 1) return null
      return Number(
        db
          .sql(
            `INSERT INTO attempt (message_id, n, claimed_at, outcome, send_at)
             SELECT ?, coalesce(max(n), 0) + 1, ?, 'claimed', ? FROM attempt WHERE message_id = ?`,
          )
          .run(messageId, now, sendAt ?? null, messageId).lastInsertRowid,
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
    suspect(messageId, now) {
      db.sql(
        `INSERT INTO attempt (message_id, n, claimed_at, outcome, detail)
         SELECT m.id, coalesce((SELECT max(n) FROM attempt a WHERE a.message_id = m.id), 0) + 1, m.created_at, 'unknown', 'restored copy'
         FROM message m WHERE m.id = ? AND m.state IN ('scheduled', 'canceling')`,
      ).run(messageId)
      db.sql(
        `UPDATE message SET state = 'unknown', since = ?, why = 'Cancelled at the carrier since: another may have been made'
         WHERE id = ? AND state IN ('scheduled', 'canceling')`,
      ).run(now, messageId)
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
      ).run(outcome, now, sid ?? null, code ?? null, detail ?? '', attemptId)
    },
    closeAttempt(sid, outcome, now) {
      db.sql('UPDATE attempt SET outcome = ?, answered_at = ? WHERE sid = ?').run(outcome, now, sid)
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
          sendAt: row.send_at,
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
    async atCarrier(accountSid, since, now, most) {
      const [sum] = await db.aside(
        `SELECT count(*) AS open, min((SELECT coalesce(a.send_at, a.claimed_at) FROM attempt a
           WHERE a.message_id = message.id ORDER BY a.id DESC LIMIT 1)) AS oldest
         FROM message WHERE ${ACTIVE} AND ${AT_CARRIER}`,
        accountSid,
        since,
        now,
      )
      const { open, oldest } = sum as { open: number; oldest: string | null }
      if (open > most) return { open, oldest, sids: null }
      const rows = await db.aside(
        `SELECT sid FROM message WHERE ${ACTIVE} AND ${AT_CARRIER} ORDER BY id LIMIT ?`,
        accountSid,
        since,
        now,
        most,
      )
      return { open, oldest, sids: (rows as { sid: string }[]).map(({ sid }) => sid) }
    },
    atCarrierBySid(sid, accountSid, since, now) {
      const row = db
        .sql(`SELECT * FROM message WHERE sid = ? AND ${AT_CARRIER}`)
        .get(sid, accountSid, since, now) as MessageRow | undefined
      return row ? messageOf(row) : null
    },
    spentSince: (at) =>
      count(
        `SELECT coalesce(sum(m.price_micros), 0) AS n FROM attempt a JOIN message m ON m.id = a.message_id
         WHERE a.claimed_at >= ? AND a.outcome IN ${COSTS} AND m.state NOT IN ('scheduled','canceling')`,
        at,
      ),
    reserved: (accountSid) =>
      count(
        `SELECT coalesce(sum(price_micros), 0) AS n FROM message INDEXED BY message_with_carrier
         WHERE ${WITH_CARRIER} AND account_sid = ?`,
        accountSid,
      ),
    promised: (accountSid) =>
      count(
        `SELECT coalesce(sum(m.price_micros), 0) AS n FROM message m INDEXED BY message_queued
         WHERE m.state = 'queued' AND m.account_sid = ?`,
        accountSid,
      ),
    async spentBetween(from, to) {
      const [sum] = (await db.aside(
        `SELECT coalesce(sum(m.price_micros), 0) AS n FROM (
           SELECT message_id FROM attempt
             WHERE claimed_at >= ? AND claimed_at < ? AND send_at IS NULL AND outcome IN ${COSTS}
           UNION ALL SELECT message_id FROM attempt
             WHERE send_at IS NOT NULL AND send_at >= ? AND send_at < ? AND outcome IN ${COSTS}) a
         JOIN message m ON m.id = a.message_id WHERE m.state NOT IN ('scheduled','canceling')`,
        from,
        to,
        from,
        to,
      )) as { n: number }[]
      return sum?.n ?? 0
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
    async heard(between) {
      const { sql, args } = heard(between)
      const [found] = (await db.aside(
        `${sql} SELECT json_group_array(json_array(id, n)) AS counts FROM (
           SELECT m.recipient_id AS id, count(DISTINCT m.id) AS n
           FROM heard JOIN message m ON m.id = heard.id JOIN send s ON s.id = m.send_id
           WHERE s.type IN ${BULK} AND s.state <> 'writing' AND m.state NOT IN ${NOT_SENT} GROUP BY m.recipient_id)`,
        ...args,
      )) as { counts: string }[]
      return new Map(JSON.parse(found?.counts ?? '[]') as [number, number][])
    },
    async gotText({ templateId, body }, between, among) {
      const { sql, args } = heard(between)
      const [found] = (await db.aside(
        `${sql} SELECT json_group_array(DISTINCT m.recipient_id) AS ids, max(heard.at) AS newest
         FROM heard JOIN message m ON m.id = heard.id JOIN send s ON s.id = m.send_id
         WHERE s.type IN ${BULK} AND s.state <> 'writing' AND m.state NOT IN ${NOT_SENT}
           AND (s.template_id IS ? OR ? IS NULL) AND s.body = ?
           AND m.recipient_id IN (SELECT value FROM json_each(?))`,
        ...args,
        templateId,
        templateId,
        body,
        JSON.stringify(among),
      )) as { ids: string; newest: string | null }[]
      return { recipientIds: JSON.parse(found?.ids ?? '[]') as number[], newest: found?.newest ?? null }
    },
    offered: (recipientId, e164, line, since) =>
      db
        .sql(
          `SELECT 1 FROM message WHERE recipient_id = ? AND created_at >= ? AND e164 = ?
           AND state NOT IN ('canceled','rejected','failed','expired') AND instr(body, ?) > 0 LIMIT 1`,
        )
        .get(recipientId, since, e164, line) !== undefined,
    hasLeft: (recipientId) =>
      db
        .sql("SELECT 1 FROM message WHERE recipient_id = ? AND state NOT IN ('draft') LIMIT 1")
        .get(recipientId) !== undefined,
  }
}
