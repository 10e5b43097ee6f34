/** Sends, messages and attempts. Every change of a state is a compare-and-set along `core/outbox-state`. */
import { keepPhrase } from '#shared/phrases/kept'
import { comesFrom, type MessageState } from '#shared/outbox-state'
import type { OutboxStore } from '../../../services/outbox/outbox-store'
import type { MessageKept } from '../../../services/sending/sending-store'
import { createAttempts } from './attempts'
import { createDueTexts } from './due-texts'
import { createHistoryTexts } from './history-texts'
import { ACTIVE, type MessageRow } from './outbox-tables'
import type { Db } from '../db'
import { messageOf } from './message-rows'

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
    ...createDueTexts(db),
    ...createHistoryTexts(db),
    ...createAttempts(db),
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
