/** The texts and each request to the carrier. */
import { index, int, maybeInt, maybeText, serial, table, text, type RowOf } from '../columns'

export const WAITING = "state IN ('queued','scheduled','canceling')"

export const WITH_CARRIER = "state IN ('scheduled','canceling')"

export const ACTIVE = "state IN ('claimed','unknown','accepted','scheduled','canceling','sending','sent')"

/** What, to whom: text, number and person frozen together. */
export const message = table(
  'message',
  {
    id: serial(),
    send_id: text(),
    dedupe_key: text(),
    recipient_id: int(),
    recipient_name: text(),
    e164: text(),
    body: text(),
    purpose: text(),
    units: int(),
    price_micros: maybeInt(),
    currency: maybeText(),
    state: text(),
    not_before: text(),
    since: text(),
    created_at: text(),
    account_sid: text(),
    sid: maybeText(),
    code: maybeInt(),
    why: text({ default: '' }),
    /** 1 when two complete listings did not find it: a person decides. */
    decide: int({ default: 0 }),
    /** The recipient's IANA zones, a space between; empty means the office's. Quiet hours are kept in all of them. */
    zones: text({ default: '' }),
    /** 1 for a text to one person, which waits behind no send to many. */
    alone: int({ default: 0 }),
    /** Who took it out of its send while it stood in the carrier's schedule; null for nobody. */
    left_out: maybeText(),
    /** What each request for it was thought to cost, once `price_micros` holds what was charged; null before. */
    estimate_micros: maybeInt(),
    /** Whether `price_micros` is what the carrier charged: 0 an estimate, 1 charged, 2 the carrier never said a price. */
    charged: int({ default: 0 }),
  },
  [
    index('message_once', ['send_id', 'dedupe_key'], { unique: true }),
    index('message_by_recipient', ['recipient_id', 'created_at']),
    index('message_by_created', ['created_at']),
    index('message_by_e164', ['e164', 'created_at']),
    // Covers the counts of a send's progress, asked for several times a second.
    index('message_progress', ['send_id', 'state', 'units', 'price_micros', 'currency']),
    index('message_queued', ['not_before', 'id', 'account_sid', 'price_micros'], {
      where: "state = 'queued'",
    }),
    index('message_alone', ['not_before', 'id'], { where: "state = 'queued' AND alone = 1" }),
    index('message_active', ['state', 'e164'], { where: ACTIVE }),
    index('message_with_carrier', ['id', 'account_sid', 'price_micros', 'state'], { where: WITH_CARRIER }),
    // What a send still has before it, and when: asked for with its progress.
    index('message_waiting', ['send_id', 'not_before'], { where: WAITING }),
    index('message_by_sid', ['sid'], { unique: true, where: 'sid IS NOT NULL' }),
  ],
)
export type MessageRow = RowOf<typeof message>

/** Each request to the carrier for a message. */
export const attempt = table(
  'attempt',
  {
    id: serial(),
    message_id: int(),
    n: int(),
    claimed_at: text(),
    outcome: text(),
    sid: maybeText(),
    code: maybeInt(),
    detail: text({ default: '' }),
    answered_at: maybeText(),
    /** Complete listings, begun after the settle time, that did not find it. */
    listings: int({ default: 0 }),
    /** When the carrier was told to send it; null is at once. */
    send_at: maybeText(),
    /** The same moment by the carrier's clock; null before its first answer. */
    carrier_at: maybeText(),
    /** What the carrier charged for it, or is thought to; null counts as the message's estimate. */
    price_micros: maybeInt(),
    /** 0 an estimate, 1 charged, 2 the carrier never said a price. */
    charged: int({ default: 0 }),
    /** When the carrier is asked for the price next; null for not at all. */
    price_ask: maybeText(),
  },
  [
    index('attempt_by_message', ['message_id']),
    index('attempt_by_sid', ['sid'], { unique: true, where: 'sid IS NOT NULL' }),
    index('attempt_open', ['outcome'], { where: "outcome IN ('claimed','unknown')" }),
    index('attempt_by_claimed', ['claimed_at']),
    index('attempt_for_later', ['send_at'], { where: 'send_at IS NOT NULL' }),
    index('attempt_without_sid', ['claimed_at'], { where: 'sid IS NULL' }),
    index('attempt_price_owed', ['price_ask'], { where: 'price_ask IS NOT NULL' }),
  ],
)
export type AttemptRow = RowOf<typeof attempt>
