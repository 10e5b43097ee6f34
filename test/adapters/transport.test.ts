/** Fault 12: certificates are checked whatever the environment says, and only Twilio is asked with a live login. */
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sendMail } from '../../src-main/adapters/mail/smtp'
import { createWayOut, newExchange } from '../../src-main/adapters/twilio/one-way-out'
import { createDesk } from '../support/desk'
import { createFakeClock } from '../support/fake-clock'
import { setUpOffice } from '../support/prepare'

/** A certificate that anybody could make; the package ships it for tests. */
const selfSigned = async () => {
  const server = new SMTPServer({ secure: true })
  const { options } = server as unknown as { options: { key: string; cert: string } }
  return { key: options.key, cert: options.cert }
}
const kept = process.env.NODE_TLS_REJECT_UNAUTHORIZED
const { connect } = tls
beforeEach(() => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
})
afterEach(() => {
  if (kept === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  else process.env.NODE_TLS_REJECT_UNAUTHORIZED = kept
  tls.connect = connect
})
/** Whoever answers for every host, as a false entry of the name service would have it. */
const everyHostIs = (port: number) => {
  tls.connect = ((options: tls.ConnectionOptions, ...rest: never[]) =>
    connect({ ...options, host: '127.0.0.1', port }, ...rest)) as typeof tls.connect
}

test('fault 12: a false api.twilio.com gets no login, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
  const asked: string[] = []
  const server = https.createServer(await selfSigned(), (request, response) => {
    asked.push(request.headers.authorization ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  everyHostIs(port)
  // Without our own check this very environment would trust it.
  const fooled = await new Promise<boolean>((resolve) => {
    https
      .get('https://api.twilio.com/', (response) => resolve(response.resume().statusCode === 200))
      .on('error', () => resolve(false))
  })
  expect(fooled).toBe(true)
  asked.length = 0
  const way = createWayOut({
    clock: createFakeClock('2026-11-24T15:00:00.000Z'),
    timeoutMs: 5_000,
    maxSockets: 1,
  })
  const exchange = newExchange()
  await expect(
    way.noting(exchange, () =>
      way.request({
        method: 'GET',
        uri: 'https://api.twilio.com/2010-04-01/Accounts.json',
        username: 'AC1',
        password: 'a secret token',
      }),
    ),
  ).rejects.toThrow()
  expect(asked).toEqual([])
  expect(exchange.left).toBe(false)
  way.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('fault 12: nor does a false mail server get the password', async () => {
  const logins: string[] = []
  const server = new SMTPServer({
    secure: true,
    authOptional: false,
    onAuth: ({ password }, _session, done) => {
      logins.push(password ?? '')
      done(null, { user: 'a' })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  await expect(
    sendMail(
      { host: 'localhost', port, security: 'tls', user: 'a', password: 'correct horse' },
      { from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't', messageId: 'm' },
    ),
  ).rejects.toMatchObject({ name: 'MailError', field: 'host' })
  expect(logins).toEqual([])
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('fault 12: another carrier is asked in practice mode only, never with the login of Twilio', async () => {
  tls.connect = (() => {
    throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  }) as typeof tls.connect
  const desk = await createDesk({ app: { liveCarrierUrl: '' } })
  await setUpOffice(desk.api)
  const before = desk.carrier.requests.length
  const { username, password } = desk.carrier.account.credentials[0] ?? { username: '', password: '' }
  const login = { accountSid: username, kind: 'token' as const, keySid: null, secret: password }
  const { ok } = await desk.api.settings.testTwilio(login).catch(() => ({ ok: false }))
  expect(ok).toBe(false)
  expect(
    desk.carrier.requests.slice(before).filter((line) => /Balance|IncomingPhoneNumbers/.test(line)),
  ).toEqual([])
  await desk.close()
})
