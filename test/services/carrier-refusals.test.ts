/** Refusals of the carrier: busy, about the whole account, or about one person. What waits, what pauses, and for how long. */
import { expect, test } from 'vitest'
import { refusal } from '../support/tamper'
import {
  MINUTE,
  desk,
  open,
  send,
  states,
  why,
  outgoing,
  noDoubles,
  closeAfterEach,
} from './odd-carrier-fixture'

closeAfterEach()

test.each([
  ['86400 seconds', '86400', true],
  ['5 seconds', '5', false],
  ['a date a day ahead', 'date', true],
  ['a number without sense', '99999999999', true],
])(
  '429 with Retry-After of %s: the sender waits for minutes at most, no text for a day',
  async (_name, value, isLong) => {
    const tamper = await open(30)
    let struck = 0
    tamper.before(({ isSend }) => {
      if (!isSend || struck >= 1) return undefined
      struck += 1
      const after = value === 'date' ? new Date(desk.clock.now() + 24 * 60 * MINUTE).toUTCString() : value
      return refusal(429, 20429, { 'Retry-After': after, Date: new Date(desk.clock.now()).toUTCString() })
    })
    const sendId = await send()
    await desk.until(async () => struck === 1 && (await states(sendId)).claimed === undefined, 'the answers')
    const held = tamper.asked.filter(({ isSend }) => isSend).length
    expect((await states(sendId)).queued).toBeGreaterThan(0)
    await desk.clock.advance(4_000)
    expect(tamper.asked.filter(({ isSend }) => isSend)).toHaveLength(held)
    const [reason] = (await desk.api.outbox.state({})).why
    expect(reason).toMatchObject({ cause: 'busy', stops: 'all', action: 'try-now' })
    expect(reason?.say.includes('asked us to wait')).toBe(isLong)
    const since = desk.clock.now()
    await desk.until(async () => (await states(sendId)).delivered === 30, 'all of them', 8 * MINUTE)
    expect(desk.clock.now() - since).toBeLessThan(7 * MINUTE)
    expect(outgoing()).toHaveLength(30)
    noDoubles()
  },
)

test('a wait that the carrier asked for ends by “try now”', async () => {
  const tamper = await open(10)
  let busy = true
  tamper.before(({ isSend }) => (isSend && busy ? refusal(429, 20429, { 'Retry-After': '3600' }) : undefined))
  const sendId = await send()
  await desk.until(
    async () => (await why()).includes('busy') && (await states(sendId)).claimed === undefined,
    'the wait',
  )
  busy = false
  await desk.clock.advance(5_000)
  expect(outgoing()).toHaveLength(0)
  await desk.api.outbox.tryNow({})
  await desk.until(async () => (await states(sendId)).delivered === 10, 'the texts', 30_000)
})

test.each([
  [400, 20005],
  [400, 21704],
  [404, 20404],
  [401, 20003],
  [403, 20403],
  [403, 99_999],
  [400, 21606],
  [400, 10_001],
  [400, 21_799],
])(
  'a refusal of the whole account (%i, %i) pauses after the first answers, and nobody is marked as failed',
  async (status, code) => {
    const tamper = await open(40, { app: { maxInFlight: 5 } })
    tamper.before(({ isSend }) => (isSend ? refusal(status, code) : undefined))
    const sendId = await send()
    await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
    await desk.clock.advance(MINUTE)
    expect(tamper.asked.filter(({ isSend }) => isSend).length).toBeLessThanOrEqual(5)
    expect(await states(sendId)).toEqual({ queued: 40 })
    const { reason } = await desk.api.outbox.state({})
    expect(reason?.code).toBe(code)
    tamper.before(null)
    await desk.api.outbox.resume({})
    await desk.until(async () => (await states(sendId)).delivered === 40, 'the rest')
    noDoubles()
  },
)

test.each([21612, 30_999, 63_016])(
  'one code refused for three people in a row (%i) pauses; for others in between it does not',
  async (code) => {
    const tamper = await open(20, { app: { maxInFlight: 1 } })
    let i = 0
    tamper.before(({ isSend }) => {
      if (!isSend) return undefined
      i += 1
      return i <= 8 && i % 3 === 0 ? undefined : refusal(400, code)
    })
    const sendId = await send()
    await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
    expect((await states(sendId)).rejected).toBe(7)
    expect((await desk.api.outbox.state({})).reason?.code).toBe(code)
  },
)

test('what is wrong with the numbers of three people in a row stops nobody else', async () => {
  const tamper = await open(20, { app: { maxInFlight: 1 } })
  let i = 0
  tamper.before(({ isSend }) => {
    if (!isSend) return undefined
    i += 1
    return i <= 5 ? refusal(400, 21614) : undefined
  })
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).delivered === 15, 'the others')
  expect((await desk.api.outbox.state({})).paused).toBe(false)
})
