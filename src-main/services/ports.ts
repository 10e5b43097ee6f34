/**
 * What the services need from the outside world, as nouns. Adapters implement these; services and tests
 * know nothing else of SQLite, Twilio, the file system or the clock.
 */
import type { QuietRules } from '#core/quiet-hours'
import type { E164, Instant, Language, Money, Role } from '#core/values'

/** The one clock. It drives time and timers, so that tests own both. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs `work` once after `ms`; the answer cancels it. */
  after(ms: number, work: () => void): () => void
}

/** Statuses as Twilio names them: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
export type CarrierStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'receiving'
  | 'received'
  | 'read'
  | 'partially_delivered'

/** Who a text comes from: one number, or a Messaging Service that chooses one from its pool. */
export type Sender = { kind: 'number'; number: string } | { kind: 'service'; sid: string }

export type SmsRequest = {
  to: E164
  body: string
  from: Sender
  /** Seconds the carrier may keep it in its queue, 1 to 36000. */
  validitySeconds?: number
  /** Hand-over for later: needs a Messaging Service. */
  sendAt?: Instant
  /** Called once, right before the first byte may leave. */
  onLeaving?: () => void
}

/**
 * How a request to send ended. The classes decide what may be repeated:
 * `not-sent` and `busy` certainly did not text anyone; `unknown` may have.
 */
export type SendOutcome =
  | {
      kind: 'accepted'
      sid: string
      status: CarrierStatus
      segments: number | null
      price: Money | null
      carrierTime: Instant | null
    }
  | { kind: 'not-sent'; reason: string }
  | { kind: 'busy'; retryAfterMs: number | null }
  | { kind: 'rejected'; code: number; message: string }
  | { kind: 'unknown'; reason: string }

export type CarrierMessage = {
  sid: string
  direction: 'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply'
  to: string
  from: string | null
  messagingServiceSid: string | null
  body: string
  status: CarrierStatus
  errorCode: number | null
  errorMessage: string | null
  segments: number | null
  media: number
  price: Money | null
  createdAt: Instant
  sentAt: Instant | null
  updatedAt: Instant
}

export type ListFilter = { to?: string; from?: string; sentOnOrAfter?: Instant; sentBefore?: Instant }
/** `complete` is false when the walk stopped at the limit; `carrierTime` is the carrier's own clock (the `Date` header). */
export type Listing = { messages: CarrierMessage[]; complete: boolean; carrierTime: Instant | null }

export type OwnNumber = {
  sid: string
  number: string
  name: string
  sms: boolean
  mms: boolean
  country: string | null
  tollFree: boolean
}
export type MessagingService = {
  sid: string
  name: string
  senders: { number: string; country: string | null; sms: boolean }[]
}
export type LookupResult = {
  valid: boolean
  e164: string | null
  country: string | null
  lineType: string | null
}

/** Every failure of a carrier call but `send`, translated: no request, header or token inside. */
export class CarrierError extends Error {
  override readonly name = 'CarrierError'
  constructor(
    /** `auth`: login refused; `permission`: the key lacks it; `unreachable`: nothing answered; `carrier`: an answer with a code. */
    readonly kind: 'auth' | 'permission' | 'not-found' | 'busy' | 'unreachable' | 'carrier' | 'unreadable',
    message: string,
    readonly code: number | null = null,
    readonly status: number | null = null,
  ) {
    super(message)
  }
}

/** One thing that the set-up test tried, by the call that needs it. */
export type PermissionCheck = { permission: string; ok: boolean; message: string; code: number | null }
export type AccountFacts = {
  accountSid: string
  name: string | null
  type: 'trial' | 'full' | null
  status: string | null
}

/** The carrier. `send` never throws; everything else throws `CarrierError`. */
export interface Sms {
  readonly accountSid: string
  send(request: SmsRequest): Promise<SendOutcome>
  /** Null when the carrier has no such message (any more): it may be deleted there by hand. */
  fetch(sid: string): Promise<CarrierMessage | null>
  /** Newest first, all pages, up to `limit` (default 5000) messages. */
  list(filter: ListFilter, limit?: number): Promise<Listing>
  /** Cancels a scheduled text; answers the state that Twilio reports. */
  cancel(sid: string): Promise<CarrierMessage>
  /** Blanks the body at the carrier and deletes the pictures that came with it. May be asked again after a failure. */
  redact(sid: string): Promise<void>
  /** What came with a message: names and content types, no bytes. */
  media(sid: string): Promise<{ sid: string; type: string }[]>
  /** The bytes of one piece of it; more than `most` bytes is an error. */
  mediaBytes(sid: string, mediaSid: string, most: number): Promise<Uint8Array>
  /** Null where the account has none of its own (subaccounts). */
  balance(): Promise<Money | null>
  /** Price of one outbound segment to a country, by the dearest mobile carrier listed; null if not offered. */
  price(country: string): Promise<{ outbound: Money; inbound: Money | null } | null>
  numbers(): Promise<OwnNumber[]>
  services(): Promise<MessagingService[]>
  lookup(number: string): Promise<LookupResult>
  /** Facts about the account; null fields where the key may not read them. */
  account(): Promise<AccountFacts>
  /** A2P 10DLC and toll-free registration, as far as readable: https://www.twilio.com/docs/messaging/api/usapptoperson-resource */
  registration(
    service: string | null,
    number: string | null,
  ): Promise<{
    a2p: 'registered' | 'unregistered' | 'not-needed' | 'unreadable'
    tollFree: 'verified' | 'unverified' | 'not-needed' | 'unreadable'
  }>
  close(): void
}

/** A mail server. Plain only to this computer: anywhere else the password and the text would be readable on the way. */
export type MailServer = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'plain'
  /** Empty: the server asks for no login. */
  user: string
  password: string | null
}
export type Mail = {
  from: string
  to: string
  subject: string
  text: string
  /** Without brackets; the same for each try, so that a mail program can tell a second copy. */
  messageId: string
}
/** An e-mail that did not go: words for a person, no login and no text inside. `final`: trying again cannot help. */
export class MailError extends Error {
  override readonly name = 'MailError'
  constructor(
    message: string,
    readonly final: boolean,
    /** The setting to look at, if it is one. */
    readonly field: 'host' | 'port' | 'security' | 'password' | 'from' | 'to' | null = null,
  ) {
    super(message)
  }
}
/** Hands one e-mail to a server. @throws MailError */
export type Mailer = (server: MailServer, mail: Mail) => Promise<void>
/** One sheet of a workbook: rows of cells as text, empty ones included. */
export type Sheet = { name: string; rows: string[][] }
/** Why a workbook was not read: it would unpack to more than this PC should hold, or it is none. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead'
  constructor(readonly why: 'large' | 'damaged') {
    super(why)
  }
}
/** Reads a spreadsheet without holding the event loop. @throws CannotRead */
export type ReadWorkbook = (bytes: Uint8Array) => Promise<Sheet[]>

/** Secrets by name, kept by the operating system where it can. */
export type Secrets = {
  /** False where the system offers no protection: the screen says so. */
  protects(): Promise<boolean>
  get(name: string): Promise<string | null>
  set(name: string, value: string | null): Promise<void>
}

/** Why a backup could not be made or opened. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  constructor(readonly why: 'passphrase' | 'damaged' | 'disk-full' | 'folder' | 'missing' | 'other') {
    super(why)
  }
}
/** Where backups are made and opened; everything long runs beside the program. @throws VaultError */
export type Vault = {
  /** One encrypted file with whole copies of those databases that exist, and texts; answers its bytes. Durable under its name at once, or not there. */
  seal(
    file: string,
    passphrase: string,
    parts: { databases: { name: string; file: string }[]; texts: { name: string; text: string }[] },
  ): Promise<number>
  /** Writes what is in a backup to the folder `into`. */
  open(file: string, passphrase: string, into: string): Promise<void>
  /** Answers the schema version of a sound database file. */
  check(file: string): Promise<number>
  list(folder: string): { name: string; bytes: number }[]
  remove(file: string): void
  /** Can be written to; made if it is not there. */
  usable(folder: string): boolean
  /** Removes what a crash left half made. */
  sweep(folder: string): void
  /** A file in a folder, as this system writes it. */
  at(folder: string, name: string): string
  isFullPath(file: string): boolean
  /** The last part of a path. */
  nameIn(file: string): string
}

export type UserKept = {
  id: number
  name: string
  role: Role
  pinHash: string | null
  number: string | null
  archived: boolean
}
/** What belongs to the office rather than to one database. */
export type Settings = {
  office: { name: string; country: string; zone: string; currency: string; phone: string }
  sending: {
    optOut: Record<Language, string>
    /** The line on texts to one person: never, once per conversation of 30 days, or always (C7). */
    individualOptOut: 'never' | 'once' | 'always'
    nameOffice: boolean
    allowReplies: boolean
    quiet: QuietRules
    /** The first texts of a large send leave alone. */
    canary: boolean
    /** What happens to bulk texts that are late because the PC was off. */
    late: 'send' | 'ask' | 'skip'
    /** At most so many bulk texts to one person in so many days; null is no limit. */
    perPerson: { texts: number; days: number } | null
    holdSeconds: number
    rate: number | null
    funding: 'prepaid' | 'auto-recharge' | 'invoiced'
    cap: Money | null
  }
  idleLockMinutes: number
  /** Told of new texts, and whether names and words may be seen by whoever stands at the desk. */
  notifications: { on: boolean; words: boolean }
  /** Replies by e-mail; the password is a secret and stands elsewhere. */
  mail: {
    on: boolean
    to: string
    from: string
    host: string
    port: number
    security: MailServer['security']
    user: string
    passwordStored: boolean
  }
  /** Null: the folder `backups` in the data folder. The passphrase is a secret and stands elsewhere. */
  backups: { folder: string | null; passphraseStored: boolean }
  mode: 'practice' | 'live'
  users: UserKept[]
  firstRunDone: boolean
  /** Countries whose legal duty somebody confirmed, with the moment. */
  duties: Record<string, string>
  twilio: {
    accountSid: string | null
    kind: 'key' | 'token'
    keySid: string | null
    secretEnd: string | null
    sender: ({ kind: 'number'; number: string } | { kind: 'service'; sid: string; name: string }) | null
    testedAt: string | null
    trial: boolean
  }
}
export type SettingsStore = {
  get(): Settings
  /** Replaces the named parts, durably. */
  set(patch: Partial<Settings>): void
}
