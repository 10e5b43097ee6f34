/** How fast texts may leave: segments a second, as the sender's rate allows. */
export type Rate = {
  /** Milliseconds until the next text may be claimed; 0 is now. */
  wait(now: number): number
  spend(units: number, now: number): void
}

/** A virtual queue at `perSecond`, with one second's worth of burst. */
export const createRate = (perSecond: () => number): Rate => {
  let busyUntil = 0
  let spentAt = 0
  return {
    wait(now) {
      // The clock was put back since: what was spent then says nothing about now.
      if (now < spentAt) {
        busyUntil = now
        spentAt = now
      }
      return Math.max(0, Math.ceil(busyUntil - now - 1000))
    },
    spend(units, now) {
      busyUntil = Math.max(busyUntil, now) + (units / perSecond()) * 1000
      spentAt = now
    },
  }
}
