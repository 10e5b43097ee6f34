/** Which backups are kept: all of two days, one a day for two weeks, one a week for eight weeks, and always the newest. */

const DAY_MS = 86_400_000
const ALL_DAYS = 2
const DAILY_DAYS = 14
const WEEKLY_DAYS = 56

/**
 * The ones that may go. Of each day and week the newest stays.
 * @param backups when each was made, and `now`, in epoch milliseconds
 */
export const tooOld = <B extends { at: number }>(backups: readonly B[], now: number): B[] => {
  const kept = new Set<string>()
  return backups
    .toSorted((one, other) => other.at - one.at)
    .filter(({ at }, i) => {
      const days = (now - at) / DAY_MS
      // One from the future tells of a wrong clock: it is never the one to go.
      if (i === 0 || days < ALL_DAYS) return false
      const slot =
        days < DAILY_DAYS
          ? `day ${Math.floor(at / DAY_MS)}`
          : days < WEEKLY_DAYS
            ? `week ${Math.floor(at / (7 * DAY_MS))}`
            : null
      if (slot === null || kept.has(slot)) return true
      kept.add(slot)
      return false
    })
}
