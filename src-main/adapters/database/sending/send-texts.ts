/** What happens to the texts of a send: which there are, when they leave, and their end. */
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'
import type { SendStore, ToSchedule } from '../../../services/sending/send-store'
import type { WaitingNext } from '../../../services/sending/sending-store'
import type { Db } from '../db'
import { messageOf } from '../outbox/message-rows'
import { type MessageRow, WAITING, WITH_CARRIER } from '../outbox/outbox-tables'

const SCHEDULED_AT_ONCE = 4000

/** Texts that are changed, however many there are. */
const createTextChanges = (
  db: Db,
): Pick<SendStore, 'retime' | 'requeue' | 'cancelQueued' | 'leaveOut' | 'expire'> => ({
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
  expire: (sendId, bound, why, now) =>
    db
      .sql(
        "UPDATE message SET state = 'expired', why = ?, since = ? WHERE send_id = ? AND state = 'queued' AND not_before <= ?",
      )
      .run(keepPhrase(why), now, sendId, bound).changes,
})

type SendTexts = ReturnType<typeof createTextChanges> &
  Pick<
    SendStore,
    | 'toSchedule'
    | 'textsOf'
    | 'retryable'
    | 'textOfCampaign'
    | 'dailyKeys'
    | 'begun'
    | 'nextOf'
    | 'firstMessageOf'
  >
export const createSendTexts = (db: Db): SendTexts => ({
  ...createTextChanges(db),
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
})
