/**
 * The carrier's clock: PC clocks are wrong, are put right, and stand still while the PC sleeps, and the carrier's lists are
 * kept by its own.
 */
import type { Instant } from '#shared/values'
import type { Clock } from '../../ports'

export type CarrierClock = {
  /** The `Date` of an answer; null where there was none. */
  heard(carrierTime: Instant | null): void
  /**
   * The carrier's time in epoch milliseconds, never later than it really is: what it last said, and what has passed here
   * since. The PC's own before the first answer.
   */
  now(): number
  /** The same as an instant, to keep with what happened; null before the first answer. */
  stamp(): Instant | null
  /** Carrier's clock minus ours in milliseconds, as of the newest answer; 0 before the first. */
  skew(): number
}

export const createCarrierClock = (clock: Clock): CarrierClock => {
  let last: { at: number; elapsed: number; skew: number } | null = null
  const now = () => (last ? last.at + (clock.elapsed() - last.elapsed) : clock.now())
  return {
    heard(carrierTime) {
      const at = carrierTime === null ? Number.NaN : Date.parse(carrierTime)
      if (!Number.isNaN(at)) last = { at, elapsed: clock.elapsed(), skew: at - clock.now() }
    },
    now,
    stamp: () => (last ? new Date(now()).toISOString() : null),
    skew: () => last?.skew ?? 0,
  }
}
