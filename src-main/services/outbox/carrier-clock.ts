/** How far the carrier's clock is from ours: PC clocks are wrong, and a schedule is kept by the carrier's. */
import type { Instant } from '#core/values'
import type { Clock } from '../ports'

export type CarrierClock = {
  /** The `Date` of an answer; null where there was none. */
  heard(carrierTime: Instant | null): void
  /** Carrier's clock minus ours in milliseconds, from the newest answer; 0 before the first. */
  skew(): number
}

export const createCarrierClock = (clock: Clock): CarrierClock => {
  let skew = 0
  return {
    heard(carrierTime) {
      if (carrierTime !== null) skew = Date.parse(carrierTime) - clock.now()
    },
    skew: () => skew,
  }
}
