/**
 * What of the real world is under way while the clock of a test stands still: requests and their answers, mail, threads, files and
 * turns of the event loop. A test that lets time pass waits for these, and for no longer.
 */
import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { askedOfThreads } from '../../src-main/adapters/threads/keep-threads'

/** Requests of `http` and of `fetch`, connections of neither (mail), and threads that keep the process alive. */
const open = new Set<unknown>()
let changed = () => {}
const end = (one: unknown) => {
  open.delete(one)
  changed()
}

subscribe('http.client.request.created', (message) => {
  const { request } = message as { request: ClientRequest }
  open.add(request)
  request.once('close', () => end(request))
})
subscribe('undici:request:create', (message) => open.add((message as { request: unknown }).request))
for (const ending of ['undici:request:trailers', 'undici:request:error'])
  subscribe(ending, (message) => end((message as { request: unknown }).request))
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket }
  open.add(socket)
  socket.once('close', () => end(socket))
})
subscribe('undici:client:connected', (message) => end((message as { socket: unknown }).socket))
subscribe('worker_threads', (message) => {
  const { worker } = message as { worker: Worker }
  open.add(worker)
  worker.once('exit', () => end(worker))
})
const { ref, unref } = Worker.prototype
Worker.prototype.ref = function (this: Worker) {
  open.add(this)
  ref.call(this)
}
Worker.prototype.unref = function (this: Worker) {
  end(this)
  unref.call(this)
}

/** Node's own `http` keeps a connection after its request, which is counted by itself. */
const isOfHttp = (one: unknown) => typeof one === 'object' && one !== null && '_httpMessage' in one
/** What waits for the other side is counted above; timers of the test itself are no work. */
const RESTING = /^(TCP|Pipe|Timeout|TTY|Process|Signal)/
const resources = () => process.getActiveResourcesInfo().filter((name) => !RESTING.test(name))
const underWay = () =>
  askedOfThreads() > 0 || resources().length > 0 || [...open].some((one) => !isOfHttp(one))

/** Resolves when nothing is under way; what hangs until the clock of the test moves is waited for this long. */
export const settled = async (mostMs = 2): Promise<void> => {
  const last = performance.now() + mostMs
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    if (!underWay()) return
    const left = last - performance.now()
    if (left <= 0) return
    // Work of this thread goes on with the next turn.
    if (resources().includes('Immediate')) continue
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left)
      changed = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
