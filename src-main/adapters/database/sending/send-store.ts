/** Sends, and what happens to the texts of one as a whole. */
import type { MessageState } from '#shared/outbox-state'
import { searchKey } from '#shared/people/search-key'
import type { Purpose, RecordKind, SendType, SkipReason } from '#shared/values'
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'
import type { Sender } from '../../../services/ports'
import type { SendStore, ToSchedule } from '../../../services/sending/send-store'
import type {
  Canary,
  LatePolicy,
  PausedBy,
  SendKept,
  SendState,
  WaitingNext,
} from '../../../services/sending/sending-store'
import type { Db } from '../db'
import { messageOf } from '../outbox/message-rows'
import { type MessageRow, WAITING, WITH_CARRIER } from '../outbox/outbox-tables'
import type { SendRow, SendSkipRow } from './sending-tables'

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
  pausedWhy: keptPhrase(row.paused_why),
  pausedBy: row.paused_by as PausedBy | null,
  campaignId: row.campaign_id,
  dailyId: row.daily_id,
  late: row.late as LatePolicy,
  handOverHours: row.hand_over_hours,
  canary: row.canary as Canary,
  released: row.released,
})

const SCHEDULED_AT_ONCE = 4000
/** Not the texts that were written alone. */
const MANY = "type IN ('bulk','campaign')"

export const createSendStore = (db: Db): SendStore => {
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
      const rows = (await db.read(
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
      for (const s of skips)
        insert.run(sendId, s.recipientId, s.name, s.e164, s.reason, s.why === '' ? '' : keepPhrase(s.why))
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
        `UPDATE message SET state = 'canceled', why = ?, since = ?
         WHERE state = 'queued' AND send_id IN (SELECT id FROM send WHERE state = 'cancelled')`,
      ).run(keepPhrase('text.recalled'), now)
      db.sql("DELETE FROM message WHERE send_id IN (SELECT id FROM send WHERE state = 'writing')").run()
      db.sql("DELETE FROM send_skip WHERE send_id IN (SELECT id FROM send WHERE state = 'writing')").run()
      return db.sql("DELETE FROM send WHERE state = 'writing'").run().changes
    },
    get(id) {
      const row = db.sql('SELECT * FROM send WHERE id = ?').get(id) as SendRow | undefined
      return row ? sendOf(row) : null
    },
    page(offset, limit) {
      const rows = db
        .sql(`SELECT * FROM send WHERE ${MANY} ORDER BY created_at DESC LIMIT ? OFFSET ?`)
        .all(limit, offset) as SendRow[]
      return { total: db.count(`SELECT count(*) AS n FROM send WHERE ${MANY}`), rows: rows.map(sendOf) }
    },
    async pageNamed(named, offset, limit) {
      const wanted = searchKey(named.trim())
      // SQLite folds no accents.
      const names = (await db.read(
        `SELECT id, name FROM send WHERE ${MANY} ORDER BY created_at DESC`,
      )) as Pick<SendRow, 'id' | 'name'>[]
      const found = names.filter(({ name }) => searchKey(name).includes(wanted))
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
        total: db.count('SELECT count(*) AS n FROM send_skip WHERE send_id = ?', sendId),
        rows: rows.map((row) => ({
          recipientId: row.recipient_id,
          name: row.name,
          e164: row.e164,
          reason: row.reason as SkipReason,
          why: keptPhrase(row.why) ?? '',
        })),
      }
    },
    setSendState: (sendId, states, to, pause) =>
      db
        .sql(
          'UPDATE send SET state = ?, paused_by = ?, paused_why = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
        )
        .run(to, pause?.by ?? null, pause?.why ? keepPhrase(pause.why) : null, sendId, JSON.stringify(states))
        .changes === 1,
    markSend(sendId, { canary, now, released }) {
      db.sql(
        `UPDATE send SET canary = coalesce(?, canary), canary_since = CASE WHEN ? IS NULL THEN canary_since ELSE ? END,
           released = coalesce(?, released) WHERE id = ?`,
      ).run(canary ?? null, canary ?? null, now, released ?? null, sendId)
    },
    async toSchedule(sendId, states) {
      // Some thousand at a time: fifty thousand rows would arrive at once.
      const texts: ToSchedule[] = []
      for (;;) {
        const some = (await db.read(
          `SELECT id, zones, units FROM message WHERE send_id = ? AND id > ? AND state IN (SELECT value FROM json_each(?))
           ORDER BY id LIMIT ?`,
          sendId,
          texts.at(-1)?.id ?? 0,
          JSON.stringify(states),
          SCHEDULED_AT_ONCE,
        )) as ToSchedule[]
        for (const text of some) texts.push(text)
        if (some.length < SCHEDULED_AT_ONCE) return texts
      }
    },
    textsOf: (sendId, states) =>
      db.readIds(
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
             why = ? WHERE ${doubtful}`,
        )
        .run(now, keepPhrase('text.perhaps-tried-again'), ...which, copiedAt).changes
      return (
        suspected +
        db
          .sql(
            `UPDATE message NOT INDEXED SET state = 'queued', not_before = ?, since = ?, why = ? WHERE ${failed}`,
          )
          .run(now, now, keepPhrase('text.tried-again-by-hand'), ...which).changes
      )
    },
    retryable: (sendId, codesNever) =>
      db.count(
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
        .run(keepPhrase(why), now, JSON.stringify(ids)).changes,

    leaveOut: (id, why) =>
      db.sql(`UPDATE message SET left_out = ? WHERE id = ? AND ${WITH_CARRIER}`).run(keepPhrase(why), id)
        .changes > 0,
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
        .run(keepPhrase(why), now, sendId, bound).changes,
    watched: () =>
      db
        .sql(
          "SELECT id AS sendId, coalesce(canary_since, created_at) AS since FROM send WHERE canary = 'watch' AND canary IN ('first','watch')",
        )
        .all() as { sendId: string; since: string }[],
    begun: (sendId) =>
      db.count(
        "SELECT count(*) AS n FROM message WHERE send_id = ? AND state IN ('claimed','unknown','accepted','sending','sent','delivered','undelivered','failed','rejected')",
        sendId,
      ),
    nextOf(sendId) {
      const row = db
        .sql(
          `SELECT not_before AS at, why, zones FROM message INDEXED BY message_waiting
           WHERE send_id = ? AND ${WAITING} ORDER BY not_before LIMIT 1`,
        )
        .get(sendId) as (Omit<WaitingNext, 'why'> & { why: string }) | undefined
      return row ? { ...row, why: keptPhrase(row.why) ?? '' } : null
    },
    firstMessageOf(sendId) {
      const row = db.sql('SELECT * FROM message WHERE send_id = ? ORDER BY id LIMIT 1').get(sendId) as
        | MessageRow
        | undefined
      return row ? messageOf(row) : null
    },
  }
}
