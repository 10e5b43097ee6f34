/** Days of the office's zone for a report: today is the office's today, wherever the PC thinks it is. */
import { dateAt, plusDays } from '#shared/time/wall-time'

export const PERIODS = [
  { value: 'month', label: 'This month' },
  { value: 'last-month', label: 'Last month' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: 'year', label: 'This year' },
  { value: 'last-year', label: 'Last year' },
  { value: 'custom', label: 'Choose days…' },
] as const
export type PeriodName = (typeof PERIODS)[number]['value']
export type Days = { from: string; to: string }

/** The days of a period, both included; null while none are chosen. */
export const daysOf = (
  name: PeriodName,
  [from, to]: readonly [string | null, string | null],
  zone: string,
  now = Date.now(),
): Days | null => {
  const today = dateAt(now, zone)
  const year = Number(today.slice(0, 4))
  switch (name) {
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today }
    case 'last-month': {
      const last = plusDays(`${today.slice(0, 8)}01`, -1)
      return { from: `${last.slice(0, 8)}01`, to: last }
    }
    case '30':
      return { from: plusDays(today, -29), to: today }
    case '90':
      return { from: plusDays(today, -89), to: today }
    case 'year':
      return { from: `${year}-01-01`, to: today }
    case 'last-year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
    case 'custom':
      return from === null ? null : { from, to: to ?? from }
  }
}

/** More days than this are shown by month unless somebody chooses days. */
export const byOf = ({ from, to }: Days): 'day' | 'month' =>
  Date.parse(to) - Date.parse(from) > 92 * 86_400_000 ? 'month' : 'day'
