/** Odd answers of the carrier, odd clocks and breaks of the network: nobody gets a text twice, and the reason shown is the true one. */
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { wrongBy } from '../support/fake-clock'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import { type Answered, type Asked, createTamper, refusal, type Tamper } from '../support/tamper'

const MINUTE = 60_000
let desk: Desk
let relay: Tamper | null = null
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
  await relay?.close()
  relay = null
})

/** An office behind the relay, with so many people. */
const open = async (
  people: number,
  { clockOff = () => 0, ...options }: DeskOptions & { clockOff?: () => number } = {},
) => {
  const first = await createDesk({ ...options, setUp: false })
  relay = await createTamper(first.carrier.baseUrl)
  await first.swap(() => {}, { carrierUrl: relay.baseUrl, clock: wrongBy(first.clock, clockOff) })
  desk = first
  await setUpOffice(desk.api, { canary: false, holdSeconds: 0 })
  await importCsv(desk.api, peopleCsv(people))
  await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
  await desk.until(async () => (await desk.api.outbox.state({})).why.length === 0, 'the fence')
  return relay
}
const send = async (body = 'Hi {{ first_name }}') => {
  const review = await reviewForAll(desk.api, body)
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  return sendId
}
const states = async (sendId: string) => (await desk.api.sends.get({ sendId })).states
const why = async () => (await desk.api.outbox.state({})).why.map(({ cause }) => cause)
const outgoing = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
const rows = async (sendId: string) => (await desk.api.messages.page({ sendId, limit: 500 })).rows
const noDoubles = () => expect(new Set(outgoing().map(({ to }) => to)).size).toBe(outgoing().length)
const change = (answered: Answered, alter: (row: Record<string, unknown>, i: number) => void): Answered => {
  const body = structuredClone(answered.body) as { messages: Record<string, unknown>[] }
  body.messages.forEach(alter)
  return { ...answered, body }
}

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

const ODD: [string, (row: Record<string, unknown>) => void][] = [
  ['an unknown status', (row) => void (row.status = 'teleported')],
  ['no date', (row) => Object.assign(row, { date_created: null, date_sent: null, date_updated: null })],
  [
    'an odd date',
    (row) => Object.assign(row, { date_created: 'Foo, 99 Bar 20x6', date_sent: 'x', date_updated: 7 }),
  ],
  ['no SID', (row) => void (row.sid = null)],
  [
    'numbers where words belong',
    (row) => Object.assign(row, { body: 7, to: 7, from: {}, price: 'x', num_media: 'x' }),
  ],
  ['no direction', (row) => void (row.direction = null)],
]
test.each(ODD)(
  'one record of a list with %s spoils nothing behind it: texts get their status, a STOP is read',
  async (_name, spoil) => {
    const tamper = await open(20)
    const sendId = await send()
    // Among the newest of every list there is one odd record that is no text of ours.
    tamper.after((asked, answered) => {
      if (!asked.isList) return undefined
      const body = structuredClone(answered.body) as { messages: Record<string, unknown>[] }
      const [first] = body.messages
      if (!first) return undefined
      const odd = { ...first, sid: `SM${'f'.repeat(32)}`, direction: 'inbound', from: '+12025559999' }
      spoil(odd)
      body.messages.unshift(odd)
      return { ...answered, body }
    })
    await desk.until(async () => (await states(sendId)).delivered === 20, 'the receipts')
    const [one] = outgoing()
    desk.carrier.inbound({ from: one?.to ?? '', to: one?.from ?? '', body: 'STOP' })
    await desk.until(
      async () => (await desk.api.suppressions.page({})).rows.some(({ e164 }) => e164 === one?.to),
      'the STOP',
      MINUTE,
    )
    expect(await desk.api.session.carrier({})).toMatchObject({ ok: true })
  },
)

test('a STOP whose record has no date that can be read is a STOP', async () => {
  const tamper = await open(3)
  tamper.after((asked, answered) =>
    asked.isList
      ? change(answered, (row) => {
          if (row.direction === 'inbound')
            Object.assign(row, { date_created: null, date_sent: null, date_updated: null })
        })
      : undefined,
  )
  const sender = (await desk.api.settings.get({})) && '+12025550100'
  desk.carrier.inbound({ from: reservedNumber(1), to: sender, body: 'STOP' })
  await desk.until(
    async () => (await desk.api.suppressions.page({})).rows.some(({ e164 }) => e164 === reservedNumber(1)),
    'the STOP',
    MINUTE,
  )
})

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

test('the same SID answered twice: the text becomes unknown, the rest goes on, and the disk is not blamed', async () => {
  const tamper = await open(12)
  let first: string | null = null
  let struck = 0
  tamper.after((asked, answered) => {
    if (!asked.isSend) return undefined
    const body = answered.body as Record<string, unknown>
    if (first === null) first = String(body.sid)
    else if (struck === 0) {
      struck += 1
      return { ...answered, body: { ...body, sid: first } }
    }
    return undefined
  })
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).delivered === 12, 'all of them')
  expect(struck).toBe(1)
  expect((await desk.api.outbox.state({})).paused).toBe(false)
  noDoubles()
})

test('failed texts that never get a date of sending end all the same, however many are open', async () => {
  const tamper = await open(45)
  const alter = (row: Record<string, unknown>) => {
    if (row.direction === 'outbound-api')
      Object.assign(row, { status: 'failed', error_code: 30008, date_sent: null })
  }
  tamper.after((asked, answered) => {
    if (asked.method !== 'GET' || !asked.path.includes('/Messages')) return undefined
    if (!asked.isList) {
      const body = structuredClone(answered.body) as Record<string, unknown>
      alter(body)
      return { ...answered, body }
    }
    // Twilio's filter by date leaves out what has none.
    const byDate = asked.query.has('DateSent>')
    const body = structuredClone(answered.body) as { messages: Record<string, unknown>[] }
    for (const row of body.messages) alter(row)
    if (byDate) body.messages = body.messages.filter(({ date_sent: sent }) => sent !== null)
    return { ...answered, body }
  })
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).failed === 45, 'the failures', 5 * MINUTE)
})

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
  const review = await reviewForAll(
    desk.api,
    'Hi',
    'number',
    new Date(desk.clock.now() + 10 * MINUTE).toISOString(),
  )
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  wrong = -24 * 60 * MINUTE
  await desk.clock.advance(MINUTE)
  await desk.until(async () => (await why()).includes('clock'), 'the reason')
  expect((await desk.api.sends.get({ sendId })).why).toMatch(/clock of this PC is 24 hours slow/)
})

test('a value of one waiting text that cannot be read sets that text aside, and the others leave', async () => {
  await open(6)
  const review = await reviewForAll(
    desk.api,
    'Hi',
    'number',
    new Date(desk.clock.now() + 5 * MINUTE).toISOString(),
  )
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  const { db } = desk.app.testing
  const ids = (db.prepare('SELECT id FROM message ORDER BY id').all() as { id: number }[]).map(({ id }) => id)
  const spoil = (sql: string, id: number | undefined) =>
    db.prepare(`UPDATE message SET ${sql} WHERE id = ?`).run(id)
  spoil("zones = 'America/Nowhere\u0001'", ids[0])
  spoil("not_before = '2026-1X-24T15:00:00.000Z'", ids[1])
  spoil("not_before = 'x026-11-24T15:00:00.000Z'", ids[2])
  await desk.restart()
  await desk.until(async () => ((await states(sendId)).delivered ?? 0) >= 3, 'the others', 20 * MINUTE)
  const all = await rows(sendId)
  expect(all.filter(({ state }) => state === 'delivered').length).toBeGreaterThanOrEqual(3)
  expect(all.filter(({ why: said }) => said.startsWith('Set aside')).length).toBeGreaterThanOrEqual(2)
  expect((await desk.api.outbox.state({})).paused).toBe(false)
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

/** Another program of the office sends through the same account. */
const sendElsewhere = async (from: string, to: string, body: string) => {
  const { sid, credentials } = desk.carrier.account
  const login = Buffer.from(`${credentials[0]?.username}:${credentials[0]?.password}`).toString('base64')
  const answer = await fetch(
    `${desk.carrier.baseUrl}/api.twilio.com/2010-04-01/Accounts/${sid}/Messages.json`,
    {
      method: 'POST',
      headers: { Authorization: `Basic ${login}`, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ From: from, To: to, Body: body }).toString(),
    },
  )
  expect(answer.status).toBe(201)
}

test('a program with a sender of its own on the account is shown once, and stops nothing', async () => {
  await open(3, { app: { practiceSender: { kind: 'number', number: '+12025550100' } } })
  const other = desk.carrier.account.numbers.find(({ number, sms }) => sms && number !== '+12025550100')
  await sendElsewhere(other?.number ?? '', reservedNumber(0), 'Your parcel is here')
  const sendId = await send()
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the texts')
  expect((await desk.api.outbox.state({})).otherSenders).toMatchObject([{ sender: other?.number }])
  await desk.api.outbox.othersSeen({})
  await sendElsewhere(other?.number ?? '', reservedNumber(1), 'Another parcel')
  const again = await send('Hello again {{ first_name }}')
  await desk.until(async () => (await states(again)).delivered === 3, 'the next texts')
  expect((await desk.api.outbox.state({})).otherSenders).toEqual([])
})

test('a program that sends from our own number stops sending once, until a person says that it does', async () => {
  await open(3, { app: { practiceSender: { kind: 'number', number: '+12025550100' }, settleMs: 4_000 } })
  await sendElsewhere('+12025550100', reservedNumber(0), 'Your parcel is here')
  const sendId = await send()
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason?.title).toBe(
    'Texts were sent that this database does not know',
  )
  expect(outgoing()).toHaveLength(1)
  await desk.until(async () => (await desk.api.outbox.state({})).reason?.action === 'resume', 'the lookup')
  expect(await desk.api.backups.restored({})).toMatchObject({ kind: 'carrier', others: 1 })
  await desk.api.outbox.shareSender({})
  await sendElsewhere('+12025550100', reservedNumber(1), 'Another parcel')
  const { rows: left } = await desk.api.messages.page({ decide: true, limit: 100 })
  await desk.api.messages.decideMany({ ids: left.map(({ id }) => id), decision: 'send-again' })
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the texts')
  expect((await desk.api.outbox.state({})).paused).toBe(false)
  expect(outgoing()).toHaveLength(5)
})
