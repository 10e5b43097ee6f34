/** Texts for later, in the carrier's schedule and here: moved to another time, paused, taken back. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { quietAll } from '../support/prepare'
import {
  desk,
  HOUR,
  NUMBER,
  open,
  at,
  send,
  get,
  carried,
  inSchedule,
  reached,
  closeAfterEach,
} from './schedule-fixture'

closeAfterEach()

describe('handed over', () => {
  test('moved to another time: cancelled there first, then handed over again, one text in the end', async () => {
    await open(2)
    const sendId = await send({ notBefore: at(5 * HOUR) })
    await desk.until(async () => (await get(sendId)).withCarrier === 2, 'the hand-over')
    const later = at(30 * HOUR)
    await desk.api.sends.retime({ sendId, notBefore: later })
    await desk.until(
      () => inSchedule().length === 2 && inSchedule().every(({ leavesAt }) => leavesAt === later),
      'the new time',
    )
    expect(carried().filter(({ status }) => status === 'canceled')).toHaveLength(2)
    const [row] = (await desk.api.messages.page({ sendId })).rows
    const outcomes = async () =>
      (await desk.api.messages.get({ id: row?.id ?? 0 })).attempts.map(({ outcome }) => outcome)
    // The carrier has it before its answer is here.
    await desk.until(async () => (await outcomes())[1] !== 'claimed', 'the answer')
    expect(await outcomes()).toEqual(['canceled', 'accepted'])
    await desk.swap(() => desk.clock.jump(at(31 * HOUR)))
    await desk.until(async () => (await get(sendId)).states.delivered === 2, 'the texts')
    expect(reached()).toHaveLength(2)
  })

  test('moved to the evening: what does not fit before night, as fast as the sender may, leaves the next morning', async () => {
    // Ten in the morning; one text a second, and nothing after nine in the evening.
    await open(60, { at: '2026-11-24T15:00:00.000Z' }, { rate: 1 })
    const { sending } = await desk.api.settings.get({})
    const quiet = quietAll({ from: '08:00', to: '21:00' })
    await desk.api.settings.saveSending({ ...sending, rate: 1, quiet })
    const sendId = await send({ notBefore: '2026-11-24T20:00:00.000Z' })
    await desk.until(async () => (await get(sendId)).withCarrier === 60, 'the hand-over')
    // Half a minute before nine, where these people are.
    expect(await desk.api.sends.retime({ sendId, notBefore: '2026-11-25T01:59:30.000Z' })).toEqual({
      moved: 60,
    })
    const times = () => Map.groupBy(inSchedule(), ({ leavesAt }) => leavesAt)
    await desk.until(() => inSchedule().length === 60 && times().size === 2, 'the new times')
    const counts = [...times()].map(([time, texts]) => [time, texts.length])
    expect(Object.fromEntries(counts)).toEqual({
      '2026-11-25T01:59:30.000Z': 30,
      '2026-11-25T13:00:00.000Z': 30,
    })
  })

  test.each([
    ['not answered yet', { slowAnswerMs: 20_000 }],
    ['never answered', { dropAnswer: { probability: 1 } }],
  ])('moved while a hand-over is %s: it is moved as well, once it is known', async (_what, behaviour) => {
    await open(2, { carrier: { behaviour } })
    const sendId = await send({ notBefore: at(5 * HOUR) })
    await desk.until(() => inSchedule().length === 2, 'the requests')
    const { states } = await get(sendId)
    expect((states.claimed ?? 0) + (states.unknown ?? 0)).toBe(2)
    const later = at(30 * HOUR)
    expect(await desk.api.sends.retime({ sendId, notBefore: later })).toEqual({ moved: 2 })
    desk.carrier.setBehaviour({ slowAnswerMs: null, dropAnswer: null })
    await desk.until(
      () => inSchedule().length === 2 && inSchedule().every(({ leavesAt }) => leavesAt === later),
      'the new time',
    )
    expect(carried().filter(({ status }) => status === 'canceled')).toHaveLength(2)
  })

  test('ended in mid-move: the send is found paused and says why, and nothing leaves at the old time', async () => {
    await open(70, { app: { practiceSender: NUMBER } })
    const old = at(5 * HOUR)
    const later = at(30 * HOUR)
    const sendId = await send({ notBefore: old, late: 'send' })
    const { db } = desk.app.testing
    // The disk gives up in the last of its steps, as if the PC had died there.
    const { id: last } = db.prepare('SELECT max(id) AS id FROM message').get() as { id: number }
    db.exec(`CREATE TRIGGER broken BEFORE UPDATE OF not_before ON message WHEN OLD.id = ${last}
      BEGIN SELECT RAISE(ABORT, 'broken'); END`)
    await expect(desk.api.sends.retime({ sendId, notBefore: later })).rejects.toMatchObject({
      code: 'unexpected',
    })
    db.exec('DROP TRIGGER broken')
    await desk.swap(() => desk.clock.jump(at(6 * HOUR)))
    await desk.clock.advance(60_000)
    expect(reached()).toHaveLength(0)
    const found = await get(sendId)
    expect(found.state).toBe('paused')
    expect(found.why).toMatch(/cut short/)
    await desk.api.sends.retime({ sendId, notBefore: later })
    expect((await get(sendId)).state).toBe('live')
    await desk.clock.advance(60_000)
    expect(reached()).toHaveLength(0)
    desk.clock.jump(later)
    await desk.until(async () => (await get(sendId)).states.delivered === 70, 'the texts')
    expect(reached()).toHaveLength(70)
  })

  test('one person’s text taken back while the carrier cannot say so: no other is led to be written beside it', async () => {
    await open(1)
    const [person] = await desk.api.people.find({ text: 'Person0' })
    const write = (body: string) =>
      desk.api.messages.send({
        draftId: randomUUID(),
        recipientId: person?.id ?? 0,
        e164: '+12025550101',
        body,
        purpose: 'alerts',
        templateId: null,
        notBefore: at(5 * HOUR),
      })
    const handedOver = (id: number) =>
      desk.until(
        async () => (await desk.api.messages.get({ id })).message.state === 'scheduled',
        'the hand-over',
      )
    const first = await write('We open at nine.')
    await handedOver(first.messageId)
    const { credentials } = desk.carrier.account
    desk.carrier.account.credentials = [{ username: desk.carrier.account.sid, password: 'changed' }]
    expect(await desk.api.messages.cancel({ id: first.messageId })).toEqual({ typed: null })
    expect(inSchedule()).toHaveLength(1)
    desk.carrier.account.credentials = credentials
    await desk.until(() => inSchedule().length === 0, 'the cancel')
    const second = await write('We open at ten.')
    await handedOver(second.messageId)
    expect(await desk.api.messages.cancel({ id: second.messageId })).toMatchObject({
      typed: { body: 'We open at ten.', e164: '+12025550101' },
    })
  })

  test('paused takes them back, resumed hands them over again, recalled leaves nothing', async () => {
    await open(3)
    const sendId = await send({ notBefore: at(5 * HOUR) })
    await desk.until(async () => (await get(sendId)).withCarrier === 3, 'the hand-over')
    await desk.api.sends.pause({ sendId })
    await desk.until(async () => (await get(sendId)).here === 3, 'the pause')
    expect(inSchedule()).toHaveLength(0)
    await desk.api.sends.resume({ sendId })
    await desk.until(async () => (await get(sendId)).withCarrier === 3, 'the resume')
    expect(inSchedule()).toHaveLength(3)
    expect(await desk.api.sends.cancel({ sendId })).toEqual({ recalled: 3, gone: 0, takingBack: 0 })
    expect(inSchedule()).toHaveLength(0)
    await desk.swap(() => desk.clock.jump(at(9 * HOUR)))
    await desk.clock.advance(60_000)
    expect(reached()).toHaveLength(0)
  })

  test('recalled while the carrier cannot be reached: it is asked again until it says cancelled', async () => {
    await open(2)
    const sendId = await send({ notBefore: at(5 * HOUR) })
    await desk.until(async () => (await get(sendId)).withCarrier === 2, 'the hand-over')
    const { credentials } = desk.carrier.account
    desk.carrier.account.credentials = []
    // Nobody is told that it is off the way, or that the PC may be shut down: not of the one that was asked for, nor of
    // the other behind it.
    expect(await desk.api.sends.cancel({ sendId })).toEqual({ recalled: 0, gone: 0, takingBack: 2 })
    expect(await get(sendId)).toMatchObject({
      states: { canceling: 1, scheduled: 1 },
      withCarrier: 0,
      takingBack: 2,
      waiting: 2,
      gone: 0,
    })
    desk.carrier.account.credentials = credentials
    await desk.until(async () => (await get(sendId)).states.canceled === 2, 'the cancel')
    expect(await get(sendId)).toMatchObject({ takingBack: 0, waiting: 0 })
    expect(inSchedule()).toHaveLength(0)
  })
})
