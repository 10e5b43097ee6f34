/** Days of the office's zone as instants: a report of "today" is the office's today, wherever the PC thinks it is. */

const DAY_MS = 86_400_000

/** "2026-11-23" in a zone. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)

/** How far the zone's clock is ahead of UTC at an instant. */
const aheadAt = (zone: string, at: number): number => {
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
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - at
}

/** The instant at which a day begins in a zone. */
export const startOf = (day: string, zone: string): number => {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // Twice: the first guess may lie on the other side of a change of the clock.
  const guess = utc - aheadAt(zone, utc)
  return utc - aheadAt(zone, guess)
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

export const PERIODS = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'this-month', label: 'This month' },
  { value: 'all', label: 'Any time' },
  { value: 'custom', label: 'Choose days…' },
] as const
export type Period = (typeof PERIODS)[number]['value']
export type Days = readonly [from: string | null, to: string | null]

/** From a period to the instants of the report; `to` is the first instant that no longer counts. */
export const boundsOf = (
  period: Period,
  [from, to]: Days,
  zone: string,
  now = Date.now(),
): { from: string | null; to: string | null } => {
  const today = dayIn(zone, now)
  const between = (first: string | null, last: string | null) => ({
    from: first === null ? null : new Date(startOf(first, zone)).toISOString(),
    to: last === null ? null : new Date(startOf(plusDays(last, 1), zone)).toISOString(),
  })
  switch (period) {
    case 'today':
      return between(today, null)
    case 'yesterday':
      return between(plusDays(today, -1), plusDays(today, -1))
    case 'week':
      return between(plusDays(today, -6), null)
    case 'month':
      return between(plusDays(today, -29), null)
    case 'this-month':
      return between(`${today.slice(0, 8)}01`, null)
    case 'all':
      return between(null, null)
    case 'custom':
      return between(from, to ?? from)
  }
}
