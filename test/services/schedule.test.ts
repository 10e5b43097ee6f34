/** Texts for later in the carrier's schedule: which of them are handed over, when, and what a STOP does to them. */
import { describe, expect, test } from 'vitest'
import {
  desk,
  HOUR,
  NUMBER,
  open,
  at,
  review,
  send,
  get,
  carried,
  inSchedule,
  closeAfterEach,
} from './schedule-fixture'

closeAfterEach()

describe('handed over', () => {
  test('texts for later wait at the carrier and leave while the PC is off, each once', async () => {
    await open(5)
    const planned = await review({ notBefore: at(5 * HOUR) })
    expect(planned.handOver).toBe(5)
    const when = at(5 * HOUR)
    const sendId = await send({ notBefore: when })
    await desk.until(async () => (await get(sendId)).withCarrier === 5, 'the hand-over')
    expect(await get(sendId)).toMatchObject({ phase: 'waiting', here: 0, withCarrier: 5 })
    expect(inSchedule().map(({ leavesAt }) => leavesAt)).toEqual(Array(5).fill(when))
    // No case note before it has left.
    const id = (await desk.api.people.page({})).rows[0]?.id ?? 0
    expect((await desk.api.notes.list({ recipientId: id })).total).toBe(0)
    await desk.swap(() => desk.clock.jump(at(9 * HOUR)))
    await desk.until(async () => (await get(sendId)).states.delivered === 5, 'the receipts')
    expect(carried()).toHaveLength(5)
    expect((await desk.api.notes.list({ recipientId: id })).total).toBe(1)
  })

  test('with only a number nothing is handed over: it waits here', async () => {
    await open(2, { app: { practiceSender: NUMBER } })
    const planned = await review({ notBefore: at(5 * HOUR) })
    expect(planned.handOver).toBeNull()
    expect(planned.warnings.map(({ kind }) => kind)).toContain('pc-off')
    const sendId = await send({ notBefore: at(HOUR) })
    await desk.clock.advance(120_000)
    expect(await get(sendId)).toMatchObject({ here: 2, withCarrier: 0 })
    expect(carried()).toHaveLength(0)
    desk.clock.jump(at(HOUR))
    await desk.until(async () => (await get(sendId)).states.delivered === 2, 'the texts')
  })

  test.each([
    ['five minutes ahead', 5 * 60_000, 'alerts' as const, undefined, false],
    ['seven minutes ahead', 7 * 60_000, 'alerts' as const, undefined, true],
    ['34 days ahead', 34 * 24 * HOUR, 'alerts' as const, undefined, true],
    ['36 days ahead', 36 * 24 * HOUR, 'alerts' as const, undefined, false],
    ['marketing 71 hours ahead', 71 * HOUR, 'marketing' as const, undefined, true],
    ['marketing 4 days ahead', 96 * HOUR, 'marketing' as const, undefined, false],
    ['marketing 4 days ahead, more chosen', 96 * HOUR, 'marketing' as const, 120, true],
    ['kept on this PC, since 0 hours were chosen', 5 * HOUR, 'alerts' as const, 0, false],
  ])('%s', async (_what, ms, purpose, hours, handed) => {
    await open(1)
    const choices = { notBefore: at(ms), ...(hours === undefined ? {} : { handOverHours: hours }) }
    const sendId = await send(choices, purpose)
    if (handed) await desk.until(async () => (await get(sendId)).withCarrier === 1, 'the hand-over')
    else {
      await desk.clock.advance(30_000)
      expect(await get(sendId)).toMatchObject({ here: 1, withCarrier: 0 })
    }
  })

  test('what is too far ahead is handed over when its time comes nearer', async () => {
    await open(1)
    const sendId = await send({ notBefore: at(36 * 24 * HOUR) })
    await desk.clock.advance(60_000)
    expect((await get(sendId)).withCarrier).toBe(0)
    await desk.swap(() => desk.clock.jump(at(3 * 24 * HOUR)))
    await desk.until(async () => (await get(sendId)).withCarrier === 1, 'the hand-over')
  })

  test('a STOP takes the text out of the schedule, also one that comes during the hand-over', async () => {
    await open(3)
    const sendId = await send({ notBefore: at(5 * HOUR) })
    await desk.until(async () => (await get(sendId)).withCarrier === 3, 'the hand-over')
    desk.carrier.inbound({ from: '+12025550102', to: NUMBER.number, body: 'STOP' })
    await desk.until(async () => (await get(sendId)).states.canceled === 1, 'the sweep')
    expect(inSchedule().map(({ to }) => to)).toEqual(['+12025550101', '+12025550103'])
    // During the POST: the answer comes after the STOP was read.
    desk.carrier.setBehaviour({ slowAnswerMs: 20_000 })
    const second = await send({ notBefore: at(6 * HOUR) }, 'alerts', 'Second {{ first_name }}')
    await desk.until(() => carried().length === 5, 'the requests')
    desk.carrier.inbound({ from: '+12025550101', to: NUMBER.number, body: 'STOP' })
    await desk.until(async () => (await desk.api.suppressions.page({})).total === 2, 'the STOP')
    await desk.until(async () => (await get(second)).states.canceled === 1, 'the sweep after the answer')
    expect(inSchedule().map(({ to }) => to)).toEqual(['+12025550103', '+12025550103'])
  })

  test('an unknown hand-over is looked up, and nobody is asked before its time has passed', async () => {
    await open(2, { carrier: { behaviour: { refuseBefore: { times: 1 }, dropAnswer: { times: 1 } } } })
    const sendId = await send({ notBefore: at(5 * HOUR) })
    await desk.until(async () => (await get(sendId)).states.scheduled === 1, 'the one that can be found')
    expect((await get(sendId)).states.unknown).toBe(1)
    for (let i = 0; i < 20; i += 1) {
      await desk.clock.advance(60_000)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect((await desk.api.outbox.state({})).decide).toBe(0)
    desk.clock.jump(at(5 * HOUR))
    await desk.until(async () => (await desk.api.outbox.state({})).decide === 1, 'the question', HOUR)
  })
})
