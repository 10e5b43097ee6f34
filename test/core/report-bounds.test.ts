/** What a report's period means as moments, in offices whose clocks change, some of them at midnight. */
import { describe, expect, test } from 'vitest'
import { reportBounds } from '../../src-preload/shared/time/report-bounds'
import { dateAt, plusDays, wallTime } from '../../src-preload/shared/time/wall-time'

const NONE = [null, null] as const
const at = (iso: string) => Date.parse(iso)

describe('a day begins when the clocks of the office first show it', () => {
  test.each([
    ['Europe/Berlin', '2026-11-23', '2026-11-22T23:00:00.000Z'],
    ['Asia/Kolkata', '2026-11-23', '2026-11-22T18:30:00.000Z'],
    ['Australia/Sydney', '2026-12-01', '2026-11-30T13:00:00.000Z'],
    // Here midnight is skipped: the day begins at 01:00.
    ['America/Santiago', '2025-09-07', '2025-09-07T04:00:00.000Z'],
    ['America/Havana', '2025-03-09', '2025-03-09T05:00:00.000Z'],
    ['Asia/Beirut', '2025-03-30', '2025-03-29T22:00:00.000Z'],
  ])('%s %s', (zone, date, begins) => {
    expect(reportBounds('custom', [date, date], zone, 0).from).toBe(begins)
    expect(reportBounds('custom', [plusDays(date, -1), null], zone, 0).to).toBe(begins)
    expect([dateAt(at(begins), zone), dateAt(at(begins) - 1, zone)]).toEqual([date, plusDays(date, -1)])
  })
})

test('today, yesterday and this month are the office’s', () => {
  const now = at('2026-11-30T14:00:00Z')
  const zone = 'Australia/Sydney'
  expect(reportBounds('today', NONE, zone, now)).toEqual({ from: '2026-11-30T13:00:00.000Z', to: null })
  expect(reportBounds('yesterday', NONE, zone, now)).toEqual({
    from: '2026-11-29T13:00:00.000Z',
    to: '2026-11-30T13:00:00.000Z',
  })
  expect(reportBounds('this-month', NONE, zone, now).from).toBe('2026-11-30T13:00:00.000Z')
  expect(reportBounds('week', NONE, zone, now).from).toBe('2026-11-24T13:00:00.000Z')
  expect(reportBounds('month', NONE, zone, now).from).toBe(
    new Date(wallTime('2026-11-02', '00:00', zone)).toISOString(),
  )
  expect(reportBounds('all', NONE, zone, now)).toEqual({ from: null, to: null })
})
