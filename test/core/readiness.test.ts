/** What is missing before carriers take texts of a number, and when that stops a send to many. */
import { describe, expect, test } from 'vitest'
import { readinessOf, type SenderFacts, whyNotReady } from '../../src-main/core/sending/readiness'
import { inWords } from '#shared/phrases/say'

const facts = (more: Partial<SenderFacts> = {}): SenderFacts => ({
  number: '+12025550100',
  name: 'Front desk',
  country: 'US',
  tollFree: false,
  sms: true,
  mms: true,
  brand: { status: 'APPROVED', failure: null, soleProprietor: false },
  campaign: { status: 'VERIFIED', failure: null },
  verification: null,
  unreadable: [],
  ...more,
})
const toll = (status: string | null, failure: string | null = null) =>
  facts({
    tollFree: true,
    brand: null,
    campaign: null,
    verification: status === null ? null : { status, failure },
  })

describe('the state of a number', () => {
  test.each<[string, SenderFacts, string]>([
    ['registered', facts(), 'ready'],
    [
      'a sole proprietor',
      facts({ brand: { status: 'APPROVED', failure: null, soleProprietor: true } }),
      'ready',
    ],
    ['the brand may not be read, the campaign may', facts({ brand: null }), 'ready'],
    [
      'a campaign that is looked at',
      facts({ campaign: { status: 'IN_PROGRESS', failure: null } }),
      'waiting',
    ],
    ['a campaign that was handed in', facts({ campaign: { status: 'PENDING', failure: null } }), 'waiting'],
    [
      'a campaign that failed',
      facts({ campaign: { status: 'FAILED', failure: 'No opt-in shown.' } }),
      'missing',
    ],
    ['a campaign that is suspended', facts({ campaign: { status: 'SUSPENDED', failure: null } }), 'missing'],
    ['a brand alone', facts({ campaign: null }), 'missing'],
    [
      'a brand that is looked at',
      facts({ campaign: null, brand: { status: 'IN_REVIEW', failure: null, soleProprietor: false } }),
      'waiting',
    ],
    [
      'a brand that failed',
      facts({ campaign: null, brand: { status: 'FAILED', failure: 'EIN', soleProprietor: false } }),
      'missing',
    ],
    ['nothing at all', facts({ campaign: null, brand: null }), 'missing'],
    ['a key that may not read it', facts({ campaign: null, brand: null, unreadable: ['a2p'] }), 'unknown'],
    ['a number without SMS', facts({ sms: false }), 'missing'],
    ['a number of another country', facts({ country: 'GB', brand: null, campaign: null }), 'ready'],
    ['toll-free, verified', toll('TWILIO_APPROVED'), 'ready'],
    ['toll-free, handed in', toll('PENDING_REVIEW'), 'waiting'],
    ['toll-free, looked at', toll('IN_REVIEW'), 'waiting'],
    ['toll-free, refused', toll('TWILIO_REJECTED', 'The website does not open.'), 'missing'],
    ['toll-free, nothing filed', toll(null), 'missing'],
    ['toll-free, not readable', { ...toll(null), unreadable: ['tollfree'] }, 'unknown'],
  ])('%s', (_name, given, state) => {
    const found = inWords(readinessOf(given))
    expect(found.state).toBe(state)
    expect(found.say).not.toBe('')
    // Whoever has to do something is told what, and where.
    if (state === 'missing') {
      expect(found.todo.length).toBeGreaterThan(0)
      expect(found.link).toMatch(/^https:\/\/(console|www)\.twilio\.com\//)
    }
  })
  test('what Twilio says of a refusal is passed on', () => {
    expect(inWords(readinessOf(toll('TWILIO_REJECTED', 'The website does not open.'))).say).toContain(
      'The website does not open.',
    )
    expect(
      inWords(readinessOf(facts({ campaign: { status: 'FAILED', failure: 'No opt-in shown.' } }))).say,
    ).toContain('No opt-in shown.')
  })
  test('toll-free: the fields that Twilio asks for are named, the business registration among them', () => {
    expect(inWords(readinessOf(toll(null))).todo.join(' ')).toMatch(/business registration/)
  })
})

describe('what stops a send to many', () => {
  const of = (...all: SenderFacts[]) =>
    inWords(whyNotReady(all.map((one) => ({ number: one.number, readiness: readinessOf(one) }))))
  test('one number that is ready is enough; what is not known stops nothing', () => {
    expect(of(facts({ campaign: null, brand: null }), facts())).toBeNull()
    expect(of(facts({ campaign: null, brand: null, unreadable: ['a2p'] }))).toBeNull()
    expect(of()).toBeNull()
  })
  test('missing or waiting stops it, with the reason', () => {
    expect(of(facts({ campaign: null, brand: null }))).toMatch(/not registered/)
    expect(of(toll('IN_REVIEW'))).toMatch(/being looked at/)
  })
})
