/** Writing a send: its row, its texts and who is left out of it, until it goes live. */
import { keepPhrase } from '#shared/phrases/kept'
import type { SendStore } from '../../../services/sending/send-store'
import type { Db } from '../db'

type SendWriting = Pick<SendStore, 'begin' | 'addMessages' | 'addSkips' | 'goLive' | 'sweepUnfinished'>
export const createSendWriting = (db: Db): SendWriting => ({
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
})
