import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createWayOut, newExchange } from '../../src-main/adapters/twilio/one-way-out'
import { loadSdk } from '../../src-main/adapters/twilio/sdk'
import { outcomeOf } from '../../src-main/adapters/twilio/outcome'
import { createFakeClock } from '../support/fake-clock'
import { practice, START, text } from './practice-fixture'

const open: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const close of open.splice(0)) await close()
})

/** An agent whose connections for any host go where `connect` says. */
function agentTo(connect: (host: string) => net.Socket): https.Agent {
  const agent = new https.Agent({ keepAlive: true })
  agent.createConnection = (options) => connect(String(options.host)) as tls.TLSSocket
  open.push(() => agent.destroy())
  return agent
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  open.push(() => server.close())
  return (server.address() as net.AddressInfo).port
}

/** TLS without certificates, by a shared key, so that the encrypted way is really walked. */
const SHARED = { key: Buffer.from('not a secret'), identity: 'test' }
const PSK = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const

const POST = {
  method: 'post',
  uri: 'https://api.twilio.com/2010-04-01/x.json',
  data: { To: '+1', Body: 'a b' },
}

function wayOut(secureAgent: https.Agent, timeoutMs = 40_000) {
  const clock = createFakeClock(START)
  return { clock, way: createWayOut({ clock, timeoutMs, maxSockets: 5, secureAgent }) }
}

describe('the encrypted way', () => {
  test('carries the request and keeps the connection', async () => {
    const seen: string[] = []
    let connections = 0
    const server = tls.createServer({ ...PSK, pskCallback: () => SHARED.key }, (socket) => {
      connections++
      socket.on('data', (data) => {
        seen.push(data.toString())
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}')
      })
    })
    const port = await listen(server)
    const agent = agentTo(() =>
      tls.connect({
        ...PSK,
        host: '127.0.0.1',
        port,
        pskCallback: () => ({ psk: SHARED.key, identity: SHARED.identity }),
        checkServerIdentity: () => undefined,
      }),
    )
    const { way } = wayOut(agent)
    const exchange = newExchange()
    const answer = await way.noting(exchange, () => way.request({ ...POST, username: 'u', password: 'p' }))
    expect(answer).toMatchObject({ statusCode: 200, body: { ok: true } })
    expect(exchange.left).toBe(true)
    expect(seen[0]).toContain('POST /2010-04-01/x.json HTTP/1.1')
    expect(seen[0]).toContain('Host: api.twilio.com')
    expect(seen.join('')).toContain('To=%2B1&Body=a+b')
    await way.noting(newExchange(), () => way.request(POST))
    expect(connections).toBe(1)
  })

  test('a failed handshake is "not sent"', async () => {
    const port = await listen(net.createServer((socket) => socket.end('HTTP/1.1 400 not TLS\r\n\r\n')))
    const { way } = wayOut(agentTo(() => tls.connect({ host: '127.0.0.1', port })))
    const exchange = newExchange()
    await expect(way.noting(exchange, () => way.request(POST))).rejects.toThrow(/^no connection/)
    expect(outcomeOf(exchange, [])).toMatchObject({ kind: 'not-sent' })
  })

  test('a certificate that is not trusted is "not sent"', async () => {
    const server = tls.createServer({ ...PSK, pskCallback: () => SHARED.key })
    server.on('tlsClientError', () => {})
    const port = await listen(server)
    const { way } = wayOut(agentTo(() => tls.connect({ host: '127.0.0.1', port })))
    const exchange = newExchange()
    await expect(way.noting(exchange, () => way.request(POST))).rejects.toThrow(/^no connection/)
    expect(exchange.left).toBe(false)
  })

  test('a name that cannot be found is "not sent"', async () => {
    const lookup: net.LookupFunction = (_host, _options, found) =>
      found(Object.assign(new Error('api.twilio.com'), { code: 'ENOTFOUND' }), '')
    const { way } = wayOut(agentTo((host) => tls.connect({ host, port: 443, lookup })))
    const exchange = newExchange()
    await way.noting(exchange, () => way.request(POST)).catch(() => {})
    expect(outcomeOf(exchange, [])).toEqual({ kind: 'not-sent', reason: 'no connection (ENOTFOUND)' })
  })

  test('a handshake that never ends is "not sent" when the time is up', async () => {
    const port = await listen(net.createServer((socket) => void open.push(() => socket.destroy())))
    const { way, clock } = wayOut(agentTo(() => tls.connect({ host: '127.0.0.1', port })))
    const exchange = newExchange()
    const asked = way.noting(exchange, () => way.request(POST)).catch(() => {})
    await new Promise((done) => setTimeout(done, 50))
    await clock.advance(40_000)
    await asked
    expect(outcomeOf(exchange, [])).toEqual({ kind: 'not-sent', reason: 'no connection in time' })
  })
})

test('no other host is spoken to', async () => {
  const hosts: string[] = []
  const agent = agentTo((host) => {
    hosts.push(host)
    const socket = new net.Socket()
    process.nextTick(() => socket.destroy(new Error('no')))
    return socket
  })
  const { way } = wayOut(agent)
  const refused = [
    'https://example.com/',
    'https://api.twilio.com.example.com/',
    'https://api.twilio.com:444/',
    'http://api.twilio.com/',
    'https://evil@api.twilio.com/',
    'https://api.dublin.ie1.twilio.com/',
    'not an address',
  ]
  for (const uri of refused)
    await expect(way.request({ method: 'get', uri })).rejects.toThrow(/refused a host/)
  expect(hosts).toEqual([])
})

test('a next page elsewhere is not followed', async () => {
  const body = JSON.stringify({
    services: [],
    meta: { key: 'services', next_page_url: 'https://example.com/v1/Services?Page=1' },
  })
  const port = await listen(
    net.createServer((socket) =>
      socket.once('data', () =>
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
      ),
    ),
  )
  const { sms, close } = await practice({}, { baseUrl: `http://127.0.0.1:${port}` })
  open.push(close)
  await expect(sms.services()).rejects.toMatchObject({ name: 'CarrierError' })
})

test('the environment cannot turn the traffic aside', async () => {
  const unknownOutbound: string[] = []
  const port = await listen(
    net.createServer((socket) => {
      unknownOutbound.push('proxy')
      socket.destroy()
    }),
  )
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'])
    vi.stubEnv(name, `http://127.0.0.1:${port}`)
  vi.stubEnv('TWILIO_CA_BUNDLE', '/nowhere/ca.pem')
  vi.stubEnv('TWILIO_EDGE', 'elsewhere')
  vi.stubEnv('TWILIO_REGION', 'xx1')
  vi.stubEnv('TWILIO_LOG_LEVEL', 'debug')
  const { sms, close } = await practice()
  open.push(close)
  expect(await sms.send(text())).toMatchObject({ kind: 'accepted' })
  expect(unknownOutbound).toEqual([])
  expect(process.env.TWILIO_EDGE).toBe('elsewhere')
})

test('the SDK itself asks the one way out, without edge, region or retries', async () => {
  vi.stubEnv('TWILIO_EDGE', 'elsewhere')
  const asked: string[] = []
  const client = await loadSdk(
    `AC${'f'.repeat(32)}`,
    { kind: 'token', token: 't' },
    {
      bytes: async () => new Uint8Array(),
      noting: (_exchange, work) => work(),
      request: async (options) => {
        asked.push(options.uri)
        return { statusCode: 429, body: { code: 20429, message: 'x' }, headers: {} }
      },
      close() {},
    },
  )
  await client.messages.list().catch(() => {})
  expect(asked).toEqual([`https://api.twilio.com/2010-04-01/Accounts/AC${'f'.repeat(32)}/Messages.json`])
})
