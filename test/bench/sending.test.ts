import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { createTwilioSms } from '../../src-main/adapters/twilio/twilio-sms'
import type { E164 } from '../../src-preload/shared/values'
import { reviewForAll, setUpOffice } from '../support/prepare'
import { startCarrier } from '../support/processes'
import { reservedNumber } from '../support/reserved-numbers'
import { beside, median, report } from './measure'
import { fillPeople, MOST_WAL, openOffice } from './office'

const TEXTS = 2_000
const MANY = 10_000
const IN_FLIGHT = 20
const FIFTY_MS = { behaviour: { slowAnswerMs: 50, pace: 1000 }, account: { balance: '100000.00000' } }
/** This carrier says nothing more of a text, and the brake would wait two minutes for its word. */
const NO_CANARY = { canary: false }
/** Progress is gathered for 200 ms; what else happens in a second are a few looks at the carrier. */
const MOST_EVENTS = 10
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('sending with durable claims against the same client recording nothing', async () => {
  const carrier = await startCarrier(FIFTY_MS)
  // On the account of the office they would be texts that it does not know, and nothing would leave before they were looked at.
  const other = await startCarrier(FIFTY_MS)
  const office = await openOffice(undefined, carrier.baseUrl)
  const { api, db } = office
  const sms = await createTwilioSms({
    accountSid: PRACTICE_ACCOUNT.sid,
    login: { kind: 'token', token: PRACTICE_ACCOUNT.credentials[0]?.password ?? '' },
    clock: systemClock(),
    baseUrl: other.baseUrl,
  })
  try {
    await setUpOffice(api, NO_CANARY)
    fillPeople(db, TEXTS)
    const bare = async () => {
      const start = performance.now()
      let next = 0
      await Promise.all(
        Array.from({ length: IN_FLIGHT }, async () => {
          while (next < TEXTS) {
            const i = next
            next += 1
            await sms.send({
              to: reservedNumber(i) as E164,
              body: `bare ${i}`,
              from: { kind: 'number', number: '+12025550100' },
            })
          }
        }),
      )
      return (TEXTS / (performance.now() - start)) * 1000
    }
    const whole = async (round: number) => {
      await api.outbox.pause({})
      const review = await reviewForAll(api, `Round ${round} for {{ first_name }}`, { each: 'person' })
      expect(review.will).toBe(TEXTS)
      const sendId = randomUUID()
      await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
      const start = performance.now()
      await api.outbox.resume({})
      for (;;) {
        const row = db
          .prepare("SELECT count(*) AS n FROM message WHERE send_id = ? AND state IN ('queued','claimed')")
          .get(sendId) as { n: number }
        if (row.n === 0) break
        await wait(20)
      }
      return (TEXTS / (performance.now() - start)) * 1000
    }
    await bare()
    const ratios: number[] = []
    const rates = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < 5; round += 1) {
      const a = await whole(round)
      const b = await bare()
      rates.ours.push(a)
      rates.bare.push(b)
      ratios.push(a / b)
    }
    report(
      'sending, 20 in flight, 50 ms carrier',
      { 'texts/s': median(rates.ours), 'bare texts/s': median(rates.bare), ratio: median(ratios) },
      'ratio ≥ 0.8',
    )
    expect(median(ratios)).toBeGreaterThanOrEqual(0.8)
  } finally {
    sms.close()
    await office.close()
    carrier.end()
    other.end()
  }
})

test('10,000 texts while their send is watched: nothing held, the log and the events bounded', async () => {
  const carrier = await startCarrier(FIFTY_MS)
  let events = 0
  /** The page that shows this send: it asks again whenever an event makes its answers stale, one at a time. */
  let shown: string | null = null
  let asked: Promise<unknown> = Promise.resolve()
  let asking = false
  const office = await openOffice(undefined, carrier.baseUrl, (event, payload) => {
    events += 1
    if (event !== 'changed' || shown === null || asking) return
    if (!('topics' in payload) || !payload.topics.includes('sends')) return
    asking = true
    const sendId = shown
    asked = Promise.all([
      api.sends.get({ sendId }),
      api.outbox.state({}),
      api.messages.page({ sendId, limit: 100 }),
    ]).finally(() => {
      asking = false
    })
  })
  const { api, db } = office
  try {
    await setUpOffice(api, NO_CANARY)
    fillPeople(db, MANY)
    db.pragma('wal_checkpoint(TRUNCATE)')
    const rates: number[] = []
    const gaps: number[] = []
    const wals: number[] = []
    const eventRates: number[] = []
    for (let round = 0; round < 3; round += 1) {
      await api.outbox.pause({})
      const review = await reviewForAll(api, `Round ${round} for {{ first_name }}`, { each: 'person' })
      expect(review.will).toBe(MANY)
      const sendId = randomUUID()
      await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
      events = 0
      shown = sendId
      const held = await beside(async () => {
        await api.outbox.resume({})
        while ((await api.sends.get({ sendId })).gone < MANY) await wait(250)
      }, office.wal)
      shown = null
      await asked
      rates.push((MANY / held.took) * 1000)
      gaps.push(held.gap)
      wals.push(held.largest)
      eventRates.push((events / held.took) * 1000)
    }
    report(
      '10,000 texts, 50 ms carrier, the send on screen',
      {
        'texts/s': median(rates),
        gap: median(gaps),
        'wal MB': Math.max(...wals) / 1e6,
        'events/s': Math.max(...eventRates),
      },
      `gap ≤ 50 ms, wal ≤ ${MOST_WAL / 1e6} MB, events ≤ ${MOST_EVENTS}/s`,
    )
    expect(median(gaps)).toBeLessThanOrEqual(50)
    expect(Math.max(...wals)).toBeLessThanOrEqual(MOST_WAL)
    expect(Math.max(...eventRates)).toBeLessThanOrEqual(MOST_EVENTS)
  } finally {
    await office.close()
    carrier.end()
  }
})
