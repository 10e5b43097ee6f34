/**
 * The browser host: the same page and the same program on 127.0.0.1, for a PC without a display or without Electron.
 * Only who has the address printed at the start gets in: its token is exchanged once for a cookie and a key, and Host
 * and Origin are checked on every request, so that no other page of this PC can call it (DNS rebinding).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Dispatch } from '../dispatch'
import { createPage } from '../page'
import { cookieName, createGate, type Kept } from './gate'

export type BrowserHost = {
  /** The address to open, with its one-time token. */
  url: string
  port: number
  publish(event: string, payload: unknown): void
  /** A fresh address: the token of the old one may be used up. */
  newUrl(): string
  close(): Promise<void>
}

const MOST_BYTES = 2 * 1024 * 1024
const MOST_CONNECTIONS = 256
/** Calls of one page that wait for their answer; a page asks for a few dozen at most. */
const MOST_CALLS = 256
/** A page that reads nothing any more is let go before its answers fill the memory. */
const MOST_BUFFERED = 64 * 1024 * 1024
const HELLO_MS = 10_000
/** The key is not, or no longer, the right one: the page looks for a newer one, or asks for the address. */
export const WRONG_KEY = 4401
const hello = z.object({ key: z.string().max(100) })
const frame = z.object({ id: z.number().int(), name: z.string().max(60), input: z.unknown() })
/** The calls after which somebody is at the desk. */
const ENTERS = new Set(['session.signIn', 'session.recover', 'session.setUp'])

const plainPage = (words: string) => `<!doctype html><meta charset="utf-8"><h1>Deskbell</h1><p>${words}</p>`
const ADDRESS_USED = 'This address was used before. Start Deskbell again and open the address it prints.'

export const serveBrowser = async (options: {
  pageRoot: string
  port: number
  dataDir: string
  dispatch: Dispatch
  epoch: () => number
  /** What the host before a crash had, so that the page finds this one. */
  kept: Kept | null
  /** Is told what the next host would need. */
  keep: (kept: Kept) => void
}): Promise<BrowserHost> => {
  const gate = createGate({
    cookieName: cookieName(options.dataDir),
    kept: options.kept,
    epoch: options.epoch,
  })
  const page = createPage(options.pageRoot, "'self'")
  const epochs = new Map<WebSocket, number>()
  let port = options.kept?.port ?? options.port

  const hostIsOurs = (request: IncomingMessage) => request.headers.host === `127.0.0.1:${port}`
  const originIsOurs = (request: IncomingMessage) => request.headers.origin === `http://127.0.0.1:${port}`

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!hostIsOurs(request)) {
      response.writeHead(421, { 'Content-Type': 'text/plain' }).end('This is Deskbell on 127.0.0.1 only.')
      return
    }
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
    const token = url.searchParams.get('token')
    const head = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    }
    if (url.pathname === '/' && token !== null && gate.redeem(token)) {
      // Not a redirect: the cookie goes only with what our own page asks for, and the key only to our own page.
      response
        .writeHead(200, { ...head, 'Set-Cookie': gate.cookie, Refresh: `0; url=/#key=${gate.key()}` })
        .end(plainPage('One moment …'))
      return
    }
    if (!gate.hasCookie(request)) {
      response.writeHead(403, head).end(plainPage(ADDRESS_USED))
      return
    }
    const { status, headers, body } = await pageFor(url, request.method)
    response.writeHead(status, headers)
    response.end(body)
  }
  const pageFor = async (url: URL, method = 'GET') => {
    const found = await page(new Request(url, { method: method === 'HEAD' ? 'HEAD' : 'GET' }))
    return {
      status: found.status,
      headers: Object.fromEntries(found.headers),
      body: method === 'HEAD' ? undefined : Buffer.from(await found.arrayBuffer()),
    }
  }

  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, (request, response) => {
    response.on('error', () => response.destroy())
    answer(request, response).catch(() => response.destroy())
  })
  server.maxConnections = MOST_CONNECTIONS
  // A socket without a listener for its errors ends the program with the first reset.
  server.on('connection', (socket) => socket.on('error', () => socket.destroy()))
  server.on('clientError', (_error, socket) => socket.destroy())

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES })
  sockets.on('error', () => undefined)
  sockets.on('wsClientError', (_error, socket) => socket.destroy())
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (
      !hostIsOurs(request) ||
      !originIsOurs(request) ||
      !gate.hasCookie(request) ||
      request.url !== '/calls'
    ) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => accept(client))
  })

  const send = (client: WebSocket, message: unknown) => {
    if (client.readyState !== client.OPEN) return
    if (client.bufferedAmount > MOST_BUFFERED) return client.terminate()
    client.send(JSON.stringify(message), (error) => {
      if (error) client.terminate()
    })
  }

  /** Whoever signed in has the desk: their connection gets the new key, all others must come again with it. */
  const handOver = (client: WebSocket) => {
    const key = gate.renew()
    options.keep(gate.keep(port))
    epochs.set(client, options.epoch())
    send(client, { event: 'key', payload: key })
    for (const other of epochs.keys()) if (other !== client) other.close(WRONG_KEY)
  }

  const accept = (client: WebSocket) => {
    let waiting = 0
    const late = setTimeout(() => client.close(WRONG_KEY), HELLO_MS)
    client.on('error', () => client.terminate())
    client.on('close', () => {
      clearTimeout(late)
      epochs.delete(client)
    })
    const greet = (message: unknown) => {
      const parsed = hello.safeParse(message)
      const epoch = parsed.success ? gate.epochOf(parsed.data.key) : null
      if (epoch === null) return client.close(WRONG_KEY)
      clearTimeout(late)
      epochs.set(client, epoch)
      send(client, { event: 'welcome', payload: null })
    }
    const take = async (data: string) => {
      const message: unknown = JSON.parse(data)
      const epoch = epochs.get(client)
      if (epoch === undefined) return greet(message)
      const { id, name, input } = frame.parse(message)
      if (waiting >= MOST_CALLS)
        return send(client, {
          id,
          reply: {
            ok: false,
            error: { code: 'refused', reason: { key: 'app.too-many-calls', params: {} } },
          },
        })
      waiting += 1
      try {
        const reply = await options.dispatch(name, input, epoch === options.epoch())
        if (reply.ok && ENTERS.has(name)) handOver(client)
        send(client, { id, reply })
      } finally {
        waiting -= 1
      }
    }
    client.on('message', (data, binary) => {
      if (binary) return client.close(1003)
      take(String(data)).catch(() => client.close(1007))
    })
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  server.on('error', () => undefined)
  port = (server.address() as AddressInfo).port
  options.keep(gate.keep(port))

  const newUrl = () => `http://127.0.0.1:${port}/?token=${gate.newToken()}`
  return {
    url: newUrl(),
    port,
    newUrl,
    publish(event, payload) {
      // A connection from before the last lock learns that something changed, and nothing of what.
      for (const [client, epoch] of epochs)
        if (event === 'changed' || epoch === options.epoch()) send(client, { event, payload })
    },
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
