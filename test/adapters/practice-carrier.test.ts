import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { createTwilioSms } from '../../src-main/adapters/twilio/twilio-sms'
import { systemClock } from '../../src-main/adapters/clock/system-clock'
import { OWN, practice, SERVICE, TOKEN, TOLL_FREE, text } from './practice-fixture'

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})
async function set(...given: Parameters<typeof practice>) {
  const made = await practice(...given)
  open.push(made.close)
  return made
}
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'practice-'))
  open.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('what becomes of the account of one carrier is nothing of another’s', async () => {
  const { carrier } = await set()
  for (const service of carrier.account.services) service.a2p = 'FAILED'
  carrier.account.numbers.pop()
  const { carrier: another } = await set()
  expect(another.account.services.map(({ a2p }) => a2p)).toEqual(['VERIFIED'])
  expect(another.account.numbers.map(({ number }) => number)).toEqual([OWN, TOLL_FREE])
})

test('statuses follow one another in time', async () => {
  const { sms, carrier, clock } = await set()
  await sms.send(text('0101', { from: { kind: 'service', sid: SERVICE } }))
  const seen: string[] = []
  for (let step = 0; step < 12; step++) {
    const [now] = carrier.messages()
    if (now && seen.at(-1) !== now.status) seen.push(now.status)
    await clock.advance(400)
  }
  expect(seen).toEqual(['accepted', 'queued', 'sending', 'sent', 'delivered'])
})

test.each([
  ['0101', 'delivered', null],
  ['0184', 'delivered', null],
  ['0190', 'undelivered', 30003],
  ['0191', 'undelivered', 30006],
  ['0192', 'undelivered', 30007],
  ['0193', 'undelivered', 30005],
  ['0194', 'undelivered', 30008],
  ['0195', 'failed', 21610],
  ['0196', 'sent', null],
  ['0197', 'undelivered', 30004],
  ['0198', 'failed', 30034],
  ['0199', 'failed', 30036],
])('a text to %s ends %s %s', async (digits, status, errorCode) => {
  const { sms, clock } = await set()
  const sent = await sms.send(text(digits))
  await clock.advance(120_000)
  const found = await sms.fetch(sent.kind === 'accepted' ? sent.sid : '')
  expect(found).toMatchObject({ status, errorCode })
})

test.each([
  ['0187', 'STOP'],
  ['0188', 'Thanks, see you then!'],
  ['0189', 'please stop texting me'],
])('%s answers', async (digits, answer) => {
  const { sms, clock } = await set()
  await sms.send(text(digits))
  await clock.advance(10_000)
  const inbound = (await sms.list({ to: OWN })).messages.filter(({ direction }) => direction === 'inbound')
  expect(inbound.map(({ body }) => body)).toEqual([answer])
  expect((await sms.send(text(digits))).kind).toBe(answer === 'STOP' ? 'rejected' : 'accepted')
})

describe('opt-out at the carrier', () => {
  test.each(['STOP', 'unsubscribe', ' End', 'QUIT', 'stopall', 'revoke', 'optout', 'cancel'])(
    '%s blocks',
    async (word) => {
      const { sms, carrier } = await set()
      carrier.inbound({ from: '+12025550101', to: OWN, body: word })
      expect(await sms.send(text('0101'))).toMatchObject({ kind: 'rejected', code: 21610 })
      const viaService = await sms.send(text('0101', { from: { kind: 'service', sid: SERVICE } }))
      expect(viaService).toMatchObject({ kind: 'rejected', code: 21610 })
      // Another of our numbers is another sender.
      expect((await sms.send(text('0101', { from: { kind: 'number', number: TOLL_FREE } }))).kind).toBe(
        'accepted',
      )
      expect(carrier.messages()[1]).toMatchObject({ direction: 'outbound-reply' })
    },
  )

  test.each(['please stop', 'STOP now', 'ARRET', 'yes please'])('%s does not', async (word) => {
    const { sms, carrier } = await set()
    carrier.inbound({ from: '+12025550101', to: OWN, body: word })
    expect((await sms.send(text('0101'))).kind).toBe('accepted')
    expect(carrier.messages()).toHaveLength(2)
  })

  test('YES brings back, but not on a toll-free number', async () => {
    const { sms, carrier } = await set()
    for (const to of [OWN, TOLL_FREE]) {
      carrier.inbound({ from: '+12025550101', to, body: 'STOP' })
      carrier.inbound({ from: '+12025550101', to, body: 'yes' })
    }
    expect((await sms.send(text('0101'))).kind).toBe('accepted')
    const tollFree = { kind: 'number', number: TOLL_FREE } as const
    expect(await sms.send(text('0101', { from: tollFree }))).toMatchObject({ code: 21610 })
    carrier.inbound({ from: '+12025550101', to: TOLL_FREE, body: 'unstop' })
    expect((await sms.send(text('0101', { from: tollFree }))).kind).toBe('accepted')
  })
})

describe('kept in a file', () => {
  test('messages, opt-outs and balance outlive a restart, also a hard one', async () => {
    const file = join(folder(), 'practice.jsonl')
    const first = await practice({ file })
    await first.sms.send(text('0101'))
    await first.clock.advance(10_000)
    await first.sms.send(text('0102'))
    first.carrier.inbound({ from: '+12025550103', to: OWN, body: 'STOP' })
    const before = first.carrier.messages()
    const balance = await first.sms.balance()
    // Not closed: what counts is what is in the file now. The end of a line that was cut is left out.
    const copy = join(folder(), 'copy.jsonl')
    writeFileSync(copy, `${readFileSync(file, 'utf8')}{"message":{"sid":"SM`)
    open.push(first.close)

    const second = await set({ file: copy, clock: first.clock })
    expect(second.carrier.messages()).toEqual(before)
    expect(await second.sms.balance()).toEqual(balance)
    expect(await second.sms.send(text('0103'))).toMatchObject({ kind: 'rejected', code: 21610 })
    await second.sms.send(text('0104'))
    const third = await set({ file: copy, clock: first.clock })
    expect(third.carrier.messages()).toHaveLength(before.length + 1)
    expect(statSync(copy).mode & 0o077).toBe(0)
  })
})

describe('misbehaviour', () => {
  test('by probability is the same for the same seed', async () => {
    const run = async (seed: number) => {
      const { sms } = await set({ behaviour: { failAfterAccepting: { probability: 0.5 }, seed } })
      const kinds: string[] = []
      for (let count = 0; count < 16; count++) kinds.push((await sms.send(text())).kind)
      return kinds.join()
    }
    expect(await run(7)).toBe(await run(7))
    expect(await run(7)).not.toBe(await run(8))
    expect(await run(7)).toContain('unknown')
    expect(await run(7)).toContain('accepted')
  })

  test('can be changed and cleared while it runs', async () => {
    const { sms, carrier } = await set({ behaviour: { tooMany: { probability: 1 } } })
    expect((await sms.send(text())).kind).toBe('busy')
    carrier.setBehaviour({ tooMany: null })
    expect((await sms.send(text())).kind).toBe('accepted')
  })
})

test('the control surface is shut unless it was asked for, and speaks JSON', async () => {
  const { carrier } = await set()
  expect((await fetch(`${carrier.baseUrl}/__practice/messages`)).status).toBe(401)
  const opened = await set({ control: true })
  const post = (name: string, body: object) =>
    fetch(`${opened.carrier.baseUrl}/__practice/${name}`, { method: 'POST', body: JSON.stringify(body) })
  await post('inbound', { from: '+12025550101', to: OWN, body: 'hello' })
  await post('balance', { balance: '1.5' })
  await post('behaviour', { tooMany: { times: 1, retryAfterSeconds: 2 } })
  expect(await opened.sms.balance()).toMatchObject({ micros: 1_500_000 })
  expect(await opened.sms.send(text())).toEqual({ kind: 'busy', retryAfterMs: 2000 })
  const { messages } = (await (await post('messages', {})).json()) as { messages: { body: string }[] }
  expect(messages.map(({ body }) => body)).toEqual(['hello'])
  expect((await post('nothing', {})).status).toBe(404)
})

test('it listens on this computer only', async () => {
  const { carrier } = await set()
  const port = Number(new URL(carrier.baseUrl).port)
  // The same port is still free on every other address of this computer.
  await new Promise<void>((done, failed) => {
    const other = createServer()
    other.once('error', failed)
    other.listen(port, '127.0.0.2', () => other.close(() => done()))
  })
})

test('as a process of its own it answers, and ends with its parent', async () => {
  const script = fileURLToPath(new URL('../support/carrier-process.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, '{"behaviour":{"pace":0.01}}'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  open.push(() => child.kill())
  const line = await new Promise<string>((done) =>
    child.stdout.once('data', (data: Buffer) => done(data.toString())),
  )
  const { baseUrl } = JSON.parse(line) as { baseUrl: string }
  const login = { kind: 'token', token: TOKEN } as const
  const sms = await createTwilioSms({
    accountSid: `AC${'f'.repeat(32)}`,
    login,
    clock: systemClock(),
    baseUrl,
  })
  expect(await sms.send(text())).toMatchObject({ kind: 'accepted' })
  sms.close()
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  child.stdin.end()
  expect(await ended).toBe(0)
})
