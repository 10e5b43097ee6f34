/** A closed laptop, no network, a wrong token, clocks that jump: each has its words and its next step, and nothing is sent twice. */
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { createPracticeCarrier } from '../../src-main/adapters/practice/practice-carrier'
import { say } from '../../src-preload/shared/phrases/say'
import { accountReason } from '../../src-main/services/outbox/guards/gate'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, sendToAll, setUpOffice } from '../support/prepare'

const NO_CONNECTION = say('carrier.no-connection')

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
  return sendToAll(desk.api, 'Hi {{ first_name }}')
}
/** What left, or will: not what was taken out of the carrier's schedule again. */
const outgoing = () =>
  desk.carrier
    .messages()
    .filter((message) => message.direction === 'outbound-api' && message.status !== 'canceled')
const states = async (sendId: string) => (await desk.api.sends.get({ sendId })).states
const fail = (): never => {
  throw new Error('no number')
}
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
  // A balance read before is believed for a minute.
  await desk.clock.advance(61_000)
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
  // One sentence, wherever it is said, and once.
  const { why } = await desk.api.outbox.state({})
  expect(
    why.filter(({ title, say }) => /connection/i.test(`${title} ${say}`)).map(({ title }) => title),
  ).toEqual([NO_CONNECTION])
  expect((await desk.api.sends.get({ sendId: invoiced })).why).toBe(NO_CONNECTION)
  expect((await desk.api.session.carrier({})).reason).toBe(NO_CONNECTION)
  await expect(desk.api.settings.senders({})).rejects.toThrow(NO_CONNECTION)
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

test('the carrier’s queue for our number is full: the texts wait, and are tried again by themselves', async () => {
  await open(4, { carrier: { behaviour: { queueFull: { times: 3 } } } })
  const sendId = await sendAll()
  await desk.until(async () => (await states(sendId)).delivered === 4, 'the texts', 60 * 60_000)
  const ends = outgoing().map(({ status }) => status)
  expect(ends.filter((status) => status === 'delivered')).toHaveLength(4)
  expect(ends.filter((status) => status === 'failed')).toHaveLength(3)
})

test('a recalled send: what the full queue gave back stays a failure', async () => {
  await open(1, { carrier: { behaviour: { queueFull: { times: 1 } } } })
  const sendId = await sendAll()
  await desk.until(() => outgoing().length === 1, 'the request')
  await desk.api.sends.cancel({ sendId })
  await desk.until(async () => (await states(sendId)).failed === 1, 'the failure')
  await desk.clock.advance(15 * 60_000)
  expect(await states(sendId)).toEqual({ failed: 1 })
})

test('a queue that stays full: four tries, then it is a failure that is shown', async () => {
  await open(1, { app: { practiceSender: { kind: 'number', number: '+15005550008' } } })
  const sendId = await sendAll()
  await desk.until(async () => (await states(sendId)).rejected === 1, 'the end', 3 * 60 * 60_000)
  const [row] = (await desk.api.messages.page({ sendId })).rows
  expect(row?.why).toBe('Sending queue full')
  expect((await desk.api.messages.get({ id: row?.id ?? 0 })).attempts).toHaveLength(4)
  expect((await desk.api.outbox.state({})).paused).toBe(false)
})

test('texts that fail afterwards for a reason of the account: the third stops sending, and says why', async () => {
  await open(3)
  await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nUna,202 555 0198,yes\n')
  const una = (await desk.api.people.find({ text: 'Una' }))[0]?.id ?? 0
  const write = async (body: string) => {
    const { messageId } = await desk.api.messages.send({
      draftId: randomUUID(),
      recipientId: una,
      e164: '+12025550198',
      body,
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
    await desk.until(
      async () => (await desk.api.messages.get({ id: messageId })).message.state === 'failed',
      'the failure',
    )
  }
  await write('One')
  await write('Two')
  expect((await desk.api.outbox.state({})).paused).toBe(false)
  await write('Three')
  expect((await desk.api.outbox.state({})).reason).toMatchObject({ code: 30034, action: 'register' })
  const sendId = await sendAll()
  await desk.clock.advance(60_000)
  await pause(20)
  expect((await states(sendId)).queued).toBe(4)
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 3, 'the others')
  expect((await desk.api.outbox.state({})).paused).toBe(false)
})

test('a daily limit ends by itself, also over a restart', async () => {
  await open(2)
  await desk.api.outbox.pause({})
  const sendId = await sendAll()
  await desk.swap(() => {
    const reason = accountReason(63038, desk.clock.now() - 23.5 * 3_600_000)
    const db = new Database(path.join(desk.dataDir, 'practice.db'))
    db.prepare("UPDATE fact SET value = ? WHERE key = 'outbox.paused'").run(JSON.stringify(reason))
    db.close()
  })
  expect((await desk.api.outbox.state({})).reason).toMatchObject({ code: 63038, action: 'wait' })
  await desk.clock.advance(20 * 60_000)
  expect((await desk.api.outbox.state({})).paused).toBe(true)
  await desk.clock.advance(11 * 60_000)
  await desk.until(async () => (await states(sendId)).delivered === 2, 'the texts')
})

test('another sender is chosen: what waits leaves from it, and answers to the one before are still read', async () => {
  const numbers = { old: '+12025550100', next: '+12025550199' }
  const practiceSender = { kind: 'number' as const, number: numbers.old }
  await open(4, { app: { practiceSender } })
  desk.carrier.account.numbers.push({
    ...(desk.carrier.account.numbers.find(({ number }) => number === numbers.old) ?? fail()),
    number: numbers.next,
  })
  const { sending } = await desk.api.settings.get({})
  await desk.api.settings.saveSending({ ...sending, rate: 1 })
  const sendId = await sendAll()
  await desk.until(() => outgoing().length === 2, 'half of it')
  const own = desk.carrier.account.numbers.find(({ number }) => number === numbers.old)
  if (own) own.sms = false
  await desk.until(async () => (await desk.api.outbox.state({})).paused, 'the pause')
  expect((await desk.api.outbox.state({})).reason).toMatchObject({ action: 'choose-sender' })
  // Chosen in Settings, then resumed.
  practiceSender.number = numbers.next
  await desk.api.outbox.resume({})
  await desk.until(async () => (await states(sendId)).delivered === 4, 'the rest')
  expect(outgoing().map(({ from }) => from)).toEqual([numbers.old, numbers.old, numbers.next, numbers.next])
  // Whoever was texted from the old number answers there, though no send names it any more.
  await desk.clock.advance(15 * 60_000)
  desk.carrier.inbound({ from: outgoing()[0]?.to ?? '', to: numbers.old, body: 'STOP' })
  await desk.until(async () => (await desk.api.suppressions.page({})).total === 1, 'the opt-out')
})

test('an answer is lost, and the text failed before it was found: as if the failure had been answered', async () => {
  // Found in the carrier's list only a minute later.
  await open(1, { carrier: { behaviour: { dropAnswer: { times: 2 }, listLagMs: 60_000 } } })
  await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nUna,202 555 0195,yes\n')
  const sendId = await sendAll()
  await desk.until(async () => (await states(sendId)).failed === 1, 'the failure')
  expect((await desk.api.messages.page({ sendId, states: ['failed'] })).rows[0]).toMatchObject({
    state: 'failed',
    why: 'Has opted out',
  })
  expect((await desk.api.suppressions.page({})).total).toBe(1)
})
