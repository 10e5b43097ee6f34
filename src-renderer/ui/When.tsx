import { useLocale } from './locale'

const formats = new Map<string, Intl.DateTimeFormat>()
const format = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, options)
  formats.set(key, known)
  return known
}

/** Day first, in every language: "3 Mar 2026". */
const dayParts = (at: Date, language: string, zone: string): [string, string, string] => {
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
const dayOf = (time: number, zone: string) =>
  format('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(time)
const sayTime = (iso: string, language: string, zone: string): string =>
  format(language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  )
/** "Today", "Yesterday", "18 Nov", "3 Mar 2024". */
export const sayDay = (iso: string, language: string, zone: string, now = Date.now()): string => {
  const day = dayOf(Date.parse(iso), zone)
  if (day === dayOf(now, zone)) return 'Today'
  if (day === dayOf(now - DAY_MS, zone)) return 'Yesterday'
  const [date, month, year] = dayParts(new Date(iso), language, zone)
  return year === dayOf(now, zone).slice(0, 4) ? `${date} ${month}` : `${date} ${month} ${year}`
}

/** "Today 14:05", "Yesterday 09:00", "Thu 08:00" within a week, "14 Nov 12:31", "3 Mar 2024". */
export const sayWhen = (iso: string, language: string, zone: string, now = Date.now()): string => {
  const at = new Date(iso)
  const time = sayTime(iso, language, zone)
  const day = dayOf(at.getTime(), zone)
  if (day === dayOf(now, zone)) return `Today ${time}`
  if (day === dayOf(now - DAY_MS, zone)) return `Yesterday ${time}`
  if (day === dayOf(now + DAY_MS, zone)) return `Tomorrow ${time}`
  if (Math.abs(now - at.getTime()) < 6 * DAY_MS)
    return `${format(language, { timeZone: zone, weekday: 'short' }).format(at)} ${time}`
  const [date, month, year] = dayParts(at, language, zone)
  return year === day.slice(0, 4) && year === dayOf(now, zone).slice(0, 4)
    ? `${date} ${month} ${time}`
    : `${date} ${month} ${year}`
}

/** The same in the middle of a sentence: "today 14:05". */
export const sayWhenWithin = (...args: Parameters<typeof sayWhen>): string =>
  sayWhen(...args).replace(/^(Today|Yesterday|Tomorrow)/, (word) => word.toLowerCase())

type WhenProps = {
  at: string
  /** In the middle of a sentence. */
  within?: boolean
  className?: string
}

/** An instant in the office's zone; the full date, time and zone on hover. */
export function When({ at, within = false, className }: WhenProps) {
  const { language, zone } = useLocale()
  const full = format(language, { timeZone: zone, dateStyle: 'full', timeStyle: 'long' }).format(new Date(at))
  return (
    <time dateTime={at} title={full} className={className}>
      {(within ? sayWhenWithin : sayWhen)(at, language, zone)}
    </time>
  )
}

/** As short as a list wants it: the time today, else the day. */
export function WhenShort({ at, className }: { at: string; className?: string }) {
  const { language, zone } = useLocale()
  const day = sayDay(at, language, zone)
  return (
    <time dateTime={at} title={sayWhen(at, language, zone)} className={className}>
      {day === 'Today' ? sayTime(at, language, zone) : day}
    </time>
  )
}

/** The time of day alone, under a heading that says the day. */
export function Time({ at }: { at: string }) {
  const { language, zone } = useLocale()
  return (
    <time dateTime={at} title={sayWhen(at, language, zone)}>
      {sayTime(at, language, zone)}
    </time>
  )
}

/** The day alone: "3 Mar 2026". */
export function Day({ at, className }: { at: string; className?: string }) {
  const { language, zone } = useLocale()
  return (
    <time dateTime={at} className={className}>
      {dayParts(new Date(at), language, zone).join(' ')}
    </time>
  )
}
