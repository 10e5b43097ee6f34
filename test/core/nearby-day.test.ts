/** Which days are called today, yesterday and tomorrow: by the calendar of the office, not by 24 hours. */
import { expect, test } from 'vitest'
import { nearbyDay } from '../../src-preload/shared/time/wall-time'
import { sayDay } from '../../src-preload/shared/time/say-when'

test.each([
  // The day of the change in spring has 23 hours: 24 hours after 23:30 lie beyond it.
  ['Europe/Berlin', '2026-03-28T22:30:00Z', '2026-03-29T08:00:00Z', 'tomorrow'],
  ['Europe/Berlin', '2026-03-28T22:30:00Z', '2026-03-30T07:00:00Z', null],
  ['Europe/Berlin', '2026-03-29T22:30:00Z', '2026-03-29T08:00:00Z', 'yesterday'],
  ['Europe/Berlin', '2026-03-29T22:30:00Z', '2026-03-28T10:00:00Z', null],
  // The one in autumn has 25.
  ['America/New_York', '2026-11-02T04:30:00Z', '2026-10-31T15:00:00Z', 'yesterday'],
  ['America/New_York', '2026-11-01T04:30:00Z', '2026-11-02T15:00:00Z', 'tomorrow'],
  ['America/New_York', '2026-11-01T04:30:00Z', '2026-11-02T04:59:00Z', 'today'],
  // The same moment, and another day in India.
  ['Asia/Kolkata', '2026-11-30T20:00:00Z', '2026-11-30T18:00:00Z', 'yesterday'],
  ['Europe/London', '2026-11-30T20:00:00Z', '2026-11-30T18:00:00Z', 'today'],
])('%s, now %s: %s is %s', (zone, now, at, day) => {
  expect(nearbyDay(Date.parse(at), Date.parse(now), zone)).toBe(day)
})

test.each(['en-US', 'de-DE', 'ar-EG', 'th-TH'])(
  'a day of this year is written without it in %s',
  (language) => {
    const said = sayDay('2026-03-03T12:00:00Z', language, 'Europe/Berlin', Date.parse('2026-11-30T12:00:00Z'))
    expect(said.split(' ')).toHaveLength(2)
    expect(
      sayDay('2024-03-03T12:00:00Z', language, 'Europe/Berlin', Date.parse('2026-11-30T12:00:00Z')).split(
        ' ',
      ),
    ).toHaveLength(3)
  },
)
