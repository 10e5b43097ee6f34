/** What was spent, and whom texts reached: both follow from the requests to the carrier. */
import type { Between, ReachStore, SpendingStore } from '../../../services/sending/reach-store'
import type { Db } from '../db'
import { WITH_CARRIER } from '../outbox/outbox-tables'
import { ATTEMPT_PRICE, COSTS } from './charge-store'

const BULK = "('bulk','campaign')"
const NOT_SENT = "('canceled','rejected','failed','undelivered','expired')"
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

export const createSpendingStore = (db: Db): SpendingStore => {
  return {
    spentSince: (at) =>
      db.count(
        `SELECT coalesce((SELECT sum(${ATTEMPT_PRICE}) FROM attempt a JOIN message m ON m.id = a.message_id
           WHERE a.claimed_at >= ? AND a.outcome IN ${COSTS} AND m.state NOT IN ('scheduled','canceling')), 0)
         + coalesce((SELECT sum(price_micros) FROM inbound WHERE at >= ?), 0) AS n`,
        at,
        at,
      ),
    reserved: (accountSid) =>
      db.count(
        `SELECT coalesce(sum(price_micros), 0) AS n FROM message INDEXED BY message_with_carrier
         WHERE ${WITH_CARRIER} AND account_sid = ?`,
        accountSid,
      ),
    promised: (accountSid) =>
      db.count(
        `SELECT coalesce(sum(m.price_micros), 0) AS n FROM message m INDEXED BY message_queued
         WHERE m.state = 'queued' AND m.account_sid = ?`,
        accountSid,
      ),
    async spentBetween(from, to) {
      const [sum] = (await db.read(
        `SELECT coalesce((SELECT sum(${ATTEMPT_PRICE}) FROM (
           SELECT message_id, price_micros FROM attempt
             WHERE claimed_at >= ? AND claimed_at < ? AND send_at IS NULL AND outcome IN ${COSTS}
           UNION ALL SELECT message_id, price_micros FROM attempt
             WHERE send_at IS NOT NULL AND send_at >= ? AND send_at < ? AND outcome IN ${COSTS}) a
         JOIN message m ON m.id = a.message_id WHERE m.state NOT IN ('scheduled','canceling')), 0)
         + coalesce((SELECT sum(price_micros) FROM inbound WHERE at >= ? AND at < ?), 0) AS n`,
        from,
        to,
        from,
        to,
        from,
        to,
      )) as { n: number }[]
      return sum?.n ?? 0
    },
  }
}

export const createReachStore = (db: Db): ReachStore => ({
  async heard(between) {
    const { sql, args } = heard(between)
    const [found] = (await db.read(
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
    const [found] = (await db.read(
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
})
