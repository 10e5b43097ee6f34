import net from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { OWN, practice, SERVICE, START, text, until } from './practice-fixture'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
async function set(...given: Parameters<typeof practice>) {
  const made = await practice(...given)
  open.push(made.close)
  return made
}

describe('a text that Twilio accepts', () => {
  test('from a number', async () => {
    const { sms, carrier } = await set()
    const outcome = await sms.send(text('0101', { validitySeconds: 3600 }))
    const [kept] = carrier.messages()
    expect(outcome).toEqual({
      kind: 'accepted',
      sid: kept?.sid,
      status: 'queued',
      segments: 1,
      price: null,
      carrierTime: START,
    })
    expect(kept).toMatchObject({ to: '+12025550101', from: OWN, body: 'Your appointment is at 9.' })
  })

  test('from a Messaging Service: accepted, sender and segments known later', async () => {
    const { sms } = await set()
    const outcome = await sms.send(text('0101', { from: { kind: 'service', sid: SERVICE } }))
    expect(outcome).toMatchObject({ kind: 'accepted', status: 'accepted', segments: null })
  })

  test('handed over for later', async () => {
    const { sms, carrier } = await set()
    const sendAt = '2026-11-23T16:00:00.000Z'
    const outcome = await sms.send(text('0101', { from: { kind: 'service', sid: SERVICE }, sendAt }))
    expect(outcome).toMatchObject({ kind: 'accepted', status: 'scheduled' })
    expect(carrier.messages()[0]?.leavesAt).toBe(sendAt)
  })

  test('with only a number the schedule is dropped, as at Twilio', async () => {
    const { sms } = await set()
    const outcome = await sms.send(text('0101', { sendAt: '2026-11-23T16:00:00.000Z' }))
    expect(outcome).toMatchObject({ kind: 'accepted', status: 'queued' })
  })

  test('bodies arrive as they were written', async () => {
    const { sms, carrier } = await set()
    const body = 'Ça va? 100 % & more = +1 👍🏽\nline two'
    await sms.send(text('0101', { body }))
    expect(carrier.messages()[0]?.body).toBe(body)
  })
})

describe('a text that Twilio refuses', () => {
  const cases: [string, Parameters<typeof text>, number][] = [
    ['opted out before', ['0180'], 21610],
    ['a landline', ['0181'], 21614],
    ['a country not switched on', ['0182'], 21408],
    ['no route', ['0183'], 21612],
    ['magic: not a number', ['+15005550001'], 21211],
    ['magic: no route', ['+15005550002'], 21612],
    ['magic: country', ['+15005550003'], 21408],
    ['magic: opted out', ['+15005550004'], 21610],
    ['magic: landline', ['+15005550009'], 21614],
    ['magic sender: invalid', ['0101', { from: { kind: 'number', number: '+15005550001' } }], 21212],
    ['magic sender: cannot text', ['0101', { from: { kind: 'number', number: '+15005550007' } }], 21606],
    ['magic sender: queue full', ['0101', { from: { kind: 'number', number: '+15005550008' } }], 21611],
    ['a sender that is not ours', ['0101', { from: { kind: 'number', number: '+12025550177' } }], 21659],
    ['an unknown service', ['0101', { from: { kind: 'service', sid: `MG${'9'.repeat(32)}` } }], 21701],
    ['too long', ['0101', { body: 'x'.repeat(1601) }], 21617],
    ['no body', ['0101', { body: '' }], 21602],
    ['no recipient', ['+'], 21211],
    ['ourselves', ['0100'], 21266],
    [
      'too soon',
      ['0101', { from: { kind: 'service', sid: SERVICE }, sendAt: '2026-11-23T15:04:59Z' }],
      35114,
    ],
    [
      'too late',
      ['0101', { from: { kind: 'service', sid: SERVICE }, sendAt: '2026-12-28T15:00:01Z' }],
      35114,
    ],
  ]
  test.each(cases)('%s', async (_name, given, code) => {
    const { sms, carrier } = await set()
    const outcome = await sms.send(text(...given))
    expect(outcome).toMatchObject({ kind: 'rejected', code })
    expect(JSON.stringify(outcome)).not.toMatch(/\d{7}/)
    expect(carrier.messages()).toEqual([])
  })

  test('a service without senders', async () => {
    const services = PRACTICE_ACCOUNT.services.map((service) => ({ ...service, numbers: [] }))
    const { sms } = await set({ account: { services } })
    const outcome = await sms.send(text('0101', { from: { kind: 'service', sid: SERVICE } }))
    expect(outcome).toMatchObject({ kind: 'rejected', code: 21703 })
  })

  test('a wrong login, a missing permission', async () => {
    const wrong = await set({}, { login: { kind: 'token', token: 'another' } })
    expect(await wrong.sms.send(text())).toMatchObject({ kind: 'rejected', code: 20003 })
    const key = `SK${'e'.repeat(32)}`
    const credentials = [{ username: key, password: 'secret', denied: ['messages.create' as const] }]
    const denied = await set(
      { account: { credentials } },
      { login: { kind: 'key', keySid: key, secret: 'secret' } },
    )
    expect(await denied.sms.send(text())).toMatchObject({ kind: 'rejected', code: 70051 })
  })

  test('a person who texted STOP, until START', async () => {
    const { sms, carrier } = await set()
    carrier.inbound({ from: '+12025550101', to: OWN, body: ' stop ' })
    expect(await sms.send(text())).toMatchObject({ kind: 'rejected', code: 21610 })
    expect(await sms.send(text('0102'))).toMatchObject({ kind: 'accepted' })
    carrier.inbound({ from: '+12025550101', to: OWN, body: 'Start' })
    expect(await sms.send(text())).toMatchObject({ kind: 'accepted' })
  })
})

describe('busy', () => {
  test('with the wait that Twilio asks for', async () => {
    const { sms, carrier } = await set({ behaviour: { tooMany: { times: 1, retryAfterSeconds: 7 } } })
    expect(await sms.send(text())).toEqual({ kind: 'busy', retryAfterMs: 7000 })
    expect(carrier.messages()).toEqual([])
    expect(await sms.send(text())).toMatchObject({ kind: 'accepted' })
  })

  test('without a wait', async () => {
    const { sms } = await set({ behaviour: { tooMany: { times: 1 } } })
    expect(await sms.send(text())).toEqual({ kind: 'busy', retryAfterMs: null })
  })
})

describe('not sent: nothing left this computer', () => {
  test('connection refused', async () => {
    const { sms, carrier } = await set()
    await carrier.close()
    let leaving = 0
    const outcome = await sms.send(text('0101', { onLeaving: () => leaving++ }))
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'no connection (ECONNREFUSED)' })
    expect(leaving).toBe(0)
  })

  test('onLeaving is called once before the request arrives, and stops it by throwing', async () => {
    const { sms, carrier } = await set()
    const seen: number[] = []
    await sms.send(text('0101', { onLeaving: () => seen.push(carrier.requests.length) }))
    await sms.send(text('0101', { onLeaving: () => seen.push(carrier.requests.length) }))
    expect(seen).toEqual([0, 1])
    const stop = () => {
      throw new Error('no')
    }
    expect(await sms.send(text('0101', { onLeaving: stop }))).toMatchObject({ kind: 'not-sent' })
    expect(carrier.requests).toHaveLength(2)
  })
})

describe('unknown: it may have been sent', () => {
  test.each([
    ['dropped after accepting', { dropAnswer: { times: 1 } }, 1],
    ['closed before accepting', { refuseBefore: { times: 1 } }, 0],
    ['503 after accepting', { failAfterAccepting: { times: 1 } }, 1],
    ['reset in the middle of the answer', { resetMidAnswer: { times: 1 } }, 1],
    ['a page of HTML with 200', { htmlPage: { times: 1 } }, 0],
    ['sent to a sign-in page', { htmlPage: { times: 1, status: 302 as const } }, 0],
  ])('%s', async (_name, behaviour, accepted) => {
    const { sms, carrier } = await set({ behaviour })
    const outcome = await sms.send(text())
    expect(outcome.kind).toBe('unknown')
    expect(carrier.messages()).toHaveLength(accepted)
    expect(carrier.requests).toHaveLength(1)
    expect(await sms.send(text())).toMatchObject({ kind: 'accepted' })
  })

  test.each(['0185', '0186'])('practice number %s', async (digits) => {
    const { sms, carrier } = await set()
    expect((await sms.send(text(digits))).kind).toBe('unknown')
    expect(carrier.messages()).toHaveLength(1)
  })

  test.each(['slowAcceptMs', 'slowAnswerMs'])('no answer in time (%s)', async (name) => {
    const { sms, carrier, clock } = await set({ behaviour: { [name]: 60_000 } })
    const sending = sms.send(text())
    await until(() => carrier.requests.length === 1 && clock.waiting() === 2)
    await clock.advance(40_000)
    expect(await sending).toEqual({ kind: 'unknown', reason: 'no answer in time' })
    await clock.advance(20_000)
    expect(carrier.messages()).toHaveLength(1)
  })

  const odd: [string, string, string][] = [
    ['4xx that is not Twilio’s', 'HTTP/1.1 403 Forbidden', '{"error":"proxy says no"}'],
    ['4xx with a code of another', 'HTTP/1.1 400 Bad Request', '{"code":7,"message":"no"}'],
    ['2xx JSON that is no message', 'HTTP/1.1 200 OK', '{"ok":true}'],
    ['2xx with a SID of another kind', 'HTTP/1.1 201 Created', '{"sid":"XX1","status":"queued"}'],
    ['2xx null', 'HTTP/1.1 200 OK', 'null'],
    [
      '5xx with a Twilio code',
      'HTTP/1.1 500 Internal Server Error',
      '{"code":20500,"message":"x","status":500}',
    ],
    ['half an answer', 'HTTP/1.1 201 Created\r\nX: y', ''],
  ]
  test.each(odd)('%s', async (_name, head, body) => {
    const length = body ? body.length : 10
    const server = net.createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(`${head}\r\nContent-Length: ${length}\r\n\r\n${body}`))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as net.AddressInfo
    const { sms } = await set({}, { baseUrl: `http://127.0.0.1:${port}` })
    expect((await sms.send(text())).kind).toBe('unknown')
    server.close()
  })
})

test('429 for a day is a refusal with its code, not a moment of waiting', async () => {
  const body = '{"code":63038,"message":"Account exceeded the 500 daily messages limit","status":429}'
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(`HTTP/1.1 429 No\r\nContent-Length: ${body.length}\r\n\r\n${body}`))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  const { sms } = await set({}, { baseUrl: `http://127.0.0.1:${port}` })
  expect(await sms.send(text())).toMatchObject({ kind: 'rejected', code: 63038 })
  server.close()
})
