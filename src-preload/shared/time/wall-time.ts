/** Between moments (Unix milliseconds) and what the clocks and calendars of a zone show. Zones come from Intl. */
import { createBoundedCache } from '../bounded-cache'

const DAY_MS = 86_400_000
/** Clocks change on the quarter of an hour. */
const QUARTER_MS = 900_000

const formats = new Map<string, Intl.DateTimeFormat>()
/** Some days' quarters of an hour in some zones: a send asks of few, again and again. */
const remembered = createBoundedCache<number>(10_000)

const readOffset = (at: number, zone: string): number => {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const read: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) read[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

/** Milliseconds to add to UTC for the wall clock of a zone. Intl is asked once per zone and quarter of an hour. */
export const offsetAt = (at: number, zone: string): number => {
  const quarter = Math.floor(at / QUARTER_MS)
  return remembered(`${zone} ${quarter}`, () => readOffset(quarter * QUARTER_MS, zone))
}

/** What a zone's clocks show at a moment: `YYYY-MM-DDTHH:MM`. */
export const clockAt = (at: number, zone: string): string =>
  new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16)

/** The date in a zone at a moment: `YYYY-MM-DD`. */
export const dateAt = (at: number, zone: string): string => clockAt(at, zone).slice(0, 10)

/** The date so many days after a date, both `YYYY-MM-DD`; before it where negative. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** Which day a moment falls on, by a zone's calendar: days before and after a change of the clocks are not 24 hours. */
export const nearbyDay = (
  at: number,
  now: number,
  zone: string,
): 'today' | 'yesterday' | 'tomorrow' | null => {
  const [date, today] = [dateAt(at, zone), dateAt(now, zone)]
  if (date === today) return 'today'
  if (date === plusDays(today, -1)) return 'yesterday'
  return date === plusDays(today, 1) ? 'tomorrow' : null
}

/**
 * The moment (Unix milliseconds) at which a zone's clocks show a date and time, such as `2026-03-08` and `02:30`.
 * A time that the clocks skip in spring is taken after the jump; one they show twice in autumn, the first time.
 */
export const wallTime = (date: string, time: string, zone: string): number => {
  const wanted = Date.parse(`${date}T${time}:00.000Z`)
  const earlier = wanted - offsetAt(wanted - DAY_MS, zone)
  const later = wanted - offsetAt(wanted + DAY_MS, zone)
  const shows = (at: number) => at + offsetAt(at, zone) === wanted
  const [first, second] = earlier <= later ? [earlier, later] : [later, earlier]
  if (shows(first)) return first
  if (shows(second)) return second
  return second
}
