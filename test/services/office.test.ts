/** Days and months of the office, whatever zone the PC is in. */
import { expect, test } from 'vitest'
import { createOffice } from '../../src-main/services/office'
import type { SettingsStore } from '../../src-main/services/settings/settings-store'
import { createFakeClock } from '../support/fake-clock'

const officeIn = (zone: string, now: string) =>
  createOffice({ get: () => ({ office: { zone } }) } as unknown as SettingsStore, createFakeClock(now))

test.each([
  // A cap for the month that began at UTC's midnight would miss the first texts here …
  ['Australia/Sydney', '2026-11-30T14:00:00.000Z', '2026-12-01', '2026-11-30T13:00:00.000Z'],
  ['Asia/Kolkata', '2026-12-31T19:00:00.000Z', '2027-01-01', '2026-12-31T18:30:00.000Z'],
  // … and count those of the evening before here.
  ['America/New_York', '2026-12-01T03:00:00.000Z', '2026-11-30', '2026-11-01T04:00:00.000Z'],
  ['America/Los_Angeles', '2026-12-01T09:00:00.000Z', '2026-12-01', '2026-12-01T08:00:00.000Z'],
  ['Europe/London', '2026-11-30T23:59:00.000Z', '2026-11-30', '2026-11-01T00:00:00.000Z'],
])('the cap’s month in %s at %s', (zone, now, day, month) => {
  const office = officeIn(zone, now)
  expect(office.day(0)).toBe(day)
  expect(office.monthStart()).toBe(month)
  expect(Date.parse(office.monthStart())).toBeLessThanOrEqual(Date.parse(now))
})

test('days from today cross a month’s end and a change of the clocks', () => {
  const office = officeIn('Europe/Berlin', '2026-10-24T22:30:00.000Z')
  expect([office.day(-25), office.day(0), office.day(1), office.day(7)]).toEqual([
    '2026-09-30',
    '2026-10-25',
    '2026-10-26',
    '2026-11-01',
  ])
  expect(office.dayAt(Date.parse('2026-10-25T23:00:00Z'))).toBe('2026-10-26')
})
