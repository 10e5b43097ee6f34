/**
 * The bridge of the browser host: calls over a WebSocket to the address the page came from. The key that opens them came
 * in the address and is kept in the storage of this origin, where no other page of this PC can read it.
 */
import type { Bridge, Reply } from './contract'

type Waiting = { resolve: (reply: Reply) => void; text: string }
const LOST: Reply = {
  ok: false,
  error: {
    code: 'unexpected',
    reason: { key: 'app.connection-lost', params: {} },
  },
}
const KEY = 'deskbell.key'
const WRONG_KEY = 4401

/** Takes the key out of the address, once: nobody reads it over a shoulder, and a reload does not need it. */
const takeKey = () => {
  const key = /^#key=([\w-]+)$/.exec(location.hash)?.[1]
  if (key === undefined) return
  localStorage.setItem(KEY, key)
  history.replaceState(null, '', '/')
}

/** Connects, and again after a loss: calls made meanwhile wait for the new connection. */
export const createBrowserBridge = (address: string): Bridge => {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let next = 1
  let socket: WebSocket | null = null
  let pause = 250
  takeKey()

  const emit = (event: string, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  const welcomed = (opened: WebSocket) => {
    socket = opened
    pause = 250
    for (const { text } of waiting.values()) opened.send(text)
    emit('connection', 'up')
  }

  const connect = () => {
    const opened = new WebSocket(address)
    const shown = localStorage.getItem(KEY) ?? ''
    opened.onopen = () => opened.send(JSON.stringify({ key: shown }))
    opened.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as {
        id?: number
        reply?: Reply
        event?: string
        payload?: unknown
      }
      if (message.event === 'welcome') welcomed(opened)
      // Whoever signs in gets a new one; other tabs of this page read it where it is kept.
      else if (message.event === 'key') localStorage.setItem(KEY, String(message.payload))
      else if (message.event !== undefined) emit(message.event, message.payload)
      else if (message.id !== undefined && message.reply) {
        waiting.get(message.id)?.resolve(message.reply)
        waiting.delete(message.id)
      }
    }
    opened.onclose = ({ code }) => {
      // What was asked on the old connection may have been done: it is answered as lost, never asked twice.
      if (socket === opened) {
        for (const { resolve } of waiting.values()) resolve(LOST)
        waiting.clear()
      }
      socket = null
      const refused = code === WRONG_KEY && localStorage.getItem(KEY) === shown
      emit('connection', refused ? 'refused' : 'down')
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
