/** What the browser host answers to a request: the page, and before it the exchange of a one-time token for a cookie and a key. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createPage } from '../page'
import type { Gate } from './gate'

const HEAD = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
}
const plainPage = (words: string) => `<!doctype html><meta charset="utf-8"><h1>Deskbell</h1><p>${words}</p>`
const ADDRESS_USED = 'This address was used before. Start Deskbell again and open the address it prints.'

/** Host and Origin of a request, checked against the address that is served: another page of this PC has another one. */
export const createOwnAddress = (port: () => number) => ({
  isHost: ({ headers }: IncomingMessage) => headers.host === `127.0.0.1:${port()}`,
  isOrigin: ({ headers }: IncomingMessage) => headers.origin === `http://127.0.0.1:${port()}`,
  urlOf: ({ url }: IncomingMessage) => new URL(url ?? '/', `http://127.0.0.1:${port()}`),
})
export type OwnAddress = ReturnType<typeof createOwnAddress>

export const createAnswers = (pageRoot: string, gate: Gate, address: OwnAddress) => {
  const page = createPage(pageRoot, "'self'")
  const pageFor = async (url: URL, method = 'GET') => {
    const found = await page(new Request(url, { method: method === 'HEAD' ? 'HEAD' : 'GET' }))
    return {
      status: found.status,
      headers: Object.fromEntries(found.headers),
      body: method === 'HEAD' ? undefined : Buffer.from(await found.arrayBuffer()),
    }
  }
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!address.isHost(request)) {
      response.writeHead(421, { 'Content-Type': 'text/plain' }).end('This is Deskbell on 127.0.0.1 only.')
      return
    }
    const url = address.urlOf(request)
    const token = url.searchParams.get('token')
    if (url.pathname === '/' && token !== null && gate.redeem(token)) {
      // Not a redirect: the cookie goes only with what our own page asks for, and the key only to our own page.
      response
        .writeHead(200, { ...HEAD, 'Set-Cookie': gate.cookie, Refresh: `0; url=/#key=${gate.key()}` })
        .end(plainPage('One moment …'))
      return
    }
    if (!gate.hasCookie(request)) {
      response.writeHead(403, HEAD).end(plainPage(ADDRESS_USED))
      return
    }
    const { status, headers, body } = await pageFor(url, request.method)
    response.writeHead(status, headers)
    response.end(body)
  }
}
