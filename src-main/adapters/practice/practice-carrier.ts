import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../services/ports'
import { PRACTICE_ACCOUNT, type PracticeAccount } from './account'
import { controlled, type PracticeCarrier } from './control'
import { createLedger } from './ledger'
import { stateOf } from './life'
import { type Behaviour, createMisbehaviour } from './misbehaviour'
import { answerFaultOf } from './outcomes'
import { decimal, micros } from './amounts'
import { createPostOffice } from './post-office'
import { Refusal, refusalBody, refuse } from './refusals'
import { routeOf } from './routes'
import type { Answer, Call, World } from './call'

export type PracticeOptions = {
  clock: Clock
  /** 0, the default: any free one. */
  port?: number
  /** Keeps messages, opt-outs and balance between runs. */
  file?: string
  behaviour?: Behaviour
  /** What differs from `PRACTICE_ACCOUNT`. */
  account?: Partial<PracticeAccount>
  /** What it bills in; the office's own, which may be chosen after it began. */
  currency?: () => string
  /** Also answers under `/__practice/`, for tests that run it as a process of its own. */
  control?: boolean
}

const MOST_REQUESTS_KEPT = 10_000
const LARGEST_FORM = 1024 * 1024
const SIGN_IN_PAGE = '<!doctype html><title>Welcome to our guest network</title><p>Please sign in.</p>'

/**
 * A carrier for practice: an HTTP server on 127.0.0.1 that speaks the part of Twilio's API that the app uses.
 * The carrier's host name is the first segment of the path. Nothing ever leaves this computer.
 */
export async function createPracticeCarrier(options: PracticeOptions): Promise<PracticeCarrier> {
  const { clock, port = 0, file, behaviour, control = false } = options
  const account: PracticeAccount = { ...PRACTICE_ACCOUNT, ...options.account }
  const { currency } = options
  if (currency) Object.defineProperty(account, 'currency', { get: currency })
  const misbehaviour = createMisbehaviour(behaviour)
  const ledger = createLedger(micros(account.balance), file)
  const pace = () => misbehaviour.current.pace ?? 1
  const office = createPostOffice(
    clock,
    account,
    ledger,
    pace,
    () => misbehaviour.strikes('queueFull', true),
    () => misbehaviour.current.prices,
    () => misbehaviour.nextFailure(),
  )
  const listLagMs = () => misbehaviour.current.listLagMs ?? 0
  const world: World = { clock, account, ledger, office, pace, listLagMs }
  const requests: string[] = []
  let bound = port
  const timers = new Set<() => void>()

  const wait = (ms: number) =>
    ms <= 0
      ? Promise.resolve()
      : new Promise<void>((done) => {
          const stop = clock.after(ms, () => {
            timers.delete(stop)
            done()
          })
          timers.add(stop)
        })

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    // Another name for this PC is a page from elsewhere: DNS rebinding ends here.
    if (request.headers.host !== `127.0.0.1:${bound}`) {
      response.writeHead(421).end()
      return
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const [, host = '', ...rest] = url.pathname.split('/')
    const text = await bodyOf(request)
    if (control && host === '__practice') {
      const answered = controlled(carrier, rest.join('/'), text)
      reply(response, clock.now(), answered === undefined ? 404 : 200, answered ?? {})
      return
    }
    const call: Call = {
      host,
      path: `/${rest.join('/')}`,
      method: request.method ?? 'GET',
      query: url.searchParams,
      form: new URLSearchParams(text),
    }
    if (requests.length < MOST_REQUESTS_KEPT) requests.push(`${call.method} ${host}${call.path}`)
    const isSend = call.method === 'POST' && call.path.endsWith('/Messages.json')

    if (misbehaviour.strikes('refuseBefore', isSend)) {
      request.socket.destroy()
      return
    }
    if (misbehaviour.strikes('htmlPage', isSend)) {
      const status = misbehaviour.current.htmlPage?.status ?? 200
      const location = status === 302 ? { Location: 'http://sign-in.invalid/' } : {}
      response.writeHead(status, { 'Content-Type': 'text/html', ...location }).end(SIGN_IN_PAGE)
      return
    }
    if (misbehaviour.strikes('tooMany', isSend)) {
      const seconds = misbehaviour.current.tooMany?.retryAfterSeconds
      if (seconds !== undefined) response.setHeader('Retry-After', String(seconds))
      reply(response, clock.now(), 429, refusalBody(refuse.tooMany()))
      return
    }

    if (isSend) await wait(misbehaviour.delay('slowAcceptMs'))
    const answered = answerTo(call, request.headers.authorization)
    if (isSend) await wait(misbehaviour.delay('slowAnswerMs'))

    const fault = answered.message && isSend ? answerFaultOf(answered.message.to) : null
    if (misbehaviour.strikes('dropAnswer', isSend) || fault === 'drop') {
      request.socket.destroy()
    } else if (misbehaviour.strikes('failAfterAccepting', isSend) || fault === '503') {
      reply(response, clock.now(), 503, refusalBody(new Refusal(503, 20503, 'Service unavailable')))
    } else if (misbehaviour.strikes('resetMidAnswer', isSend)) {
      const whole = JSON.stringify(answered.body)
      response.writeHead(answered.status, headersOf(clock.now(), whole))
      response.write(whole.slice(0, whole.length / 2), () => request.socket.resetAndDestroy())
    } else if (answered.file) {
      const bytes = Buffer.from(answered.file.base64, 'base64')
      response
        .writeHead(200, { 'Content-Type': answered.file.type, 'Content-Length': bytes.length })
        .end(bytes)
    } else {
      if (answered.location) response.setHeader('Location', answered.location)
      reply(response, clock.now(), answered.status, answered.body)
    }
  }

  function answerTo(call: Call, authorization: string | undefined): Answer {
    try {
      const login = account.credentials.find(({ username, password }) =>
        sameLogin(authorization, `${username}:${password}`),
      )
      const route = routeOf(world, call)
      if (route?.permission === null) {
        // Whoever brings the login here has given it away.
        if (authorization !== undefined) throw refuse.bad(20001, 'No login belongs here')
        return route.run()
      }
      if (!login) throw refuse.login()
      if (!route) throw refuse.notFound(call.path)
      if (login.denied?.includes(route.permission)) throw refuse.permission(route.permission)
      return route.run()
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: refusalBody(error) }
      throw error
    }
  }

  const server = http.createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) request.socket.destroy()
      else reply(response, clock.now(), 500, refusalBody(new Refusal(500, 20500, 'Internal Server Error')))
    })
  })
  // The app keeps its connections for less than this, so that it never meets one that is just closing.
  server.keepAliveTimeout = 30_000
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', done)
  })
  bound = (server.address() as AddressInfo).port

  const carrier: PracticeCarrier = {
    baseUrl: `http://127.0.0.1:${bound}`,
    account,
    requests,
    inbound: (text) => office.receive(text).sid,
    messages: () =>
      ledger.all().map((message) => {
        const { status, code, sentAt } = stateOf(message, clock.now(), ledger, pace())
        const {
          sid,
          direction,
          to,
          from,
          service,
          body,
          segments,
          validitySeconds,
          createdAt,
          leavesAt,
          price,
        } = message
        const times = {
          createdAt: iso(createdAt),
          leavesAt: iso(leavesAt),
          sentAt: sentAt === null ? null : iso(sentAt),
        }
        const what = { body, segments, validitySeconds, price, media: message.media.length }
        return { sid, direction, to, from, service, ...what, status, code, ...times }
      }),
    setBalance: (balance) => ledger.setBalance(micros(decimal(micros(balance)))),
    setBehaviour: (change) => misbehaviour.set(change),
    async close() {
      for (const stop of timers) stop()
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
      ledger.close()
    },
  }
  return carrier
}

function reply(response: http.ServerResponse, now: number, status: number, body: object | null): void {
  if (response.destroyed) return
  const text = body === null ? '' : JSON.stringify(body)
  response.writeHead(status, headersOf(now, text)).end(text)
}

/** The `Date` header is the carrier's own clock; the app measures by it. */
function headersOf(now: number, text: string) {
  return {
    Date: new Date(now).toUTCString(),
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  }
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LARGEST_FORM) throw new Error('The form is too large.')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function sameLogin(authorization: string | undefined, login: string): boolean {
  const wanted = Buffer.from(`Basic ${Buffer.from(login).toString('base64')}`)
  const given = Buffer.from(authorization ?? '')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

const iso = (at: number) => new Date(at).toISOString()
