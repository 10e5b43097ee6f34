/** The rules between a request and its record, each with the day on which it matters. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk, type DeskOptions, MORNING } from '../support/desk'
import { importCsv, sendToAll, setUpOffice } from '../support/prepare'

const MINUTE = 60_000
let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const open = async (count: number, options: DeskOptions = {}) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, { canary: false })
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts',
      ...Array.from({ length: count }, (_, i) => `Person${i},202 555 0${101 + i},yes`),
    ].join('\n'),
  )
  await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
}
const sendAll = async (notBefore: string | null = null) => {
  return sendToAll(desk.api, 'Hi {{ first_name }}', { notBefore })
}
const text = async (body: string) => {
  const [person] = await desk.api.people.find({ text: 'Person0' })
  await desk.api.messages.send({
    draftId: randomUUID(),
    recipientId: person?.id ?? 0,
    e164: '+12025550101',
    body,
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
}
const states = async (sendId: string) => (await desk.api.sends.get({ sendId })).states
const outgoing = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
const decide = async () => (await desk.api.outbox.state({})).decide
const rows = async () =>
  (await desk.api.messages.page({})).rows.filter(({ direction }) => direction === 'out')

test('2: a status poll writes while a request is under way: the claim stands, and both end', async () => {
  await open(6, { carrier: { behaviour: { pace: 0.25 } } })
  const first = await sendAll()
  await desk.until(() => outgoing().length === 6, 'the first texts')
  // These are under way for half a minute, while receipts of the first six are written again and again.
  desk.carrier.setBehaviour({ slowAnswerMs: 25_000 })
  const second = await sendAll()
  await desk.until(async () => (await states(second)).claimed === 6, 'the claims')
  await desk.until(async () => (await states(first)).delivered === 6, 'the receipts')
  expect(await states(second)).toEqual({ claimed: 6 })
  await desk.until(async () => (await states(second)).delivered === 6, 'the end')
  expect(outgoing()).toHaveLength(12)
})

test('a text with the same words to the same number waits until it is known what became of the first', async () => {
  await open(1, { carrier: { behaviour: { dropAnswer: { times: 1 } } } })
  desk.carrier.setBehaviour({ listLagMs: 5 * MINUTE })
  await text('Your visit is at ten.')
  await desk.until(async () => (await rows())[0]?.state === 'unknown', 'the lost answer')
  await text('Your visit is at ten.')
  await desk.clock.advance(MINUTE)
  expect((await rows()).map(({ state }) => state).toSorted()).toEqual(['queued', 'unknown'])
  expect(outgoing()).toHaveLength(1)
  desk.carrier.setBehaviour({ listLagMs: null })
  await desk.until(async () => (await rows()).every(({ state }) => state === 'delivered'), 'both')
})

test('five unclear answers in a row stop everything, and after Resume one text goes first', async () => {
  await open(40, { app: { maxInFlight: 1 }, carrier: { behaviour: { dropAnswer: { probability: 1 } } } })
  const sendId = await sendAll()
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason?.title).toBe('The carrier does not answer clearly')
  expect(outgoing()).toHaveLength(5)
  await desk.clock.advance(10 * MINUTE)
  expect(outgoing()).toHaveLength(5)
  desk.carrier.setBehaviour({ dropAnswer: null, slowAnswerMs: 5_000 })
  await desk.api.outbox.resume({})
  await desk.until(() => outgoing().length > 5, 'the probe')
  await desk.clock.advance(2_000)
  expect(outgoing()).toHaveLength(6)
  desk.carrier.setBehaviour({ slowAnswerMs: null })
  await desk.until(async () => (await states(sendId)).delivered === 40, 'the rest')
  expect(outgoing()).toHaveLength(40)
})

test('one list without it is not enough to ask a person, nor is a list too soon after', async () => {
  // It is listed 20 seconds after the time in which lists usually catch up.
  await open(1, { carrier: { behaviour: { dropAnswer: { times: 1 }, listLagMs: 3 * MINUTE + 20_000 } } })
  const sendId = await sendAll()
  let asked = 0
  await desk.until(
    async () => {
      asked += await decide()
      return (await states(sendId)).delivered === 1
    },
    'the lookup',
    30 * MINUTE,
  )
  expect(asked).toBe(0)
})

test('the carrier’s record of one text is never taken for that of another', async () => {
  await open(1)
  await text('Please call us.')
  await desk.until(async () => (await rows())[0]?.state === 'delivered', 'the first')
  await desk.clock.advance(2 * MINUTE)
  // The second, word for word the same, never reaches the carrier.
  desk.carrier.setBehaviour({ refuseBefore: { times: 1 } })
  await text('Please call us.')
  await desk.until(async () => (await decide()) === 1, 'the question')
  expect((await rows()).map(({ state }) => state).toSorted()).toEqual(['delivered', 'unknown'])
  expect(outgoing()).toHaveLength(1)
})

test.each([-3, 3])(
  'with a clock %i minutes beside the carrier’s nothing is handed over, and it still leaves in its time',
  async (off) => {
    const clock = {
      now: () => (desk?.clock.now() ?? Date.parse(MORNING)) + off * MINUTE,
      elapsed: () => desk?.clock.elapsed() ?? 0,
      after: (ms: number, work: () => void) => desk.clock.after(ms, work),
    }
    await open(2, { carrier: { clock } })
    const due = new Date(desk.clock.now() + 40 * MINUTE).toISOString()
    const sendId = await sendAll(due)
    await desk.clock.advance(10 * MINUTE)
    expect(outgoing()).toHaveLength(0)
    expect(await states(sendId)).toEqual({ queued: 2 })
    desk.clock.jump(due)
    await desk.until(async () => (await states(sendId)).delivered === 2, 'the texts')
    expect(desk.clock.now()).toBeGreaterThanOrEqual(Date.parse(due))
    expect(outgoing()).toHaveLength(2)
  },
)

test('a send that a crash left half written leaves nothing', async () => {
  await open(3)
  const sendId = await sendAll()
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the send')
  const { db } = desk.app.testing
  // As a crash in mid-writing leaves it: rows of a send that no update made live.
  db.exec(`UPDATE send SET state = 'writing'; UPDATE message SET state = 'queued'`)
  await desk.restart()
  expect(await rows()).toEqual([])
  await desk.clock.advance(MINUTE)
  expect(outgoing()).toHaveLength(3)
})

test('a text nobody knows the end of may be left; that of a cancelled send is not sent again', async () => {
  await open(2)
  desk.carrier.setBehaviour({ refuseBefore: { times: 2 } })
  const sendId = await sendAll()
  await desk.until(async () => (await decide()) === 2, 'the question', 30 * MINUTE)
  await desk.api.sends.cancel({ sendId })
  const [one, other] = (await desk.api.messages.page({ sendId })).rows
  await expect(desk.api.messages.decide({ id: one?.id ?? 0, decision: 'send-again' })).rejects.toMatchObject({
    code: 'conflict',
  })
  await desk.api.messages.decide({ id: one?.id ?? 0, decision: 'leave' })
  await desk.api.messages.decide({ id: other?.id ?? 0, decision: 'was-sent' })
  expect(await states(sendId)).toEqual({ canceled: 1, sent: 1 })
  await desk.clock.advance(5 * MINUTE)
  expect(outgoing()).toHaveLength(0)
})
