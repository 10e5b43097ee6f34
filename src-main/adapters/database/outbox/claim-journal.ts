/**
 * The claim journal: the number of the newest claim, and the generation of the run, in a file beside the database. A
 * database that is behind either of them is a restored or damaged copy, and would send again what already left.
 *
 * Its file is locked for as long as it is open, so that a second program cannot open the same desk, even where somebody
 * has deleted the lock of the folder.
 */
import Database from 'better-sqlite3'
import { CannotOpen } from '../open'

export type ClaimJournal = {
  /** The highest attempt number ever claimed, 0 before the first. */
  last(): number
  /** Durable when it returns: written with an fsync. */
  record(attemptId: number): void
  generation(): { current: string | null; next: string | null }
  /** Names the generation that the other parts are about to get. Durable when it returns. */
  beginGeneration(next: string): void
  /** All parts have it now. */
  endGeneration(): void
  close(): void
}

/** Opens or makes the journal at `file`. @throws CannotOpen where another program has it open */
export const openClaimJournal = (file: string): ClaimJournal => {
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('fullfsync = ON')
    db.exec(
      'CREATE TABLE IF NOT EXISTS claim (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL)',
    )
    db.exec('INSERT OR IGNORE INTO claim (one, last) VALUES (1, 0)')
    db.exec(
      'CREATE TABLE IF NOT EXISTS generation (one INTEGER PRIMARY KEY CHECK (one = 1), current TEXT, next TEXT)',
    )
    db.exec('INSERT OR IGNORE INTO generation (one) VALUES (1)')
    // The lock is taken by the first write.
    db.exec('UPDATE claim SET last = last')
  } catch (error) {
    db.close()
    if (/SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code)))
      throw new CannotOpen('in-use', 'app.running-already')
    throw error
  }
  const read = db.prepare<[], { last: number }>('SELECT last FROM claim')
  const write = db.prepare('UPDATE claim SET last = ? WHERE last < ?')
  const readGeneration = db.prepare<[], { current: string | null; next: string | null }>(
    'SELECT current, next FROM generation',
  )
  return {
    last: () => read.get()?.last ?? 0,
    record: (attemptId) => {
      write.run(attemptId, attemptId)
    },
    generation: () => readGeneration.get() ?? { current: null, next: null },
    beginGeneration: (next) => {
      db.prepare('UPDATE generation SET next = ?').run(next)
    },
    endGeneration: () => {
      db.prepare('UPDATE generation SET current = next').run()
    },
    close: () => db.close(),
  }
}
