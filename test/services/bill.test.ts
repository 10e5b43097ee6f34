/** What the carrier charges: learned as it comes, up to a day later, and no other sum than the carrier's in the end. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const HOUR = 3_600_000
const open = async (tails: readonly string[], options: DeskOptions = {}) => {
  desk = await createDesk({ at: '2026-11-03T15:00:00.000Z', ...options })
  await setUpOffice(desk.api, { canary: false, holdSeconds: 0 })
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts',
      ...tails.map((tail, i) => `Person${i},+1202555${tail},yes`),
    ].join('\n'),
  )
}
const review = (body = 'Hi {{ first_name }}') =>
  desk.api.bulk.review({
    reviewId: null,
    who: { kind: 'client', everyone: true, include: [], exclude: [], recipientIds: [] },
    what: { templateId: null, body, purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
const send = async (body?: string) => {
  const { reviewId } = await review(body)
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId, draftId: sendId })
  return sendId
}
const totals = async () => (await desk.api.messages.page({ limit: 500 })).totals
const micros = (decimal: string) => Math.round(Number(decimal) * 1_000_000)
/** All that the carrier charged for what left or came in. */
const bill = () =>
  desk.carrier
    .messages()
    .filter(({ status }) => status !== 'canceled' && status !== 'scheduled')
    .reduce((sum, { price }) => sum - micros(price), 0)
const later = (ms: number) => desk.clock.jump(new Date(desk.clock.now() + ms).toISOString())
const done = (sendId: string) => async () =>
  (await desk.api.sends.get({ sendId })).states.queued === undefined &&
  desk.carrier.messages().every(({ status }) => !['accepted', 'queued', 'sending'].includes(status))

test('X5 a month of odd prices, told late: the report is the carrier’s bill to the last millionth', async () => {
  // Delivered, undelivered, failed for a fee, refused, answered, opted out.
  await open(['0101', '0102', '0103', '0190', '0195', '0181', '0188', '0187', '0104', '0199'])
  desk.carrier.setBehaviour({
    prices: { segments: ['0.01130', '0.01397', '0.00861', '0.01242', '0.01450'], lateMs: 5 * HOUR },
  })
  await desk.until(done(await send()), 'the first send')
  // What 0195 opted out by is known before the second send, which leaves it out.
  await desk.until(
    async () => (await desk.api.suppressions.page({ search: '5550195' })).total === 1,
    'the block of 0195',
  )
  await desk.until(done(await send(`Long: ${'many words '.repeat(20)}`)), 'the second send')
  await desk.until(
    () => desk.carrier.messages().filter(({ direction }) => direction === 'inbound').length >= 3,
    'the answers',
  )
  // Before the prices come there is an estimate, and it is not the bill.
  await desk.clock.advance(60_000)
  expect((await totals()).cost?.micros).not.toBe(bill())
  for (const hours of [3, 3, 6]) {
    later(hours * HOUR)
    await desk.clock.advance(20_000)
  }
  // Each by itself: the estimate of a fee is the fee, and the sums are the same before it is told.
  const prices = async () =>
    (await desk.api.messages.page({ limit: 500 })).rows.map(({ priceIs, state }) =>
      state === 'rejected' ? 'rejected' : priceIs,
    )
  await desk.until(async () => !(await prices()).includes('estimate'), 'every price')
  expect(new Set(await prices())).toEqual(new Set(['charged', 'rejected']))
  expect((await totals()).cost?.micros).toBe(bill())
  const { rows } = await desk.api.messages.page({ limit: 500 })
  // 0199 expired in the queue twice, 0195 failed for an opt-out: a fee each.
  expect(rows.filter(({ state }) => state === 'failed').map(({ price }) => price?.micros)).toEqual([
    1000, 1000, 1000,
  ])
  // The month's cap counts the same: one millionth less than bill and need together is too little.
  await desk.clock.advance(70_000)
  const need = (await review()).cost?.micros ?? 0
  const { sending } = await desk.api.settings.get({})
  const capped = async (micros: number) => {
    await desk.api.settings.saveSending({ ...sending, funding: 'invoiced', cap: { micros, currency: 'USD' } })
    return (await review()).balance.blocked
  }
  expect(await capped(bill() + need - 1)).toMatch(/spending cap/)
  expect(await capped(bill() + need)).toBeNull()
  const { replyUnits, replyCost } = await totals()
  expect(replyUnits).toBeGreaterThanOrEqual(3)
  expect(replyCost?.micros).toBeGreaterThan(0)
})

test('X5 two keywords of one number within a minute: each answer of the carrier is counted once', async () => {
  await open(['0101'])
  desk.carrier.setBehaviour({ prices: { segments: ['0.01130'], lateMs: 5 * HOUR } })
  await desk.until(done(await send()), 'the send')
  for (const body of ['STOP', 'HELP', 'START']) {
    desk.carrier.inbound({ from: '+12025550101', to: '+12025550100', body })
    await desk.clock.advance(15_000)
  }
  await desk.until(async () => (await totals()).replies === 3, 'the replies')
  for (const hours of [3, 3, 6]) {
    later(hours * HOUR)
    await desk.clock.advance(20_000)
  }
  expect(desk.carrier.messages().filter(({ direction }) => direction === 'outbound-reply')).toHaveLength(3)
  await desk.until(async () => (await totals()).cost?.micros === bill(), 'the same sum')
})

test('X5 the next estimate is what the carrier charged lately, and says so; the list before that', async () => {
  await open(['0101', '0102', '0103'])
  expect(await review()).toMatchObject({ cost: { micros: 3 * 8300 }, costBasis: 'list' })
  desk.carrier.setBehaviour({ prices: { segments: ['0.01100', '0.01180', '0.01500'] } })
  await desk.until(done(await send()), 'the send')
  await desk.until(async () => (await review()).costBasis === 'charged', 'a learned price', 60_000)
  await desk.until(async () => (await review()).cost?.micros === 3 * 11_800, 'the median', 60_000)
  expect((await desk.api.settings.get({})).twilio.prices).toContainEqual({
    country: 'US',
    price: { micros: 11_800, currency: 'USD' },
    low: { micros: 11_800, currency: 'USD' },
    basis: 'charged',
  })
})

test('X5 a price that never comes: asked for a day, then no more, and the estimate says what it is', async () => {
  await open(['0101'])
  desk.carrier.setBehaviour({ prices: { segments: ['0.01130'], lateMs: 400 * HOUR } })
  await desk.until(done(await send()), 'the send')
  await desk.pass(30_000)
  const one = async () => (await desk.api.messages.page({})).rows[0]
  expect(await one()).toMatchObject({ state: 'delivered', priceIs: 'estimate', price: { micros: 8300 } })
  const asked = () => desk.carrier.requests.filter((request) => /GET .*Messages\/SM/.test(request)).length
  const before = asked()
  for (let hours = 0; hours < 30; hours += 3) {
    later(3 * HOUR)
    await desk.pass(20_000)
  }
  await desk.until(async () => (await one())?.priceIs === 'never-said', 'the last time it is asked for')
  expect(await one()).toMatchObject({ price: { micros: 8300 } })
  const during = asked() - before
  expect(during).toBeGreaterThanOrEqual(4)
  expect(during).toBeLessThanOrEqual(10)
  later(24 * HOUR)
  await desk.pass(20_000)
  expect(asked() - before).toBe(during)
})

test('X5 a text tried again costs what both requests cost', async () => {
  await open(['0199'])
  const sendId = await send()
  await desk.until(done(sendId), 'the failure')
  await desk.until(async () => (await desk.api.sends.get({ sendId })).states.failed === 1, 'the status')
  await desk.api.sends.retry({ sendId })
  await desk.until(() => desk.carrier.messages().length === 2, 'the second try')
  await desk.until(async () => (await desk.api.sends.get({ sendId })).states.failed === 1, 'the status')
  expect((await totals()).cost).toEqual({ micros: 2000, currency: 'USD' })
  expect(bill()).toBe(2000)
})

test('X8 expected replies follow from how often people answered before', async () => {
  await open(Array.from({ length: 25 }, (_, i) => String(101 + i).padStart(4, '0')))
  expect((await review()).replies).toBeNull()
  await desk.until(done(await send()), 'the send')
  for (const tail of ['0101', '0102', '0103', '0104', '0105'])
    desk.carrier.inbound({ from: `+1202555${tail}`, to: '+12025550100', body: 'Thank you' })
  await desk.until(async () => (await totals()).replies === 5, 'the replies')
  await desk.until(async () => (await totals()).delivered === 25, 'the statuses')
  expect((await review()).replies).toEqual({
    count: 5,
    units: 5,
    percent: 20,
    cost: { micros: 5 * 8300, currency: 'USD' },
  })
  const { sending } = await desk.api.settings.get({})
  const optOut = {
    en: 'Call 202 555 0100 to stop',
    fr: 'Non merci : 202 555 0100',
    es: 'No más: 202 555 0100',
    de: 'Nein danke: 202 555 0100',
  }
  await desk.api.settings.saveSending({ ...sending, allowReplies: false, optOut })
  expect((await review()).replies).toBeNull()
})
