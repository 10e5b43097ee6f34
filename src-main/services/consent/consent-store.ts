/** The consent ledger, and the numbers that are blocked. Times are ISO strings in UTC. */
import type { ConsentState, SuppressionCause } from '#core/sending/consent'
import type { Instant, Purpose } from '#shared/values'

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
  /** Appends; those of an import name it, so that it can be taken back. */
  record(entries: readonly ConsentEntryIn[], importId?: number): void
  /** Current states by recipient, then `${e164} ${purpose}`. */
  states(recipientIds: readonly number[]): Map<number, Map<string, ConsentState>>
  history(recipientId: number): (ConsentEntryIn & { id: number })[]
  /** Does anybody say no, or is any number blocked? Where not, nobody needs to be asked of each line of a file. */
  hasRefusals(): boolean
  /**
   * Everybody who says no at one of these numbers, or is known by one of them or by the e-mail address and says no at another;
   * archived ones too. The name is null where the record is gone.
   */
  refusals(
    e164s: readonly string[],
    email: string,
  ): { recipientId: number; purpose: Purpose; firstName: string | null; lastName: string | null }[]
  /** What an import said of somebody and nobody has said otherwise since, with what was true before it. */
  ofImport(
    importId: number,
    recipientId: number,
  ): { e164: string; purpose: Purpose; before: ConsentState; basis: string | null; source: string }[]
  block(e164: string, cause: SuppressionCause, at: Instant, detail: string, by: string): boolean
  lift(e164: string, causes: readonly SuppressionCause[], at: Instant, by: string, why: string): number
  causes(e164s: readonly string[]): Map<string, SuppressionCause[]>
  /** Is there a block in force on a number that is on a record? One step into an index, for each line of an import. */
  isBlocked(e164: string): boolean
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
