/** Which texts may wait in the carrier's schedule, and what is to become of one that does. */
import { describe, expect, test } from 'vitest'
import {
  HAND_OVER_FROM_MS,
  HAND_OVER_MARKETING_HOURS,
  HAND_OVER_MOST_HOURS,
  handOverHours,
  scheduleVerdict,
} from '../../src-preload/shared/hand-over'
import { say } from '#shared/phrases/say'
import { keptPhrase } from '#shared/phrases/kept'

test('a minute more than Twilio’s five, an hour less than its 35 days', () => {
  expect(HAND_OVER_FROM_MS).toBe(6 * 60_000)
  expect(HAND_OVER_MOST_HOURS).toBe(35 * 24 - 1)
})
test.each([
  ['alerts', null, HAND_OVER_MOST_HOURS],
  ['marketing', null, HAND_OVER_MARKETING_HOURS],
  ['marketing', 200, 200],
  ['alerts', 10, 10],
  ['alerts', 9_999, HAND_OVER_MOST_HOURS],
  ['alerts', 0, 0],
] as const)('%s with %s hours chosen: %s', (purpose, chosen, hours) =>
  expect(handOverHours(purpose, chosen)).toBe(hours),
)

describe('a text in the schedule', () => {
  const facts = {
    allowed: true,
    sendState: 'live' as const,
    sendWhy: null,
    leftOut: null,
    sendAt: '2026-11-24T15:00:00.000Z',
    notBefore: '2026-11-24T15:00:00.000Z',
  }
  test('stays while nothing changed', () => expect(scheduleVerdict(facts)).toEqual({ keep: true }))
  test.each([
    ['an opt-out ends it', { allowed: false }, false, 'Opted out since'],
    [
      'an opt-out counts before a pause',
      { allowed: false, sendState: 'paused' as const },
      false,
      'Opted out since',
    ],
    [
      'a recall ends it, with who did it',
      { sendState: 'cancelled' as const, sendWhy: keptPhrase('Anna Berg') },
      false,
      'Anna Berg',
    ],
    ['a recall without words', { sendState: 'cancelled' as const }, false, 'Recalled'],
    [
      'somebody taken out of the send',
      { leftOut: keptPhrase('Left out by Anna Berg') },
      false,
      'Left out by Anna Berg',
    ],
    ['a pause brings it back here', { sendState: 'paused' as const }, true, 'Paused'],
    [
      'another time brings it back here',
      { notBefore: '2026-11-25T15:00:00.000Z' },
      true,
      'Moved to another time',
    ],
  ])('%s', (_name, change, back, why) => {
    const verdict = scheduleVerdict({ ...facts, ...change })
    expect(verdict.keep ? verdict : { ...verdict, why: say(verdict.why) }).toEqual({ keep: false, back, why })
  })
})
