/** A closed laptop, no network, a wrong token, clocks that jump: each has its words and its next step, and nothing is sent twice. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { createPracticeCarrier } from '../../src-main/adapters/practice/practice-carrier'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())
const open = async (count: number, options: DeskOptions = {}) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api)
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts',
      ...Array.from({ length: count }, (_, i) => `Person${i},202 555 0${101 + i},yes`),
    ].join('\n'),
  )
}
const sendAll = async () => {
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  return sendId
}
/** What left, or will: not what was taken out of the carrier's schedule again. */
const outgoing = () =>
  desk.carrier
    .messages()
    .filter((message) => message.direction === 'outbound-api' && message.status !== 'canceled')
const states = async (sendId: string) => (await desk.api.sends.get({ sendId })).states
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a laptop closed for eight hours in mid-POST: looked up, not sent again', async () => {
  await open(3, { carrier: { behaviour: { slowAnswerMs: 3_600_000 } } })
  const sendId = await sendAll()
  await desk.until(() => outgoing().length === 3, 'the texts at the carrier')
  expect(await states(sendId)).toEqual({ claimed: 3 })
  desk.carrier.setBehaviour({ slowAnswerMs: null })
  desk.clock.jump(new Date(desk.clock.now() + 8 * 3_600_000).toISOString())
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the lookup')
  expect(outgoing()).toHaveLength(3)
})

test('no network: nothing was sent for certain, so it leaves by itself when the network is back', async () => {
  await open(4)
  const { baseUrl } = desk.carrier
  await desk.carrier.close()
  const sendId = await sendAll().catch(() => null)
  // The balance cannot be read: prepaid sends are refused in words.
  expect(sendId).toBeNull()
  await desk.until(async () => !(await desk.api.session.carrier({})).ok, 'the red pill')
  const { sending } = await desk.api.settings.get({})
  await desk.api.settings.saveSending({ ...sending, funding: 'invoiced' })
  const invoiced = await sendAll()
  // Without the replies nobody knows who opted out, so the send does not even begin.
  await desk.until(
    async () =>
      /No connection to the carrier/.test((await desk.api.sends.get({ sendId: invoiced })).why ?? ''),
    'the words',
  )
  const back = await createPracticeCarrier({ clock: desk.clock, port: Number(new URL(baseUrl).port) })
  try {
    await desk.until(async () => (await states(invoiced)).delivered === 4, 'the texts', 60 * 60_000)
    expect(back.messages()).toHaveLength(4)
  } finally {
    await back.close()
  }
})

test('a token that stopped working: sending pauses with the reason, nobody is dropped, one text goes first after Resume', async () => {
  await open(6)
  const { credentials } = PRACTICE_ACCOUNT
  desk.carrier.account.credentials = [{ username: PRACTICE_ACCOUNT.sid, password: 'changed' }]
  const { sending } = await desk.api.settings.get({})
  await desk.api.settings.saveSending({ ...sending, funding: 'invoiced' })
  const sendId = await sendAll()
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason).toMatchObject({ code: 20003, action: 'open-settings' })
  await desk.clock.advance(60_000)
  await pause(20)
  expect(await states(sendId)).toEqual({ queued: 6 })
  desk.carrier.account.credentials = [...credentials]
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 6, 'the texts')
  expect(outgoing()).toHaveLength(6)
})

test('a number that may not text any more: sending pauses, the text that was refused waits with the others', async () => {
  await open(6, { app: { practiceSender: { kind: 'number', number: '+12025550100' } } })
  const own = desk.carrier.account.numbers.find(({ number }) => number === '+12025550100')
  if (!own) throw new Error('no number')
  own.sms = false
  const sendId = await sendAll()
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason).toMatchObject({ code: 21606, action: 'choose-sender' })
  await desk.clock.advance(60_000)
  expect(await states(sendId)).toEqual({ queued: 6 })
  expect(outgoing()).toHaveLength(0)
  own.sms = true
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 6, 'the texts')
  expect(outgoing()).toHaveLength(6)
})

describe('clocks', () => {
  test.each([
    ['forward', 86_400_000],
    ['back', -86_400_000],
  ])(
    'put %s a day in mid-send',
    async (_way, by) => {
      await open(10, { carrier: { behaviour: { dropAnswer: { times: 2 } } } })
      const { sending } = await desk.api.settings.get({})
      await desk.api.settings.saveSending({ ...sending, rate: 1 })
      const sendId = await sendAll()
      await desk.until(() => outgoing().length >= 3, 'the first texts')
      desk.clock.jump(new Date(desk.clock.now() + by).toISOString())
      await desk.clock.advance(120_000)
      await pause(50)
      // Somebody notices and puts it right.
      desk.clock.jump(new Date(desk.clock.now() - by).toISOString())
      await desk.until(
        async () => {
          if ((await desk.api.outbox.state({})).paused) await desk.api.outbox.resume({})
          if ((await desk.api.sends.get({ sendId })).pausedBy === 'late')
            await desk.api.sends.late({ sendId, decision: 'send' })
          const now = await states(sendId)
          return (now.delivered ?? 0) + ((await desk.api.outbox.state({})).decide ?? 0) === 10
        },
        'the end',
        3_600_000,
      )
      expect(new Set(outgoing().map(({ to }) => to)).size).toBe(outgoing().length)
    },
    120_000,
  )
})
