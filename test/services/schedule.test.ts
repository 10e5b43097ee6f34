/** Texts for later, in the carrier's schedule and here: handed over, moved, taken back, and what happens when the PC was off. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, quietAll, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const HOUR = 3_600_000
const NUMBER = { kind: 'number' as const, number: '+12025550100' }
type Choices = Partial<{ notBefore: string; late: 'send' | 'ask' | 'skip'; handOverHours: number }>

const open = async (
  count: number,
  options: DeskOptions = {},
  sending: Parameters<typeof setUpOffice>[1] = {},
) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, { canary: false, ...sending })
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts,Consent to marketing',
      ...Array.from({ length: count }, (_, i) => `Person${i},202 555 0${101 + i},yes,yes`),
    ].join('\n'),
  )
  // Replies were read once: sends to many may begin.
  await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
}
/** Whole seconds: the carrier's schedule knows no smaller ones. */
const at = (ms: number) => new Date(Math.ceil((desk.clock.now() + ms) / 1000) * 1000).toISOString()
const review = async (
  choices: Choices,
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
) => {
  const { id } = await desk.api.lists.save({
    id: null,
    name: `Everyone ${randomUUID()}`,
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  return desk.api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [id], exclude: [], recipientIds: [] },
    what: { templateId: null, body, purpose, language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null, ...choices },
  })
}
const send = async (...args: Parameters<typeof review>) => {
  const { reviewId } = await review(...args)
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId, draftId: sendId })
  return sendId
}
const get = (sendId: string) => desk.api.sends.get({ sendId })
const carried = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
const inSchedule = () => carried().filter(({ status }) => status === 'scheduled')
const reached = () => carried().filter(({ status }) => ['sent', 'delivered'].includes(status))

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
  ])('%s', async (_what, ms, purpose, hours, handed) => {
    await open(1)
    const choices = { notBefore: at(ms), ...(hours === undefined ? {} : { handOverHours: hours }) }
    const sendId = await send(choices, purpose)
    if (handed) await desk.until(async () => (await get(sendId)).withCarrier === 1, 'the hand-over')
    else {
      await desk.until(async () => (await get(sendId)).why !== 'x', 'a look', 1000)
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

describe('the PC was off', () => {
  const missed = async (late: 'send' | 'ask' | 'skip') => {
    await open(3, { app: { practiceSender: NUMBER } })
    const sendId = await send({ notBefore: at(2 * HOUR), late })
    await desk.clock.advance(60_000)
    await desk.swap(() => desk.clock.jump(at(4 * HOUR)))
    return sendId
  }
  test('send: it leaves late', async () => {
    const sendId = await missed('send')
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
  })
  test('ask: it waits for an answer; skipping gives them up, sending sends them', async () => {
    const sendId = await missed('ask')
    await desk.until(async () => (await get(sendId)).pausedBy === 'late', 'the question')
    expect((await get(sendId)).why).toMatch(/^This PC was off from .+ to .+\. 3 texts are late/)
    expect(await desk.api.sends.late({ sendId, decision: 'skip' })).toEqual({ skipped: 3 })
    expect((await get(sendId)).states).toEqual({ expired: 3 })
    await desk.clock.advance(120_000)
    expect(carried()).toHaveLength(0)
    // Given up, not lost: they may be tried again by hand.
    expect(await desk.api.sends.retry({ sendId })).toEqual({ queued: 3 })
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
    expect(carried()).toHaveLength(3)
  })
  test('ask: another time is an answer, too', async () => {
    const sendId = await missed('ask')
    await desk.until(async () => (await get(sendId)).pausedBy === 'late', 'the question')
    const later = at(3 * HOUR)
    expect(await desk.api.sends.retime({ sendId, notBefore: later })).toEqual({ moved: 3 })
    expect(await get(sendId)).toMatchObject({ state: 'live', pausedBy: null, nextAt: later })
    await desk.clock.advance(60_000)
    expect(carried()).toHaveLength(0)
    desk.clock.jump(later)
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
  })
  test('skip: they are given up with the reason', async () => {
    const sendId = await missed('skip')
    await desk.until(async () => (await get(sendId)).states.expired === 3, 'the end')
    const [row] = (await desk.api.messages.page({ sendId })).rows
    expect(row?.why).toMatch(/^This PC was off/)
    expect(carried()).toHaveLength(0)
  })
  test.each(['send', 'ask', 'skip'] as const)(
    'what was missed is told until somebody has seen it: %s',
    async (late) => {
      await missed(late)
      const absence = async () => (await desk.api.outbox.state({})).absence
      await desk.until(async () => (await absence()) !== null, 'the note')
      const told = await absence()
      expect(told).toMatchObject({
        sent: late === 'send' ? 3 : 0,
        asked: late === 'ask' ? 3 : 0,
        skipped: late === 'skip' ? 3 : 0,
        dailyMissed: 0,
      })
      expect(Date.parse(told?.to ?? '') - Date.parse(told?.from ?? '')).toBeGreaterThan(3 * HOUR)
      await desk.restart()
      expect(await absence()).toEqual(told)
      await desk.api.outbox.absenceSeen({})
      expect(await absence()).toBeNull()
    },
  )
  test('a run of a daily send whose day is over is counted, that of today is not', async () => {
    await open(1, { app: { practiceSender: NUMBER } })
    const { id: listId } = await desk.api.lists.save({
      id: null,
      name: 'Everyone',
      kind: 'saved',
      recordKind: 'client',
      conditions: { join: 'all', of: [] },
    })
    const { id: templateId } = await desk.api.templates.save({
      id: null,
      name: 'Opening',
      recordKind: 'client',
      purpose: 'alerts',
      language: 'en',
      body: 'Hi {{ first_name }}',
    })
    await desk.api.daily.save({ id: null, name: 'Each morning', listId, templateId, at: '09:00' })
    const [made] = await desk.api.daily.list({})
    if (made && !made.active) await desk.api.daily.setActive({ id: made.id, active: true })
    // A program that ended before it had written down that it was awake does not know since when it was off.
    const awake = desk.app.testing.db.prepare("SELECT value FROM fact WHERE key = 'outbox.awake'")
    await desk.until(() => awake.get() !== undefined, 'the first note of being awake')
    await desk.swap(() => desk.clock.jump(at(3 * 24 * HOUR)))
    const absence = async () => (await desk.api.outbox.state({})).absence
    await desk.until(async () => (await absence()) !== null, 'the note')
    // Tuesday's run was over when it was made; Wednesday's and Thursday's were missed; Friday's is made now.
    expect((await absence())?.dailyMissed).toBe(2)
  })
  test('asleep for eight hours in mid-send: the rest asks', async () => {
    await open(6, { app: { practiceSender: NUMBER } }, { rate: 1 })
    const sendId = await send({ late: 'ask' })
    await desk.until(() => carried().length >= 2, 'the first texts')
    desk.clock.jump(at(8 * HOUR))
    await desk.until(async () => (await get(sendId)).pausedBy === 'late', 'the question')
    const before = carried().length
    expect(before).toBeLessThan(6)
    await desk.api.sends.late({ sendId, decision: 'send' })
    await desk.until(async () => (await get(sendId)).phase === 'done', 'the rest')
    expect(carried()).toHaveLength(6)
  })
  test('a nap makes nothing late that waited long before for another reason', async () => {
    await open(3, { app: { practiceSender: NUMBER } })
    const sendId = await send({ late: 'skip' })
    const { credentials } = desk.carrier.account
    desk.carrier.account.credentials = []
    await desk.until(async () => (await desk.api.outbox.state({})).reason !== null, 'the refused login')
    await desk.clock.advance(90 * 60_000)
    desk.carrier.account.credentials = credentials
    desk.clock.jump(at(20 * 60_000))
    await desk.clock.advance(60_000)
    await desk.api.outbox.resume({})
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
  })
})
