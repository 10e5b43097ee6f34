/**
 * The browser host: the same page and the same program on 127.0.0.1, for a PC without a display or without Electron.
 * Only who has the address printed at the start gets in: its token is exchanged once for a cookie and a key, and Host
 * and Origin are checked on every request, so that no other page of this PC can call it (DNS rebinding).
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Dispatch } from '../dispatch'
import { createAnswers, createOwnAddress } from './answers'
import { createConnections } from './connections'
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
  const { dispatch, epoch } = options
  const gate = createGate({ cookieName: cookieName(options.dataDir), kept: options.kept, epoch })
  let port = options.kept?.port ?? options.port
  const keep = () => options.keep(gate.keep(port))
  const address = createOwnAddress(() => port)
  const answer = createAnswers(options.pageRoot, gate, address)
  const connections = createConnections({ gate, dispatch, epoch, renewed: keep })

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
      !address.isHost(request) ||
      !address.isOrigin(request) ||
      !gate.hasCookie(request) ||
      request.url !== '/calls'
    ) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, connections.accept)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  server.on('error', () => undefined)
  port = (server.address() as AddressInfo).port
  keep()

  const newUrl = () => `http://127.0.0.1:${port}/?token=${gate.newToken()}`
  return {
    url: newUrl(),
    port,
    newUrl,
    publish: connections.publish,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
