/** A relay on 127.0.0.1 in front of the practice carrier that changes what is asked and answered, as odd networks and carriers do. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  form: URLSearchParams
  isSend: boolean
  isList: boolean
}
export type Answered = { status: number; headers: Record<string, string>; body: unknown }
/** `drop`: the connection is closed without an answer. `hang`: it never comes. */
export type Change = Answered | 'drop' | 'hang'

export type Tamper = {
  readonly baseUrl: string
  /** Requests so far. */
  readonly asked: readonly Asked[]
  /** Before the carrier sees it: an answer of its own keeps the request away from the carrier. */
  before(rule: ((asked: Asked) => Change | undefined) | null): void
  /** What the carrier answered, before the program sees it. */
  after(rule: ((asked: Asked, answered: Answered) => Change | undefined) | null): void
  close(): Promise<void>
}

/** A refusal as Twilio writes it: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export const refusal = (status: number, code: number, headers: Record<string, string> = {}): Answered => ({
  status,
  headers,
  body: { code, message: 'refused', more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})

export const createTamper = async (carrierUrl: string): Promise<Tamper> => {
  const asked: Asked[] = []
  let before: ((asked: Asked) => Change | undefined) | null = null
  let after: ((asked: Asked, answered: Answered) => Change | undefined) | null = null
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void (async () => {
        const text = Buffer.concat(parts)
        const url = new URL(request.url ?? '/', carrierUrl)
        const isMessages = url.pathname.endsWith('/Messages.json')
        const one: Asked = {
          method: request.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          form: new URLSearchParams(text.toString()),
          isSend: request.method === 'POST' && isMessages,
          isList: request.method === 'GET' && isMessages,
        }
        asked.push(one)
        const reply = (change: Change) => {
          if (change === 'hang') return
          if (change === 'drop') return request.socket.destroy()
          const body = typeof change.body === 'string' ? change.body : JSON.stringify(change.body)
          const headers = { 'Content-Type': 'application/json', ...change.headers }
          response
            .writeHead(change.status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
            .end(body)
        }
        const early = before?.(one)
        if (early !== undefined) return reply(early)
        const {
          host: _host,
          connection: _connection,
          'content-length': _length,
          ...headers
        } = request.headers
        const answer = await fetch(url, {
          method: one.method,
          headers: headers as Record<string, string>,
          redirect: 'manual',
          ...(text.length > 0 ? { body: text } : {}),
        })
        const body = await answer.text()
        const answered: Answered = {
          status: answer.status,
          headers: {
            Date: answer.headers.get('date') ?? '',
            'Content-Type': answer.headers.get('content-type') ?? '',
          },
          body: body === '' ? '' : (JSON.parse(body) as unknown),
        }
        reply(after?.(one, answered) ?? answered)
      })().catch(() => request.socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    before(rule) {
      before = rule
    },
    after(rule) {
      after = rule
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
