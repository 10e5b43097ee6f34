/**
 * Reads that take as long as there are people, in a thread with a connection of its own: typing, sending and every other
 * call go on meanwhile. What was committed before a read began is in it, as on the writing connection.
 */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const WORK = `
const { workerData, parentPort } = require('node:worker_threads')
const Database = require(workerData.driver)
const db = new Database(workerData.file, { readonly: true })
db.pragma('trusted_schema = OFF')
db.pragma('cell_size_check = ON')
const statements = new Map()
const prepared = (text) => {
  if (!statements.has(text)) statements.set(text, db.prepare(text))
  return statements.get(text)
}
parentPort.on('message', ({ id, text, args }) => {
  if (text === null) {
    db.close()
    parentPort.close()
    return
  }
  try {
    parentPort.postMessage({ id, rows: prepared(text).all(...args) })
  } catch (error) {
    parentPort.postMessage({ id, message: error.message, code: error.code })
  }
})
`

type Answer = { id: number; rows?: unknown[]; message?: string; code?: string }

export type Aside = {
  all(text: string, args: readonly unknown[]): Promise<unknown[]>
  close(): Promise<void>
}

/** The thread begins with the first read. */
export const createReadWorker = (file: string): Aside => {
  const waiting = new Map<number, { resolve(rows: unknown[]): void; reject(error: Error): void }>()
  let worker: Worker | null = null
  let closed = false
  let next = 0

  const start = () => {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3')
    const made = new Worker(WORK, { eval: true, workerData: { file, driver } })
    const lost = (error: Error) => {
      if (worker === made) worker = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    made.on('message', ({ id, rows, message, code }: Answer) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      // Nothing is asked: the thread keeps no process alive.
      if (waiting.size === 0) made.unref()
      if (rows) asked?.resolve(rows)
      else asked?.reject(Object.assign(new Error(message), { code }))
    })
    made.once('error', lost)
    made.once('exit', () => lost(new Error('The reading thread ended.')))
    return made
  }

  return {
    all: (text, args) =>
      new Promise((resolve, reject) => {
        // A thread begun now would hold a file that is about to be moved.
        if (closed) return reject(new Error('The database is closed.'))
        worker ??= start()
        next += 1
        waiting.set(next, { resolve, reject })
        worker.ref()
        worker.postMessage({ id: next, text, args })
      }),
    async close() {
      closed = true
      if (!worker) return
      const ended = new Promise((resolve) => worker?.once('exit', resolve))
      worker.ref()
      worker.postMessage({ id: 0, text: null, args: [] })
      await ended
    },
  }
}
