/** Rows and totals of texts and replies, and the index of their words. Times are ISO strings in UTC. */
import type { MessageState } from '#shared/outbox-state'
import type { Instant, Money, Purpose, SendType } from '#shared/values'
import type { Said } from '#shared/phrases/phrase'

/** Filter of the report; times are bounds of when a text was queued or received. */
export type ReportFilter = {
  from: Instant | null
  to: Instant | null
  type: SendType | null
  states: string[]
  recipientId: number | null
  sendId: string | null
  /** With `sendId`: the replies to its texts as well. */
  answers: boolean
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
  why: Said
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
  /** Whether the carrier said that price; `never-said`: it did not within a day, so the estimate stays. */
  priceIs: 'estimate' | 'charged' | 'never-said' | null
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
    /** Of texts. */
    units: number
    /** Of texts and replies. */
    micros: number
    currency: string | null
    replyUnits: number
    replyMicros: number
    delivered: number
    failed: number
  }>
  /** Texts that left since then, and what came in. Read beside everything else. */
  replyRate(since: Instant): Promise<{ texts: number; replies: number; units: number }>
  one(id: number): ReportRow | null
  /** What became of a send: failures by code, and the answers of the next three days by the hour. */
  resultsOf(sendId: string): Promise<{
    codes: { code: number | null; count: number }[]
    answers: { at: Instant; replies: number; optOuts: number }[]
    /** Units and money of those answers. */
    units: number
    micros: number
    currency: string | null
  }>
  lastOf(recipientIds: readonly number[]): Map<number, { state: MessageState; at: Instant }>
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
