/** Sends, who was left out of them, their counts, and the prices that were asked for. */
import { index, int, maybeInt, maybeText, serial, table, text, type RowOf } from '../columns'

/** One act of sending. Its id is minted with the composer's draft, so that a repeated click finds it. */
export const send = table(
  'send',
  {
    id: text({ primary: true }),
    type: text(),
    purpose: text(),
    state: text(),
    name: text(),
    record_kind: maybeText(),
    template_id: maybeInt(),
    template_name: maybeText(),
    body: text(),
    review: maybeText(),
    created_at: text(),
    user_id: int(),
    user_name: text(),
    hold_until: maybeText(),
    account_sid: text(),
    sender: text(),
    total: int({ default: 0 }),
    skipped: int({ default: 0 }),
    paused_why: maybeText(),
    campaign_id: maybeInt(),
    daily_id: maybeInt(),
    /** What happens to what is late because the PC was off: 'send', 'ask' or 'skip'. */
    late: text({ default: 'send' }),
    /** How many hours ahead texts may be handed to the carrier's schedule; null goes by purpose. */
    hand_over_hours: maybeInt(),
    /** The canary brake: 'off', 'first' while the first few leave, 'watch' while their fate is awaited, 'passed'. */
    canary: text({ default: 'off' }),
    canary_since: maybeText(),
    /** Who released it from quiet hours, and why. */
    released: maybeText(),
    /** What paused it: 'hand', 'late', 'canary', 'balance', 'cap'. */
    paused_by: maybeText(),
  },
  [
    index('send_by_created', ['created_at']),
    // What lists and counts sends passes over those to one person.
    index('send_to_many', ['created_at', 'type'], { where: "type IN ('bulk','campaign')" }),
    index('send_by_state', ['state']),
    // One send a campaign: generating it twice finds the first.
    index('send_by_campaign', ['campaign_id'], { unique: true, where: 'campaign_id IS NOT NULL' }),
    index('send_by_daily', ['daily_id', 'created_at'], { where: 'daily_id IS NOT NULL' }),
    index('send_canary', ['canary'], { where: "canary IN ('first','watch')" }),
  ],
)
export type SendRow = RowOf<typeof send>

/** How many texts of a send to many are in a state, with what code (0 for none). Triggers keep it. */
export const sendTally = table('send_tally', {
  send_id: text({ primary: true }),
  state: text({ primary: true }),
  code: int({ primary: true }),
  count: int(),
  units: int(),
  micros: int(),
  currency: maybeText(),
})
export type SendTallyRow = RowOf<typeof sendTally>

export const sendSkip = table(
  'send_skip',
  {
    id: serial(),
    send_id: text(),
    recipient_id: maybeInt(),
    name: text(),
    e164: maybeText(),
    reason: text(),
    why: text(),
  },
  [
    index('send_skip_by_send', ['send_id']),
    index('send_skip_by_recipient', ['recipient_id'], { where: 'recipient_id IS NOT NULL' }),
  ],
)
export type SendSkipRow = RowOf<typeof sendSkip>

export const price = table('price', {
  country: text({ primary: true }),
  outbound_micros: int(),
  inbound_micros: maybeInt(),
  currency: text(),
  at: text(),
  /** What a carrier may add to each unit sent; null for nothing. */
  fee_low_micros: maybeInt(),
  fee_high_micros: maybeInt(),
})
export type PriceRow = RowOf<typeof price>

/** The newest prices of a unit that the carrier charged, as JSON. */
export const learnedPrice = table('learned_price', {
  country: text({ primary: true }),
  sender: text({ primary: true }),
  direction: text({ primary: true }),
  currency: text(),
  recent: text(),
  at: text(),
})
export type LearnedPriceRow = RowOf<typeof learnedPrice>
