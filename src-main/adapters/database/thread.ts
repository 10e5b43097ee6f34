/**
 * Threads that look into database files beside the writing connection. To begin one and load the driver in it costs a
 * tenth of a second of a processor, so a thread that is done waits a moment for the next work: the one that looked for
 * damage when a database was opened reads for its screens afterwards.
 */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const WORK = `
const { workerData, parentPort } = require('node:worker_threads')
const Database = require(workerData.driver)
let db = null
const statements = new Map()
const prepared = (text) => {
  if (!statements.has(text)) statements.set(text, db.prepare(text))
  return statements.get(text)
}
const work = {
  check(file) {
    const checked = new Database(file, { readonly: true })
    try {
      const rows = checked.pragma('quick_check(1)')
      return rows[0] && rows[0].quick_check
    } finally {
      checked.close()
    }
  },
  open(file) {
    db = new Database(file, { readonly: true })
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
  },
  read: ({ text, args }) => prepared(text).all(...args),
  close() {
    statements.clear()
    if (db) db.close()
    db = null
  },
}
parentPort.on('message', ({ id, name, given }) => {
  try {
    parentPort.postMessage({ id, value: work[name](given) })
  } catch (error) {
    parentPort.postMessage({ id, message: error.message, code: error.code })
  }
})
`

type Answer = { id: number; value?: unknown; message?: string; code?: string }
/** What a thread can be asked for; one file is open in it at a time. */
type Asked = { check: string; open: string; read: { text: string; args: readonly unknown[] }; close: null }

export type Thread = {
  /** While it works the process goes on, where `holds` does not say otherwise. */
  ask<Name extends keyof Asked>(name: Name, given: Asked[Name], holds?: boolean): Promise<unknown>
  /** It ended, and will answer nothing any more. */
  readonly lost: boolean
  end(): void
}

let unanswered = 0
/** For tests whose clock stands still while a thread works. */
export const askedOfThreads = (): number => unanswered

const begin = (): Thread => {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3')
  const worker = new Worker(WORK, { eval: true, workerData: { driver } })
  type Waiting = { holds: boolean; resolve(value: unknown): void; reject(error: Error): void }
  const waiting = new Map<number, Waiting>()
  let lost = false
  let next = 0
  const lose = (error: Error) => {
    lost = true
    unanswered -= waiting.size
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', ({ id, value, message, code }: Answer) => {
    const asked = waiting.get(id)
    if (waiting.delete(id)) unanswered -= 1
    // Nothing is asked: the thread keeps no process alive.
    if (![...waiting.values()].some(({ holds }) => holds)) worker.unref()
    if (message === undefined) asked?.resolve(value)
    else asked?.reject(Object.assign(new Error(message), { code }))
  })
  worker.once('error', lose)
  worker.once('exit', () => lose(new Error('The thread ended.')))
  worker.unref()
  return {
    ask: (name, given, holds = true) =>
      new Promise((resolve, reject) => {
        if (lost) return reject(new Error('The thread ended.'))
        next += 1
        unanswered += 1
        waiting.set(next, { holds, resolve, reject })
        if (holds) worker.ref()
        worker.postMessage({ id: next, name, given })
      }),
    get lost() {
      return lost
    },
    end: () => void worker.terminate(),
  }
}

const IDLE_MS = 5000
/** One that looked for damage, and one that reads. */
const MOST_IDLE = 2
const idle: { thread: Thread; ending: NodeJS.Timeout }[] = []

/** A thread in which nothing is open. Whoever is done with it gives it back. */
export const takeThread = (): Thread => {
  const kept = idle.pop()
  if (!kept) return begin()
  clearTimeout(kept.ending)
  return kept.thread.lost ? takeThread() : kept.thread
}

export const giveBack = (thread: Thread): void => {
  if (thread.lost) return
  if (idle.length >= MOST_IDLE) return thread.end()
  const ending = setTimeout(() => {
    idle.splice(
      idle.findIndex((one) => one.thread === thread),
      1,
    )
    thread.end()
  }, IDLE_MS)
  ending.unref()
  idle.push({ thread, ending })
}
