/** Forgetting a person, and erasing what is too old. Times are ISO strings in UTC. */
import type { SuppressionCause } from '#core/sending/consent'
import type { Instant, Purpose } from '#shared/values'

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
  eraseReply(replyId: number, of: Pick<Erasing, 'at' | 'accountSid'>): void
  /** Erases one text of the record, from its send as well. */
  /** `id` null: nobody is forgotten, the text is only old. */
  eraseText(messageId: number, id: number | null, of: Pick<Erasing, 'at' | 'accountSid'>): void
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

/** The step of a walk through a table: where to go on, null at its end, and how many rows were erased. */
type Walked = { next: number | null; done: number }

/** What is older than these moments; null keeps it. */
export type Cutoffs = Record<'texts' | 'replies' | 'pictures' | 'audit', Instant | null>

export type RetentionStore = {
  /** Looks beside the writing connection. */
  count(older: Cutoffs): Promise<Record<keyof Cutoffs, number>>
  texts(after: number, before: Instant, entry: { at: Instant; accountSid: string }): Walked
  replies(after: number, before: Instant, entry: { at: Instant; accountSid: string }): Walked
  pictures(after: number, before: Instant, entry: { at: Instant; accountSid: string }): Walked
  /** Erases what one send of which no text is left says of people; false when there is none. */
  sends(before: Instant): boolean
  /** Answers how many entries went. */
  audit(before: Instant): number
}
