/** Rows of texts as the services know them. */
import type { MessageState } from '#shared/outbox-state'
import type { E164, Money, Purpose } from '#shared/values'
import { keptPhrase } from '#shared/phrases/kept'
import type { MessageKept } from '../../../services/sending/sending-store'
import type { MessageRow } from './outbox-tables'

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
  why: keptPhrase(row.why) ?? '',
  decide: row.decide === 1,
  zones: row.zones,
})
