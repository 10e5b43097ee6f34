/**
 * Days of the year, whatever the year: birthdays, and other dates that come round. Dates are `YYYY-MM-DD`.
 * 29 February comes round on the 28th in years without it: the last day of its own month, and never a day late.
 */

const DAY_MS = 86_400_000
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const inYear = (date: string, year: number): string =>
  `${year}-${date.slice(5, 10) === '02-29' && !isLeap(year) ? '02-28' : date.slice(5, 10)}`

/** The first day from `from` on which a date comes round. */
export const comesRound = (date: string, from: string): string => {
  const year = Number(from.slice(0, 4))
  const now = inYear(date, year)
  return now >= from ? now : inYear(date, year + 1)
}

/** The months and days, as `MM-DD`, of the dates that come round from one day to another, both included. */
export const roundsBetween = (from: string, to: string): string[] => {
  const start = Date.parse(from)
  const found = new Set<string>()
  // After a year and a day each has come round.
  for (let at = start; at <= Math.min(Date.parse(to), start + 366 * DAY_MS); at += DAY_MS) {
    const day = new Date(at).toISOString()
    found.add(day.slice(5, 10))
    if (inYear('0000-02-29', Number(day.slice(0, 4))) === day.slice(0, 10)) found.add('02-29')
  }
  return [...found]
}
