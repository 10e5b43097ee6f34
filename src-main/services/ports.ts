/**
 * What the services need from the outside world, as nouns. Adapters implement these; services and tests
 * know nothing else of SQLite, Twilio, the file system or the clock.
 */
import { type Phrase, type PlainKey, phrase, phraseOf } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import type { SenderFacts } from '#core/sending/readiness'
import type { E164, Instant, Money } from '#shared/values'

/** The system's own window to choose a folder or a file in; null answers: nothing was chosen. */
export interface Chooser {
  folder(at: string): Promise<string | null>
  /** @param endings without the dot */
  file(at: string, endings: readonly string[]): Promise<string | null>
}

/** Whether the program starts with the PC, in the background. */
export interface Autostart {
  get(): boolean
  /** Throws where the system does not let it be written. */
  set(on: boolean): void
}

/** Why a newer version could not be had. `signature`: not signed by whom this program was made to trust. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError'
  constructor(
    readonly why: 'unreachable' | 'missing' | 'unreadable' | 'signature' | 'damaged' | 'disk-full' | 'other',
  ) {
    super(why)
  }
}
export type UpdateOffer = {
  version: string
  /** What is new, as plain text. */
  notes: string
  /** Size of the package, where it is said. */
  bytes: number | null
}
/** Looks for newer versions where it is told to, and installs one. Nothing that it answers was unsigned. */
export interface Updater {
  /** Why it cannot here; null where it can. */
  readonly unable: 'no-key' | 'not-a-package' | null
  isFolder(path: string): boolean
  /** What is offered there, newer or not; null where nothing newer is. @throws UpdateError */
  look(address: string): Promise<UpdateOffer | null>
  /** Fetches and checks the package of the last offer. @param progress of how much, 0 to 1 @throws UpdateError */
  download(progress: (done: number) => void): Promise<void>
  /** Ends the program in order, replaces it, starts it again. @throws UpdateError before anything was ended */
  install(): Promise<void>
  /** Ends a look or a download that is under way. */
  cancel(): void
}

/** The one clock. It drives time and timers, so that tests own both. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds since some moment of this run, whatever happens to the time of day: for how long something took. */
  elapsed(): number
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
  /** A status that Twilio may add later: it says nothing here. */
  | 'other'

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
  /** `account`: every text would be refused in the same way. */
  | { kind: 'rejected'; scope: 'recipient' | 'account'; code: number; message: string }
  | { kind: 'unknown'; reason: string }

export type CarrierMessage = {
  sid: string
  direction: 'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply'
  to: string
  from: string | null
  messagingServiceSid: string | null
  /** Text of the message; empty where the account redacts it. */
  body: string
  status: CarrierStatus
  errorCode: number | null
  errorMessage: string | null
  segments: number | null
  media: number
  price: Money | null
  /** Where the carrier gave no date that can be read: the time of its answer. */
  createdAt: Instant
  sentAt: Instant | null
  updatedAt: Instant
}

export type ListFilter = {
  to?: string
  from?: string
  sentOnOrAfter?: Instant
  sentBefore?: Instant
  /** The walk ends at the first page that reaches back beyond it. Finds texts that have no date of sending yet, too. */
  createdOnOrAfter?: Instant
}
/**
 * `complete` is false when the walk stopped at the limit; `carrierTime` is the carrier's own clock (the `Date` header) when the
 * first page was read; `unreadable` counts records that are none, and were left out.
 */
export type Listing = {
  messages: CarrierMessage[]
  complete: boolean
  carrierTime: Instant | null
  unreadable: number
}

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
    /** For the log, in English. */
    message: string,
    readonly code: number | null = null,
    readonly status: number | null = null,
    private readonly told?: PlainKey | Phrase,
  ) {
    super(message)
  }
  /** For people: the same whichever way nothing was reached; else what Deskbell has for it, or what the carrier said. */
  get reason(): Phrase {
    if (this.kind === 'unreachable') return phraseOf('carrier.no-connection')
    return this.told ? phraseOf(this.told) : phrase('said.as-it-stands', { words: this.message })
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
  /**
   * Listed price of one outbound segment to a country, by the dearest mobile carrier listed; null if not offered.
   * `fee`: what carriers there may add to it, in millionths.
   */
  price(
    country: string,
  ): Promise<{ outbound: Money; inbound: Money | null; fee: { low: number; high: number } | null } | null>
  numbers(): Promise<OwnNumber[]>
  services(): Promise<MessagingService[]>
  lookup(number: string): Promise<LookupResult>
  /** Facts about the account; null fields where the key may not read them. */
  account(): Promise<AccountFacts>
  /** What is registered of the numbers that texts come from, as far as the login may read it. */
  senderFacts(sender: Sender): Promise<SenderFacts[]>
  /** Names in the pool of a Messaging Service, which it uses where a country knows them; none where the login may not read them. */
  senderNames(sender: Sender): Promise<string[]>
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
/** An e-mail that did not go: why, with no login and no text inside. `final`: trying again cannot help. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly reason: Phrase
  constructor(
    reason: PlainKey | Phrase,
    readonly final: boolean,
    /** The setting to look at, if it is one. */
    readonly field: 'host' | 'port' | 'security' | 'password' | 'from' | 'to' | null = null,
  ) {
    const said = phraseOf(reason)
    super(say(said))
    this.reason = said
  }
}
/** Hands one e-mail to a server. @throws MailError */
export type Mailer = (server: MailServer, mail: Mail) => Promise<void>
/** One sheet of a workbook: rows of cells as text, empty ones included. */
export type Sheet = {
  name: string
  rows: string[][]
  /** People do not see it in the spreadsheet. */
  hidden: boolean
  /** In front when the workbook was saved. */
  active: boolean
}
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
  constructor(
    /** `foreign`: tables that Deskbell does not make; `large`: it would unpack to more than a backup holds. */
    readonly why:
      | 'passphrase'
      | 'damaged'
      | 'foreign'
      | 'large'
      | 'disk-full'
      | 'folder'
      | 'missing'
      | 'other',
  ) {
    super(why)
  }
}
/** Where backups are made and opened; everything long runs beside the program. @throws VaultError */
export type Vault = {
  /** One encrypted file with whole copies of those databases that exist, and texts; answers its bytes. Durable under its name at once, or not there. */
  seal(
    file: string,
    passphrase: string,
    parts: {
      databases: { name: string; file: string }[]
      texts: { name: string; text: string }[]
      /** A file that is no sound database goes in as it is, instead of being an error. */
      damagedToo?: boolean
    },
  ): Promise<number>
  /** Writes what is in a backup to the folder `into`. */
  open(file: string, passphrase: string, into: string): Promise<void>
  /** Answers the schema version of a sound database file. */
  check(file: string): Promise<number>
  list(folder: string): { name: string; bytes: number }[]
  /** Names of the folders in it. */
  folders(folder: string): string[]
  remove(file: string): void
  /** Can be written to; made if it is not there. */
  usable(folder: string): boolean
  isFolder(path: string): boolean
  /** What is in a folder that a person looks through; null where it cannot be read. */
  look(folder: string): { parent: string | null; folders: string[]; files: string[] } | null
  /** Removes what a crash left half made. */
  sweep(folder: string): void
  /** A file in a folder, as this system writes it. */
  at(folder: string, name: string): string
  isFullPath(file: string): boolean
  /** The last part of a path. */
  nameIn(file: string): string
}
