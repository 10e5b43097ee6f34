/** Replies and texts that cannot be read from the carrier, or not in time: what waits until they are. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { reservedNumber } from '../support/reserved-numbers'
import type { Asked } from '../support/tamper'
import { MINUTE, desk, open, send, states, why, outgoing, rows, closeAfterEach } from './odd-carrier-fixture'

closeAfterEach()

test('replies cannot be read for minutes: one steady reason, cleared only once they are read', async () => {
  const tamper = await open(5)
  const isInbound = (asked: Asked) => asked.isList && asked.query.has('To') && asked.query.has('DateSent>')
  tamper.before((asked) => (isInbound(asked) ? { status: 503, headers: {}, body: 'no' } : undefined))
  await desk.until(async () => !(await desk.api.session.carrier({})).ok, 'the reason')
  const said = new Set<string | null>()
  const since = (await desk.api.outbox.state({})).why.find(({ cause }) => cause === 'inbound')?.since
  for (let passed = 0; passed < 5 * MINUTE; passed += 1000) {
    await desk.clock.advance(1000)
    const { ok, reason } = await desk.api.session.carrier({})
    expect(ok).toBe(false)
    said.add(reason)
  }
  expect(said.size).toBe(1)
  expect((await desk.api.outbox.state({})).why.find(({ cause }) => cause === 'inbound')).toMatchObject({
    since,
    stops: 'many',
  })
  const sendId = await send()
  await desk.clock.advance(MINUTE)
  expect(await states(sendId)).toEqual({ queued: 5 })
  tamper.before(null)
  await desk.until(async () => (await states(sendId)).delivered === 5, 'the texts')
  expect((await desk.api.session.carrier({})).ok).toBe(true)
})

test('PC off, a hundred STOPs and then thousands of other replies, PC on: none of the hundred gets the next bulk text', async () => {
  await open(100)
  const own = '+12025550100'
  await desk.swap(() => {
    for (let i = 0; i < 100; i += 1) desk.carrier.inbound({ from: reservedNumber(i), to: own, body: 'STOP' })
    for (let i = 0; i < 6000; i += 1)
      desk.carrier.inbound({ from: `+1303555${String(i).padStart(4, '0')}`, to: own, body: 'Thanks' })
  })
  const sendId = await send().catch(() => null)
  await desk.clock.advance(3 * MINUTE)
  await desk.until(async () => (await desk.api.suppressions.page({})).total === 100, 'the STOPs')
  if (sendId) await desk.clock.advance(MINUTE)
  expect(outgoing()).toEqual([])
})

test('a list of replies that is cut is not read: nothing to many leaves, a text to one person does', async () => {
  const tamper = await open(4)
  let cut = true
  // A carrier that always names a next page, the same again.
  tamper.after((asked, answered) => {
    if (!cut || !asked.isList || !asked.query.has('To')) return undefined
    const body = structuredClone(answered.body) as { next_page_uri: string | null; uri: string }
    if (asked.query.has('DateSent>')) body.next_page_uri = body.uri
    return { ...answered, body }
  })
  await desk.clock.advance(3 * MINUTE)
  const sendId = await send()
  await desk.clock.advance(2 * MINUTE)
  expect((await states(sendId)).queued).toBe(4)
  expect(await why()).toContain('inbound')
  cut = false
  await desk.until(async () => (await states(sendId)).delivered === 4, 'the texts', 30 * MINUTE)
})

test('STOPs in the middle of a bulk send are known within four seconds of their arrival, whenever they come', async () => {
  await open(160, { app: { pace: { inbound: 10_000, status: 5_000, reconcile: 20_000 } } })
  await desk.api.settings.saveSending({ ...(await desk.api.settings.get({})).sending, rate: 5 })
  const sendId = await send()
  await desk.until(() => outgoing().length >= 10, 'the first')
  const [one] = outgoing()
  for (let i = 0; i < 3; i += 1) {
    // The last in the queue: Twilio itself refuses the next ones.
    const waiting = (await rows(sendId)).filter(({ state }) => state === 'queued').at(i)
    desk.carrier.inbound({ from: waiting?.number ?? '', to: one?.from ?? '', body: 'STOP' })
    await desk.until(
      async () => (await desk.api.suppressions.page({})).rows.some(({ e164 }) => e164 === waiting?.number),
      'the STOP',
      4_000,
    )
  }
})

test('the carrier’s list cannot be read after a start: nothing leaves before it was, not even a text to one person, and the reason is shown', async () => {
  const tamper = await open(4)
  const everything = ({ isList, query }: Asked) => isList && !query.has('To')
  await desk.swap(() =>
    tamper.before((asked) => (everything(asked) ? { status: 503, headers: {}, body: 'no' } : undefined)),
  )
  const [person] = await desk.api.people.find({ text: 'Person0' })
  await desk.api.messages.send({
    draftId: randomUUID(),
    recipientId: person?.id ?? 0,
    e164: reservedNumber(0),
    body: 'Are you there?',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
  const sendId = await send()
  await desk.clock.advance(2 * MINUTE)
  await desk.until(async () => (await why()).includes('fence'), 'the reason')
  await desk.clock.advance(2 * MINUTE)
  expect(outgoing()).toEqual([])
  expect((await desk.api.outbox.state({})).why[0]).toMatchObject({ cause: 'fence', stops: 'all' })
  tamper.before(null)
  await desk.until(async () => (await states(sendId)).delivered === 4, 'the texts')
  expect(outgoing()).toHaveLength(5)
})
