/** The table of outcomes: every HTTP status × kind of body × code has exactly one class. */
import { describe, expect, test } from 'vitest'
import { type Answer, type OutcomeClass, outcomeClass } from '../../src-main/core/sending/outcomes'

const answer = (change: Partial<Answer>): Answer => ({
  left: true,
  status: 201,
  whole: true,
  body: 'message',
  code: null,
  ...change,
})
const refused = (status: number, code: number) => answer({ status, body: 'refusal', code })

describe('what is written in the notes on sending', () => {
  test.each<[string, Answer, OutcomeClass]>([
    ['not one byte left', answer({ left: false, status: null, body: 'other' }), 'not-sent'],
    ['no status line', answer({ status: null, body: 'other' }), 'unknown'],
    ['201 with a message', answer({}), 'accepted'],
    ['200 with a message', answer({ status: 200 }), 'accepted'],
    ['201 cut', answer({ whole: false }), 'unknown'],
    ['200 with a page of HTML', answer({ status: 200, body: 'other' }), 'unknown'],
    ['200 with an error body', refused(200, 21211), 'unknown'],
    ['204', answer({ status: 204, body: 'other' }), 'unknown'],
    ['302 of a captive portal', answer({ status: 302, body: 'other' }), 'unknown'],
    ['307 with a message', answer({ status: 307 }), 'unknown'],
    ['429 of Twilio', refused(429, 20429), 'busy'],
    ['429 of something between', answer({ status: 429, body: 'other' }), 'busy'],
    ['429 cut', answer({ status: 429, whole: false, body: 'other' }), 'busy'],
    ['429 for the day', refused(429, 63038), 'refused-account'],
    ['400 for the recipient', refused(400, 21211), 'refused'],
    ['400 opted out', refused(400, 21610), 'refused'],
    ['400 with a code nobody knows', refused(400, 29_999), 'refused'],
    ['400 with a code of six digits', refused(400, 572_002), 'refused'],
    ['400 without a code', answer({ status: 400, body: 'other' }), 'unknown'],
    ['400 with a page of HTML', answer({ status: 400, body: 'other' }), 'unknown'],
    ['400 cut', answer({ ...refused(400, 21211), whole: false }), 'unknown'],
    ['400 for the sender', refused(400, 21606), 'refused-account'],
    ['400 for the service', refused(400, 21704), 'refused-account'],
    ['400 for the account', refused(400, 20005), 'refused-account'],
    ['400 unregistered', refused(400, 30034), 'refused-account'],
    ['401', refused(401, 20003), 'refused-account'],
    ['401 with another code', refused(401, 21211), 'refused-account'],
    ['401 of a captive portal', answer({ status: 401, body: 'other' }), 'unknown'],
    ['403', refused(403, 20403), 'refused-account'],
    ['403 with a code of a recipient', refused(403, 21211), 'refused-account'],
    ['404', refused(404, 20404), 'refused-account'],
    ['404 of something between', answer({ status: 404, body: 'other' }), 'unknown'],
    ['500 of Twilio', refused(500, 20500), 'unknown'],
    ['503 of Twilio', refused(503, 20503), 'unknown'],
    ['502 of something between', answer({ status: 502, body: 'other' }), 'unknown'],
  ])('%s', (_name, given, wanted) => {
    expect(outcomeClass(given)).toBe(wanted)
  })
})

test('every status, body and code has a class, and only what is certain may be repeated', () => {
  const codes = [
    null,
    10_001,
    20_003,
    20_404,
    20_429,
    20_500,
    21_211,
    21_606,
    21_610,
    21_704,
    30_007,
    63_038,
    99_999,
  ]
  let count = 0
  for (const left of [true, false])
    for (const status of [null, ...Array.from({ length: 500 }, (_, i) => 100 + i)])
      for (const whole of [true, false])
        for (const body of ['refusal', 'message', 'other'] as const)
          for (const code of codes) {
            const found = outcomeClass({ left, status, whole, body, code })
            count += 1
            // A text is sent again only where nobody can have got it.
            if (found === 'not-sent') expect(left).toBe(false)
            if (found === 'busy') expect(status).toBe(429)
            if (found === 'accepted')
              expect([body, whole, Math.floor((status ?? 0) / 100)]).toEqual(['message', true, 2])
            if (found === 'refused' || found === 'refused-account')
              expect([body, whole, Math.floor((status ?? 0) / 100), code !== null]).toEqual([
                'refusal',
                true,
                4,
                true,
              ])
          }
  expect(count).toBe(2 * 501 * 2 * 3 * codes.length)
})
