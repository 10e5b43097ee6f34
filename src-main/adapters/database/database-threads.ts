/**
 * Threads that look into database files beside the writing connection: the one that looked for damage when a database was opened
 * reads for its screens afterwards.
 */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { keepThreads } from '../threads/keep-threads'

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
  check({ file }) {
    const checked = new Database(file, { readonly: true })
    try {
      const rows = checked.pragma('quick_check(1)')
      return rows[0] && rows[0].quick_check
    } finally {
      checked.close()
    }
  },
  open({ file }) {
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
parentPort.on('message', ({ id, given }) => {
  try {
    parentPort.postMessage({ id, value: work[given.do](given) })
  } catch (error) {
    parentPort.postMessage({ id, message: error.message, code: error.code })
  }
})
`

/** What a thread can be asked for; one file is open in it at a time. */
type Asked =
  | { do: 'check'; file: string }
  | { do: 'open'; file: string }
  | { do: 'read'; text: string; args: readonly unknown[] }
  | { do: 'close' }

/** One that looked for damage, and one that reads. */
const MOST_IDLE = 2

export const databaseThreads = keepThreads<Asked, unknown>(
  () =>
    new Worker(WORK, {
      eval: true,
      workerData: { driver: createRequire(import.meta.url).resolve('better-sqlite3') },
    }),
  MOST_IDLE,
)
