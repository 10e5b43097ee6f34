/** Which backups are kept: all of two days, one a day for two weeks, one a week for eight, and always the newest. */
import { expect, test } from 'vitest'
import { newestOf, tooOld } from '../../src-main/core/office/backup-keeping'

const DAY = 86_400_000
const NOW = 20_000 * DAY
const at = (days: number) => ({ at: NOW - days * DAY })
const kept = (ages: readonly number[]) => {
  const all = ages.map(at)
  const gone = new Set(tooOld(all, NOW))
  return all.filter((one) => !gone.has(one)).map((one) => (NOW - one.at) / DAY)
}

test('all of two days stay', () =>
  expect(kept([0, 0.1, 0.5, 1, 1.5, 1.9])).toEqual([0, 0.1, 0.5, 1, 1.5, 1.9]))
test('of each day of two weeks the newest stays', () =>
  expect(kept([0, 3.1, 3.5, 3.9, 7.2, 7.3])).toEqual([0, 3.1, 7.2]))
test('of each week of eight weeks the newest stays', () => {
  const weeks = kept([0, ...Array.from({ length: 42 }, (_, i) => 14 + i)]).filter((age) => age >= 14)
  expect(weeks.length).toBeGreaterThanOrEqual(6)
  expect(weeks.length).toBeLessThanOrEqual(7)
})
test('what is older than eight weeks goes', () => expect(kept([0, 57, 100, 400])).toEqual([0]))
test('the newest stays, however old it is', () => expect(kept([400, 500])).toEqual([400]))
test('a clock that was ahead deletes nothing of today', () =>
  expect(kept([0, 1, -3, -300])).toEqual([0, 1, -3, -300]))
test('the newest is the newest that is not from the future', () => {
  expect(newestOf([at(2), at(-5), at(1)], NOW)).toBe(NOW - DAY)
  expect(newestOf([], NOW)).toBe(0)
  expect(newestOf([at(-1)], NOW)).toBe(0)
})
test('nothing to keep, nothing goes', () => expect(tooOld([], NOW)).toEqual([]))
