/** Answers of the carrier that are lost or late, and a PC clock that is wrong meanwhile: nobody gets a text twice. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reviewForAll } from '../support/prepare'
import {
  MINUTE,
  desk,
  relay,
  open,
  send,
  states,
  why,
  outgoing,
  noDoubles,
  closeAfterEach,
} from './odd-carrier-fixture'

closeAfterEach()

test.each([5, 20])(
  'a break of two seconds with %i requests under way is one event: sending goes on by itself',
  async (inFlight) => {
    const tamper = await open(60, { app: { maxInFlight: inFlight } })
    let broken = false
    let struck = 0
    // Accepted, and the connection breaks before the answer.
    tamper.after(({ isSend }) => {
      if (!isSend || !broken) return undefined
      struck += 1
      return 'drop'
    })
    tamper.before(({ isSend }) => (broken && struck >= inFlight && !isSend ? 'drop' : undefined))
    const sendId = await send()
    await desk.until(() => outgoing().length >= 10, 'the first')
    broken = true
    await desk.until(() => struck >= Math.min(5, inFlight), 'the break')
    await desk.clock.advance(2_000)
    broken = false
    await desk.until(
      async () => (await states(sendId)).delivered === 60,
      'all of them, with nobody at the desk',
      15 * MINUTE,
    )
    expect(outgoing()).toHaveLength(60)
    noDoubles()
  },
)

test('lists that show texts seven minutes late: what was shown for a decision resolves by itself', async () => {
  await open(8, { carrier: { behaviour: { listLagMs: 7 * MINUTE } } })
  relay?.after(({ isSend }) => (isSend ? 'drop' : undefined))
  const sendId = await send()
  await desk.until(
    async () => (await desk.api.outbox.state({})).paused || (await states(sendId)).unknown === 8,
    'the losses',
  )
  relay?.after(null)
  await desk.clock.advance(MINUTE)
  if ((await desk.api.outbox.state({})).paused) await desk.api.outbox.resume({})
  await desk.until(
    async () => (await states(sendId)).delivered === 8,
    'all of them, decided by nobody',
    40 * MINUTE,
  )
  expect((await desk.api.outbox.state({})).decide).toBe(0)
  noDoubles()
})

test.each([11 * MINUTE, 24 * 60 * MINUTE, -24 * 60 * MINUTE, -11 * MINUTE])(
  'a PC clock %i ms wrong while ten texts are claimed and their answers lost, then put right: all are found, none is offered again',
  async (off) => {
    let wrong = 0
    const tamper = await open(10, { clockOff: () => wrong, app: { maxInFlight: 10 } })
    wrong = off
    await desk.clock.advance(20_000)
    await desk.until(async () => (await why()).includes('clock'), 'the reason')
    tamper.after(({ isSend }) => (isSend ? 'drop' : undefined))
    const sendId = await send()
    await desk.until(() => outgoing().length === 10, 'the texts')
    await desk.until(
      async () => ((await states(sendId)).unknown ?? 0) + ((await states(sendId)).accepted ?? 0) > 0,
      'the losses',
    )
    tamper.after(null)
    wrong = 0
    let asked = 0
    await desk.until(
      async () => {
        asked += (await desk.api.outbox.state({})).decide
        return (await states(sendId)).delivered === 10
      },
      'the lookup',
      10 * MINUTE,
    )
    expect(asked).toBe(0)
    expect(await why()).not.toContain('clock')
    noDoubles()
  },
)

test('the clock a day back while a send waits for its time: the reason is shown', async () => {
  let wrong = 0
  await open(3, { clockOff: () => wrong })
  const review = await reviewForAll(desk.api, 'Hi', {
    notBefore: new Date(desk.clock.now() + 10 * MINUTE).toISOString(),
  })
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  wrong = -24 * 60 * MINUTE
  await desk.clock.advance(MINUTE)
  await desk.until(async () => (await why()).includes('clock'), 'the reason')
  expect((await desk.api.sends.get({ sendId })).why).toMatch(/clock of this PC is 24 hours slow/)
})

test('many texts that need a decision are decided at once; what the carrier listed meanwhile is left alone', async () => {
  const tamper = await open(6, { app: { maxInFlight: 1 } })
  // The connection breaks before the carrier takes them: nobody can know.
  tamper.before(({ isSend }) => (isSend ? 'drop' : undefined))
  const sendId = await send()
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  tamper.before(null)
  await desk.until(async () => (await desk.api.outbox.state({})).decide === 5, 'the decisions', 20 * MINUTE)
  const { rows: toDecide } = await desk.api.messages.page({ decide: true, limit: 100 })
  const ids = toDecide.map(({ id }) => id)
  expect(await desk.api.messages.decideMany({ ids: [...ids, 99_999], decision: 'send-again' })).toEqual({
    decided: 5,
    left: 1,
  })
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 6, 'the texts')
  noDoubles()
})
