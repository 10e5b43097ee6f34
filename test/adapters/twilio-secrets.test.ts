import net from 'node:net'
import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import type { Behaviour } from '../../src-main/adapters/practice/misbehaviour'
import type { Sms } from '../../src-main/services/ports'
import { practice, text, until } from './practice-fixture'

const CANARY = 'canary/token+4711=secret'
const BODY = 'Zebra crossing at noon'
const SID = `AC${'f'.repeat(32)}`
const FORBIDDEN = [
  CANARY,
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64'),
  Buffer.from(`${SID}:${CANARY}`).toString('base64'),
  'Authorization',
  BODY,
  encodeURIComponent(BODY),
  '2025550101',
]

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  for (const close of open.splice(0)) await close()
})

function capture(): string[] {
  const written: string[] = []
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, name).mockImplementation((...parts) => void written.push(inspect(parts)))
  }
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((part) => {
      written.push(String(part))
      return true
    })
  }
  return written
}

/** Everything that a failed send and failed calls hand out, in every way that a log could print it. */
async function handedOut(sms: Sms): Promise<string> {
  const found: unknown[] = [await sms.send(text('0101', { body: BODY }))]
  const calls = [
    () => sms.list({ to: '+12025550101' }),
    () => sms.fetch(`SM${'0'.repeat(32)}`),
    () => sms.cancel(`SM${'0'.repeat(32)}`),
    () => sms.balance(),
    () => sms.price('US'),
    () => sms.numbers(),
    () => sms.services(),
    () => sms.lookup('+12025550101'),
    () => sms.account(),
  ]
  for (const call of calls) found.push(await call().catch((error: unknown) => error))
  const shown = found.map((item) => {
    const error =
      item instanceof Error
        ? [item.stack, String(item), JSON.stringify(Object.entries(item)), item.cause]
        : []
    return [JSON.stringify(item), inspect(item, { depth: 12, showHidden: true }), ...error].join('\n')
  })
  return [...shown, inspect(sms, { depth: 12, showHidden: true }), JSON.stringify(sms)].join('\n')
}

function expectClean(...texts: string[]) {
  for (const forbidden of FORBIDDEN) expect(texts.join('\n').includes(forbidden), forbidden).toBe(false)
}

const login = { kind: 'token', token: CANARY } as const
const credentials = [{ username: SID, password: CANARY }]
const of = 'all' as const
const faults: [string, Behaviour][] = [
  ['dropped', { dropAnswer: { probability: 1, of } }],
  ['closed before', { refuseBefore: { probability: 1, of } }],
  ['503', { failAfterAccepting: { probability: 1, of } }],
  ['reset', { resetMidAnswer: { probability: 1, of } }],
  ['429', { tooMany: { probability: 1, of } }],
  ['HTML', { htmlPage: { probability: 1, of } }],
  ['redirect', { htmlPage: { probability: 1, of, status: 302 } }],
  ['none', {}],
]

test.each(faults)('nothing secret leaves after a fault: %s', async (_name, behaviour) => {
  vi.stubEnv('TWILIO_LOG_LEVEL', 'debug')
  const { sms, close } = await practice({ behaviour, account: { credentials } }, { login })
  open.push(close)
  const written = capture()
  const shown = await handedOut(sms)
  // Without a fault the answers themselves hold the text and the number: only the login is looked for.
  if (_name === 'none') for (const secret of FORBIDDEN.slice(0, 5)) expect(shown.includes(secret)).toBe(false)
  else expectClean(shown)
  expectClean(written.join('\n'))
})

test('nothing secret leaves when nothing answers, in time or at all', async () => {
  const { sms, carrier, clock, close } = await practice({ behaviour: { slowAnswerMs: 90_000 } }, { login })
  open.push(close)
  const written = capture()
  const sending = sms.send(text('0101', { body: BODY }))
  await until(() => carrier.requests.length === 1)
  await clock.advance(41_000)
  const late = await sending
  await carrier.close()
  open.length = 0
  expectClean(JSON.stringify(late), inspect(late), await handedOut(sms), written.join('\n'))
  sms.close()
})

test('nothing secret leaves when an answer echoes it', async () => {
  const message = `You said ${CANARY} ${Buffer.from(`${SID}:${CANARY}`).toString('base64')} to (202) 555-0101: ${BODY}`
  const body = JSON.stringify({ code: 20001, message, status: 400 })
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', () =>
      socket.write(`HTTP/1.1 400 Bad Request\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  const { sms, close } = await practice({}, { login, baseUrl: `http://127.0.0.1:${port}` })
  open.push(close)
  const outcome = await sms.send(text('0101', { body: BODY }))
  expect(outcome).toMatchObject({ kind: 'rejected', code: 20001 })
  expectClean(JSON.stringify(outcome))
  const error = await sms.balance().catch((caught: unknown) => caught)
  for (const secret of FORBIDDEN.slice(0, 4)) expect(inspect(error).includes(secret)).toBe(false)
  server.close()
})
