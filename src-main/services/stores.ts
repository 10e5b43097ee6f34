/** What the services need kept. The database adapter implements these; times are ISO strings in UTC. */
import type { ConsentState, SuppressionCause } from '#core/consent'
import type { Conditions, SearchField } from '#core/conditions'
import type { MessageState } from '#core/outbox-state'
import type { E164, Instant, Language, Money, Purpose, RecordKind, SendType, SkipReason } from '#core/values'
import type { Sender } from './ports'

export type CustomValue = string | number | boolean | null
export type NumberIn = { e164: E164; label: string; primary: boolean; country: string; line: string }
export type NumberKept = NumberIn & { id: number; flagged: boolean }
export type RecipientIn = {
  kind: RecordKind
  firstName: string
  lastName: string
  email: string
  language: Language | null
  accountId: number | null
  /** IANA zone where it is known; left out keeps what is there. */
  zone?: string | null
  custom: Record<string, CustomValue>
  tags: string[]
  numbers: NumberIn[]
}
export type RecipientKept = Omit<RecipientIn, 'numbers' | 'zone'> & {
  id: number
  zone: string | null
  name: string
  numbers: NumberKept[]
  archived: boolean
  createdAt: Instant
  accountName: string | null
  lastOutAt: Instant | null
  lastInAt: Instant | null
}

/** What a template may say of a recipient. */
export type Wording = Pick<
  RecipientKept,
  'kind' | 'firstName' | 'lastName' | 'name' | 'email' | 'accountName' | 'custom'
>

export type RecipientQuery = {
  kind: RecordKind | null
  search: string
  /** Already resolved: the saved search of a list arrives here as its conditions. */
  conditions: Conditions[]
  staticListId: number | null
  accountId?: number | null
  archived: boolean
}
export type RecipientSort =
  | 'name'
  | 'number'
  | 'alerts'
  | 'marketing'
  | 'last'
  | 'created'
  | 'account'
  | `custom.${string}`

/** Today's bounds in the office's zone, for conditions with dates; `day(n)` is n days from today. */
export type SearchContext = { now: Instant; day(offset: number): string; fields: readonly SearchField[] }

export type RecipientStore = {
  /** These three look at everybody if they must, beside everything else: they see what is committed. */
  page(
    q: RecipientQuery,
    c: SearchContext,
    p: { offset: number; limit: number; sort: RecipientSort; descending: boolean },
  ): Promise<{ total: number; ids: number[] }>
  ids(q: RecipientQuery, c: SearchContext): Promise<number[]>
  count(q: RecipientQuery, c: SearchContext): Promise<number>
  counts(): Record<string, number>
  many(ids: readonly number[]): RecipientKept[]
  /** Only what these variables say of them, for thousands at each keystroke; `times`: how many have the same. In no order. */
  wording(ids: readonly number[], variables: readonly string[]): Promise<(Wording & { times: number })[]>
  get(id: number): RecipientKept | null
  /** Inserts or replaces, numbers and tags included; answers the id. Call inside a write. */
  put(recipient: RecipientIn, id: number | null, now: Instant, importId?: number): number
  archive(ids: readonly number[], at: Instant | null): number
  tag(ids: readonly number[], add: readonly string[], remove: readonly string[]): void
  tags(): { tag: string; count: number }[]
  /** Everyone who has this number, archived ones left out. */
  withNumber(e164: string): { id: number; name: string }[]
  sharedCounts(e164s: readonly string[]): Map<string, number>
  withEmail(email: string): number[]
  /** The account of this name, whatever its case and diacritics. */
  accountNamed(name: string): number | null
  /** Does anybody belong to this account? */
  hasMembers(id: number): boolean
  /** The countries of these recipients' numbers. */
  countries(ids: readonly number[]): string[]
  /** Everybody, or only people or accounts; those last in touch first. */
  find(
    text: string,
    limit: number,
    which?: 'people' | 'accounts',
  ): { id: number; kind: RecordKind; name: string; e164: string | null; email: string }[]
  flagLandline(e164: string, code: number, at: Instant): void
  touched(id: number, what: 'out' | 'in', at: Instant): void
  /** Notes, messages, lists and belonging people of `other` become those of `keep`. */
  absorb(keep: number, other: number): void
  /** How much of that there is. */
  belongings(id: number): { notes: number; messages: number; lists: number }
  /** Deletes somebody an import added; the ledger keeps its entries. */
  remove(id: number): void
  /** The n-th of a kind by name, for previews. */
  nth(kind: RecordKind, offset: number): { id: number | null; total: number }
}

export type ConsentEntryIn = {
  recipientId: number
  e164: string
  purpose: Purpose
  state: ConsentState
  basis: string | null
  source: string
  wording: string
  at: Instant
  userId: number | null
  userName: string
}
export type SuppressionKept = {
  id: number
  e164: string
  cause: SuppressionCause
  at: Instant
  detail: string
}
export type ConsentStore = {
  record(entries: readonly ConsentEntryIn[]): void
  /** Current states by recipient, then `${e164} ${purpose}`. */
  states(recipientIds: readonly number[]): Map<number, Map<string, ConsentState>>
  history(recipientId: number): (ConsentEntryIn & { id: number })[]
  block(e164: string, cause: SuppressionCause, at: Instant, detail: string, by: string): boolean
  lift(e164: string, causes: readonly SuppressionCause[], at: Instant, by: string, why: string): number
  causes(e164s: readonly string[]): Map<string, SuppressionCause[]>
  suppression(id: number): SuppressionKept | null
  blocksOf(e164s: readonly string[]): {
    id: number
    e164: string
    cause: SuppressionCause
    at: Instant
    detail: string
    by: string
    liftedAt: Instant | null
    liftedBy: string | null
    liftedWhy: string | null
  }[]
  suppressions(search: string, offset: number, limit: number): { total: number; rows: SuppressionKept[] }
  doubtful(): number
}

export type SendIn = {
  id: string
  type: SendType
  purpose: Purpose
  name: string
  recordKind: RecordKind | null
  templateId: number | null
  templateName: string | null
  body: string
  review: string | null
  createdAt: Instant
  userId: number
  userName: string
  holdUntil: Instant | null
  accountSid: string
  sender: string
  campaignId?: number | null
  dailyId?: number | null
  /** Left out, it is sent late. */
  late?: LatePolicy
  /** How many hours ahead texts may be handed to the carrier's schedule; null goes by purpose. */
  handOverHours?: number | null
  /** Left out, the first texts are not watched. */
  canary?: Canary
}
export type Canary = 'off' | 'first' | 'watch' | 'passed'
export type PausedBy = 'hand' | 'late' | 'canary' | 'balance' | 'cap'
export type SendState = 'writing' | 'live' | 'paused' | 'cancelled'
export type SendKept = Required<SendIn> & {
  state: SendState
  total: number
  skipped: number
  pausedWhy: string | null
  pausedBy: PausedBy | null
  /** Who released it from quiet hours, and why. */
  released: string | null
}
export type MessageIn = {
  dedupeKey: string
  recipientId: number
  recipientName: string
  e164: E164
  body: string
  units: number
  price: Money | null
  /** The recipient's zones, a space between; empty or left out means the office's. */
  zones?: string
  /** When it may leave, where that is not the same for all of the send. */
  notBefore?: Instant
}
export type SkipIn = {
  recipientId: number
  name: string
  e164: string | null
  reason: SkipReason
  why: string
}
export type MessageKept = {
  id: number
  sendId: string
  recipientId: number
  recipientName: string
  e164: E164
  body: string
  purpose: Purpose
  units: number
  price: Money | null
  state: MessageState
  notBefore: Instant
  since: Instant
  createdAt: Instant
  accountSid: string
  sid: string | null
  code: number | null
  why: string
  decide: boolean
  zones: string
}
/** What leaves next of a send, why it waits where something put it off, and the zones of its recipient. */
export type WaitingNext = { at: Instant; why: string; zones: string }
/** A message due to be claimed, with what decides whether it still may be. */
export type Due = MessageKept & {
  consent: ConsentState
  causes: SuppressionCause[]
  heardAt: Instant | null
  sendType: SendType
  sender: string
  canary: Canary
  released: boolean
  /** A daily send's text was made then, and leaves on that day or not at all. */
  madeForDayOf: Instant | null
}
/** A text that waits in the carrier's schedule, with what decides whether it may stay there. */
export type WithCarrier = Due & { sendState: SendState; sendWhy: string | null; sendAt: Instant | null }
export type Claim = {
  attemptId: number
  message: MessageKept
  sender: string
  sendType: SendType
  /** For the carrier's schedule; null leaves at once. */
  sendAt: Instant | null
  /** Seconds it may wait in the carrier's queue; null leaves that to the carrier. */
  validitySeconds: number | null
}
export type AtCarrier = {
  open: number
  /** When the first of them was to leave, by the last request for each: no listing need begin earlier. */
  oldest: Instant | null
  /** Which they are; null where there are too many to ask after one by one. */
  sids: string[] | null
}
export type OpenAttempt = {
  id: number
  messageId: number
  claimedAt: Instant
  outcome: 'claimed' | 'unknown'
  listings: number
  e164: E164
  body: string
  state: MessageState
  /** When the carrier was told to send it. */
  sendAt: Instant | null
}

/** From a moment until before another. What waits here and is overdue counts as leaving now. */
export type Between = { from: Instant; to: Instant; now: Instant }

/** What decides when a text may leave. */
export type ToLayOut = { id: number; zones: string; units: number }

export type OutboxStore = {
  begin(send: SendIn): void
  addMessages(
    sendId: string,
    messages: readonly MessageIn[],
    more: { purpose: Purpose; notBefore: Instant; now: Instant; accountSid: string; alone: boolean },
  ): void
  addSkips(sendId: string, skips: readonly SkipIn[]): void
  /** What texts of this account were sent from since then. Read aside. */
  senders(accountSid: string, since: Instant): Promise<Sender[]>
  /** What still waits here leaves from another sender; answers how many sends that concerned. */
  changeSender(accountSid: string, to: Sender): number
  /** The one update that makes a written send live. */
  goLive(sendId: string, total: number, skipped: number): void
  /** What a crash left half done: deletes sends that never went live, cancels what waits of recalled ones. */
  sweepUnfinished(now: Instant): number
  send(id: string): SendKept | null
  /** Sends to many, the newest first. */
  sends(offset: number, limit: number): { total: number; rows: SendKept[] }
  /** Those with this in their name, accents or not. */
  sendsNamed(named: string, offset: number, limit: number): Promise<{ total: number; rows: SendKept[] }>
  states(
    sendId: string,
  ): Map<MessageState, { count: number; units: number; micros: number; currency: string | null }>
  skips(
    sendId: string,
    offset: number,
    limit: number,
  ): { total: number; rows: (Omit<SkipIn, 'recipientId'> & { recipientId: number | null })[] }
  setSendState(
    sendId: string,
    from: readonly SendState[],
    to: SendState,
    pause?: { by: PausedBy; why: string | null },
  ): boolean
  /** Changes what the guards remember of a send. */
  markSend(sendId: string, change: { canary?: Canary; now: Instant; released?: string }): void
  /** Texts of a send that are in one of these states, read beside everything else: the following change some of them at a time. */
  textsOf(sendId: string, states: readonly MessageState[]): Promise<number[]>
  /** The same, with what decides when each may leave. */
  toLayOut(sendId: string, states: readonly MessageState[]): Promise<ToLayOut[]>
  /** Moves those that wait, here or at the carrier, to another time, or only those that wait until `upTo`; answers how many. */
  retime(ids: readonly number[], notBefore: Instant, upTo?: Instant): number
  /** The send holds nothing back any more. */
  endHold(sendId: string): void
  /** Queues again, or looks up first where a copy cannot know, those that failed and may be tried again; answers how many. */
  requeue(
    ids: readonly number[],
    codesNever: readonly number[],
    now: Instant,
    copiedAt: Instant | null,
  ): number
  /** How many that would be. */
  retryable(sendId: string, codesNever: readonly number[]): number
  /** What became of a campaign's text to one recipient; null where none was made. */
  textOfCampaign(campaignId: number, recipientId: number): MessageKept | null
  /** This send is not the campaign's any more. */
  leaveCampaign(sendId: string): void
  sendOfCampaign(campaignId: number): SendKept | null
  /** Keys of a daily send's texts of the last sixty days, among these. */
  dailyKeys(dailyId: number, keys: readonly string[], since: Instant): Set<string>
  /** Cancels those that are still queued; answers how many. */
  cancelQueued(ids: readonly number[], why: string, now: Instant): number
  /** Queued messages past their time of live sends of this account: those to one person first, then the oldest. */
  due(now: Instant, accountSid: string, limit: number, individualOnly?: boolean): Due[]
  /** Queued messages of a Messaging Service whose time is far enough away for the carrier's schedule. */
  toHandOver(
    bounds: { now: Instant; from: Instant; until: Instant; untilMarketing: Instant },
    accountSid: string,
    limit: number,
  ): Due[]
  /** Texts in the carrier's schedule, by id. */
  withCarrier(accountSid: string, afterId: number, limit: number): WithCarrier[]
  /** Live sends with texts that should have left before `bound`. */
  lateSends(bound: Instant, accountSid: string): { sendId: string; late: LatePolicy; count: number }[]
  /** Gives up texts of a send that should have left before `bound`; answers how many. */
  expire(sendId: string, bound: Instant, why: string, now: Instant): number
  /** Sends whose first texts are being watched. */
  watched(): { sendId: string; since: Instant }[]
  /** How many texts of a send have left for good. */
  begun(sendId: string): number
  /** The earliest time at which something becomes due; null when nothing waits. */
  nextDue(accountSid: string, individualOnly?: boolean): Instant | null
  nextOf(sendId: string): WaitingNext | null
  waiting(): number
  /** Is another attempt with this number and text claimed or unknown? */
  twinOpen(e164: string, body: string, exceptMessage: number): boolean
  /** Compare-and-set from queued to claimed plus a new attempt; null when somebody was faster. */
  claim(messageId: number, now: Instant, sendAt?: Instant | null): number | null
  /** Compare-and-set along the state machine; false when the message is elsewhere by now. */
  move(
    messageId: number,
    to: MessageState,
    change: {
      now: Instant
      code?: number | null
      why?: string
      sid?: string
      notBefore?: Instant
      units?: number
      price?: Money
      decide?: boolean
    },
  ): boolean
  /** Puts a queued message off; it stays queued. */
  postpone(messageId: number, notBefore: Instant, why: string): void
  /** A restored copy: everything queued becomes unknown with an attempt of its own, numbered above `lastClaim`. */
  suspectAll(lastClaim: number, now: Instant): number
  /** A restored copy: one text in the carrier's schedule that may have been replaced there becomes unknown. */
  suspect(messageId: number, now: Instant): void
  /** Texts of this account that the carrier had and that had not left, by id: in a restored copy each is asked for again. */
  withoutEnd(accountSid: string): MessageKept[]
  answer(
    attemptId: number,
    outcome: string,
    change: { now: Instant; sid?: string | null; code?: number | null; detail?: string },
  ): void
  /** The carrier took a request back: it neither costs nor counts any more. */
  closeAttempt(sid: string, outcome: string, now: Instant): void
  countListing(attemptId: number): number
  openAttempts(outcome: 'claimed' | 'unknown'): OpenAttempt[]
  attempts(messageId: number): {
    id: number
    n: number
    at: Instant
    outcome: string
    sid: string | null
    code: number | null
    detail: string
  }[]
  sidTaken(sid: string): boolean
  lastAttempt(): number
  message(id: number): MessageKept | null
  messageBySid(sid: string): MessageKept | null
  firstMessageOf(sendId: string): MessageKept | null
  /** Texts the carrier may say more about, with news since then: not those that wait in its schedule. Read aside. */
  atCarrier(accountSid: string, since: Instant, now: Instant, most: number): Promise<AtCarrier>
  /** The same, of one; null where nothing more can be said. */
  atCarrierBySid(sid: string, accountSid: string, since: Instant, now: Instant): MessageKept | null
  /** Money of attempts made since a moment and of claims still open: what a lagging balance does not show yet. */
  spentSince(at: Instant): number
  /** Money of texts in the carrier's schedule, which no balance shows yet. */
  reserved(accountSid: string): number
  /** Money of texts that wait here. */
  promised(accountSid: string): number
  /** Money of every text that left in this time. Read aside. */
  spentBetween(from: Instant, to: Instant): Promise<number>
  counts(): { unknown: number; decide: number }
  /** How many texts of sends to many reach each person in this time, by record. Read aside. */
  heard(between: Between): Promise<Map<number, number>>
  /** Whom of these this very text reaches in this time, and when last. Read aside. */
  gotText(
    text: { templateId: number | null; body: string },
    between: Between,
    among: readonly number[],
  ): Promise<{ recipientIds: number[]; newest: Instant | null }>
  hasLeft(recipientId: number): boolean
  /** Did a text to this number since then hold this line? */
  offered(recipientId: number, e164: string, line: string, since: Instant): boolean
}

export type InboundIn = {
  sid: string
  from: string
  to: string
  body: string
  at: Instant
  media: number
  meaning: string
}
export type InboundKept = InboundIn & {
  id: number
  doneAt: Instant | null
  readAt: Instant | null
  /** Who wrote it; null while a shared or unknown number was not told apart. */
  recipientId: number | null
}
export type InboundStore = {
  /** Null when this SID was applied before. */
  add(message: InboundIn, recipientId: number | null): InboundKept | null
  get(id: number): InboundKept | null
  has(sid: string): boolean
  newest(): Instant | null
  /** When this number last texted the office. */
  lastFrom(e164: string): Instant | null
}

/** A number that wrote, and what waits there. */
export type ConversationKept = { e164: string; lastAt: Instant; open: number; unread: number }
export type ConversationView = 'open' | 'unread' | 'done' | 'all'
/** A text to the number, with the send it belongs to. */
export type Spoken = MessageKept & { type: SendType; template: string | null; by: string }
export type ConversationStore = {
  /** Unread first, then the newest. `search`: the name of somebody who has the number, or a part of it. */
  page(
    view: ConversationView,
    search: string,
    offset: number,
    limit: number,
  ): { total: number; rows: ConversationKept[] }
  get(e164: string): ConversationKept | null
  /** Conversations with a text nobody read. */
  unread(): number
  any(): boolean
  /** The newest `limit` in each direction, newest first. */
  heard(e164: string, limit: number): InboundKept[]
  said(e164: string, limit: number): Spoken[]
  /** Each up to and with the reply `upTo`: what came in meanwhile stays as it is. */
  read(e164: string, upTo: number, at: Instant): number
  done(e164: string, upTo: number, at: Instant): number
  /** Takes the last `done` back. */
  reopen(e164: string): number
  /** The newest replies, back to the last one that somebody was named for; null if there is none. */
  unnamed(e164: string): { from: number; upTo: number } | null
  /** Names who wrote these replies; `from` null: all that nobody was named for. */
  file(e164: string, from: number | null, upTo: number, recipientId: number | null): number
}

/** `type` is a picture's own, read from its bytes; null bytes: it is not shown here. */
export type PictureKept = { sid: string; type: string; bytes: Uint8Array | null }
export type PictureStore = {
  of(inboundId: number): PictureKept[]
  put(inboundId: number, pictures: readonly PictureKept[]): void
}

export type ReplyMailKept = { id: number; inboundId: number; tries: number }
export type ReplyMailStore = {
  queue(inboundId: number, at: Instant): void
  /** The next one whose time has come. */
  due(now: Instant): ReplyMailKept | null
  nextDue(): Instant | null
  sent(id: number): void
  putOff(id: number, nextAt: Instant, why: string): void
  giveUp(id: number, why: string): void
  /** Everything unsent is tried again from the start. */
  retry(now: Instant): number
  drop(): void
  waiting(): { waiting: number; failed: number; why: string; nextAt: Instant | null }
}

export type FactStore = { get(key: string): string | null; set(key: string, value: string | null): void }

/** The number of the newest claim, kept outside the database. */
export type Journal = { last(): number; record(attemptId: number): void }
/** The one way to write; see the database adapter. */
export type Write = <T>(work: () => T) => Promise<T>

/** Plain records, by id; the database adapter keeps them through TypeORM. */
export type Records<R extends { id: number }> = {
  all(): Promise<R[]>
  get(id: number): Promise<R | null>
  add(record: Omit<R, 'id'>): Promise<number>
  change(id: number, patch: Partial<Omit<R, 'id'>>): Promise<void>
}
export type TemplateRecord = {
  id: number
  name: string
  recordKind: RecordKind
  purpose: Purpose
  language: Language
  body: string
  updatedAt: Instant
  updatedBy: string
  archivedAt: Instant | null
}
export type ListRecord = {
  id: number
  name: string
  kind: 'saved' | 'static'
  recordKind: RecordKind | null
  /** JSON of `Conditions`; null for static lists. */
  conditions: string | null
  updatedAt: Instant
  archivedAt: Instant | null
}
export type FieldRecord = {
  id: number
  key: string
  label: string
  type: string
  choices: string
  archivedAt: Instant | null
}
export type ImportRecord = {
  id: number
  name: string
  at: Instant
  userName: string
  created: number
  merged: number
  rejected: number
  finishedAt: Instant | null
  undoneAt: Instant | null
}
export type ListMembers = {
  add(listId: number, recipientIds: readonly number[]): number
  remove(listId: number, recipientIds: readonly number[]): number
  counts(): Map<number, number>
  /** The static lists somebody is on. */
  of(recipientId: number): number[]
}
export type NoteStore = {
  list(
    recipientId: number,
    offset: number,
    limit: number,
    how?: { search?: string; descending?: boolean },
  ): {
    total: number
    rows: { id: number; body: string; at: Instant; by: string; messageId: number | null }[]
  }
  add(note: { recipientId: number; body: string; at: Instant; by: string; messageId: number | null }): number
  /** Changes the note that belongs to a message. */
  amend(messageId: number, body: string): void
}
export type LatePolicy = 'send' | 'ask' | 'skip'
export type CampaignRecord = {
  id: number
  name: string
  recordKind: RecordKind
  purpose: Purpose
  templateId: number | null
  /** Null is at once. */
  dispatchAt: Instant | null
  late: LatePolicy
  handOverHours: number | null
  createdAt: Instant
  updatedAt: Instant
  updatedBy: string
  archivedAt: Instant | null
}
export type CampaignRecipients = {
  add(campaignId: number, recipientIds: readonly number[]): number
  remove(campaignId: number, recipientIds: readonly number[]): number
  /** In the order of their names; `named`: only those with this in their name. Read aside. */
  ids(campaignId: number, named?: string): Promise<number[]>
  counts(): Map<number, number>
  campaignsOf(recipientId: number): number[]
}
export type DailyRecord = {
  id: number
  name: string
  listId: number
  templateId: number
  /** `HH:MM` in the office's zone. */
  at: string
  active: number
  /** The last date it ran for, in the office's zone. */
  lastDay: string | null
  lastResult: string
  userId: number
  userName: string
  updatedAt: Instant
  archivedAt: Instant | null
}
export type DraftStore = {
  save(userId: number, key: string, body: string, at: Instant): void
  get(userId: number, key: string): string | null
  clear(userId: number, key: string): void
  list(userId: number, prefix: string): { key: string; body: string }[]
}
export type PriceStore = {
  put(country: string, outbound: Money, inbound: Money | null, at: Instant): void
  all(): { country: string; outbound: Money; inbound: Money | null }[]
}
export type ImportChange = { id: number; recipientId: number; before: string | null }
export type ImportStore = {
  change(importId: number, recipientId: number, before: string | null): void
  count(importId: number): number
  /** What an import changed before the change `before`, the newest first. */
  changes(importId: number, before: number, limit: number): ImportChange[]
}

/** Filter of the report; times are bounds of when a text was queued or received. */
export type ReportFilter = {
  from: Instant | null
  to: Instant | null
  type: SendType | null
  states: string[]
  recipientId: number | null
  sendId: string | null
  decide: boolean
  search: string
}
export type ReportRow = {
  id: number
  sendId: string
  direction: 'out' | 'in'
  recipientId: number | null
  name: string
  e164: string
  body: string
  state: MessageState | 'reply'
  why: string
  code: number | null
  since: Instant
  at: Instant
  notBefore: Instant | null
  type: SendType | null
  purpose: Purpose | null
  template: string | null
  by: string
  units: number
  price: Money | null
  decide: boolean
}
export type ReportStore = {
  page(
    f: ReportFilter,
    p: { offset: number; limit: number; sort: 'at' | 'name' | 'state'; descending: boolean },
  ): Promise<ReportRow[]>
  totals(f: ReportFilter): Promise<{
    total: number
    texts: number
    replies: number
    units: number
    micros: number
    currency: string | null
    delivered: number
    failed: number
  }>
  one(id: number): ReportRow | null
  /** What became of a send: failures by code, and the answers of the next three days by the hour. */
  resultsOf(sendId: string): Promise<{
    codes: { code: number | null; count: number }[]
    answers: { at: Instant; replies: number; optOuts: number }[]
  }>
  lastOf(recipientIds: readonly number[]): Map<number, { state: MessageState; at: Instant }>
}

/** A no that outlives the person: a block of their number, or a refusal of one purpose. */
export type KeptNo = SuppressionCause | `refused ${Purpose}`
export type Kept = { hash: string; causes: KeptNo[] }
/** What the journal keeps of somebody who was forgotten; it names nobody. */
export type Forgotten = {
  mark: string
  recipientId: number
  createdAt: Instant
  at: Instant
  by: string
  noes: Kept[]
}
export type ForgetJournal = { all(): Forgotten[]; record(entry: Forgotten): void }
export type ForgetExtent = {
  /** Each with the others who have it: such a number stays, with what came in from it. */
  numbers: { e164: string; sharedWith: string[] }[]
  texts: number
  replies: number
  notes: number
  lists: number
  entries: number
  /** People of this account. */
  members: number
  /** Texts that have not left: they are cancelled. */
  waiting: number
  /** Texts on their way, or scheduled at the carrier: they must end first. */
  underway: number
  unknown: number
  createdAt: Instant | null
}
export type Erasing = { mark: string; at: Instant; by: string; noes: readonly Kept[]; accountSid: string }
export type ForgetStore = {
  extent(id: number): ForgetExtent
  /** What must hold after the person is gone. */
  noesOf(id: number): Kept[]
  /** Numbers of this record alone: on it, or only on texts of before. */
  ownNumbers(id: number): string[]
  /** Texts that have not left never will. This and what follows: call inside a write. */
  cancelWaiting(id: number, at: Instant): void
  /** Replies and texts of a record that are not erased yet. */
  repliesOf(id: number, numbers: readonly string[]): number[]
  textsOf(id: number): number[]
  eraseReply(replyId: number, of: Erasing): void
  /** Erases one text of the record, from its send as well. */
  eraseText(messageId: number, id: number, of: Erasing): void
  /** Erases what is known of the numbers, and that they may be texted. Their noes are kept as hashes. */
  eraseNumbers(id: number, numbers: readonly string[], of: Erasing): void
  /** Erases the record itself and what else belongs to it, and marks it forgotten. */
  erase(id: number, of: Erasing): void
  has(mark: string): boolean
  /** When a record was made; null when there is none. */
  madeAt(id: number): Instant | null
  /** Takes erased names out of the index: start, steps while they say so, end. Each inside a write but the last. */
  scrubStart(): void
  scrubStep(): boolean
  scrubEnd(): void
  /** Texts to be erased at the carrier. */
  redactions: {
    due(accountSid: string, now: Instant, limit: number): { id: number; sid: string; tries: number }[]
    done(id: number): void
    later(id: number, nextAt: Instant, why: string): void
    left(): number
  }
}

export type FoundText = {
  id: number
  direction: 'out' | 'in'
  body: string
  at: Instant
  name: string
  e164: string
  recipientId: number | null
  sendId: string | null
}
/** The words of every text, in and out. */
export type TextIndex = {
  /** Are there texts that are not indexed yet? A read of two numbers. */
  pending(): boolean
  /** Indexes the next few; answers whether any were left out. Call inside a write. */
  catchUp(limit: number): boolean
  /** Newest first. */
  find(text: string, limit: number): FoundText[]
}

/** Everything a database keeps. */
export type Stores = {
  write: Write
  recipients: RecipientStore
  consent: ConsentStore
  outbox: OutboxStore
  inbound: InboundStore
  conversations: ConversationStore
  pictures: PictureStore
  replyMails: ReplyMailStore
  texts: TextIndex
  forget: ForgetStore
  facts: FactStore
  notes: NoteStore
  drafts: DraftStore
  prices: PriceStore
  imports: ImportStore
  report: ReportStore
  templates: Records<TemplateRecord>
  lists: Records<ListRecord>
  members: ListMembers
  fields: Records<FieldRecord>
  importRuns: Records<ImportRecord>
  campaigns: Records<CampaignRecord>
  campaignRecipients: CampaignRecipients
  daily: Records<DailyRecord>
}
