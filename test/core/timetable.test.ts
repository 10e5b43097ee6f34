import { describe, expect, test } from 'vitest'
import { canaryVerdict, CANARY_WAIT_MS } from '#core/canary'
import { handOverHours, scheduleVerdict } from '#core/hand-over'
import { instantsOf, timetable } from '#core/timetable'
import { wallTime } from '#core/wall-time'
import { zonesOfNumber } from '#core/zones'
import { effort } from '../support/effort'

const at = (iso: string) => Date.parse(iso)
const iso = (moment: number) => new Date(moment).toISOString()
const DAY = { from: '08:00', to: '21:00' }
const NEW_YORK = { window: DAY, zone: 'America/New_York', perSecond: 1 }
const many = (count: number, zones = '', units = 1) => Array.from({ length: count }, () => ({ zones, units }))

describe('when texts leave', () => {
  test('all at once in the day', () => {
    const { at: times, groups, end } = timetable(many(3), { ...NEW_YORK, start: at('2026-11-24T15:00:00Z') })
    expect(times.map(iso)).toEqual(Array(3).fill('2026-11-24T15:00:00.000Z'))
    expect(groups).toHaveLength(1)
    expect(iso(end)).toBe('2026-11-24T15:00:03.000Z')
  })
  test('what does not fit before the evening leaves in the morning, in segments, not texts', () => {
    const { groups } = timetable(many(20, '', 3), { ...NEW_YORK, start: at('2026-11-25T01:59:30Z') })
    expect(groups.map(({ at: moment, count }) => [iso(moment), count])).toEqual([
      ['2026-11-25T01:59:30.000Z', 10],
      ['2026-11-25T13:00:00.000Z', 10],
    ])
  })
  test('a night elsewhere holds nobody up here, whatever the order', () => {
    const texts = [...many(2, 'Pacific/Honolulu'), ...many(2, 'America/New_York')]
    const { at: times } = timetable(texts, { ...NEW_YORK, start: at('2026-11-24T15:00:00Z') })
    expect(times.map(iso)).toEqual([
      '2026-11-24T18:00:00.000Z',
      '2026-11-24T18:00:00.000Z',
      '2026-11-24T15:00:00.000Z',
      '2026-11-24T15:00:00.000Z',
    ])
  })
  test('a number that may be in two zones waits for the later morning and keeps the earlier evening', () => {
    const texts = many(1, 'America/New_York America/Chicago')
    const morning = timetable(texts, { ...NEW_YORK, start: at('2026-11-24T13:30:00Z') })
    expect(morning.at.map(iso)).toEqual(['2026-11-24T14:00:00.000Z'])
    const evening = timetable(texts, { ...NEW_YORK, start: at('2026-11-25T02:10:00Z') })
    expect(evening.at.map(iso)).toEqual(['2026-11-25T14:00:00.000Z'])
  })
  test('no day allowed is never, and said as such', () => {
    const never = { ...DAY, days: [] }
    const { at: times, groups } = timetable(many(1), { ...NEW_YORK, window: never, start: 0 })
    expect(times).toEqual([Number.POSITIVE_INFINITY])
    expect(groups).toEqual([{ at: Number.POSITIVE_INFINITY, count: 1 }])
    expect(instantsOf(times, 1000)).toEqual(['1970-01-01T00:00:01.000Z'])
  })
  test('50,000 texts are laid out in a moment', () => {
    const texts = Array.from({ length: 50_000 }, (_, i) => ({
      zones: ['', 'America/Chicago', 'Pacific/Honolulu'][i % 3] ?? '',
      units: 1,
    }))
    const spent = effort(() =>
      timetable(texts, { ...NEW_YORK, perSecond: 20, start: at('2026-11-24T15:00:00Z') }),
    )
    expect(spent).toBeLessThan(500)
  })
})

describe('zones of numbers', () => {
  test.each([
    ['+12125550101', 'America/New_York'],
    ['+12135550101', 'America/Los_Angeles'],
    ['+18085550101', 'Pacific/Honolulu'],
    ['+33612345678', 'Europe/Paris'],
    ['+18005550199', ''],
    ['+999', ''],
  ])('%s', (number, zones) => expect(zonesOfNumber(number)).toBe(zones))
})

describe('the clock on the wall', () => {
  test.each([
    ['an ordinary day', '2026-11-24', '09:00', '2026-11-24T14:00:00.000Z'],
    ['skipped in spring: after the jump', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['twice in autumn: the first time', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
  ])('%s', (_name, date, time, expected) =>
    expect(iso(wallTime(date, time, 'America/New_York'))).toBe(expected),
  )
})

describe('the canary', () => {
  const facts = { failed: 0, delivered: 0, open: 20, waitedMs: 0 }
  test.each([
    ['nothing known yet', facts, 'wait'],
    ['five of twenty failed, the rest open', { ...facts, failed: 5, open: 15 }, 'brake'],
    ['four failed, most arrived', { failed: 4, delivered: 16, open: 0, waitedMs: 0 }, 'go'],
    ['three quarters arrived', { failed: 0, delivered: 15, open: 5, waitedMs: 0 }, 'go'],
    ['no receipts from this carrier', { ...facts, waitedMs: CANARY_WAIT_MS }, 'go'],
    ['one of two failed is no cluster', { failed: 1, delivered: 1, open: 0, waitedMs: 0 }, 'go'],
  ] as const)('%s', (_name, given, verdict) => expect(canaryVerdict(given)).toBe(verdict))
})

describe('the carrier’s schedule', () => {
  const facts = { allowed: true, sendState: 'live', sendWhy: null, sendAt: 'a', notBefore: 'a' } as const
  test.each([
    ['wanted', facts, { keep: true }],
    ['opted out, also when recalled', { ...facts, allowed: false, sendState: 'cancelled' }, { back: false }],
    ['recalled', { ...facts, sendState: 'cancelled', sendWhy: 'By Anna' }, { back: false, why: 'By Anna' }],
    ['paused', { ...facts, sendState: 'paused' }, { back: true }],
    ['moved', { ...facts, notBefore: 'b' }, { back: true }],
  ] as const)('%s', (_name, given, verdict) => expect(scheduleVerdict(given)).toMatchObject(verdict))
  test('marketing at most 72 hours ahead unless chosen, nothing beyond 35 days', () => {
    expect(handOverHours('marketing', null)).toBe(72)
    expect(handOverHours('marketing', 200)).toBe(200)
    expect(handOverHours('alerts', null)).toBe(839)
    expect(handOverHours('alerts', 5000)).toBe(839)
  })
})
