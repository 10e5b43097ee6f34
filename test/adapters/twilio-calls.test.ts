import { afterEach, describe, expect, test } from 'vitest'
import type { Permission } from '../../src-main/adapters/practice/account'
import type { CarrierError } from '../../src-main/services/ports'
import { createTwilioSms } from '../../src-main/adapters/twilio/twilio-sms'
import { OWN, practice, SERVICE, START, TOLL_FREE, text, until } from './practice-fixture'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
async function set(...given: Parameters<typeof practice>) {
  const made = await practice(...given)
  open.push(made.close)
  return made
}

const service = { kind: 'service', sid: SERVICE } as const

describe('list', () => {
  test('newest first, over all pages, filtered by recipient', async () => {
    const { sms, carrier } = await set()
    for (let count = 0; count < 1005; count++)
      carrier.inbound({ from: '+12025550111', to: OWN, body: `n ${count}` })
    await sms.send(text('0102'))
    const { messages, carrierTime } = await sms.list({ to: OWN })
    expect(messages).toHaveLength(1005)
    expect(messages[0]?.body).toBe('n 1004')
    expect(messages.at(-1)?.body).toBe('n 0')
    expect(new Set(messages.map(({ sid }) => sid)).size).toBe(1005)
    expect(carrierTime).toBe(START)
    expect((await sms.list({ to: OWN }, 3)).messages.map(({ body }) => body)).toEqual([
      'n 1004',
      'n 1003',
      'n 1002',
    ])
    expect((await sms.list({ to: '+12025550102' })).messages).toHaveLength(1)
    expect((await sms.list({ from: '+12025550111' }, 5)).messages).toHaveLength(5)
    // Five pages of at most 250, then one for each of the others.
    expect(carrier.requests.filter((request) => request.startsWith('GET'))).toHaveLength(5 + 3)
  })

  test('by the time of sending, again filtered here', async () => {
    const { sms, clock } = await set()
    await sms.send(text('0101'))
    await clock.advance(3_600_000)
    await sms.send(text('0102'))
    await clock.advance(10_000)
    const after = await sms.list({ sentOnOrAfter: '2026-11-23T15:30:00.000Z' })
    expect(after.messages.map(({ to }) => to)).toEqual(['+12025550102'])
    const before = await sms.list({ sentBefore: '2026-11-23T15:30:00.000Z' })
    expect(before.messages.map(({ to }) => to)).toEqual(['+12025550101'])
    // Twilio's bounds include their moment; "before" does not.
    expect((await sms.list({ sentBefore: '2026-11-23T15:00:01.000Z' })).messages).toEqual([])
  })

  test('what was just accepted can be missing at first', async () => {
    const { sms, clock } = await set({ behaviour: { listLagMs: 5000 } })
    await sms.send(text())
    expect((await sms.list({ to: '+12025550101' })).messages).toEqual([])
    await clock.advance(5000)
    expect((await sms.list({ to: '+12025550101' })).messages).toHaveLength(1)
  })
})

describe('one message', () => {
  test('in all its fields, once delivered', async () => {
    const { sms, clock } = await set()
    const sent = await sms.send(text('0101', { from: service, body: 'x'.repeat(200) }))
    await clock.advance(10_000)
    const sid = sent.kind === 'accepted' ? sent.sid : ''
    expect(await sms.fetch(sid)).toEqual({
      sid,
      direction: 'outbound-api',
      to: '+12025550101',
      from: OWN,
      messagingServiceSid: SERVICE,
      body: 'x'.repeat(200),
      status: 'delivered',
      errorCode: null,
      errorMessage: null,
      segments: 2,
      media: 0,
      price: { micros: 16_600, currency: 'USD' },
      createdAt: START,
      sentAt: '2026-11-23T15:00:01.000Z',
      updatedAt: '2026-11-23T15:00:04.000Z',
    })
  })

  test('is cancelled before its time, and not after', async () => {
    const { sms, clock, carrier } = await set()
    const sendAt = '2026-11-23T16:00:00.000Z'
    await sms.send(text('0101', { from: service, sendAt }))
    await sms.send(text('0102', { from: service, sendAt }))
    const [first, second] = carrier.messages()
    expect((await sms.cancel(first?.sid ?? '')).status).toBe('canceled')
    await clock.advance(3_700_000)
    expect((await sms.fetch(first?.sid ?? ''))?.status).toBe('canceled')
    expect((await sms.fetch(second?.sid ?? ''))?.status).toBe('delivered')
    await expect(sms.cancel(second?.sid ?? '')).rejects.toMatchObject({ kind: 'carrier', code: 30409 })
  })

  test('a STOP does not cancel what is scheduled, but it fails in its time', async () => {
    const { sms, clock, carrier } = await set()
    await sms.send(text('0101', { from: service, sendAt: '2026-11-23T16:00:00.000Z' }))
    carrier.inbound({ from: '+12025550101', to: OWN, body: 'STOP' })
    const sid = carrier.messages()[0]?.sid ?? ''
    expect((await sms.fetch(sid))?.status).toBe('scheduled')
    await clock.advance(3_700_000)
    expect(await sms.fetch(sid)).toMatchObject({
      status: 'failed',
      errorCode: 21610,
      price: { micros: 1000 },
    })
  })

  test('is blanked when it is done', async () => {
    const { sms, clock, carrier } = await set()
    await sms.send(text())
    const sid = carrier.messages()[0]?.sid ?? ''
    await expect(sms.redact(sid)).rejects.toMatchObject({ kind: 'carrier', code: 20009 })
    await clock.advance(10_000)
    await sms.redact(sid)
    expect((await sms.fetch(sid))?.body).toBe('')
  })

  test('that Twilio does not know', async () => {
    const { sms } = await set()
    expect(await sms.fetch(`SM${'0'.repeat(32)}`)).toBeNull()
  })
})

describe('the account', () => {
  test('balance, overdrawn too; none for a subaccount', async () => {
    const { sms, carrier } = await set()
    expect(await sms.balance()).toEqual({ micros: 250_000_000, currency: 'USD' })
    await sms.send(text())
    expect(await sms.balance()).toEqual({ micros: 249_991_700, currency: 'USD' })
    carrier.setBalance('-0.05')
    expect(await sms.balance()).toEqual({ micros: -50_000, currency: 'USD' })
    const sub = await set({ account: { subaccount: true } })
    expect(await sub.sms.balance()).toBeNull()
  })

  test('prices', async () => {
    const { sms } = await set()
    expect(await sms.price('us')).toEqual({
      outbound: { micros: 8300, currency: 'USD' },
      inbound: { micros: 8300, currency: 'USD' },
      fee: { low: 2500, high: 6200 },
    })
    expect(await sms.price('AQ')).toBeNull()
    expect(await sms.price('../x')).toBeNull()
  })

  test('numbers and services', async () => {
    const { sms } = await set()
    const numbers = await sms.numbers()
    expect(numbers).toMatchObject([
      { number: OWN, name: 'Front desk', sms: true, mms: true, country: 'US', tollFree: false },
      { number: TOLL_FREE, sms: true, mms: false, tollFree: true },
    ])
    expect(await sms.services()).toEqual([
      { sid: SERVICE, name: 'Practice service', senders: [{ number: OWN, country: 'US', sms: true }] },
    ])
  })

  test('look-ups', async () => {
    const { sms } = await set()
    expect(await sms.lookup('+12025550123')).toEqual({
      valid: true,
      e164: '+12025550123',
      country: 'US',
      lineType: null,
    })
    expect((await sms.lookup('+120255501')).valid).toBe(false)
  })

  test('facts, on trial and in full', async () => {
    const { sms } = await set({ account: { type: 'Trial', verifiedRecipients: ['+12025550101'] } })
    expect(await sms.account()).toMatchObject({ name: 'Practice account', type: 'trial', status: 'active' })
    expect(await sms.send(text('0102'))).toMatchObject({ kind: 'rejected', code: 21608 })
    await sms.send(text('0101', { body: 'Hi' }))
    const [found] = (await sms.list({ to: '+12025550101' })).messages
    expect(found?.body).toBe('Sent from your Twilio trial account - Hi')
  })

  test('what is registered of each number that texts come from', async () => {
    const service = (sid: string) => ({ kind: 'service' as const, sid })
    const single = (number: string) => ({ kind: 'number' as const, number })
    const { sms } = await set()
    expect(await sms.senderFacts(service(SERVICE))).toEqual([
      {
        number: OWN,
        name: 'Front desk',
        country: 'US',
        tollFree: false,
        sms: true,
        mms: true,
        brand: { status: 'APPROVED', failure: null, soleProprietor: false },
        campaign: { status: 'VERIFIED', failure: null },
        verification: null,
        unreadable: [],
      },
    ])
    expect(await sms.senderFacts(single(OWN))).toMatchObject([{ campaign: { status: 'VERIFIED' } }])
    expect(await sms.senderFacts(single(TOLL_FREE))).toMatchObject([
      { tollFree: true, brand: null, campaign: null, verification: { status: 'TWILIO_APPROVED' } },
    ])
    expect(await sms.senderFacts(single('+12025550177'))).toMatchObject([{ campaign: null }])
    const bare = { sid: SERVICE, name: 'Bare', numbers: [OWN], a2p: 'PENDING' as const }
    const other = await set({
      account: {
        services: [bare],
        tollFreeVerified: [],
        brand: { status: 'FAILED', failure: 'The EIN does not match the name.' },
      },
    })
    expect(await other.sms.senderFacts(service(SERVICE))).toMatchObject([
      {
        campaign: { status: 'PENDING' },
        brand: { status: 'FAILED', failure: 'The EIN does not match the name.' },
      },
    ])
    expect(await other.sms.senderFacts(single(TOLL_FREE))).toMatchObject([{ verification: null }])
  })
})

describe('a restricted key', () => {
  const KEY = `SK${'e'.repeat(32)}`
  const restricted = (...denied: Permission[]) =>
    set(
      { account: { credentials: [{ username: KEY, password: 'secret', denied }] } },
      { login: { kind: 'key', keySid: KEY, secret: 'secret' } },
    )

  test('each call without its permission says so', async () => {
    const { sms } = await restricted(
      'messages.read',
      'messages.update',
      'balance',
      'pricing',
      'numbers',
      'services',
      'lookups',
    )
    const sid = `SM${'0'.repeat(32)}`
    const calls = [
      () => sms.list({}),
      () => sms.fetch(sid),
      () => sms.cancel(sid),
      () => sms.redact(sid),
      () => sms.balance(),
      () => sms.price('US'),
      () => sms.numbers(),
      () => sms.services(),
      () => sms.lookup('+12025550101'),
    ]
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ kind: 'permission', code: 70051, status: 403 })
  })

  test('facts and registration stay unread, without a failure', async () => {
    const { sms, carrier } = await restricted('account', 'usa2p', 'tollfree')
    expect(await sms.account()).toEqual({
      accountSid: carrier.account.sid,
      name: null,
      type: null,
      status: null,
    })
    const [own] = await sms.senderFacts({ kind: 'service', sid: SERVICE })
    expect(own).toMatchObject({ campaign: null, brand: null, unreadable: ['a2p'] })
    const [toll] = await sms.senderFacts({ kind: 'number', number: TOLL_FREE })
    expect(toll).toMatchObject({ verification: null, unreadable: ['tollfree'] })
  })
})

describe('faults of other calls', () => {
  const all = 'all' as const
  const cases: [string, object, Partial<CarrierError>][] = [
    ['dropped', { dropAnswer: { times: 1, of: all } }, { kind: 'unreachable' }],
    ['503', { failAfterAccepting: { times: 1, of: all } }, { kind: 'carrier', code: 20503, status: 503 }],
    ['reset in the middle', { resetMidAnswer: { times: 1, of: all } }, { kind: 'unreachable' }],
    ['429', { tooMany: { times: 1, of: all } }, { kind: 'busy', code: 20429 }],
    ['HTML', { htmlPage: { times: 1, of: all } }, { kind: 'unreadable' }],
    ['sent elsewhere', { htmlPage: { times: 1, of: all, status: 302 } }, { kind: 'unreadable' }],
  ]
  test.each(cases)('%s', async (_name, behaviour, expected) => {
    const { sms, carrier } = await set({ behaviour })
    await expect(sms.list({})).rejects.toMatchObject(expected)
    for (const call of [
      () => sms.numbers(),
      () => sms.balance(),
      () => sms.account(),
      () => sms.price('US'),
      () => sms.lookup('+12025550101'),
    ]) {
      carrier.setBehaviour(behaviour)
      await expect(call()).rejects.toMatchObject(expected)
    }
  })

  test('a wrong login', async () => {
    const { sms } = await set({}, { login: { kind: 'token', token: 'another' } })
    await expect(sms.balance()).rejects.toMatchObject({ kind: 'auth', code: 20003, status: 401 })
    await expect(sms.account()).rejects.toMatchObject({ kind: 'auth' })
  })

  test('in the middle of a walk over pages nothing partial is handed out', async () => {
    const { sms, carrier } = await set()
    for (let count = 0; count < 1001; count++) carrier.inbound({ from: '+12025550111', to: OWN, body: 'x' })
    const listing = sms.list({ to: OWN })
    await until(() => carrier.requests.length === 1)
    carrier.setBehaviour({ dropAnswer: { times: 1, of: 'all' } })
    await expect(listing).rejects.toMatchObject({ kind: 'unreachable' })
  })
})

test('only a base URL on this computer is taken', async () => {
  const { clock, carrier } = await set()
  const options = { accountSid: carrier.account.sid, login: { kind: 'token', token: 't' } as const, clock }
  for (const baseUrl of [
    'https://example.com',
    'http://10.0.0.1:80',
    'http://127.0.0.1.example.com',
    'http://localhost:1',
    'x',
  ]) {
    await expect(createTwilioSms({ ...options, baseUrl })).rejects.toThrow(/only be reached on this computer/)
  }
  await expect(createTwilioSms({ ...options, accountSid: 'AC1' })).rejects.toThrow(/account SID/)
})
