import { describe, expect, test } from 'vitest'
import {
  endsByItself,
  explainFailure,
  FAILURE_CODES,
  type Failure,
  pausesSending,
  triesAgain,
} from '#core/sending/failures'
import { inWords } from '#shared/phrases/say'

type Row = [number, Failure['action'], Failure['scope'], Failure['retry'], Failure['effect'], RegExp]

describe('M9 every code of the failure doctor', () => {
  test.each<Row>([
    [20003, 'open-settings', 'account', 'by-hand', null, /login/],
    [20429, 'wait', 'recipient', 'automatic', null, /slow down/],
    [20500, 'reconcile', 'recipient', 'never', null, /do not know/],
    [500, 'reconcile', 'recipient', 'never', null, /do not know/],
    [503, 'reconcile', 'recipient', 'never', null, /do not know/],
    [21211, 'correct-number', 'recipient', 'by-hand', 'invalid', /not a valid/],
    [21212, 'choose-sender', 'account', 'by-hand', null, /sending number/],
    [21606, 'choose-sender', 'account', 'by-hand', null, /sending number/],
    [21408, 'open-settings', 'recipient', 'by-hand', null, /country/],
    [21608, 'register', 'recipient', 'by-hand', null, /verified/],
    [21610, 'block-number', 'recipient', 'never', 'suppress', /STOP/],
    [21611, 'slow-down', 'recipient', 'automatic', null, /queue/],
    [30001, 'slow-down', 'recipient', 'automatic', null, /queue/],
    [21612, 'exclude', 'recipient', 'never', null, /reach/],
    [21614, 'flag-landline', 'recipient', 'never', 'landline', /landline/],
    [21635, 'flag-landline', 'recipient', 'never', 'landline', /landline/],
    [30006, 'flag-landline', 'recipient', 'never', 'landline', /landline/],
    [21617, 'shorten', 'recipient', 'by-hand', null, /longer/],
    [30002, 'open-settings', 'account', 'by-hand', null, /suspended/],
    [30003, 'retry-by-hand', 'recipient', 'by-hand', null, /out of reach/],
    [30004, 'exclude', 'recipient', 'never', null, /blocks/],
    [30005, 'correct-number', 'recipient', 'by-hand', 'invalid', /out of service/],
    [30007, 'reword', 'account', 'by-hand', null, /spam/],
    [30008, 'retry-by-hand', 'recipient', 'by-hand', null, /no reason/],
    [30022, 'slow-down', 'recipient', 'automatic', null, /rate/],
    [30023, 'wait', 'account', 'automatic', null, /daily limit/],
    [30032, 'register', 'account', 'by-hand', null, /toll-free/],
    [30034, 'register', 'account', 'by-hand', null, /registered/],
    [30036, 'reschedule', 'recipient', 'by-hand', null, /queue/],
    [30047, 'reschedule', 'recipient', 'by-hand', null, /hour/],
    [30610, 'reschedule', 'recipient', 'by-hand', null, /hour/],
    [14107, 'none', 'recipient', 'never', null, /30 replies/],
    [70051, 'open-settings', 'account', 'by-hand', null, /permission/],
    [63038, 'wait', 'account', 'automatic', null, /daily/],
    [35114, 'reschedule', 'recipient', 'by-hand', null, /date/],
    [35115, 'reschedule', 'recipient', 'by-hand', null, /date/],
    [35125, 'reschedule', 'recipient', 'by-hand', null, /scheduled/],
    [572002, 'register', 'recipient', 'by-hand', null, /trial/],
    [21607, 'choose-sender', 'account', 'by-hand', null, /trial/],
    [21267, 'choose-sender', 'account', 'by-hand', null, /trial/],
    [572005, 'register', 'recipient', 'by-hand', null, /verified/],
    [21219, 'register', 'recipient', 'by-hand', null, /verified/],
    [14111, 'register', 'recipient', 'by-hand', null, /verified/],
    [30044, 'shorten', 'recipient', 'by-hand', null, /longer/],
    [30450, 'retry-by-hand', 'recipient', 'by-hand', null, /minutes/],
    [30453, 'retry-by-hand', 'recipient', 'by-hand', null, /few hours/],
    [30410, 'retry-by-hand', 'recipient', 'by-hand', null, /in time/],
    [30017, 'retry-by-hand', 'recipient', 'by-hand', null, /overloaded/],
    [21217, 'correct-number', 'recipient', 'by-hand', 'invalid', /phone number/],
    [21265, 'correct-number', 'recipient', 'never', null, /short code/],
    [21266, 'correct-number', 'recipient', 'never', null, /itself/],
    [21604, 'correct-number', 'recipient', 'by-hand', null, /no number/],
    [21602, 'reword', 'recipient', 'by-hand', null, /empty/],
    [21618, 'reword', 'recipient', 'by-hand', null, /empty/],
    [21619, 'reword', 'recipient', 'by-hand', null, /empty/],
    [30019, 'shorten', 'recipient', 'by-hand', null, /longer/],
    [30010, 'shorten', 'recipient', 'by-hand', null, /price/],
    [30012, 'reschedule', 'recipient', 'by-hand', null, /too short/],
    [30013, 'reschedule', 'recipient', 'by-hand', null, /too short/],
    [30018, 'register', 'recipient', 'by-hand', null, /registered there/],
    [30024, 'register', 'recipient', 'by-hand', null, /registered there/],
    [30110, 'reword', 'recipient', 'by-hand', null, /link/],
    [30027, 'retry-by-hand', 'recipient', 'by-hand', null, /daily limit/],
    [30033, 'register', 'account', 'by-hand', null, /suspended/],
    [30990, 'register', 'account', 'by-hand', null, /suspended/],
    [30035, 'register', 'account', 'by-hand', null, /not ready/],
    [30037, 'open-settings', 'account', 'by-hand', null, /switched off/],
    [30038, 'reword', 'recipient', 'by-hand', null, /code/],
    [30039, 'none', 'recipient', 'never', null, /machines/],
    [572006, 'open-settings', 'account', 'by-hand', null, /trial/],
    [10002, 'open-settings', 'account', 'by-hand', null, /trial/],
    [35117, 'reschedule', 'recipient', 'by-hand', null, /date/],
  ])('%i → %s', (code, action, scope, retry, effect, say) => {
    const failure = inWords(explainFailure(code))
    expect(failure).toMatchObject({ action, scope, retry, effect })
    expect(failure.say).toMatch(say)
    expect(failure.title.length).toBeLessThanOrEqual(30)
    expect(failure.say).toMatch(/\.$/)
    expect(failure.next).toMatch(/\.$/)
    expect(pausesSending(code)).toBe(scope === 'account')
    if (scope === 'account') expect(failure.next).toMatch(/paus(ed|es)/)
  })
})

test('an unknown code is shown with its page, and pauses nothing', () => {
  const failure = inWords(explainFailure(39999))
  expect(failure.title).toContain('39999')
  expect(failure.next).toContain('https://www.twilio.com/docs/api/errors/39999')
  expect(failure).toMatchObject({ scope: 'recipient', retry: 'by-hand', effect: null })
  expect(pausesSending(39999)).toBe(false)
})

test('no code at all is still explained', () => {
  expect(explainFailure(null)).toMatchObject({ action: 'retry-by-hand', scope: 'recipient' })
  expect(pausesSending(null)).toBe(false)
})

test('what ends by itself, and when', () => {
  const at = (iso: string) => Date.parse(iso)
  expect(endsByItself(63038, at('2026-11-24T15:00:00Z'))).toBe(at('2026-11-25T15:00:00Z'))
  // Midnight Pacific: in winter 08:00, in summer 07:00 of Greenwich; over a change of the clocks as well.
  expect(endsByItself(30023, at('2026-11-24T15:00:00Z'))).toBe(at('2026-11-25T08:00:00Z'))
  expect(endsByItself(30023, at('2026-11-25T07:59:00Z'))).toBe(at('2026-11-25T08:00:00Z'))
  expect(endsByItself(30023, at('2026-07-01T15:00:00Z'))).toBe(at('2026-07-02T07:00:00Z'))
  expect(endsByItself(30023, at('2026-11-01T08:30:00Z'))).toBe(at('2026-11-02T08:00:00Z'))
  expect(endsByItself(30023, at('2026-11-01T07:30:00Z'))).toBe(at('2026-11-02T08:00:00Z'))
  expect(endsByItself(30034, 0)).toBeNull()
  expect(endsByItself(null, 0)).toBeNull()
})

test('only what is full for now is tried again by itself', () => {
  const codes = [20003, 21611, 30001, 30022, 30003, 30007, 30023, 63038, null]
  expect(codes.filter(triesAgain)).toEqual([21611, 30001, 30022])
})

test('M9 no code stands in two rows of the table, and every step is one sentence of its own', () => {
  const all = FAILURE_CODES
  expect(new Set(all).size).toBe(all.length)
  // A step is never what happened, said again.
  for (const code of all) {
    const { next, say } = inWords(explainFailure(code))
    expect(next, String(code)).not.toBe(say)
  }
})
