/** When a program that ended by itself is started again: soon at first, later each time, and not for ever. */

const WITHIN_MS = 10 * 60_000
const MOST = 5
const FIRST_WAIT_MS = 1_000

/**
 * How long to wait before the next start: 1, 2, 4, 8, 16 seconds; null when it ended too often for another one to help.
 * @param ends when it ended unexpectedly, in epoch milliseconds, this time included
 */
export const restartAfter = (ends: readonly number[], now: number): number | null => {
  const recent = ends.filter((at) => at > now - WITHIN_MS && at <= now).length
  return recent > MOST ? null : FIRST_WAIT_MS * 2 ** Math.max(0, recent - 1)
}

/** The ends that still count. */
export const recentEnds = (ends: readonly number[], now: number): number[] =>
  ends.filter((at) => at > now - WITHIN_MS && at <= now)
