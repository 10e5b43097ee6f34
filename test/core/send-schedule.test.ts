import { describe, expect, test } from 'vitest'
import { canaryVerdict, CANARY_WAIT_MS } from '#core/sending/canary'
import { handOverHours, scheduleVerdict } from '#shared/hand-over'
import { instantsOf, planSchedule } from '#core/sending/send-schedule'
import { wallTime } from '#shared/time/wall-time'
import { zonesOfNumber, zonesToText } from '#core/people/zones'
import { effort } from '../support/effort'
import { keptPhrase } from '#shared/phrases/kept'

const at = (iso: string) => Date.parse(iso)
const iso = (moment: number) => new Date(moment).toISOString()
const DAY = { from: '08:00', to: '21:00' }
const NEW_YORK = { window: DAY, zone: 'America/New_York', perSecond: 1 }
const many = (count: number, zones = '', units = 1) => Array.from({ length: count }, () => ({ zones, units }))

describe('when texts leave', () => {
  test('all at once in the day', () => {
    const {
      at: times,
      groups,
      end,
    } = planSchedule(many(3), { ...NEW_YORK, start: at('2026-11-24T15:00:00Z') })
    expect(times.map(iso)).toEqual(Array(3).fill('2026-11-24T15:00:00.000Z'))
    expect(groups).toHaveLength(1)
    expect(iso(end)).toBe('2026-11-24T15:00:03.000Z')
  })
  test('what does not fit before the evening leaves in the morning, in segments, not texts', () => {
    const { groups } = planSchedule(many(20, '', 3), { ...NEW_YORK, start: at('2026-11-25T01:59:30Z') })
    expect(groups.map(({ at: moment, count }) => [iso(moment), count])).toEqual([
      ['2026-11-25T01:59:30.000Z', 10],
      ['2026-11-25T13:00:00.000Z', 10],
    ])
  })
  test('a night elsewhere holds nobody up here, whatever the order', () => {
    const texts = [...many(2, 'Pacific/Honolulu'), ...many(2, 'America/New_York')]
    const { at: times } = planSchedule(texts, { ...NEW_YORK, start: at('2026-11-24T15:00:00Z') })
    expect(times.map(iso)).toEqual([
      '2026-11-24T18:00:00.000Z',
      '2026-11-24T18:00:00.000Z',
      '2026-11-24T15:00:00.000Z',
      '2026-11-24T15:00:00.000Z',
    ])
  })
  test('a number that may be in two zones waits for the later morning and keeps the earlier evening', () => {
    const texts = many(1, 'America/New_York America/Chicago')
    const morning = planSchedule(texts, { ...NEW_YORK, start: at('2026-11-24T13:30:00Z') })
    expect(morning.at.map(iso)).toEqual(['2026-11-24T14:00:00.000Z'])
    const evening = planSchedule(texts, { ...NEW_YORK, start: at('2026-11-25T02:10:00Z') })
    expect(evening.at.map(iso)).toEqual(['2026-11-25T14:00:00.000Z'])
  })
  test('no day allowed is never, and said as such', () => {
    const never = { ...DAY, days: [] }
    const { at: times, groups } = planSchedule(many(1), { ...NEW_YORK, window: never, start: 0 })
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
      planSchedule(texts, { ...NEW_YORK, perSecond: 20, start: at('2026-11-24T15:00:00Z') }),
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

describe('zones to text a number in', () => {
  const AUSTRALIA =
    'Australia/Adelaide Australia/Brisbane Australia/Eucla Australia/Lord_Howe Australia/Perth Australia/Sydney Indian/Christmas Indian/Cocos'
  test.each([
    ['+61491570006', 'AU', 'mobile', 'AU', ''],
    ['+61491570006', 'AU', 'mobile', 'GB', AUSTRALIA],
    ['+61491570006', 'AU', 'mobile', 'NZ', AUSTRALIA],
    ['+79123456789', 'RU', 'mobile', 'RU', ''],
    ['+34612345678', 'ES', 'mobile', 'ES', ''],
    ['+34612345678', 'ES', 'mobile', 'GB', 'Atlantic/Canary Europe/Madrid'],
    ['+351912345678', 'PT', 'mobile', 'PT', ''],
    ['+351912345678', 'PT', 'mobile', 'ES', 'Atlantic/Azores Europe/Lisbon'],
    ['+64211234567', 'NZ', 'mobile', 'NZ', ''],
    ['+64211234567', 'NZ', 'mobile', 'AU', 'Pacific/Auckland Pacific/Chatham'],
    ['+628123456789', 'ID', 'mobile', 'ID', ''],
    ['+628123456789', 'ID', 'mobile', 'US', 'Asia/Jakarta Asia/Jayapura Asia/Makassar'],
    ['+77012345678', 'KZ', 'mobile', 'US', 'Asia/Almaty Asia/Aqtobe'],
    ['+12125550101', 'US', 'either', 'US', 'America/New_York'],
    ['+18085550101', 'US', 'either', 'US', 'Pacific/Honolulu'],
    ['+18085550101', 'US', 'either', 'GB', 'Pacific/Honolulu'],
    ['+14165550101', 'CA', 'either', 'CA', 'America/Toronto'],
    ['+18005550101', 'US', 'other', 'US', ''],
    ['+556811234567', 'BR', 'mobile', 'BR', 'America/Rio_Branco'],
    ['+526641234567', 'MX', 'mobile', 'MX', 'America/Tijuana'],
    ['+919876543210', 'IN', 'mobile', 'US', 'Asia/Calcutta'],
    ['+447700900123', 'GB', 'mobile', 'GB', ''],
    ['+4915112345678', 'DE', 'mobile', 'US', 'Europe/Berlin'],
    ['+61861234567', 'AU', 'landline', 'AU', 'Australia/Adelaide Australia/Perth'],
  ])('%s (%s, %s) from an office in %s: %s', (e164, country, line, office, zones) =>
    expect(zonesToText({ e164, country, line }, office)).toBe(zones),
  )
  test('a mobile of Russia from abroad may be in Kaliningrad or on Kamchatka', () => {
    const zones = zonesToText({ e164: '+79123456789', country: 'RU', line: 'mobile' }, 'US').split(' ')
    expect(zones).toContain('Asia/Kamchatka')
    expect(zones).toContain('Europe/Moscow')
    expect(zones).not.toContain('Asia/Almaty')
    expect(zones.length).toBeGreaterThan(9)
  })
  test('and a toll-free number from abroad anywhere in its country', () => {
    expect(zonesToText({ e164: '+18005550101', country: 'US', line: 'other' }, 'GB')).toContain(
      'Pacific/Honolulu',
    )
  })
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
    [
      'recalled',
      { ...facts, sendState: 'cancelled', sendWhy: keptPhrase('By Anna') },
      { back: false, why: keptPhrase('By Anna') },
    ],
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
