/** The outbox as the rest of the program knows it: the single way out for every text. */
import type { Money } from '#shared/values'
import type { Phrase } from '#shared/phrases/phrase'
import type { Clock, Sender, Sms } from '../ports'
import type { GenerationFile, Journal } from './outbox-store'
import type { InboundKept } from '../inbox/inbox-store'
import type { Stores } from '../stores'
import type { Office, Changed } from '../office'
import type { Absence } from './guards/absence'
import type { CopyCheck } from './copies/copy'
import type { Gate } from './guards/gate'
import type { OtherSender } from './copies/fence'
import type { Why } from './why'

export type OutboxPorts = {
  stores: Pick<
    Stores,
    | 'write'
    | 'recipients'
    | 'consent'
    | 'sends'
    | 'spending'
    | 'outbox'
    | 'inbound'
    | 'facts'
    | 'notes'
    | 'daily'
    | 'prices'
    | 'charges'
  >
  journal: Journal
  generation: GenerationFile
  newId: () => string
  sms: Sms
  clock: Clock
  office: Office
  /** Which sender a new send gets; null before one is chosen. */
  sender: () => Sender | null
  /** Numbers that replies arrive at. */
  ownNumbers: () => Promise<readonly string[]>
  changed: Changed
  /** What else becomes of replies: in the write that keeps each, and once they are kept. */
  replies: { keeping(reply: InboundKept): void; arrived(replies: readonly InboundKept[]): void }
  report: (what: string, error: unknown) => void
  /** Resolves when the database file was found sound; rejects when it is damaged. */
  sound: Promise<void>
  /** Milliseconds between looks at the carrier. */
  pace: { inbound: number; status: number; reconcile: number }
  settleMs?: number
  maxInFlight?: number
}

export type Outbox = {
  gate: Gate
  /** What a restored database has to ask of the carrier first. */
  copy: CopyCheck
  sms: Sms
  accountSid: string
  sender(): Sender | null
  wake(): void
  /** A send to many was written: what has to be asked of the carrier first is asked now. */
  expect(sendId: string): void
  /** Ends a wait that the carrier asked for, or that a broken connection made. */
  tryNow(): void
  resume(): Promise<void>
  /** Segments a second. */
  rate(): number
  /** As the carrier said, no longer ago than so many ms: a minute where it is left out. Null where it cannot be known. */
  balance(mostAgeMs?: number): Promise<Money | null>
  /** Do sends to many wait because a balance that is paid beforehand could not be read? */
  moneyUnknown(): boolean
  /** Why nothing leaves, or not everything; what stops the most first. */
  why(): Why[]
  /** For the pill: what is wrong with reaching the carrier; null while it answers. */
  trouble(): Phrase | null
  /** What was missed while the PC was off, until somebody has seen it. */
  absence: { read(): Absence | null; seen(): Promise<void> }
  /** Other programs found on the account, until they were shown. */
  otherSenders: { list(): OtherSender[]; seen(): Promise<void>; share(): Promise<void> }
  /** Money spent since the month began, in millionths, as far as known. */
  spentThisMonth(): number
  inboundReadAt(): number
  /** Were replies read within two minutes? No send to many starts otherwise. */
  inboxFresh(): boolean
  /** Takes out of the carrier's schedule what is not wanted there any more. */
  sweep(): Promise<void>
  /** Reads replies and looks unknown texts up now; for a screen's "check again" and for tests. */
  check(): Promise<void>
  /** Puts right what a crash or a copy left behind, then begins; resolves before the first claim. */
  start(): Promise<void>
  stop(): Promise<void>
}
