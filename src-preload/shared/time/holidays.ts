/**
 * Public holidays that hold in the whole of a country (United Kingdom: England and Wales; Germany, Spain, Australia and Canada:
 * nationwide only). Sources: the laws and government calendars of each country, as of 2026.
 */

const DAY = 86_400_000
const iso = (time: number) => new Date(time).toISOString().slice(0, 10)
const on = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day)
const weekday = (time: number) => new Date(time).getUTCDay()

/** Easter Sunday in the Gregorian calendar (anonymous algorithm, Meeus). */
const easter = (year: number): number => {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return on(year, month, ((h + l - 7 * m + 114) % 31) + 1)
}
/** The n-th weekday of a month (0 is Sunday); -1 is the last. */
const nth = (year: number, month: number, day: number, n: number): number => {
  if (n > 0) {
    const first = on(year, month, 1)
    return first + (((day - weekday(first) + 7) % 7) + (n - 1) * 7) * DAY
  }
  const last = on(year, month + 1, 0)
  return last - ((weekday(last) - day + 7) % 7) * DAY
}
/** A holiday on a weekend is kept on the next weekday that is none. */
const substituted = (times: readonly number[]): number[] => {
  const taken = new Set<number>()
  for (const time of times) {
    let kept = time
    while (weekday(kept) === 0 || weekday(kept) === 6 || taken.has(kept)) kept += DAY
    taken.add(kept)
  }
  return [...taken]
}
/** Federal holidays of the United States: Saturday is kept on Friday, Sunday on Monday (5 U.S.C. 6103). */
const federal = (time: number) => (weekday(time) === 6 ? time - DAY : weekday(time) === 0 ? time + DAY : time)

const RULES: Readonly<Record<string, (year: number) => number[]>> = {
  US: (y) => [
    federal(on(y, 1, 1)),
    nth(y, 1, 1, 3),
    nth(y, 2, 1, 3),
    nth(y, 5, 1, -1),
    federal(on(y, 6, 19)),
    federal(on(y, 7, 4)),
    nth(y, 9, 1, 1),
    nth(y, 10, 1, 2),
    federal(on(y, 11, 11)),
    nth(y, 11, 4, 4),
    federal(on(y, 12, 25)),
  ],
  CA: (y) => {
    const may24 = on(y, 5, 24)
    return [
      ...substituted([on(y, 1, 1)]),
      easter(y) - 2 * DAY,
      may24 - ((weekday(may24) + 6) % 7) * DAY,
      ...substituted([on(y, 7, 1)]),
      nth(y, 9, 1, 1),
      on(y, 9, 30),
      nth(y, 10, 1, 2),
      on(y, 11, 11),
      ...substituted([on(y, 12, 25), on(y, 12, 26)]),
    ]
  },
  GB: (y) => [
    ...substituted([on(y, 1, 1)]),
    easter(y) - 2 * DAY,
    easter(y) + DAY,
    nth(y, 5, 1, 1),
    nth(y, 5, 1, -1),
    nth(y, 8, 1, -1),
    ...substituted([on(y, 12, 25), on(y, 12, 26)]),
  ],
  IE: (y) => [
    on(y, 1, 1),
    weekday(on(y, 2, 1)) === 5 ? on(y, 2, 1) : nth(y, 2, 1, 1),
    on(y, 3, 17),
    easter(y) + DAY,
    nth(y, 5, 1, 1),
    nth(y, 6, 1, 1),
    nth(y, 8, 1, 1),
    nth(y, 10, 1, -1),
    on(y, 12, 25),
    on(y, 12, 26),
  ],
  AU: (y) => [
    ...substituted([on(y, 1, 1)]),
    ...substituted([on(y, 1, 26)]),
    easter(y) - 2 * DAY,
    easter(y) + DAY,
    on(y, 4, 25),
    ...substituted([on(y, 12, 25), on(y, 12, 26)]),
  ],
  NZ: (y) => [
    ...substituted([on(y, 1, 1), on(y, 1, 2)]),
    ...substituted([on(y, 2, 6)]),
    easter(y) - 2 * DAY,
    easter(y) + DAY,
    ...substituted([on(y, 4, 25)]),
    nth(y, 6, 1, 1),
    nth(y, 10, 1, 4),
    ...substituted([on(y, 12, 25), on(y, 12, 26)]),
  ],
  DE: (y) => [
    on(y, 1, 1),
    easter(y) - 2 * DAY,
    easter(y) + DAY,
    on(y, 5, 1),
    easter(y) + 39 * DAY,
    easter(y) + 50 * DAY,
    on(y, 10, 3),
    on(y, 12, 25),
    on(y, 12, 26),
  ],
  FR: (y) => [
    on(y, 1, 1),
    easter(y) + DAY,
    on(y, 5, 1),
    on(y, 5, 8),
    easter(y) + 39 * DAY,
    easter(y) + 50 * DAY,
    on(y, 7, 14),
    on(y, 8, 15),
    on(y, 11, 1),
    on(y, 11, 11),
    on(y, 12, 25),
  ],
  ES: (y) => [
    on(y, 1, 1),
    on(y, 1, 6),
    easter(y) - 2 * DAY,
    on(y, 5, 1),
    on(y, 8, 15),
    on(y, 10, 12),
    on(y, 11, 1),
    on(y, 12, 6),
    on(y, 12, 8),
    on(y, 12, 25),
  ],
  IN: (y) => [on(y, 1, 26), on(y, 8, 15), on(y, 10, 2)],
}

/** The holidays of a country in a year as YYYY-MM-DD, in order; empty where they are not known. */
export const holidaysOf = (country: string, year: number): string[] =>
  [...new Set((RULES[country]?.(year) ?? []).map(iso))].toSorted()
