/**
 * Puts restored databases where the program looks for them, all or none. A file that says so is made durable first; a
 * program that ended half way goes on from it at its next start, before it opens anything. The old files are kept.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { mergeOptOuts } from './consent/opt-outs'

const MODES = ['live', 'practice'] as const
const INTENT = 'restoring.json'

export type Intent = {
  /** The folder with the opened backup. */
  staged: string
  /** Where the files of before are kept. */
  kept: string
  madeAt: string
}

const move = (from: string, to: string) => {
  for (const end of ['', '-wal', '-shm']) if (existsSync(from + end)) renameSync(from + end, to + end)
}

/** Durable when it returns: from here on the restore will be finished. */
export const intend = (dataDir: string, intent: Intent): void => {
  const file = path.join(dataDir, INTENT)
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeSync(handle, JSON.stringify(intent))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
}

/**
 * Finishes what was intended; nothing may be open. Answers the settings of the backup; null when there was nothing to
 * do. `done` is to be called once these are kept.
 */
export const putInPlace = (dataDir: string): { settings: unknown; done(): void } | null => {
  const file = path.join(dataDir, INTENT)
  if (!existsSync(file)) return null
  const { staged, kept, madeAt } = JSON.parse(readFileSync(file, 'utf8')) as Intent
  mkdirSync(kept, { recursive: true, mode: 0o700 })
  for (const mode of MODES) {
    const from = path.join(staged, `${mode}.db`)
    if (existsSync(from)) {
      // Before it has the name under which anybody opens it: a restored copy never depends on a comparison.
      mark(from, madeAt)
      move(path.join(dataDir, `${mode}.db`), path.join(kept, `${mode}.db`))
      renameSync(from, path.join(dataDir, `${mode}.db`))
    }
    const optOuts = path.join(staged, `${mode}-optouts.db`)
    if (existsSync(optOuts)) mergeOptOuts(path.join(dataDir, `${mode}-optouts.db`), optOuts)
    // This PC's own is never replaced: who was forgotten since stays forgotten.
    const forgotten = `${mode}-forgotten.db`
    if (existsSync(path.join(staged, forgotten)) && !existsSync(path.join(dataDir, forgotten)))
      renameSync(path.join(staged, forgotten), path.join(dataDir, forgotten))
  }
  const settings = path.join(staged, 'settings.json')
  return {
    settings: existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : null,
    done() {
      rmSync(file, { force: true })
      rmSync(staged, { recursive: true, force: true })
    },
  }
}

/** Says in the copy itself that it is one, durably. */
const mark = (file: string, madeAt: string) => {
  const db = new Database(file)
  try {
    db.pragma('synchronous = FULL')
    db.prepare("INSERT OR REPLACE INTO fact (key, value) VALUES ('restored', ?)").run(madeAt)
  } finally {
    db.close()
  }
}
