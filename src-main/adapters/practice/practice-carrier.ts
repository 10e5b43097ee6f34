import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../services/ports'
import { PRACTICE_ACCOUNT, type PracticeAccount } from './account'
import { controlled, type PracticeCarrier } from './control'
import { createLedger, type StoredMessage } from './ledger'
import { stateOf } from './life'
import { type Behaviour, createMisbehaviour, type Misbehaviour } from './misbehaviour'
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
  // Its own down to the last number: what one carrier's account becomes is nothing of another's.
  const account: PracticeAccount = { ...structuredClone(PRACTICE_ACCOUNT), ...options.account }
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
  const waits = createWaits(clock)

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

    if (strikesBefore(misbehaviour, isSend, request, response, clock.now())) return
    if (isSend) await waits.wait(misbehaviour.delay('slowAcceptMs'))
    const answered = answerTo(world, call, request.headers.authorization)
    if (isSend) await waits.wait(misbehaviour.delay('slowAnswerMs'))

    deliver(answered, misbehaviour, isSend, request, response, clock.now())
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
      ledger.all().map((message) => shown(message, stateOf(message, clock.now(), ledger, pace()))),
    setBalance: (balance) => ledger.setBalance(micros(decimal(micros(balance)))),
    setBehaviour: (change) => misbehaviour.set(change),
    async close() {
      waits.stop()
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
      ledger.close()
    },
  }
  return carrier
}

/** Waits that end when the carrier does. */
function createWaits(clock: Clock) {
  const timers = new Set<() => void>()

  const wait = (ms: number): Promise<void> =>
    ms <= 0
      ? Promise.resolve()
      : new Promise<void>((done) => {
          const stop = clock.after(ms, () => {
            timers.delete(stop)
            done()
          })
          timers.add(stop)
        })
  return {
    wait,
    stop(): void {
      for (const stop of timers) stop()
    },
  }
}

/** Goes wrong before anything is answered, where it was asked to; whether it did. */
function strikesBefore(
  misbehaviour: Misbehaviour,
  isSend: boolean,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  now: number,
): boolean {
  if (misbehaviour.strikes('refuseBefore', isSend)) {
    request.socket.destroy()
    return true
  }
  if (misbehaviour.strikes('htmlPage', isSend)) {
    const status = misbehaviour.current.htmlPage?.status ?? 200
    const location = status === 302 ? { Location: 'http://sign-in.invalid/' } : {}
    response.writeHead(status, { 'Content-Type': 'text/html', ...location }).end(SIGN_IN_PAGE)
    return true
  }
  if (misbehaviour.strikes('tooMany', isSend)) {
    const seconds = misbehaviour.current.tooMany?.retryAfterSeconds
    if (seconds !== undefined) response.setHeader('Retry-After', String(seconds))
    reply(response, now, 429, refusalBody(refuse.tooMany()))
    return true
  }
  return false
}

/** Brings the answer to whoever asked, or goes wrong on the way. */
function deliver(
  answered: Answer,
  misbehaviour: Misbehaviour,
  isSend: boolean,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  now: number,
): void {
  const fault = answered.message && isSend ? answerFaultOf(answered.message.to) : null
  if (misbehaviour.strikes('dropAnswer', isSend) || fault === 'drop') {
    request.socket.destroy()
  } else if (misbehaviour.strikes('failAfterAccepting', isSend) || fault === '503') {
    reply(response, now, 503, refusalBody(new Refusal(503, 20503, 'Service unavailable')))
  } else if (misbehaviour.strikes('resetMidAnswer', isSend)) {
    const whole = JSON.stringify(answered.body)
    response.writeHead(answered.status, headersOf(now, whole))
    response.write(whole.slice(0, whole.length / 2), () => request.socket.resetAndDestroy())
  } else if (answered.file) {
    const bytes = Buffer.from(answered.file.base64, 'base64')
    response.writeHead(200, { 'Content-Type': answered.file.type, 'Content-Length': bytes.length }).end(bytes)
  } else {
    if (answered.location) response.setHeader('Location', answered.location)
    reply(response, now, answered.status, answered.body)
  }
}

/** What the account answers to a call with this login. */
function answerTo(world: World, call: Call, authorization: string | undefined): Answer {
  try {
    const login = world.account.credentials.find(({ username, password }) =>
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

/** A message as tests look at it. */
function shown(
  message: StoredMessage,
  { status, code, sentAt }: ReturnType<typeof stateOf>,
): ReturnType<PracticeCarrier['messages']>[number] {
  const { sid, direction, to, from, service, body, segments, validitySeconds, createdAt, leavesAt, price } =
    message
  const times = {
    createdAt: iso(createdAt),
    leavesAt: iso(leavesAt),
    sentAt: sentAt === null ? null : iso(sentAt),
  }
  const what = { body, segments, validitySeconds, price, media: message.media.length }
  return { sid, direction, to, from, service, ...what, status, code, ...times }
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
