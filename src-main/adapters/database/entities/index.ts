/** Every table, as TypeORM knows it. The first migration holds the same in SQL; a test compares the two. */
import type {
  CampaignRecord,
  DailyRecord,
  FieldRecord,
  ImportRecord,
  ListRecord,
  TemplateRecord,
} from '../../../services/stores'
import { index, int, maybeInt, maybeText, serial, table, text } from './columns'

/** A recipient is a client, a lead, a member of staff or an account: one table, so that every send treats them alike. */
export type RecipientRow = {
  id: number
  kind: string
  first_name: string
  last_name: string
  name: string
  /** Folded for sorting: lower case, no diacritics. */
  sort_name: string
  email: string
  language: string | null
  account_id: number | null
  custom: string
  archived_at: string | null
  created_at: string
  updated_at: string
  import_id: number | null
  last_out_at: string | null
  last_in_at: string | null
  /** IANA zone where it is known; else the number tells, else the office's. */
  zone: string | null
}
export const recipient = table<RecipientRow>(
  'recipient',
  {
    id: serial(),
    kind: text(),
    first_name: text({ default: '' }),
    last_name: text({ default: '' }),
    name: text(),
    sort_name: text(),
    email: text({ default: '' }),
    language: maybeText(),
    account_id: maybeInt(),
    custom: text({ default: '{}' }),
    archived_at: maybeText(),
    created_at: text(),
    updated_at: text(),
    import_id: maybeInt(),
    last_out_at: maybeText(),
    last_in_at: maybeText(),
    zone: maybeText(),
  },
  [
    // With what they are about in them: SQLite would look at each row to be sure.
    index('recipient_by_name', ['kind', 'sort_name', 'archived_at'], { where: 'archived_at IS NULL' }),
    index('recipient_by_sort_name', ['sort_name', 'archived_at'], { where: 'archived_at IS NULL' }),
    index('recipient_by_email', ['email'], { where: "email <> ''" }),
    index('recipient_by_account', ['account_id'], { where: 'account_id IS NOT NULL' }),
    index('recipient_by_last_out', ['last_out_at']),
  ],
)

/** How many of a kind there are that are not archived. Triggers keep it. */
export type RecipientTallyRow = { kind: string; count: number }
export const recipientTally = table<RecipientTallyRow>('recipient_tally', {
  kind: text({ primary: true }),
  count: int(),
})

export type PhoneRow = {
  id: number
  recipient_id: number
  e164: string
  label: string
  is_primary: number
  position: number
  /** Known from the number when it is saved, so that planning a send parses nothing. */
  country: string
  line: string
}
export const phoneNumber = table<PhoneRow>(
  'phone_number',
  {
    id: serial(),
    recipient_id: int(),
    e164: text(),
    label: text(),
    is_primary: int(),
    position: int(),
    country: text(),
    line: text(),
  },
  [index('phone_number_by_recipient', ['recipient_id']), index('phone_number_by_e164', ['e164'])],
)

export type LandlineRow = { e164: string; code: number; since: string }
export const landline = table<LandlineRow>('landline', {
  e164: text({ primary: true }),
  code: int(),
  since: text(),
})

export type TagRow = { recipient_id: number; tag: string }
export const recipientTag = table<TagRow>(
  'recipient_tag',
  { recipient_id: int({ primary: true }), tag: text({ primary: true }) },
  [index('recipient_tag_by_tag', ['tag'])],
)

export const customField = table<FieldRecord>(
  'custom_field',
  {
    id: serial(),
    key: text(),
    label: text(),
    type: text(),
    choices: text({ default: '[]' }),
    archivedAt: maybeText(),
  },
  [index('custom_field_by_key', ['key'], { unique: true })],
)

/** The ledger. Triggers refuse change and deletion; `consent` is what follows from it. */
export type ConsentEntryRow = {
  id: number
  recipient_id: number
  e164: string
  purpose: string
  state: string
  basis: string | null
  source: string
  wording: string
  at: string
  user_id: number | null
  user_name: string
  forgotten_at: string | null
}
export const consentEntry = table<ConsentEntryRow>(
  'consent_entry',
  {
    id: serial(),
    recipient_id: int(),
    e164: text(),
    purpose: text(),
    state: text(),
    basis: maybeText(),
    source: text(),
    wording: text(),
    at: text(),
    user_id: maybeInt(),
    user_name: text(),
    forgotten_at: maybeText(),
  },
  [index('consent_entry_by_recipient', ['recipient_id'])],
)
export type ConsentRow = {
  recipient_id: number
  e164: string
  purpose: string
  state: string
  entry_id: number
}
export const consent = table<ConsentRow>('consent', {
  recipient_id: int({ primary: true }),
  e164: text({ primary: true }),
  purpose: text({ primary: true }),
  state: text(),
  entry_id: int(),
})

/** A block of a number, whatever any record says; history stays when it is lifted. */
export type SuppressionRow = {
  id: number
  e164: string
  cause: string
  at: string
  detail: string
  user_name: string
  lifted_at: string | null
  lifted_by: string | null
  lifted_why: string | null
}
export const suppression = table<SuppressionRow>(
  'suppression',
  {
    id: serial(),
    e164: text(),
    cause: text(),
    at: text(),
    detail: text(),
    user_name: text(),
    lifted_at: maybeText(),
    lifted_by: maybeText(),
    lifted_why: maybeText(),
  },
  [
    index('suppression_active', ['e164', 'cause'], { unique: true, where: 'lifted_at IS NULL' }),
    index('suppression_by_e164', ['e164']),
  ],
)

export type NoteRow = {
  id: number
  recipient_id: number
  body: string
  at: string
  user_name: string
  message_id: number | null
}
export const note = table<NoteRow>(
  'note',
  { id: serial(), recipient_id: int(), body: text(), at: text(), user_name: text(), message_id: maybeInt() },
  [
    index('note_by_recipient', ['recipient_id', 'id']),
    index('note_by_message', ['message_id'], { unique: true, where: 'message_id IS NOT NULL' }),
  ],
)

export const list = table<ListRecord>('list', {
  id: serial(),
  name: text(),
  kind: text(),
  recordKind: maybeText(),
  conditions: maybeText(),
  updatedAt: text(),
  archivedAt: maybeText(),
})
export type ListMemberRow = { list_id: number; recipient_id: number }
export const listMember = table<ListMemberRow>(
  'list_member',
  {
    list_id: int({ primary: true }),
    recipient_id: int({ primary: true }),
  },
  [index('list_member_by_recipient', ['recipient_id'])],
)

export const template = table<TemplateRecord>('template', {
  id: serial(),
  name: text(),
  recordKind: text(),
  purpose: text(),
  language: text(),
  body: text(),
  updatedAt: text(),
  updatedBy: text(),
  archivedAt: maybeText(),
})

export type DraftRow = { user_id: number; key: string; body: string; at: string }
export const draft = table<DraftRow>('draft', {
  user_id: int({ primary: true }),
  key: text({ primary: true }),
  body: text(),
  at: text(),
})

export const importRun = table<ImportRecord>('import_run', {
  id: serial(),
  name: text(),
  at: text(),
  userName: text(),
  created: int({ default: 0 }),
  merged: int({ default: 0 }),
  rejected: int({ default: 0 }),
  finishedAt: maybeText(),
  undoneAt: maybeText(),
})
/** What an import did to one recipient; `before` is null for somebody it added. */
export type ImportChangeRow = { id: number; import_id: number; recipient_id: number; before: string | null }
export const importChange = table<ImportChangeRow>(
  'import_change',
  { id: serial(), import_id: int(), recipient_id: int(), before: maybeText() },
  [index('import_change_by_import', ['import_id'])],
)

/** One act of sending. Its id is minted with the composer's draft, so that a repeated click finds it. */
export type SendRow = {
  id: string
  type: string
  purpose: string
  state: string
  name: string
  record_kind: string | null
  template_id: number | null
  template_name: string | null
  body: string
  review: string | null
  created_at: string
  user_id: number
  user_name: string
  hold_until: string | null
  account_sid: string
  sender: string
  total: number
  skipped: number
  paused_why: string | null
  campaign_id: number | null
  daily_id: number | null
  /** What happens to what is late because the PC was off: 'send', 'ask' or 'skip'. */
  late: string
  /** How many hours ahead texts may be handed to the carrier's schedule; null goes by purpose. */
  hand_over_hours: number | null
  /** The canary brake: 'off', 'first' while the first few leave, 'watch' while their fate is awaited, 'passed'. */
  canary: string
  canary_since: string | null
  /** Who released it from quiet hours, and why. */
  released: string | null
  /** What paused it: 'hand', 'late', 'canary', 'balance', 'cap'. */
  paused_by: string | null
}
export const send = table<SendRow>(
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
    late: text({ default: 'send' }),
    hand_over_hours: maybeInt(),
    canary: text({ default: 'off' }),
    canary_since: maybeText(),
    released: maybeText(),
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
/** How many texts of a send to many are in a state, with what code (0 for none). Triggers keep it. */
export type SendTallyRow = {
  send_id: string
  state: string
  code: number
  count: number
  units: number
  micros: number
  currency: string | null
}
export const sendTally = table<SendTallyRow>('send_tally', {
  send_id: text({ primary: true }),
  state: text({ primary: true }),
  code: int({ primary: true }),
  count: int(),
  units: int(),
  micros: int(),
  currency: maybeText(),
})
export type SendSkipRow = {
  id: number
  send_id: string
  recipient_id: number | null
  name: string
  e164: string | null
  reason: string
  why: string
}
export const sendSkip = table<SendSkipRow>(
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

/** What, to whom: text, number and person frozen together. */
export type MessageRow = {
  id: number
  send_id: string
  dedupe_key: string
  recipient_id: number
  recipient_name: string
  e164: string
  body: string
  purpose: string
  units: number
  price_micros: number | null
  currency: string | null
  state: string
  not_before: string
  since: string
  created_at: string
  account_sid: string
  sid: string | null
  code: number | null
  why: string
  /** 1 when two complete listings did not find it: a person decides. */
  decide: number
  /** The recipient's IANA zones, a space between; empty means the office's. Quiet hours are kept in all of them. */
  zones: string
  /** 1 for a text to one person, which waits behind no send to many. */
  alone: number
}
export const WAITING = "state IN ('queued','scheduled','canceling')"
export const WITH_CARRIER = "state IN ('scheduled','canceling')"
export const ACTIVE = "state IN ('claimed','unknown','accepted','scheduled','canceling','sending','sent')"
export const message = table<MessageRow>(
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
    decide: int({ default: 0 }),
    zones: text({ default: '' }),
    alone: int({ default: 0 }),
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

/** Each request to the carrier for a message. */
export type AttemptRow = {
  id: number
  message_id: number
  n: number
  claimed_at: string
  outcome: string
  sid: string | null
  code: number | null
  detail: string
  answered_at: string | null
  /** Complete listings, begun after the settle time, that did not find it. */
  listings: number
  /** When the carrier was told to send it; null is at once. */
  send_at: string | null
}
export const attempt = table<AttemptRow>(
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
    listings: int({ default: 0 }),
    send_at: maybeText(),
  },
  [
    index('attempt_by_message', ['message_id']),
    index('attempt_by_sid', ['sid'], { unique: true, where: 'sid IS NOT NULL' }),
    index('attempt_open', ['outcome'], { where: "outcome IN ('claimed','unknown')" }),
    index('attempt_by_claimed', ['claimed_at']),
    index('attempt_for_later', ['send_at'], { where: 'send_at IS NOT NULL' }),
  ],
)

export type InboundRow = {
  id: number
  sid: string
  from_e164: string
  to_e164: string
  body: string
  at: string
  media: number
  meaning: string
  done_at: string | null
  read_at: string | null
  /** Who wrote it: the one person with this number, or whom somebody at the desk named. */
  recipient_id: number | null
}
export const inbound = table<InboundRow>(
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
    recipient_id: maybeInt(),
  },
  [
    index('inbound_by_recipient', ['recipient_id', 'at'], { where: 'recipient_id IS NOT NULL' }),
    index('inbound_by_sid', ['sid'], { unique: true }),
    index('inbound_by_from', ['from_e164', 'at']),
    index('inbound_by_at', ['at']),
  ],
)

/** A number that wrote, with what waits there. Triggers on `inbound` and `message` keep it; no text stands in it. */
export type ConversationRow = {
  e164: string
  last_at: string
  /** Replies not done, and not read. */
  open: number
  unread: number
  is_unread: number
}
export const conversation = table<ConversationRow>(
  'conversation',
  { e164: text({ primary: true }), last_at: text(), open: int(), unread: int(), is_unread: int() },
  [
    index('conversation_by_time', ['is_unread', 'last_at']),
    index('conversation_open', ['is_unread', 'last_at'], { where: 'open > 0' }),
    index('conversation_done', ['is_unread', 'last_at'], { where: 'open = 0' }),
  ],
)

/** What came with a reply; `bytes` only of pictures that can be shown. */
export type PictureRow = {
  sid: string
  inbound_id: number
  position: number
  type: string
  bytes: Buffer | null
}
export const inboundPicture = table<PictureRow>(
  'inbound_picture',
  {
    sid: text({ primary: true }),
    inbound_id: int(),
    position: int(),
    type: text(),
    bytes: { type: 'blob', nullable: true },
  },
  [index('inbound_picture_by_inbound', ['inbound_id', 'position'])],
)

/** Replies on their way to the reception's e-mail address. */
export type ReplyMailRow = {
  id: number
  inbound_id: number
  state: string
  tries: number
  next_at: string
  why: string
  queued_at: string
}
export const replyMail = table<ReplyMailRow>(
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

export type PriceRow = {
  country: string
  outbound_micros: number
  inbound_micros: number | null
  currency: string
  at: string
}
export const price = table<PriceRow>('price', {
  country: text({ primary: true }),
  outbound_micros: int(),
  inbound_micros: maybeInt(),
  currency: text(),
  at: text(),
})

/** Small facts that must live and die with this database, such as why sending is paused. */
export type FactRow = { key: string; value: string }
export const fact = table<FactRow>('fact', { key: text({ primary: true }), value: text() })

export const campaign = table<CampaignRecord>('campaign', {
  id: serial(),
  name: text(),
  recordKind: text(),
  purpose: text(),
  templateId: maybeInt(),
  dispatchAt: maybeText(),
  late: text(),
  handOverHours: maybeInt(),
  createdAt: text(),
  updatedAt: text(),
  updatedBy: text(),
  archivedAt: maybeText(),
})
export type CampaignRecipientRow = { campaign_id: number; recipient_id: number }
export const campaignRecipient = table<CampaignRecipientRow>(
  'campaign_recipient',
  { campaign_id: int({ primary: true }), recipient_id: int({ primary: true }) },
  [index('campaign_recipient_by_recipient', ['recipient_id'])],
)
/** A saved search and a template that leave once a day. */
export const dailySend = table<DailyRecord>('daily_send', {
  id: serial(),
  name: text(),
  listId: int(),
  templateId: int(),
  at: text(),
  active: int({ default: 1 }),
  lastDay: maybeText(),
  lastResult: text({ default: '' }),
  userId: int(),
  userName: text(),
  updatedAt: text(),
  archivedAt: maybeText(),
})
/** People who were forgotten, by a mark that names nobody: a restored copy without it forgets them again. */
export type ForgottenRow = { id: number; mark: string; at: string; user_name: string }
export const forgotten = table<ForgottenRow>(
  'forgotten',
  { id: serial(), mark: text(), at: text(), user_name: text() },
  [index('forgotten_by_mark', ['mark'], { unique: true })],
)
/** Blocks of numbers that are not known any more, by keyed hash; one that comes back is blocked again. */
export type KeptOptOutRow = { hash: string; causes: string; at: string }
export const keptOptOut = table<KeptOptOutRow>('kept_opt_out', {
  hash: text({ primary: true }),
  causes: text(),
  at: text(),
})
/** Texts of forgotten people whose words are still to be erased at the carrier. */
export type RedactionRow = {
  id: number
  sid: string
  account_sid: string
  tries: number
  next_at: string
  why: string
}
export const redaction = table<RedactionRow>(
  'redaction',
  {
    id: serial(),
    sid: text(),
    account_sid: text(),
    tries: int({ default: 0 }),
    next_at: text(),
    why: text({ default: '' }),
  },
  [index('redaction_by_sid', ['sid'], { unique: true }), index('redaction_due', ['account_sid', 'next_at'])],
)

export const ENTITIES = [
  recipient,
  recipientTally,
  phoneNumber,
  landline,
  recipientTag,
  customField,
  consentEntry,
  consent,
  suppression,
  note,
  list,
  listMember,
  template,
  draft,
  importRun,
  importChange,
  send,
  sendTally,
  sendSkip,
  message,
  attempt,
  campaign,
  campaignRecipient,
  dailySend,
  inbound,
  conversation,
  inboundPicture,
  replyMail,
  price,
  fact,
  forgotten,
  keptOptOut,
  redaction,
]
