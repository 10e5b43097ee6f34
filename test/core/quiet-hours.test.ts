import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPermitted, millisLeft, nextPermitted, type Window } from '#shared/time/quiet-hours'
import { holds } from '../support/properties'

const at = (iso: string) => Date.parse(iso)
const day: Window = { from: '09:00', to: '20:00' }
const HOUR = 3_600_000

describe('nextPermitted', () => {
  test.each([
    ['in the window', '2026-11-23T15:00:00Z', day, 'America/New_York', '2026-11-23T15:00:00Z'],
    ['at its start', '2026-11-23T14:00:00Z', day, 'America/New_York', '2026-11-23T14:00:00Z'],
    ['a moment before', '2026-11-23T13:59:59.999Z', day, 'America/New_York', '2026-11-23T14:00:00Z'],
    ['at its end', '2026-11-24T01:00:00Z', day, 'America/New_York', '2026-11-24T14:00:00Z'],
    ['half-hour zone', '2026-11-23T02:00:00Z', day, 'Asia/Kolkata', '2026-11-23T03:30:00Z'],
    ['quarter-hour zone', '2026-11-23T02:00:00Z', day, 'Asia/Kathmandu', '2026-11-23T03:15:00Z'],
    ['far east', '2026-11-23T10:30:00Z', day, 'Pacific/Kiritimati', '2026-11-23T19:00:00Z'],
    [
      'Friday night, weekdays only',
      '2026-11-27T21:00:00Z',
      { ...day, days: [1, 2, 3, 4, 5] },
      'Europe/London',
      '2026-11-30T09:00:00Z',
    ],
    ['Sunday only', '2026-11-23T12:00:00Z', { ...day, days: [0] }, 'UTC', '2026-11-29T09:00:00Z'],
    [
      'over midnight, evening',
      '2026-11-23T21:00:00Z',
      { from: '22:00', to: '02:00' },
      'UTC',
      '2026-11-23T22:00:00Z',
    ],
    [
      'over midnight, inside',
      '2026-11-24T01:00:00Z',
      { from: '22:00', to: '02:00' },
      'UTC',
      '2026-11-24T01:00:00Z',
    ],
    [
      'over midnight, the day it opened',
      '2026-11-24T01:00:00Z',
      { from: '22:00', to: '02:00', days: [1] },
      'UTC',
      '2026-11-24T01:00:00Z',
    ],
    [
      'over midnight, the day it closes',
      '2026-11-23T01:00:00Z',
      { from: '22:00', to: '02:00', days: [1] },
      'UTC',
      '2026-11-23T22:00:00Z',
    ],
    [
      'to the end of the day',
      '2026-11-23T23:59:00Z',
      { from: '09:00', to: '24:00' },
      'UTC',
      '2026-11-23T23:59:00Z',
    ],
    ['always', '2026-11-23T03:00:00Z', { from: '00:00', to: '00:00' }, 'UTC', '2026-11-23T03:00:00Z'],
    [
      'always, on Tuesdays',
      '2026-11-23T03:00:00Z',
      { from: '08:00', to: '08:00', days: [2] },
      'UTC',
      '2026-11-24T00:00:00Z',
    ],
    // US clocks 2026: forward on 8 March at 02:00 (10:00Z in Los Angeles), back on 1 November at 02:00.
    [
      'the morning after spring forward',
      '2026-03-08T08:00:00Z',
      day,
      'America/Los_Angeles',
      '2026-03-08T16:00:00Z',
    ],
    [
      'the morning after fall back',
      '2026-11-01T07:00:00Z',
      day,
      'America/Los_Angeles',
      '2026-11-01T17:00:00Z',
    ],
    [
      'opens in the skipped hour',
      '2026-03-08T09:00:00Z',
      { from: '02:30', to: '20:00' },
      'America/Los_Angeles',
      '2026-03-08T10:00:00Z',
    ],
    [
      'closes in the skipped hour',
      '2026-03-08T10:00:00Z',
      { from: '00:00', to: '02:30' },
      'America/Los_Angeles',
      '2026-03-09T07:00:00Z',
    ],
    [
      'open only in the skipped hour',
      '2026-03-08T09:00:00Z',
      { from: '02:10', to: '02:50' },
      'America/Los_Angeles',
      '2026-03-09T09:10:00Z',
    ],
    [
      'the repeated hour, first time',
      '2026-11-01T08:10:00Z',
      { from: '01:30', to: '01:45' },
      'America/Los_Angeles',
      '2026-11-01T08:30:00Z',
    ],
    [
      'the repeated hour, second time',
      '2026-11-01T08:50:00Z',
      { from: '01:30', to: '01:45' },
      'America/Los_Angeles',
      '2026-11-01T09:30:00Z',
    ],
    [
      'a half-hour change',
      '2026-04-04T14:50:00Z',
      { from: '01:45', to: '20:00' },
      'Australia/Lord_Howe',
      '2026-04-04T14:50:00Z',
    ],
    [
      'a zone without midnight that day',
      '2026-09-05T23:30:00Z',
      { from: '00:30', to: '20:00' },
      'America/Santiago',
      '2026-09-05T23:30:00Z',
    ],
    [
      'midnight itself is skipped',
      '2026-09-06T03:59:00Z',
      { from: '00:00', to: '12:00' },
      'America/Santiago',
      '2026-09-06T04:00:00Z',
    ],
  ] as [string, string, Window, string, string][])('%s', (_, moment, window, zone, expected) => {
    expect(new Date(nextPermitted(at(moment), window, zone)).toISOString()).toBe(
      new Date(expected).toISOString(),
    )
  })

  test('a window without days never opens', () => {
    expect(nextPermitted(0, { ...day, days: [] }, 'UTC')).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('millisLeft', () => {
  test.each([
    ['2026-11-23T14:00:00Z', day, 'UTC', 6 * HOUR],
    ['2026-11-23T20:00:00Z', day, 'UTC', 0],
    ['2026-11-23T23:00:00Z', { from: '22:00', to: '02:00' }, 'UTC', 3 * HOUR],
    ['2026-03-08T09:00:00Z', { from: '00:00', to: '20:00' }, 'America/Los_Angeles', 18 * HOUR],
    ['2026-11-01T07:30:00Z', { from: '00:00', to: '20:00' }, 'America/Los_Angeles', 20.5 * HOUR],
    ['2026-11-23T09:00:00Z', { from: '00:00', to: '00:00', days: [1] }, 'UTC', 15 * HOUR],
    ['2026-11-23T09:00:00Z', { from: '00:00', to: '00:00', days: [1, 2] }, 'UTC', 39 * HOUR],
    ['2026-11-23T09:00:00Z', { from: '00:00', to: '00:00' }, 'UTC', Number.POSITIVE_INFINITY],
  ] as [string, Window, string, number][])('%s %j %s', (moment, window, zone, expected) => {
    expect(millisLeft(at(moment), window, zone)).toBe(expected)
  })
})

const time = fc
  .integer({ min: 0, max: 95 })
  .map((q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`)
const anyWindow: fc.Arbitrary<Window> = fc.oneof(
  fc.record({ from: time, to: time }),
  fc.record({ from: time, to: time, days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }) }),
)
const zone = fc.constantFrom(
  'America/New_York',
  'America/Los_Angeles',
  'Europe/London',
  'Europe/Paris',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Santiago',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
)
// Around the changes of the clock as well as anywhere in the year.
const moment = fc.oneof(
  fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') }),
  fc
    .constantFrom(
      '2026-03-08T09:00:00Z',
      '2026-11-01T08:00:00Z',
      '2026-03-29T00:00:00Z',
      '2026-10-25T00:00:00Z',
      '2026-04-04T14:00:00Z',
    )
    .chain((iso) => fc.integer({ min: at(iso) - 12 * HOUR, max: at(iso) + 12 * HOUR })),
)

describe('whatever the window, the zone and the moment', () => {
  test('the next permitted moment is the first one by the wall clock', () => {
    holds(
      fc.property(moment, anyWindow, zone, (now, window, where) => {
        const next = nextPermitted(now, window, where)
        expect(next).toBeGreaterThanOrEqual(now)
        expect(isPermitted(next, window, where)).toBe(true)
        const clock = new Intl.DateTimeFormat('en-GB', {
          timeZone: where,
          hour: '2-digit',
          minute: '2-digit',
        })
        if (window.from < window.to) {
          const shown = clock.format(next)
          expect(shown >= window.from && shown < window.to).toBe(true)
        }
        for (let probe = now; probe < next; probe += 15 * 60_000)
          expect(isPermitted(probe, window, where)).toBe(false)
        if (next > now) expect(isPermitted(next - 1, window, where)).toBe(false)
      }),
      1_000,
    )
  })

  test('what is left lasts exactly until the window closes', () => {
    holds(
      fc.property(moment, anyWindow, zone, (now, window, where) => {
        const left = millisLeft(now, window, where)
        expect(left > 0).toBe(isPermitted(now, window, where))
        if (left > 0 && Number.isFinite(left)) {
          expect(isPermitted(now + left - 1, window, where)).toBe(true)
          expect(isPermitted(now + left, window, where)).toBe(false)
        }
      }),
      1_000,
    )
  })

  test.each([['9:00'], ['25:00'], ['12:60'], ['24:01'], ['noon'], ['']])('refuses %j as a time', (from) => {
    expect(() => isPermitted(0, { from, to: '20:00' }, 'UTC')).toThrow(RangeError)
  })
  test('refuses a zone nobody knows', () => {
    expect(() => isPermitted(0, day, 'Mars/Base')).toThrow(RangeError)
  })
})
