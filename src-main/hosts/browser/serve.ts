/**
 * The browser host: the same page and the same program on 127.0.0.1, for a PC without a display or without Electron.
 * Only who has the address printed at the start gets in: its token is exchanged once for a cookie, and Host and
 * Origin are checked on every request, so that no other page of this PC can call it (DNS rebinding).
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Dispatch } from '../dispatch'
import { createPage } from '../page'

export type BrowserHost = {
  /** The address to open, with its one-time token. */
  url: string
  port: number
  publish(event: string, payload: unknown): void
  /** A fresh address: the token of the old one may be used up. */
  newUrl(): string
  close(): Promise<void>
}

const COOKIE = 'deskbell'
const MOST_BYTES = 2 * 1024 * 1024
const frame = z.object({ id: z.number().int(), name: z.string().max(60), input: z.unknown() })

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
const secret = () => randomBytes(24).toString('base64url')

export const serveBrowser = async (options: {
  pageRoot: string
  port: number
  dispatch: Dispatch
}): Promise<BrowserHost> => {
  const tokens = new Set<string>()
  const cookie = secret()
  const page = createPage(options.pageRoot, "'self'")
  let port = options.port

  const hostIsOurs = (request: IncomingMessage) => request.headers.host === `127.0.0.1:${port}`
  const originIsOurs = (request: IncomingMessage) => request.headers.origin === `http://127.0.0.1:${port}`
  const hasCookie = (request: IncomingMessage) =>
    (request.headers.cookie ?? '').split(/; */).some((part) => {
      const [name, value = ''] = part.split('=')
      return name === `${COOKIE}-${port}` && same(value, cookie)
    })

  const server = createServer((request, response) => {
    void (async () => {
      if (!hostIsOurs(request)) {
        response.writeHead(421, { 'Content-Type': 'text/plain' }).end('This is Deskbell on 127.0.0.1 only.')
        return
      }
      const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
      const token = url.searchParams.get('token')
      if (url.pathname === '/' && token !== null && tokens.delete(token)) {
        response
          .writeHead(303, {
            'Set-Cookie': `${COOKIE}-${port}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
            Location: '/',
            'Referrer-Policy': 'no-referrer',
          })
          .end()
        return
      }
      if (!hasCookie(request)) {
        response
          .writeHead(403, {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Security-Policy': "default-src 'none'",
          })
          .end(
            '<h1>Deskbell</h1><p>This address was used before. Start Deskbell again and open the address it prints.</p>',
          )
        return
      }
      const answer = await page(new Request(url, { method: request.method ?? 'GET' }))
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(request.method === 'HEAD' ? undefined : Buffer.from(await answer.arrayBuffer()))
    })().catch(() => response.destroy())
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES })
  server.on('upgrade', (request, socket, head) => {
    if (!hostIsOurs(request) || !originIsOurs(request) || !hasCookie(request) || request.url !== '/calls') {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => accept(client))
  })

  const accept = (client: WebSocket) => {
    client.on('error', () => client.terminate())
    client.on('message', (data, binary) => {
      void (async () => {
        if (binary) return client.close(1003)
        let parsed: z.output<typeof frame>
        try {
          parsed = frame.parse(JSON.parse(String(data)))
        } catch {
          return client.close(1007)
        }
        const reply = await options.dispatch(parsed.name, parsed.input)
        if (client.readyState === client.OPEN) client.send(JSON.stringify({ id: parsed.id, reply }))
      })()
    })
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port

  const newUrl = () => {
    const token = secret()
    tokens.add(token)
    return `http://127.0.0.1:${port}/?token=${token}`
  }
  return {
    url: newUrl(),
    port,
    newUrl,
    publish(event, payload) {
      const text = JSON.stringify({ event, payload })
      for (const client of sockets.clients) if (client.readyState === client.OPEN) client.send(text)
    },
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
