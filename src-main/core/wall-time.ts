/** From what a clock on the wall shows to a moment in time. */

const offsetAt = (at: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const read = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/**
 * The moment (Unix milliseconds) at which a zone's clocks show a date and time, such as `2026-03-08` and `02:30`.
 * A time that the clocks skip in spring is taken after the jump; one they show twice in autumn, the first time.
 */
export const wallTime = (date: string, time: string, zone: string): number => {
  const wanted = Date.parse(`${date}T${time}:00.000Z`)
  const earlier = wanted - offsetAt(wanted - 86_400_000, zone)
  const later = wanted - offsetAt(wanted + 86_400_000, zone)
  const shows = (at: number) => at + offsetAt(at, zone) === wanted
  const [first, second] = earlier <= later ? [earlier, later] : [later, earlier]
  if (shows(first)) return first
  if (shows(second)) return second
  return second
}
