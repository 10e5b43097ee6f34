/** What was spent, and whom texts reached. Money in millionths; times are ISO strings in UTC. */
import type { Instant } from '#shared/values'

/** From a moment until before another. What waits here and is overdue counts as leaving now. */
export type Between = { from: Instant; to: Instant; now: Instant }

export type SpendingStore = {
  /** Money of attempts made since a moment and of claims still open: what a lagging balance does not show yet. */
  spentSince(at: Instant): number
  /** Money of texts in the carrier's schedule, which no balance shows yet. */
  reserved(accountSid: string): number
  /** Money of texts that wait here. */
  promised(accountSid: string): number
  /** Money of every text that left in this time. Read on the reader thread. */
  spentBetween(from: Instant, to: Instant): Promise<number>
}

export type ReachStore = {
  /** How many texts of sends to many reach each person in this time, by record. Read on the reader thread. */
  heard(between: Between): Promise<Map<number, number>>
  /** Whom of these this very text reaches in this time, and when last. Read on the reader thread. */
  gotText(
    text: { templateId: number | null; body: string },
    between: Between,
    among: readonly number[],
  ): Promise<{ recipientIds: number[]; newest: Instant | null }>
  hasLeft(recipientId: number): boolean
  /** Did a text to this number since then hold this line? */
  offered(recipientId: number, e164: string, line: string, since: Instant): boolean
}
