import type { ReplyMailStore } from '../../../services/inbox/inbox-store'
import type { ReplyMailRow } from './inbox-tables'
import type { Db } from '../db'
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'

/** The queue of replies that are forwarded by e-mail: each reply at most one row. */
export const createReplyMailStore = (db: Db): ReplyMailStore => ({
  queue(inboundId, at) {
    db.sql(
      "INSERT INTO reply_mail (inbound_id, state, next_at, queued_at) VALUES (?, 'waiting', ?, ?) ON CONFLICT (inbound_id) DO NOTHING",
    ).run(inboundId, at, at)
  },
  due(now) {
    const row = db
      .sql("SELECT * FROM reply_mail WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT 1")
      .get(now) as ReplyMailRow | undefined
    return row ? { id: row.id, inboundId: row.inbound_id, tries: row.tries } : null
  },
  nextDue: () =>
    (
      db.sql("SELECT min(next_at) AS at FROM reply_mail WHERE state = 'waiting'").get() as {
        at: string | null
      }
    ).at,
  sent(id) {
    db.sql("UPDATE reply_mail SET state = 'sent', why = '' WHERE id = ?").run(id)
  },
  putOff(id, nextAt, why) {
    db.sql('UPDATE reply_mail SET tries = tries + 1, next_at = ?, why = ? WHERE id = ?').run(
      nextAt,
      keepPhrase(why),
      id,
    )
  },
  giveUp(id, why) {
    db.sql("UPDATE reply_mail SET state = 'failed', tries = tries + 1, why = ? WHERE id = ?").run(
      keepPhrase(why),
      id,
    )
  },
  retry: (now) =>
    db.sql("UPDATE reply_mail SET state = 'waiting', tries = 0, next_at = ? WHERE state <> 'sent'").run(now)
      .changes,
  drop() {
    db.sql("DELETE FROM reply_mail WHERE state <> 'sent'").run()
  },
  waiting() {
    const row = db
      .sql(
        `SELECT coalesce(sum(state = 'waiting'), 0) AS waiting, coalesce(sum(state = 'failed'), 0) AS failed,
           min(CASE WHEN state = 'waiting' THEN next_at END) AS nextAt FROM reply_mail WHERE state <> 'sent'`,
      )
      .get() as { waiting: number; failed: number; nextAt: string | null }
    const last = db
      .sql("SELECT why FROM reply_mail WHERE state <> 'sent' AND why <> '' ORDER BY id DESC LIMIT 1")
      .get() as { why: string } | undefined
    return { ...row, why: keptPhrase(last?.why ?? '') ?? '' }
  },
})
