import { expect, test } from 'vitest'
import { recentEnds, restartAfter } from '../../src-main/core/office/restarts'

const MINUTE = 60_000
test('waits grow, and after five times in ten minutes it is left alone', () => {
  const ends: number[] = []
  const waits: (number | null)[] = []
  for (let now = 0; now < 6; now += 1) {
    ends.push(now)
    waits.push(restartAfter(ends, now))
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, null])
  expect(restartAfter(ends, 11 * MINUTE)).toBe(1000)
  expect(recentEnds([0, 5 * MINUTE, 20 * MINUTE], 12 * MINUTE)).toEqual([5 * MINUTE])
})
