/** The thread that looks into database files beside the writing connection: at one for damage, or at the open one for a screen. */
import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { Answer, Question } from '../../threads/keep-threads'

/** What it can be asked for; one file is open in it at a time. */
export type DatabaseWork =
  | { do: 'check'; file: string }
  | { do: 'open'; file: string }
  | { do: 'read'; text: string; args: readonly unknown[] }
  | { do: 'close' }

let db: Database.Database | null = null
const statements = new Map<string, Database.Statement>()

const opened = (): Database.Database => {
  if (!db) throw new Error('No file is open in this thread.')
  return db
}
const prepared = (text: string): Database.Statement => {
  const kept = statements.get(text)
  if (kept) return kept
  const made = opened().prepare(text)
  statements.set(text, made)
  return made
}

/** @returns `ok`, or the first thing that SQLite found wrong: https://www.sqlite.org/pragma.html#pragma_quick_check */
const check = (file: string): unknown => {
  const checked = new Database(file, { readonly: true })
  try {
    const [row] = checked.pragma('quick_check(1)') as { quick_check: string }[]
    return row?.quick_check
  } finally {
    checked.close()
  }
}

const run = (work: DatabaseWork): unknown => {
  switch (work.do) {
    case 'check':
      return check(work.file)
    case 'open':
      db = new Database(work.file, { readonly: true })
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      return
    case 'read':
      return prepared(work.text).all(...work.args)
    case 'close':
      statements.clear()
      db?.close()
      db = null
  }
}

const answer = ({ id, given }: Question<DatabaseWork>): Answer<unknown> => {
  try {
    return { id, value: run(given) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return code === undefined ? { id, message } : { id, message, code }
  }
}
parentPort?.on('message', (question: Question<DatabaseWork>) => parentPort?.postMessage(answer(question)))
