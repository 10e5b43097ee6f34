/** Replies by e-mail, to a real SMTP server on this computer. */
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

const CANARY = 'canary/mail+4711=secret'
const A = '+12025550101'

type Got = { from: string; to: string; raw: string }
const openServer = async (options: SMTPServerOptions = {}) => {
  const got: Got[] = []
  const state = { refuse: null as { code: number; at: 'auth' | 'rcpt' | 'data' } | null, asked: 0 }
  const refusal = (at: 'auth' | 'rcpt' | 'data') =>
    state.refuse?.at === at ? Object.assign(new Error('no'), { responseCode: state.refuse.code }) : null
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      state.asked += 1
      const no = refusal('auth')
      if (no) return done(no)
      if (username === 'desk' && password === CANARY) done(null, { user: username })
      else done(Object.assign(new Error(`bad password ${password}`), { responseCode: 535 }))
    },
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const no = refusal('data')
        if (no) return done(no)
        const { mailFrom, rcptTo } = session.envelope
        got.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address).join(),
          raw: Buffer.concat(parts).toString(),
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    got,
    state,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => server.close(done)),
  }
}

let desk: Desk
let server: Awaited<ReturnType<typeof openServer>>
beforeEach(async () => {
  server = await openServer()
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterEach(async () => {
  await desk.close()
  await server.close()
})

const settings = (more: Record<string, unknown> = {}) => ({
  on: true,
  to: 'reception@example.com',
  from: 'deskbell@example.com',
  host: '127.0.0.1',
  port: server.port,
  security: 'plain' as const,
  user: 'desk',
  password: CANARY as string | null,
  ...more,
})
const hear = (body: string, from = A) => desk.carrier.inbound({ from, to: '+12025550100', body })
/** Waits for the mail server while the clock stands still: its network is real. */
const settled = async (condition: () => boolean | Promise<boolean>, what: string) => {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (await condition()) return
    await new Promise((done) => setTimeout(done, 5))
  }
  throw new Error(`${what} did not come true; log: ${desk.log.join(' | ')}`)
}
const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(raw)?.[1]?.replace(/\r\n[ \t]/g, ' ')

describe('a reply', () => {
  test('is forwarded once, with who wrote and the words, and answered in Deskbell', async () => {
    await importCsv(desk.api, 'First Name,Last Name,Mobile Phone\nAda,Okafor,202 555 0101\n')
    await desk.api.mail.save(settings())
    hear('Can I come at four? 🙂')
    await desk.until(() => server.got.length === 1, 'the e-mail')
    const [mail] = server.got
    expect(mail).toMatchObject({ from: 'deskbell@example.com', to: 'reception@example.com' })
    expect(header(mail?.raw ?? '', 'Subject')).toBe('Practice: Text from Ada Okafor, (202) 555-0101')
    expect(header(mail?.raw ?? '', 'Message-ID')).toMatch(/^<SM[0-9a-f]{32}\.reply@example\.com>$/)
    expect(header(mail?.raw ?? '', 'Auto-Submitted')).toBe('auto-generated')
    await desk.restart()
    await desk.clock.advance(3_600_000)
    expect(server.got).toHaveLength(1)
  })
  test('of before it was switched on is not forwarded, nor one of after it was switched off', async () => {
    hear('Before')
    await desk.until(async () => (await desk.api.inbox.page({})).total === 1)
    await desk.api.mail.save(settings())
    await desk.api.mail.save(settings({ on: false, password: null }))
    hear('After')
    await desk.until(async () => (await desk.api.inbox.page({ view: 'unread' })).rows[0]?.unread === 2)
    await desk.clock.advance(60_000)
    expect(server.got).toEqual([])
  })
  test('whose writer’s name holds line breaks adds no header and no recipient', async () => {
    await desk.api.people.save({
      id: null,
      kind: 'client',
      firstName: 'Eve\r\nBcc: thief@example.com\r\n\r\nHello',
      lastName: '\u2028X-Mood: bad',
      email: '',
      language: null,
      tags: [],
      custom: {},
      numbers: [{ id: null, number: A, label: 'Mobile', primary: true }],
    })
    await desk.api.mail.save(settings())
    hear('Hello\r\n.\r\nMAIL FROM:<thief@example.com>')
    await desk.until(() => server.got.length === 1)
    const [{ to, raw } = { to: '', raw: '' }] = server.got
    const [head = ''] = raw.split('\r\n\r\n')
    expect(to).toBe('reception@example.com')
    expect(head).not.toMatch(/^(bcc|x-mood):/im)
    expect(server.got).toHaveLength(1)
  })
})

describe('a mail server that fails', () => {
  const inInbox = async () => (await desk.api.inbox.page({})).total
  test('delays e-mails and nothing else: tried again after 1, 5, 15 and 60 minutes, over a restart too', async () => {
    await desk.api.mail.save(settings())
    server.state.refuse = { code: 451, at: 'data' }
    hear('One')
    await desk.until(async () => (await inInbox()) === 1, 'the text')
    await settled(async () => (await desk.api.mail.get({})).why !== '', 'the first try')
    expect(await desk.api.mail.get({})).toMatchObject({
      waiting: 1,
      failed: 0,
      why: 'The mail server did not take the e-mail (451).',
    })
    const nextIn = async () =>
      Math.round((Date.parse((await desk.api.mail.get({})).nextAt ?? '') - desk.clock.now()) / 60_000)
    expect(await nextIn()).toBe(1)
    for (const minutes of [5, 15, 60, 60]) {
      const waited = await nextIn()
      await desk.clock.advance((waited - 1) * 60_000)
      const before = server.state.asked
      await desk.clock.advance(60_000)
      await settled(() => server.state.asked === before + 1, `a try after ${waited} minutes`)
      await settled(async () => (await nextIn()) === minutes, `${minutes} minutes`)
    }
    await desk.restart()
    server.state.refuse = null
    await desk.clock.advance(61 * 60_000)
    await settled(() => server.got.length === 1, 'the e-mail')
    await settled(async () => (await desk.api.mail.get({})).waiting === 0, 'an empty queue')
  })
  test('keeps the queue while nothing answers, and one try is made for all of it', async () => {
    await desk.api.mail.save(settings())
    server.state.refuse = { code: 454, at: 'auth' }
    for (const body of ['One', 'Two', 'Three']) hear(body)
    await desk.until(async () => (await desk.api.mail.get({})).waiting === 3)
    await settled(async () => (await desk.api.mail.get({})).why !== '', 'the first try')
    const asked = server.state.asked
    await desk.clock.advance(30_000)
    expect(server.state.asked).toBe(asked)
    expect(asked).toBe(1)
    server.state.refuse = null
    expect(await desk.api.mail.retry({})).toEqual({ waiting: 3 })
    await settled(() => server.got.length === 3, 'all three')
  })
  test('that refuses an address for good is not asked again by itself, and says so', async () => {
    await desk.api.mail.save(settings())
    server.state.refuse = { code: 550, at: 'rcpt' }
    hear('One')
    await desk.until(async () => (await desk.api.mail.get({})).failed === 1)
    expect((await desk.api.mail.get({})).why).toBe(
      'The mail server did not accept the recipient’s address (550).',
    )
    await desk.clock.advance(2 * 3_600_000)
    expect(server.state.asked).toBe(1)
  })
})

describe('settings', () => {
  test('a test e-mail says what is wrong, beside the field', async () => {
    const { on: _on, ...input } = settings()
    await desk.api.mail.test(input)
    expect(server.got[0]?.to).toBe('reception@example.com')
    expect((await desk.api.mail.get({})).host).toBe('')
    const wrong = async (more: object) =>
      desk.api.mail.test({ ...input, ...more }).catch((error: unknown) => error as { field?: string })
    expect(await wrong({ password: 'nope' })).toMatchObject({
      field: 'password',
      message: 'The mail server did not accept the user or the password (535).',
    })
    expect(await wrong({ host: 'mail.example.com' })).toMatchObject({ field: 'security' })
    expect(await wrong({ security: 'starttls' })).toMatchObject({ field: 'security' })
    expect(await wrong({ port: 1 })).toMatchObject({ field: 'host' })
    expect(await wrong({ to: 'nobody\r\nRCPT TO:<x@example.com>' })).toMatchObject({
      code: 'bad-input',
      field: 'to',
    })
  })
  test('a certificate that is not trusted gets neither the password nor the text', async () => {
    const { on: _on, ...input } = settings()
    for (const [security, secure] of [
      ['tls', true],
      ['starttls', false],
    ] as const) {
      // The server's own certificate is one that nobody vouches for.
      const other = await openServer({ secure, disabledCommands: [] })
      await expect(desk.api.mail.test({ ...input, port: other.port, security })).rejects.toMatchObject({
        field: 'host',
        message: expect.stringContaining('certificate') as string,
      })
      expect([other.state.asked, other.got]).toEqual([0, []])
      await other.close()
    }
    await expect(desk.api.mail.test({ ...input, security: 'tls' })).rejects.toMatchObject({
      field: 'security',
    })
  })
  test('the stored password goes only where it was stored for', async () => {
    await desk.api.mail.save(settings())
    await desk.api.mail.save(settings({ password: null, to: 'other@example.com' }))
    for (const more of [{ host: '127.0.0.2' }, { user: 'other' }])
      await expect(desk.api.mail.save(settings({ password: null, ...more }))).rejects.toMatchObject({
        field: 'password',
      })
    await desk.api.mail.forget({})
    expect(await desk.api.mail.get({})).toMatchObject({ on: false, passwordStored: false })
  })
  test('the password is in no file but the secrets, in no answer and no line of the log', async () => {
    await desk.api.mail.save(settings())
    hear('One')
    await desk.until(() => server.got.length === 1)
    server.state.refuse = { code: 535, at: 'auth' }
    hear('Two')
    await desk.until(async () => (await desk.api.mail.get({})).waiting === 1)
    const { on: _on, ...input } = settings()
    const failed = await desk.api.mail
      .test({ ...input, password: `${CANARY}!` })
      .catch((error: unknown) => error)
    const files = readdirSync(desk.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'secrets.json')
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    const shown = [
      ...files,
      JSON.stringify(desk.settings.store),
      JSON.stringify([await desk.api.mail.get({}), await desk.api.settings.get({})]),
      JSON.stringify(desk.events),
      String((failed as Error).message),
      JSON.stringify(failed),
      ...desk.log,
    ].join('\n')
    const forms = [CANARY, Buffer.from(CANARY).toString('base64'), encodeURIComponent(CANARY)]
    forms.push(Buffer.from(`\0desk\0${CANARY}`).toString('base64'))
    for (const form of forms) expect(shown.includes(form), form).toBe(false)
  })
})
