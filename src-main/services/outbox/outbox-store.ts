/** The outbox: what waits, what was claimed, what the carrier has; and what proves that this database is the newest. Times are ISO strings in UTC. */
import type { ConsentState, SuppressionCause } from '#core/sending/consent'
import type { Phrase, Reason, Said } from '#shared/phrases/phrase'
import type { MessageState } from '#shared/outbox-state'
import type { E164, Instant, SendType } from '#shared/values'
import type { Sender } from '../ports'
import type { Canary, MessageKept, SendState } from '../sending/sending-store'

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
export type WithCarrier = Due & {
  sendState: SendState
  sendWhy: Phrase | null
  sendAt: Instant | null
  /** Who took it out of its send. */
  leftOut: Phrase | null
}

export type Claim = {
  attemptId: number
  message: MessageKept
  sender: Sender
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
  /** Does it wait for a person's decision? */
  decide: boolean
  /** When the carrier was told to send it. */
  sendAt: Instant | null
  /** When it was claimed by the carrier's clock, if that was known. */
  carrierAt: Instant | null
}

export type OutboxStore = {
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
  /** The earliest time at which something becomes due; null when nothing waits. */
  nextDue(accountSid: string, individualOnly?: boolean): Instant | null
  waiting(): number
  /** Is another attempt with this number and text claimed or unknown? */
  duplicateInFlight(e164: string, body: string, exceptMessage: number): boolean
  /** Compare-and-set from queued to claimed plus a new attempt; null when somebody was faster. */
  claim(messageId: number, now: Instant, sendAt?: Instant | null, carrierAt?: Instant | null): number | null
  /** The claim or, where there is none, the writing of a waiting text that the first look at the carrier's list has to reach back to; null where this account was never used. */
  oldestToProve(accountSid: string): Instant | null
  /** Requests to these numbers whose answer named no SID, the oldest first. */
  unanswered(
    numbers: readonly string[],
  ): { id: number; e164: string; body: string; carrierAt: Instant | null }[]
  /** Texts to these numbers that wait here. */
  waitingTo(numbers: readonly string[], accountSid: string): { id: number; e164: string; body: string }[]
  /** Compare-and-set along the state machine; false when the message is elsewhere by now. */
  move(
    messageId: number,
    to: MessageState,
    change: {
      now: Instant
      code?: number | null
      why?: Reason | ''
      sid?: string
      notBefore?: Instant
      units?: number
      decide?: boolean
    },
  ): boolean
  /** Puts a queued message off; it stays queued. */
  postpone(messageId: number, notBefore: Instant, why: Reason): void
  /** Cancels what waits with a value that cannot be read, so that it holds up nobody; answers how many. */
  setAsideUnreadable(why: Reason, now: Instant): number
  /** A restored copy: everything queued becomes unknown with an attempt of its own, numbered above `lastClaim`. */
  suspectAll(lastClaim: number, now: Instant): number
  /** A restored copy: one text in the carrier's schedule that may have been replaced there becomes unknown. */
  suspect(messageId: number, now: Instant): void
  /** Texts of this account that the carrier had and that had not left, by id: in a restored copy each is asked for again. */
  withoutEnd(accountSid: string): MessageKept[]
  answer(
    attemptId: number,
    outcome: string,
    /** `detail`: a phrase, or what the carrier or the connection said itself. */
    change: { now: Instant; sid?: string | null; code?: number | null; detail?: Phrase | string },
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
    detail: Said
  }[]
  sidTaken(sid: string): boolean
  lastAttempt(): number
  message(id: number): MessageKept | null
  messageBySid(sid: string): MessageKept | null
  /** Texts the carrier may say more about, with news since then: not those that wait in its schedule. Read on the reader thread. */
  atCarrier(accountSid: string, since: Instant, now: Instant, most: number): Promise<AtCarrier>
  /** SIDs of the same, some at a time in the order of their ids: those behind `afterId`. */
  atCarrierSids(
    accountSid: string,
    since: Instant,
    now: Instant,
    afterId: number,
    limit: number,
  ): { id: number; sid: string }[]
  /** The same, of one; null where nothing more can be said. */
  atCarrierBySid(sid: string, accountSid: string, since: Instant, now: Instant): MessageKept | null
  counts(): { unknown: number; decide: number }
}

/** The number of the newest claim and the generation of the run, kept outside the database. */
export type Journal = {
  last(): number
  record(attemptId: number): void
  generation(): { current: string | null; next: string | null }
  beginGeneration(next: string): void
  endGeneration(): void
}

/** The generation once more, in a file beside both. */
export type GenerationFile = { read(): string | null; write(generation: string): void }
