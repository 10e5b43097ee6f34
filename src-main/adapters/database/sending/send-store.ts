/** Sends, and what happens to the texts of one as a whole. */
import type { MessageState } from '#shared/outbox-state'
import { searchKey } from '#shared/people/search-key'
import type { Purpose, RecordKind, SendType, SkipReason } from '#shared/values'
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'
import type { SendStore } from '../../../services/sending/send-store'
import type {
  Canary,
  LatePolicy,
  PausedBy,
  SendKept,
  SendState,
} from '../../../services/sending/sending-store'
import type { Db } from '../db'
import { createSendSenders } from './send-senders'
import { createSendTexts } from './send-texts'
import { createSendWriting } from './send-writing'
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

/** Not the texts that were written alone. */
const MANY = "type IN ('bulk','campaign')"

/** Sends as they are read. */
const createSendReading = (
  db: Db,
): Pick<SendStore, 'get' | 'page' | 'pageNamed' | 'states' | 'skips' | 'sendOfCampaign'> => ({
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
    const names = (await db.read(`SELECT id, name FROM send WHERE ${MANY} ORDER BY created_at DESC`)) as Pick<
      SendRow,
      'id' | 'name'
    >[]
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
  sendOfCampaign(campaignId) {
    const row = db.sql('SELECT * FROM send WHERE campaign_id = ?').get(campaignId) as SendRow | undefined
    return row ? sendOf(row) : null
  },
})

export const createSendStore = (db: Db): SendStore => ({
  ...createSendWriting(db),
  ...createSendSenders(db),
  ...createSendReading(db),
  ...createSendTexts(db),
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
  endHold(sendId) {
    db.sql('UPDATE send SET hold_until = NULL WHERE id = ?').run(sendId)
  },
  leaveCampaign(sendId) {
    db.sql('UPDATE send SET campaign_id = NULL WHERE id = ?').run(sendId)
  },
  lateSends: (bound, accountSid) =>
    db
      .sql(
        `SELECT m.send_id AS sendId, s.late, count(*) AS count FROM message m INDEXED BY message_queued
         JOIN send s ON s.id = m.send_id
         WHERE m.state = 'queued' AND m.not_before <= ? AND m.account_sid = ? AND s.state = 'live' GROUP BY m.send_id`,
      )
      .all(bound, accountSid) as { sendId: string; late: LatePolicy; count: number }[],
  watched: () =>
    db
      .sql(
        "SELECT id AS sendId, coalesce(canary_since, created_at) AS since FROM send WHERE canary = 'watch' AND canary IN ('first','watch')",
      )
      .all() as { sendId: string; since: string }[],
})
