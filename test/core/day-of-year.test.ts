import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comesRound, roundsBetween } from '../../src-preload/shared/time/day-of-year'
import { holds } from '../support/properties'

const DAY_MS = 86_400_000
const plus = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
const days = (from: string, to: string) => {
  const first = Date.parse(from)
  return fc
    .integer({ min: 0, max: (Date.parse(to) - first) / DAY_MS })
    .map((n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10))
}
/** Leap days often: a day in fifteen hundred would seldom be drawn. */
const born = fc.oneof(
  days('1900-01-01', '2030-12-31'),
  fc.constantFrom('1980-02-29', '2000-02-29', '2024-02-28', '2023-03-01', '1999-12-31', '2001-01-01'),
)
const today = fc.oneof(
  days('2024-01-01', '2105-12-31'),
  fc.constantFrom('2027-02-28', '2028-02-28', '2028-02-29', '2027-03-01', '2100-02-28', '2027-12-31'),
)

describe('a day of the year', () => {
  test.each([
    ['1980-05-03', '2026-05-03', '2026-05-03'],
    ['1980-05-03', '2026-05-04', '2027-05-03'],
    ['1980-02-29', '2027-02-01', '2027-02-28'],
    ['1980-02-29', '2028-02-28', '2028-02-29'],
    ['1980-02-29', '2028-03-01', '2029-02-28'],
    ['1980-02-29', '2027-03-01', '2028-02-29'],
    ['1980-02-28', '2028-02-29', '2029-02-28'],
    // 2100 is divisible by four and no leap year.
    ['1980-02-29', '2100-01-01', '2100-02-28'],
    ['1999-12-31', '2027-01-01', '2027-12-31'],
    ['1999-01-01', '2026-12-31', '2027-01-01'],
    // Of a day to come the year counts as little.
    ['2030-05-03', '2026-05-03', '2026-05-03'],
  ])('%s comes round from %s on at %s', (date, from, then) => {
    expect(comesRound(date, from)).toBe(then)
  })

  test('comes round once in each year, as the same month, and on a day that exists', () => {
    holds(
      fc.property(born, today, (date, from) => {
        const next = comesRound(date, from)
        expect(plus(next, 0)).toBe(next)
        expect(next >= from).toBe(true)
        expect(next.slice(5, 7)).toBe(date.slice(5, 7))
        expect(Number(comesRound(date, plus(next, 1)).slice(0, 4))).toBe(Number(next.slice(0, 4)) + 1)
      }),
      300,
    )
  })

  test('the days between two name exactly the dates that come round then', () => {
    expect(roundsBetween('2027-02-27', '2027-03-01')).toEqual(['02-27', '02-28', '02-29', '03-01'])
    expect(roundsBetween('2028-02-28', '2028-02-28')).toEqual(['02-28'])
    expect(roundsBetween('2026-12-31', '2027-01-01')).toEqual(['12-31', '01-01'])
    holds(
      fc.property(born, today, fc.integer({ min: 0, max: 800 }), (date, from, length) => {
        const to = plus(from, length)
        expect(roundsBetween(from, to).includes(date.slice(5))).toBe(comesRound(date, from) <= to)
      }),
      300,
    )
  })
})
