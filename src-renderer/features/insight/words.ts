/** How days, months and shares are written on the charts and tables of Insight. */
import { useLocale } from '../../ui/locale'

const atNoon = (day: string) => new Date(`${day}T12:00:00Z`)

export const useDates = (by: 'day' | 'month') => {
  const { language } = useLocale()
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options })
  const short =
    by === 'day' ? format({ day: 'numeric', month: 'short' }) : format({ month: 'short', year: '2-digit' })
  const long =
    by === 'day'
      ? format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
      : format({ month: 'long', year: 'numeric' })
  const plain = format({ day: 'numeric', month: 'short', year: 'numeric' })
  return {
    /** Under a bar. */
    short: (key: string) => short.format(atNoon(key)),
    /** In a table. */
    long: (key: string) => long.format(atNoon(key)),
    /** From one day to another. */
    span: (from: string, to: string) =>
      from === to ? plain.format(atNoon(from)) : plain.formatRange(atNoon(from), atNoon(to)),
  }
}

/** Of a whole, such as "94.2%"; a dash where there is no whole. */
export const useShare = () => {
  const { language } = useLocale()
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  return (part: number, whole: number): string => (whole === 0 ? '–' : format.format(part / whole))
}
