/**
 * Which backups are kept: all of two days, one a day for two weeks, one a week for eight weeks, and always the newest.
 * One from the future tells of a clock that was wrong: when it was made, or now.
 */

const DAY_MS = 86_400_000
const ALL_DAYS = 2
const DAILY_DAYS = 14
const WEEKLY_DAYS = 56

const dayOf = (at: number) => Math.floor(at / DAY_MS)

/** When the newest was made, as far as the clock can be believed; 0 when there is none. */
export const newestOf = (backups: readonly { at: number }[], now: number): number =>
  Math.max(0, ...backups.map(({ at }) => at).filter((at) => at <= now))

/**
 * The ones that may go. Of each day and week the newest stays. Of those from the future one a day stays, however far
 * ahead, until two weeks of days have a backup that is not: the clock is right by then, and they are old.
 * @param backups when each was made, and `now`, in epoch milliseconds
 */
export const tooOld = <B extends { at: number }>(backups: readonly B[], now: number): B[] => {
  const newest = newestOf(backups, now)
  const covered = new Set(backups.filter(({ at }) => at <= now).map(({ at }) => dayOf(at))).size
  const slotOf = (at: number): string | null => {
    const days = (now - at) / DAY_MS
    if (days < 0) return covered < DAILY_DAYS ? `day ${dayOf(at)}` : null
    if (days < DAILY_DAYS) return `day ${dayOf(at)}`
    return days < WEEKLY_DAYS ? `week ${Math.floor(at / (7 * DAY_MS))}` : null
  }
  const kept = new Set<string>()
  return backups
    .toSorted((one, other) => other.at - one.at)
    .filter(({ at }) => {
      if (at === newest || Math.abs(now - at) < ALL_DAYS * DAY_MS) return false
      const slot = slotOf(at)
      if (slot === null || kept.has(slot)) return true
      kept.add(slot)
      return false
    })
}
