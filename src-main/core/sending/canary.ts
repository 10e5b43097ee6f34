/** The canary brake: the first texts of a large send leave alone, and the rest only when enough of them arrived. */

/** How many leave before the others. */
export const CANARY_SIZE = 20
/** A send that is hardly larger gains nothing from waiting. */
export const CANARY_FROM = 2 * CANARY_SIZE
/** Confirmations are awaited so long; some carriers send none. */
export const CANARY_WAIT_MS = 2 * 60_000
/** So many failures among the first are no accident. */
const CLUSTER = 0.25

export type CanaryFacts = {
  /** Failed, undelivered or refused. */
  failed: number
  delivered: number
  /** Gone, with no word yet from the phone. */
  open: number
  /** Since the last of them left, in milliseconds. */
  waitedMs: number
}

/** `brake` as soon as failures cluster, whatever is still open; `go` when most arrived or the wait is over. */
export const canaryVerdict = ({
  failed,
  delivered,
  open,
  waitedMs,
}: CanaryFacts): 'wait' | 'go' | 'brake' => {
  const all = failed + delivered + open
  if (all > 0 && failed >= Math.max(2, Math.ceil(all * CLUSTER))) return 'brake'
  if (open === 0 || delivered >= all * (1 - CLUSTER)) return 'go'
  return waitedMs >= CANARY_WAIT_MS ? 'go' : 'wait'
}
