/** The periods of a report as moments: its days are those of the office's zone, wherever the PC thinks it is. */
import { dateAt, plusDays, wallTime } from './wall-time'

export type ReportPeriod = 'today' | 'yesterday' | 'week' | 'month' | 'this-month' | 'all' | 'custom'
/** Chosen days as `YYYY-MM-DD`, both included. */
export type ChosenDays = readonly [from: string | null, to: string | null]

/** From a period to the moments of the report (ISO, UTC); `to` is the first one that no longer counts, null is open. */
export const reportBounds = (
  period: ReportPeriod,
  [from, to]: ChosenDays,
  zone: string,
  now: number,
): { from: string | null; to: string | null } => {
  const today = dateAt(now, zone)
  const start = (date: string) => new Date(wallTime(date, '00:00', zone)).toISOString()
  const between = (first: string | null, last: string | null) => ({
    from: first === null ? null : start(first),
    to: last === null ? null : start(plusDays(last, 1)),
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
