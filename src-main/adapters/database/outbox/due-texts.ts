/** Texts that are due, with what a claim and the carrier's schedule are decided from. */
import type { ConsentState, SuppressionCause } from '#core/sending/consent'
import { keptPhrase } from '#shared/phrases/kept'
import type { SendType } from '#shared/values'
import type { Due, OutboxStore } from '../../../services/outbox/outbox-store'
import type { Canary, SendState } from '../../../services/sending/sending-store'
import type { Db } from '../db'
import { messageOf } from './message-rows'
import { ACTIVE, type MessageRow, WITH_CARRIER } from './outbox-tables'

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

type DueTexts = Pick<
  OutboxStore,
  'due' | 'toHandOver' | 'withCarrier' | 'nextDue' | 'waiting' | 'duplicateInFlight'
>
export const createDueTexts = (db: Db): DueTexts => ({
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
})
