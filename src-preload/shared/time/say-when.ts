/** Moments in words, by the office's zone and language. */
import { dateAt, nearbyDay } from './wall-time'

const formats = new Map<string, Intl.DateTimeFormat>()
export const format = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, options)
  formats.set(key, known)
  return known
}

/** Day first, in every language: "3 Mar 2026". */
export const dayParts = (at: Date, language: string, zone: string): [string, string, string] => {
  const parts = format(language, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).formatToParts(at)
  const of = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return [of('day'), of('month'), of('year')]
}

const DAY_MS = 86_400_000
const NEARBY = { today: 'Today', yesterday: 'Yesterday', tomorrow: 'Tomorrow' }
/** Not by the words: some languages write the year in other digits, or count from elsewhere. */
const sameYear = (at: number, now: number, zone: string): boolean =>
  dateAt(at, zone).slice(0, 4) === dateAt(now, zone).slice(0, 4)
export const sayTime = (iso: string, language: string, zone: string): string =>
  format(language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  )
/** "Today", "Yesterday", "18 Nov", "3 Mar 2024". */
export const sayDay = (iso: string, language: string, zone: string, now = Date.now()): string => {
  const near = nearbyDay(Date.parse(iso), now, zone)
  if (near === 'today') return 'Today'
  if (near === 'yesterday') return 'Yesterday'
  const [date, month, year] = dayParts(new Date(iso), language, zone)
  return sameYear(Date.parse(iso), now, zone) ? `${date} ${month}` : `${date} ${month} ${year}`
}

/** "Today 14:05", "Yesterday 09:00", "Thu 08:00" within a week, "14 Nov 12:31", "3 Mar 2024". */
export const sayWhen = (iso: string, language: string, zone: string, now = Date.now()): string => {
  const at = new Date(iso)
  const time = sayTime(iso, language, zone)
  const near = nearbyDay(at.getTime(), now, zone)
  if (near) return `${NEARBY[near]} ${time}`
  if (Math.abs(now - at.getTime()) < 6 * DAY_MS)
    return `${format(language, { timeZone: zone, weekday: 'short' }).format(at)} ${time}`
  const [date, month, year] = dayParts(at, language, zone)
  return sameYear(at.getTime(), now, zone) ? `${date} ${month} ${time}` : `${date} ${month} ${year}`
}

/** The same in the middle of a sentence: "today 14:05". */
export const sayWhenWithin = (...args: Parameters<typeof sayWhen>): string =>
  sayWhen(...args).replace(/^(Today|Yesterday|Tomorrow)/, (word) => word.toLowerCase())
