/** The bridge of the browser host: calls over a WebSocket to the address the page came from. */
import type { Bridge, Reply } from './contract'

type Waiting = { resolve: (reply: Reply) => void; text: string }
const LOST: Reply = {
  ok: false,
  error: {
    code: 'unexpected',
    message: 'The connection to Deskbell was lost. It is tried again by itself; nothing you typed is lost.',
  },
}

/** Connects, and again after a loss: calls made meanwhile wait for the new connection. */
export const createBrowserBridge = (address: string): Bridge => {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let next = 1
  let socket: WebSocket | null = null
  let pause = 250

  const emit = (event: string, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }

  const connect = () => {
    const opened = new WebSocket(address)
    opened.onopen = () => {
      socket = opened
      pause = 250
      for (const { text } of waiting.values()) opened.send(text)
      emit('connection', true)
    }
    opened.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as {
        id?: number
        reply?: Reply
        event?: string
        payload?: unknown
      }
      if (message.event !== undefined) emit(message.event, message.payload)
      else if (message.id !== undefined && message.reply) {
        waiting.get(message.id)?.resolve(message.reply)
        waiting.delete(message.id)
      }
    }
    opened.onclose = () => {
      // What was asked on the old connection may have been done: it is answered as lost, never asked twice.
      if (socket === opened) {
        for (const { resolve } of waiting.values()) resolve(LOST)
        waiting.clear()
      }
      socket = null
      emit('connection', false)
      setTimeout(connect, pause)
      pause = Math.min(pause * 2, 5_000)
    }
  }
  connect()

  return {
    host: 'browser',
    call: (name, input) =>
      new Promise((resolve) => {
        const id = next
        next += 1
        const text = JSON.stringify({ id, name, input })
        waiting.set(id, { resolve, text })
        if (socket) socket.send(text)
      }),
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set)
      set.add(listener)
      return () => set.delete(listener)
    },
  }
}
