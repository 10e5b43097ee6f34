/** The pages that are connected: each says its key first, then calls, and hears of what happens. */
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Dispatch } from '../dispatch'
import type { Gate } from './gate'

/** Calls of one page that wait for their answer; a page asks for a few dozen at most. */
const MOST_CALLS = 256
/** A page that reads nothing any more is let go before its answers fill the memory. */
const MOST_BUFFERED = 64 * 1024 * 1024
const HELLO_MS = 10_000
/** The key is not, or no longer, the right one: the page looks for a newer one, or asks for the address. */
export const WRONG_KEY = 4401
const NO_TEXT = 1003
const NOT_UNDERSTOOD = 1007
const hello = z.object({ key: z.string().max(100) })
const frame = z.object({ id: z.number().int(), name: z.string().max(60), input: z.unknown() })
/** The calls after which somebody is at the desk. */
const ENTERS = new Set(['session.signIn', 'session.recover', 'session.setUp'])

const send = (client: WebSocket, message: unknown) => {
  if (client.readyState !== client.OPEN) return
  if (client.bufferedAmount > MOST_BUFFERED) return client.terminate()
  client.send(JSON.stringify(message), (error) => {
    if (error) client.terminate()
  })
}

export const createConnections = (options: {
  gate: Gate
  dispatch: Dispatch
  /** Counts the locks of the desk: what came in before one is not answered after it. */
  epoch: () => number
  /** The key was renewed: the next host must know it. */
  renewed: () => void
}) => {
  const { gate, epoch } = options
  const epochs = new Map<WebSocket, number>()

  /** Whoever signed in has the desk: their connection gets the new key, all others must come again with it. */
  const handOver = (client: WebSocket) => {
    const key = gate.renew()
    options.renewed()
    epochs.set(client, epoch())
    send(client, { event: 'key', payload: key })
    for (const other of epochs.keys()) if (other !== client) other.close(WRONG_KEY)
  }

  return {
    accept(client: WebSocket) {
      let waiting = 0
      const late = setTimeout(() => client.close(WRONG_KEY), HELLO_MS)
      client.on('error', () => client.terminate())
      client.on('close', () => {
        clearTimeout(late)
        epochs.delete(client)
      })
      const greet = (message: unknown) => {
        const parsed = hello.safeParse(message)
        const since = parsed.success ? gate.epochOf(parsed.data.key) : null
        if (since === null) return client.close(WRONG_KEY)
        clearTimeout(late)
        epochs.set(client, since)
        send(client, { event: 'welcome', payload: null })
      }
      const take = async (data: string) => {
        const message: unknown = JSON.parse(data)
        const since = epochs.get(client)
        if (since === undefined) return greet(message)
        const { id, name, input } = frame.parse(message)
        if (waiting >= MOST_CALLS) {
          const reason = { key: 'app.too-many-calls', params: {} }
          return send(client, { id, reply: { ok: false, error: { code: 'refused', reason } } })
        }
        waiting += 1
        try {
          const reply = await options.dispatch(name, input, since === epoch())
          if (reply.ok && ENTERS.has(name)) handOver(client)
          send(client, { id, reply })
        } finally {
          waiting -= 1
        }
      }
      client.on('message', (data, binary) => {
        if (binary) return client.close(NO_TEXT)
        take(String(data)).catch(() => client.close(NOT_UNDERSTOOD))
      })
    },
    publish(event: string, payload: unknown) {
      // A connection from before the last lock learns that something changed, and nothing of what.
      for (const [client, since] of epochs)
        if (event === 'changed' || since === epoch()) send(client, { event, payload })
    },
  }
}
