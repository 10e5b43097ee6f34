import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import https from 'node:https'
import type { Clock } from '../../services/ports'

/** Every host that the app may speak to. https://www.twilio.com/docs/usage/api#base-url */
const TWILIO_HOSTS: readonly string[] = [
  'api.twilio.com',
  'pricing.twilio.com',
  'messaging.twilio.com',
  'lookups.twilio.com',
]

/**
 * Where Twilio keeps media and sends who asks for it, seen in the wild: signed addresses at its own two hosts, and for
 * accounts without “Enforce HTTP Auth on Media URLs” its bucket, whose host others have buckets at too.
 * https://help.twilio.com/articles/223183748
 */
const isMediaPlace = ({ host, pathname }: URL): boolean =>
  host === 'mms.twiliocdn.com' ||
  host === 'media.twiliocdn.com' ||
  (host === 's3-external-1.amazonaws.com' && pathname.startsWith('/media.twiliocdn.com/'))
/** api → media host → bucket is the longest way seen. */
const MOST_HOPS = 3

/** Far above the largest page of 1,000 messages; a body without end must not fill the memory. */
const LARGEST_ANSWER = 32 * 1024 * 1024
/** Twilio's error bodies are a few hundred bytes. */
const LARGEST_REFUSAL = 64 * 1024
/** Below the idle limit of common servers (5 s and more), so that a kept socket is rarely a dead one. */
const IDLE_SOCKET_MS = 4_000

/**
 * What is known of one request, kept outside the SDK's errors: those hold the login, the number and the text.
 * `left` says whether a byte of the request may have reached the network.
 */
export type Exchange = {
  onLeaving?: () => void
  left: boolean
  status: number | null
  date: string | null
  retryAfter: string | null
  /** The parsed body of the answer; undefined if it was not JSON. */
  json: unknown
  /** Why there is no whole answer, in words without any content. */
  fault: string | null
}

export type WayOutOptions = {
  clock: Clock
  timeoutMs: number
  maxSockets: number
  /** Loopback only: the practice carrier. The carrier's host becomes the first segment of the path. */
  baseUrl?: string
  /** For tests of the encrypted way; the app never gives one. */
  secureAgent?: https.Agent
}

type SdkRequest = {
  method: string
  uri: string
  username?: string
  password?: string
  headers?: Record<string, string>
  params?: object
  data?: unknown
}
type SdkResponse = { statusCode: number; body: unknown; headers: http.IncomingHttpHeaders }

export type WayOut = {
  /** Runs SDK calls so that their requests are noted in the exchange (its last one, if there are several). */
  noting<T>(exchange: Exchange, work: () => Promise<T>): Promise<T>
  /** Stands in for the SDK's own `request`. */
  request(options: SdkRequest): Promise<SdkResponse>
  /** Media: follows Twilio to the places it keeps media at and nowhere else. At most `most` bytes. */
  bytes(uri: string, login: { username: string; password: string }, most: number): Promise<Uint8Array>
  close(): void
}

type Conversation = {
  method: string
  /** Throws for a host that may not be spoken to. */
  uri: () => URL
  headers: Record<string, string | number>
  body: string
  most: number
}

/** A fresh exchange. */
export function newExchange(onLeaving?: () => void): Exchange {
  const blank = { left: false, status: null, date: null, retryAfter: null, json: undefined, fault: null }
  return onLeaving ? { ...blank, onLeaving } : blank
}

/** The base URL without its trailing slash. Throws unless it is plain HTTP on the loopback interface. */
export function loopbackOnly(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  const loopback = url && (/^127(\.\d{1,3}){3}$/.test(url.hostname) || url.hostname === '[::1]')
  if (!url || !loopback || url.protocol !== 'http:' || url.username || url.password) {
    throw new Error('The practice carrier can only be reached on this computer (127.0.0.1).')
  }
  return url.origin + url.pathname.replace(/\/$/, '')
}

/** One exchange with one host, noted in `exchange`. Rejects with a plain error when there is no whole answer. */
function converse(
  { clock, timeoutMs, agent }: { clock: Clock; timeoutMs: number; agent: http.Agent },
  exchange: Exchange,
  { method, uri, headers, body, most }: Conversation,
): Promise<{ bytes: Buffer; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    let settled = false
    let stopTimer = () => {}
    const fail = (reason: string) => {
      if (settled) return
      settled = true
      stopTimer()
      exchange.fault = reason
      reject(new Error(reason))
    }

    let url: URL
    try {
      url = uri()
    } catch {
      fail('refused a host that is not the carrier’s')
      return
    }
    const secure = url.protocol === 'https:'
    const send = secure ? https.request : http.request
    const outgoing = send(url, { method, headers, agent })

    stopTimer = clock.after(timeoutMs, () => {
      fail(exchange.left ? 'no answer in time' : 'no connection in time')
      outgoing.destroy()
    })
    // Nothing is handed to the socket before it stands (with TLS: before the handshake is done), so that
    // "not one byte left" is certain and not a guess from an error code.
    outgoing.on('socket', (socket) => {
      const go = () => {
        if (settled || exchange.left) return
        try {
          exchange.onLeaving?.()
        } catch {
          fail('stopped before leaving')
          outgoing.destroy()
          return
        }
        exchange.left = true
        outgoing.end(body)
      }
      const shaking = 'secureConnecting' in socket && socket.secureConnecting === true
      if (socket.connecting || shaking) socket.once(secure ? 'secureConnect' : 'connect', go)
      else go()
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(faultOf(error, exchange.left)))
    outgoing.on('close', () => fail(exchange.left ? 'the connection was closed' : 'no connection'))
    outgoing.on('response', (answer) => {
      exchange.status = answer.statusCode ?? null
      exchange.date = answer.headers.date ?? null
      exchange.retryAfter = answer.headers['retry-after'] ?? null
      const parts: Buffer[] = []
      let length = 0
      answer.on('data', (part: Buffer) => {
        length += part.length
        if (length > most) {
          fail('the answer had no end')
          outgoing.destroy()
        } else parts.push(part)
      })
      answer.on('error', () => fail('the connection broke during the answer'))
      answer.on('close', () => fail('the connection broke during the answer'))
      answer.on('end', () => {
        if (settled || !answer.complete) return
        settled = true
        stopTimer()
        resolve({ bytes: Buffer.concat(parts), headers: answer.headers })
      })
    })
  })
}

/**
 * The one way out to the carrier: listed hosts over TLS (or the practice carrier on loopback), no proxy, no
 * redirects (but of media, to listed places), no retries, one deadline for the whole exchange. Throws plain errors without any content.
 */
export function createWayOut({ clock, timeoutMs, maxSockets, baseUrl, secureAgent }: WayOutOptions): WayOut {
  const base = baseUrl === undefined ? null : loopbackOnly(baseUrl)
  const pool = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, timeout: IDLE_SOCKET_MS }
  // Said outright: else a variable of the environment could switch the check of the certificate off.
  const agent =
    base === null
      ? (secureAgent ?? new https.Agent({ ...pool, rejectUnauthorized: true }))
      : new http.Agent(pool)
  const by = { clock, timeoutMs, agent }
  const exchanges = new AsyncLocalStorage<Exchange>()

  const onLoopback = (url: URL) =>
    base === null ? url : new URL(`${base}/${url.host}${url.pathname}${url.search}`)

  function target(uri: string): URL {
    const url = new URL(uri)
    const listed = url.protocol === 'https:' && TWILIO_HOSTS.includes(url.host)
    if (!listed || url.username || url.password) throw new Error('The host is not one of the carrier’s.')
    return onLoopback(url)
  }

  async function request(options: SdkRequest): Promise<SdkResponse> {
    const exchange = exchanges.getStore() ?? newExchange()
    Object.assign(exchange, newExchange())
    const body =
      options.data === undefined ? '' : new URLSearchParams(formEntries(options.data as object)).toString()
    const headers: Record<string, string | number> = { ...options.headers, ...loginOf(options) }
    if (options.method.toLowerCase() === 'post') headers['Content-Length'] = Buffer.byteLength(body)
    const answer = await converse(by, exchange, {
      method: options.method.toUpperCase(),
      uri() {
        const url = target(options.uri)
        for (const [name, value] of formEntries(options.params)) url.searchParams.append(name, value)
        return url
      },
      headers,
      body,
      most: LARGEST_ANSWER,
    })
    exchange.json = parsed(answer.bytes.toString('utf8'))
    const statusCode = exchange.status ?? 0
    if (statusCode >= 300 && statusCode < 400) {
      exchange.fault = 'sent elsewhere'
      throw new Error(exchange.fault)
    }
    // What was deleted is answered with nothing at all.
    if (statusCode === 204) return { statusCode, body: {}, headers: answer.headers }
    if (typeof exchange.json !== 'object' || exchange.json === null) throw new Error('not JSON')
    return { statusCode, body: exchange.json, headers: answer.headers }
  }

  async function bytes(uri: string, login: { username: string; password: string }, most: number) {
    const exchange = exchanges.getStore() ?? newExchange()
    let place = () => target(uri)
    // The login goes to Twilio's API alone: where it sends us, the address itself is the key.
    let headers: Record<string, string> = loginOf(login)
    for (let hop = 0; hop <= MOST_HOPS; hop++) {
      Object.assign(exchange, newExchange())
      // A refusal may be longer than what was asked for.
      const answer = await converse(by, exchange, {
        method: 'GET',
        uri: place,
        headers,
        body: '',
        most: Math.max(most, LARGEST_REFUSAL),
      })
      const status = exchange.status ?? 0
      const to = status >= 300 && status < 400 ? answer.headers.location : undefined
      if (to === undefined) {
        if (status === 200 && answer.bytes.length <= most) return answer.bytes
        if (status === 200) exchange.fault = 'larger than is kept here'
        exchange.json = parsed(answer.bytes.toString('utf8'))
        throw new Error('no media')
      }
      headers = {}
      place = () => {
        const url = new URL(to)
        if (url.protocol !== 'https:' || url.username || url.password || !isMediaPlace(url))
          throw new Error('The media is not at one of the carrier’s hosts.')
        return onLoopback(url)
      }
    }
    exchange.fault = 'sent elsewhere'
    throw new Error(exchange.fault)
  }

  return {
    noting: (exchange, work) => exchanges.run(exchange, work),
    request,
    bytes,
    close: () => agent.destroy(),
  }
}

function loginOf({ username, password }: { username?: string; password?: string }): Record<string, string> {
  if (!username || !password) return {}
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** Names and values of a form; lists repeat their name, as Twilio wants. Values left out are not sent. */
function formEntries(form: object | undefined): [string, string][] {
  return Object.entries(form ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string] => [name, String(item)]),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Codes of Node's network errors name no host, number or text; their messages may. */
function faultOf(error: NodeJS.ErrnoException, left: boolean): string {
  const code =
    typeof error.code === 'string' && /^[A-Z0-9_]{2,48}$/.test(error.code) ? ` (${error.code})` : ''
  return left ? `the connection broke${code}` : `no connection${code}`
}
