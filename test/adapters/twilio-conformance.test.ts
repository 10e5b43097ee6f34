import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPracticeCarrier } from '../../src-main/adapters/practice/practice-carrier'
import { createTwilioSms } from '../../src-main/adapters/twilio/twilio-sms'
import type { Sms } from '../../src-main/services/ports'
import { createFakeClock, type FakeClock } from '../support/fake-clock'
import { describedOperations, held, type Recorded } from '../support/twilio-oai'
import { OWN, SERVICE, START, TOKEN, TOLL_FREE, text } from './practice-fixture'
import type { PracticeCarrier } from '../../src-main/adapters/practice/control'

/**
 * The app's requests and the practice carrier's answers, both held against Twilio's own description: what
 * passes here is not merely what the two have agreed on.
 */
const recorded: Recorded[] = []
let clock: FakeClock
let carrier: PracticeCarrier
let listener: http.Server
let sms: Sms

beforeAll(async () => {
  clock = createFakeClock(START)
  carrier = await createPracticeCarrier({ clock })
  listener = http.createServer((request, response) => {
    // A connection that the carrier drops is dropped here too.
    overhear(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done))
  const baseUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  sms = await createTwilioSms({
    accountSid: carrier.account.sid,
    login: { kind: 'token', token: TOKEN },
    clock,
    baseUrl,
  })
})
afterAll(async () => {
  sms.close()
  listener.close()
  await carrier.close()
})

async function overhear(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  let form = ''
  for await (const part of request as AsyncIterable<Buffer>) form += part.toString()
  const { method = 'GET', headers } = request
  const sent: RequestInit = {
    method,
    headers: { ...(headers as Record<string, string>), connection: 'close' },
  }
  const { status, text: answer } = await forward(carrier.baseUrl + request.url, sent, form)
  note(method, request.url ?? '', form, status, answer)
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(answer)
}

async function forward(url: string, init: RequestInit, form: string) {
  const headers = new Headers(init.headers)
  for (const name of ['connection', 'content-length', 'host', 'transfer-encoding']) headers.delete(name)
  const answer = await fetch(url, { ...init, headers, ...(form ? { body: form } : {}) })
  return { status: answer.status, text: await answer.text() }
}

function note(method: string, asked: string, form: string, status: number, answer: string): void {
  const url = new URL(asked, 'http://127.0.0.1')
  const [, host = '', ...rest] = url.pathname.split('/')
  const body: unknown = answer ? JSON.parse(answer) : null
  recorded.push({
    host,
    path: `/${rest.join('/')}`,
    method,
    query: url.searchParams,
    form: new URLSearchParams(form),
    status,
    body,
  })
}

/** A call that the app does not make (yet), straight to the practice carrier. */
async function ask(method: string, path: string): Promise<void> {
  const login = Buffer.from(`${carrier.account.sid}:${TOKEN}`).toString('base64')
  const asked = path.replace('ACCOUNT', `api.twilio.com/2010-04-01/Accounts/${carrier.account.sid}`)
  const init = { method, headers: { authorization: `Basic ${login}` } }
  const { status, text: answer } = await forward(`${carrier.baseUrl}/${asked}`, init, '')
  note(method, `/${asked}`, '', status, answer)
}

describe('held against Twilio’s description', () => {
  beforeAll(async () => {
    const service = { kind: 'service', sid: SERVICE } as const
    const sendAt = '2026-11-23T16:00:00.000Z'
    const { sid: mms } = {
      sid: carrier.inbound({
        from: '+12025550150',
        to: OWN,
        body: 'see',
        media: [{ contentType: 'image/png', base64: 'AA==' }],
      }),
    }
    await sms.send(text('0101', { validitySeconds: 3600 }))
    await sms.send(text('0102', { from: service }))
    const later = await sms.send(text('0103', { from: service, sendAt }))
    for (let digits = 184; digits < 200; digits++) await sms.send(text(`0${digits}`))
    if (later.kind === 'accepted') await sms.cancel(later.sid)
    for (const ms of [0, 500, 1000, 3000, 120_000]) {
      await clock.advance(ms)
      await sms.list({})
    }
    const [first] = carrier.messages().filter(({ direction }) => direction === 'outbound-api')
    await sms.list({ to: '+12025550101', from: OWN, sentOnOrAfter: START, sentBefore: sendAt }, 1)
    await sms.list({}, 3)
    await sms.fetch(first?.sid ?? '')
    await sms.redact(first?.sid ?? '')
    await sms.balance()
    await sms.price('US')
    await sms.numbers()
    await sms.services()
    await sms.lookup('+12025550123')
    await sms.lookup('+120255501')
    await sms.account()
    await sms.senderFacts({ kind: 'service', sid: SERVICE })
    await sms.senderNames({ kind: 'service', sid: SERVICE })
    await sms.senderFacts({ kind: 'number', number: TOLL_FREE })
    await sms.media(mms)
    const media = (recorded.at(-1)?.body as { media_list: { sid: string }[] } | undefined)?.media_list[0]?.sid
    await ask('GET', `ACCOUNT/Messages/${mms}/Media/${media}.json`)
    await sms.redact(mms)
    await ask(
      'GET',
      'ACCOUNT/Usage/Records.json?Category=sms-messages-carrierfees&StartDate=2026-11-01&EndDate=2026-11-23',
    )
    await ask('GET', 'ACCOUNT/Messages.json?DateSent=2026-11-23T00:00:00Z&PageSize=2')
    await ask('DELETE', `ACCOUNT/Messages/${first?.sid}.json`)
  })

  test('every request and every answer', () => {
    expect(recorded.flatMap((call) => held(call).faults)).toEqual([])
    expect(recorded.filter(({ status }) => status >= 500 && status !== 503)).toEqual([])
  })

  test('every call that is described was made', () => {
    const made = new Set(recorded.map((call) => held(call).name))
    expect(describedOperations().filter((name) => !made.has(name))).toEqual([])
    expect(describedOperations()).toHaveLength(20)
  })

  test('a message has every field that Twilio describes', () => {
    const listing = recorded.find(({ method, path }) => method === 'GET' && path.endsWith('/Messages.json'))
    const message = (listing?.body as { messages: object[] } | undefined)?.messages[0]
    expect(Object.keys(message ?? {}).sort()).toEqual([
      'account_sid',
      'api_version',
      'body',
      'date_created',
      'date_sent',
      'date_updated',
      'direction',
      'error_code',
      'error_message',
      'from',
      'messaging_service_sid',
      'num_media',
      'num_segments',
      'price',
      'price_unit',
      'sid',
      'status',
      'subresource_uris',
      'to',
      'uri',
    ])
  })
})

describe('the description finds fault with', () => {
  const path = `/2010-04-01/Accounts/AC${'f'.repeat(32)}/Messages.json`
  const call: Recorded = {
    host: 'api.twilio.com',
    path,
    method: 'POST',
    query: new URLSearchParams(),
    form: new URLSearchParams(),
    status: 201,
    body: { sid: `SM${'0'.repeat(32)}`, status: 'queued' },
  }
  test.each<[string, Partial<Recorded>, RegExp | null]>([
    ['nothing', {}, null],
    ['an unknown form field', { form: new URLSearchParams('Recipient=x') }, /Recipient/],
    [
      'a value that is not allowed',
      { form: new URLSearchParams('ScheduleType=later') },
      /ScheduleType=later/,
    ],
    ['a number that is none', { form: new URLSearchParams('ValidityPeriod=soon') }, /ValidityPeriod/],
    ['an unknown query', { query: new URLSearchParams('Limit=1') }, /Limit/],
    ['a status that is none', { body: { status: 'flying' } }, /status/],
    ['a SID of another kind', { body: { sid: 'XX' } }, /sid/],
    ['an invented field', { body: { mood: 'good' } }, /mood/],
    ['a date in another form', { body: { date_created: '2026-11-23' } }, /date_created/],
    ['a number where a text belongs', { body: { num_segments: 1 } }, /num_segments/],
    ['a status code of its own', { status: 202 }, /202/],
    ['a call that does not exist', { path: '/2010-04-01/Texts.json' }, /no such call/],
  ])('%s', (_name, change, fault) => {
    const { faults } = held({ ...call, ...change })
    if (fault) expect(faults.join('\n')).toMatch(fault)
    else expect(faults).toEqual([])
  })
})
