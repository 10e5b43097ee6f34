/** Replies, conversations, pictures, and the e-mails that tell of replies. */
import { index, int, maybeBytes, maybeInt, maybeText, serial, table, text, type RowOf } from '../columns'

export const inbound = table(
  'inbound',
  {
    id: serial(),
    sid: text(),
    from_e164: text(),
    to_e164: text(),
    body: text(),
    at: text(),
    media: int(),
    meaning: text(),
    done_at: maybeText(),
    read_at: maybeText(),
    /** Who wrote it: the one person with this number, or whom somebody at the desk named. */
    recipient_id: maybeInt(),
    /** Message units; 0 for texts that came in before they were counted. */
    units: int({ default: 0 }),
    /** What it cost, with the carrier's own answer to a keyword. */
    price_micros: maybeInt(),
    currency: maybeText(),
    /** 0 an estimate, 1 charged, 2 the carrier never said a price. */
    charged: int({ default: 0 }),
    price_ask: maybeText(),
    /** The text it answers: the last that its number got in the month before. */
    answers: maybeInt(),
  },
  [
    index('inbound_price_owed', ['price_ask'], { where: 'price_ask IS NOT NULL' }),
    index('inbound_by_recipient', ['recipient_id', 'at'], { where: 'recipient_id IS NOT NULL' }),
    index('inbound_by_sid', ['sid'], { unique: true }),
    index('inbound_by_from', ['from_e164', 'at']),
    index('inbound_by_at', ['at']),
  ],
)
export type InboundRow = RowOf<typeof inbound>

/** A number that wrote, with what waits there. Triggers on `inbound` and `message` keep it; no text stands in it. */
export const conversation = table(
  'conversation',
  // Replies not done, and not read.
  { e164: text({ primary: true }), last_at: text(), open: int(), unread: int(), is_unread: int() },
  [
    index('conversation_by_time', ['is_unread', 'last_at']),
    index('conversation_open', ['is_unread', 'last_at'], { where: 'open > 0' }),
    index('conversation_done', ['is_unread', 'last_at'], { where: 'open = 0' }),
  ],
)
export type ConversationRow = RowOf<typeof conversation>

/** What came with a reply; `bytes` only of pictures that can be shown. */
export const inboundPicture = table(
  'inbound_picture',
  {
    sid: text({ primary: true }),
    inbound_id: int(),
    position: int(),
    type: text(),
    bytes: maybeBytes(),
  },
  [index('inbound_picture_by_inbound', ['inbound_id', 'position'])],
)
export type PictureRow = RowOf<typeof inboundPicture>

/** Replies on their way to the reception's e-mail address. */
export const replyMail = table(
  'reply_mail',
  {
    id: serial(),
    inbound_id: int(),
    state: text(),
    tries: int({ default: 0 }),
    next_at: text(),
    why: text({ default: '' }),
    queued_at: text(),
  },
  [
    index('reply_mail_due', ['state', 'next_at'], { where: "state <> 'sent'" }),
    index('reply_mail_once', ['inbound_id'], { unique: true }),
  ],
)
export type ReplyMailRow = RowOf<typeof replyMail>
