/** Prices: the carrier's list, what it charged, and what it has not said yet. Times are ISO strings in UTC. */
import type { Direction, LearnedPrice, ListPrice, SenderKind } from '#core/sending/price-book'
import type { Instant, Money } from '#shared/values'

export type PriceStore = {
  put(price: ListPrice): void
  all(): ListPrice[]
  /** What a unit cost lately, by what the carrier charged. */
  learned(): LearnedPrice[]
  learn(price: { country: string; sender: SenderKind; direction: Direction; unit: Money; at: Instant }): void
}

/** A text or reply whose price the carrier has not said yet; `endedAt`: since when it can. */
export type OwedPrice = {
  sid: string
  direction: Direction
  e164: string
  endedAt: Instant
  /** No earlier than it was sent, by the carrier's clock. */
  sentAfter: Instant
  meaning: string | null
}

/** What the carrier charged for each request and reply, by SID. Call inside a write. */
export type ChargeStore = {
  /** The carrier's own price; false when it is known already or the SID is not. */
  charge(sid: string, price: Money): boolean
  /** What it is thought to cost until the carrier says its price. */
  assume(sid: string, price: Money): void
  /** When the price is asked for next; null gives up: what there is stays an estimate, and says so. */
  ask(sid: string, at: Instant | null): void
  /** Prices to ask for now, the longest due first. */
  owed(accountSid: string, now: Instant, limit: number): OwedPrice[]
  /** Replies of that number with one of these meanings, from `since` to `until` (both included), the oldest first. */
  repliesOf(
    e164: string,
    meanings: readonly string[],
    since: Instant,
    until: Instant,
  ): { sid: string; at: Instant }[]
}
