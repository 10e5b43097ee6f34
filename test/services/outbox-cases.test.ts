/** What happened to others (the twelve cases in the sending notes), each as a test of ours. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { importCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'

const NUMBER = { kind: 'number' as const, number: '+12025550100' }
let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const open = async (
  people: [name: string, number: string, consent?: string][],
  options: DeskOptions = {},
  sending = {},
) => {
  // A number of its own: texts for later wait here, not in the carrier's schedule.
  desk = await createDesk({ ...options, app: { practiceSender: NUMBER, ...options.app } })
  await setUpOffice(desk.api, sending)
  const csv = [
    'First Name,Mobile Phone,Consent to alerts',
    ...people.map(([name, number, consent = 'yes']) => `${name},${number},${consent}`),
  ].join('\n')
  await importCsv(desk.api, csv)
  return desk
}
const many = (count: number) =>
  Array.from({ length: count }, (_, i): [string, string] => [`Person${i}`, `+1 202 555 0${101 + i}`])
const sendAll = async (body = 'Hi {{ first_name }}') => {
  const review = await reviewForAll(desk.api, body)
  const sendId = randomUUID()
  const result = await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  return { sendId, review, result }
}
const outgoing = () => desk.carrier.messages().filter((message) => message.direction === 'outbound-api')
const phase = async (sendId: string) => (await desk.api.sends.get({ sendId })).phase
const finished = (sendId: string) =>
  desk.until(async () => ['done', 'cancelled'].includes(await phase(sendId)), 'the end of the send')
const states = async (sendId: string) => (await desk.api.sends.get({ sendId })).states
const person = async (name: string) => (await desk.api.people.find({ text: name }))[0]?.id ?? 0

test('1: start, resume and the timer fire together a hundred times, and there is one runner', async () => {
  await open(many(40))
  const { sendId } = await sendAll()
  await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      i % 2 === 0 ? desk.api.outbox.resume({}) : desk.clock.advance(10),
    ),
  )
  await finished(sendId)
  expect(outgoing()).toHaveLength(40)
  expect(new Set(outgoing().map((message) => message.to)).size).toBe(40)
})

test.each([
  ['first', 0],
  ['middle', 5],
  ['last', 9],
])('3: a bad number %s does not end the send', async (_where, at) => {
  const people = many(10)
  people[at] = ['Bad', '+1 202 555 0181']
  await open(people)
  const { sendId } = await sendAll()
  await finished(sendId)
  expect(await states(sendId)).toEqual({ delivered: 9, rejected: 1 })
})

test('4: a row that always fails is tried once, and its neighbours go out once', async () => {
  await open([...many(5), ['No route', '+1 202 555 0183']])
  const { sendId } = await sendAll()
  await finished(sendId)
  await desk.clock.advance(600_000)
  const [bad] = (await desk.api.messages.page({ sendId, states: ['rejected'] })).rows
  expect((await desk.api.messages.get({ id: bad?.id ?? 0 })).attempts).toHaveLength(1)
  expect(outgoing()).toHaveLength(5)
})

test('5: seven days with a text that stays unknown: nothing is sent again', async () => {
  await open(many(3), { carrier: { behaviour: { htmlPage: { times: 1 } } } })
  const { sendId } = await sendAll()
  await desk.until(async () => (await desk.api.outbox.state({})).decide === 1, 'a decision asked for')
  const before = outgoing().length
  for (let day = 0; day < 7; day += 1) {
    desk.clock.jump(new Date(desk.clock.now() + 86_400_000).toISOString())
    await desk.clock.advance(60_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(outgoing()).toHaveLength(before)
  expect((await states(sendId)).unknown).toBe(1)
})

test('6: a text with a date leaves once, over a hundred ticks, a restart and the repeated hour of a clock change', async () => {
  // 31 October 2026, the evening before New York puts its clocks back.
  await open([['Ada', '+1 202 555 0101']], { at: '2026-11-01T04:30:00.000Z' })
  const draftId = randomUUID()
  const text = {
    draftId,
    recipientId: await person('Ada'),
    e164: '+12025550101',
    body: 'See you soon',
    purpose: 'alerts' as const,
    templateId: null,
    notBefore: '2026-11-01T06:30:00.000Z',
  }
  await desk.api.messages.send(text)
  for (let tick = 0; tick < 50; tick += 1) await desk.clock.advance(60_000)
  expect(outgoing()).toHaveLength(0)
  await desk.restart()
  for (let tick = 0; tick < 100; tick += 1) {
    await desk.clock.advance(120_000)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await desk.api.messages.send(text)
  await desk.clock.advance(60_000)
  expect(outgoing().map((message) => message.body)).toEqual(['See you soon'])
})

test('7: on two lists, and the number written in three ways: one text', async () => {
  await open([
    ['Ada', '+1 202 555 0101'],
    ['Ada', '(202) 555-0101'],
    ['Bea', '202.555.0101'],
  ])
  const { api } = desk
  const all = await api.lists.save({
    id: null,
    name: 'A',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  const some = await api.lists.save({
    id: null,
    name: 'B',
    kind: 'static',
    recordKind: 'client',
    conditions: null,
  })
  await api.lists.addMembers({ id: some.id, recipientIds: [await person('Ada'), await person('Bea')] })
  const review = await api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [all.id, some.id], exclude: [], recipientIds: [await person('Ada')] },
    what: { templateId: null, body: 'We open at nine', purpose: 'alerts', language: 'en' },
    choices: { each: 'person', plain: false, leaveOut: [], notBefore: null },
  })
  expect(review).toMatchObject({ selected: 2, will: 1, wont: 1 })
  const sendId = randomUUID()
  await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  await finished(sendId)
  expect(outgoing()).toHaveLength(1)
})

test('8: an opt-out between the review and the send, and one in mid-send', async () => {
  await open(many(6), {}, { rate: 1 })
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  desk.carrier.inbound({ from: '+12025550102', to: '+12025550100', body: 'STOP' })
  await desk.until(async () => (await desk.api.suppressions.page({})).total === 1, 'the opt-out')
  const sendId = randomUUID()
  const result = await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  expect(result).toMatchObject({ sent: 5, fewer: 1, fewerWhy: 'Sent STOP' })
  await desk.until(() => outgoing().length >= 1, 'the first text')
  desk.carrier.inbound({ from: '+12025550106', to: '+12025550100', body: 'stop texting me' })
  await desk.api.sends.pause({ sendId })
  await desk.until(async () => (await desk.api.suppressions.page({})).total === 2, 'the second opt-out')
  await desk.api.sends.resume({ sendId })
  await finished(sendId)
  const to = outgoing().map((message) => message.to)
  expect(to).not.toContain('+12025550102')
  expect(to).not.toContain('+12025550106')
  const [left] = (await desk.api.messages.page({ sendId, states: ['canceled'] })).rows
  expect(left).toMatchObject({ number: '+12025550106', why: 'Opted out since' })
})

test('8b: while replies cannot be read in, nothing is sent', async () => {
  await open(many(3))
  const { db } = desk.app.testing
  db.exec("CREATE TRIGGER broken BEFORE INSERT ON inbound BEGIN SELECT RAISE(ABORT, 'broken'); END")
  desk.carrier.inbound({ from: '+12025550102', to: '+12025550100', body: 'STOP' })
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason?.title).toBe('A reply could not be read in')
  const { sendId } = await sendAll()
  await desk.clock.advance(30_000)
  expect(outgoing()).toHaveLength(0)
  db.exec('DROP TRIGGER broken')
  await desk.until(async () => (await desk.api.suppressions.page({})).total === 1, 'the opt-out')
  await desk.api.outbox.resume({})
  await finished(sendId)
  expect(
    outgoing()
      .map((message) => message.to)
      .toSorted(),
  ).toEqual(['+12025550101', '+12025550103'])
})

test('9: a test text goes out once, also when pressed again after a restart', async () => {
  await open(many(1))
  await desk.api.users.setMyNumber({ number: '202 555 0150' })
  const draftId = randomUUID()
  const press = () =>
    desk.api.bulk.test({
      draftId,
      what: { templateId: null, body: 'Hi {{ first_name }}', purpose: 'alerts', language: 'en' },
      recipientId: null,
      bulk: false,
    })
  await expect(press()).rejects.toThrow(/has no first_name/)
  const recipientId = await person('Person0')
  const again = () =>
    desk.api.bulk.test({
      draftId,
      what: { templateId: null, body: 'Hi {{ first_name }}', purpose: 'alerts', language: 'en' },
      recipientId,
      bulk: false,
    })
  await Promise.all([again(), again().catch(() => null)])
  await desk.until(() => outgoing().length === 1, 'the test text')
  await desk.restart()
  await again()
  await desk.clock.advance(60_000)
  expect(outgoing().map(({ to, body }) => [to, body])).toEqual([['+12025550150', 'Hi Person0']])
})

test('10: what does not leave before quiet hours waits for the morning', async () => {
  // 20:59:57 in New York; texting ends at 21:00.
  await open(many(20), { at: '2026-11-25T01:59:57.000Z' }, { rate: 1, quiet: { from: '08:00', to: '21:00' } })
  const { sendId } = await sendAll()
  // In steps, so that no request that is under way grows old meanwhile.
  await desk.until(() => desk.clock.now() > Date.parse('2026-11-25T02:00:30.000Z'), 'the night')
  const evening = outgoing().length
  expect(evening).toBeGreaterThan(0)
  expect(evening).toBeLessThan(12)
  desk.clock.jump('2026-11-25T12:59:00.000Z')
  await finished(sendId)
  expect(outgoing()).toHaveLength(20)
  for (const message of outgoing().slice(evening)) expect(message.createdAt >= '2026-11-25T13:00').toBe(true)
})

test('10b: what was meant for the evening and could not leave waits for the morning, and says why', async () => {
  await open(many(2), { at: '2026-11-25T01:59:50.000Z' }, { quiet: { from: '08:00', to: '21:00' } })
  await desk.api.outbox.pause({})
  const { sendId } = await sendAll()
  await desk.clock.advance(30_000)
  await desk.api.outbox.resume({})
  await desk.until(async () => (await desk.api.sends.get({ sendId })).why === 'Quiet hours', 'the words')
  desk.clock.jump('2026-11-25T12:59:00.000Z')
  await finished(sendId)
  expect(outgoing().map(({ createdAt }) => createdAt >= '2026-11-25T13:00')).toEqual([true, true])
})

test('11: a lost answer is never called not sent: it is looked up and adopted', async () => {
  await open(many(4), { carrier: { behaviour: { dropAnswer: { times: 2 } } } })
  const { sendId } = await sendAll()
  await finished(sendId)
  expect(await states(sendId)).toEqual({ delivered: 4 })
  const { rows } = await desk.api.messages.page({ sendId })
  const outcomes = await Promise.all(
    rows.map(async ({ id }) => (await desk.api.messages.get({ id })).attempts.map(({ outcome }) => outcome)),
  )
  expect(outcomes.flat().toSorted()).toEqual(['accepted', 'accepted', 'adopted', 'adopted'])
  expect(outgoing()).toHaveLength(4)
})

test('12: text, number and person of a message are one frozen row', async () => {
  await open([['Ada', '+1 202 555 0101']], {}, { holdSeconds: 60 })
  const { sendId } = await sendAll()
  const id = await person('Ada')
  const record = await desk.api.people.get({ id })
  await desk.api.people.save({
    id,
    kind: 'client',
    firstName: 'Bea',
    lastName: '',
    email: '',
    language: null,
    tags: [],
    custom: {},
    numbers: [{ id: null, number: '+1 202 555 0102', label: 'Mobile', primary: true }],
  })
  expect(record.name).toBe('Ada')
  await finished(sendId)
  // The new number was never asked; the old one still has its consent on this record, and the old text is for it.
  expect(outgoing().map(({ to, body }) => [to, body])).toEqual([
    ['+12025550101', 'Larkfield Physio: Hi Ada. Reply STOP to opt out'],
  ])
})
