/** Looks for structural damage in a thread of its own: on a large database it takes seconds, and the screen must not wait. */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

const WORK = `
const { workerData, parentPort } = require('node:worker_threads')
const Database = require(workerData.driver)
const db = new Database(workerData.file, { readonly: true })
const rows = db.pragma('quick_check(1)')
db.close()
parentPort.postMessage(rows[0] && rows[0].quick_check)
`

/** Resolves when SQLite's quick_check finds the file sound (https://www.sqlite.org/pragma.html#pragma_quick_check); rejects when not. */
export const checkDatabase = (file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3')
    const worker = new Worker(WORK, { eval: true, workerData: { file, driver } })
    worker.once('message', (found: unknown) => {
      if (found === 'ok') resolve()
      else reject(new Error('quick_check found damage'))
    })
    worker.once('error', reject)
    worker.unref()
  })
