/** The way a page goes into the browser host: the address once, then the cookie, the key, and calls over a WebSocket. */
import http from 'node:http'
import { WebSocket } from 'ws'
import type { Reply } from '../../src-preload/contract'

export type Entry = { port: number; cookie: string; key: string }

const get = (port: number, path: string, headers: Record<string, string>) =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders }>((resolve, reject) => {
    http
      .get(
        { host: '127.0.0.1', port, path, agent: false, headers: { host: `127.0.0.1:${port}`, ...headers } },
        (response) => {
          response.resume()
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
        },
      )
      .on('error', reject)
  })

/** Exchanges the address that the program prints. */
export const enter = async (url: string): Promise<Entry> => {
  const { port, pathname, search } = new URL(url)
  const { headers } = await get(Number(port), pathname + search, {})
  const cookie = String(headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
  const key = /#key=([\w-]+)/.exec(String(headers.refresh ?? ''))?.[1] ?? ''
  return { port: Number(port), cookie, key }
}

export const statusOf = async (entry: Pick<Entry, 'port' | 'cookie'>, path = '/'): Promise<number> =>
  (await get(entry.port, path, { cookie: entry.cookie })).status

export type PageClient = {
  call(name: string, input: unknown): Promise<Reply>
  /** The text as it is, whatever it is. */
  raw(text: string | Buffer): void
  /** The key that signing in brought; null before. */
  key(): string | null
  events: { event: string; payload: unknown }[]
  /** Resolves with the code when the host closes the connection. */
  closed: Promise<number>
  end(): void
}

/** Connects with a cookie and a key. Rejects with the code when the host closes at once. */
export const connect = ({ port, cookie, key }: Entry): Promise<PageClient> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/calls`, {
      headers: { origin: `http://127.0.0.1:${port}`, cookie },
    })
    const waiting = new Map<number, (reply: Reply) => void>()
    const events: PageClient['events'] = []
    let next = 1
    let fresh: string | null = null
    const closed = new Promise<number>((ended) => {
      socket.on('close', (code) => {
        reject(Object.assign(new Error(`closed with ${code}`), { code }))
        for (const answer of waiting.values())
          answer({
            ok: false,
            error: { code: 'unexpected', reason: { key: 'app.connection-lost', params: {} } },
          })
        ended(code)
      })
    })
    socket.on('error', reject)
    socket.on('open', () => socket.send(JSON.stringify({ key })))
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as {
        id?: number
        reply?: Reply
        event?: string
        payload?: unknown
      }
      if (message.event === 'key') fresh = String(message.payload)
      if (message.event === 'welcome') resolve(client)
      else if (message.event) events.push({ event: message.event, payload: message.payload })
      else if (message.id !== undefined && message.reply) {
        waiting.get(message.id)?.(message.reply)
        waiting.delete(message.id)
      }
    })
    const client: PageClient = {
      call: (name, input) =>
        new Promise((answer) => {
          const id = next
          next += 1
          waiting.set(id, answer)
          socket.send(JSON.stringify({ id, name, input }))
        }),
      raw: (text) => socket.send(text),
      key: () => fresh,
      events,
      closed,
      end: () => socket.terminate(),
    }
  })
