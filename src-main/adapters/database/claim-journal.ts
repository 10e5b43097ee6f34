/**
 * The claim journal: the number of the newest claim, in a file of its own. A database whose highest attempt is
 * lower than the journal's is a restored or damaged copy, and would send again what already left.
 */
import Database from 'better-sqlite3'

export type ClaimJournal = {
  /** The highest attempt number ever claimed, 0 before the first. */
  last(): number
  /** Durable when it returns: written with an fsync. */
  record(attemptId: number): void
  /** Accepts that the database is a copy: numbering goes on above what was ever claimed. */
  close(): void
}

/** Opens or makes the journal at `file`. */
export const openClaimJournal = (file: string): ClaimJournal => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('fullfsync = ON')
  db.exec('CREATE TABLE IF NOT EXISTS claim (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL)')
  db.exec('INSERT OR IGNORE INTO claim (one, last) VALUES (1, 0)')
  const read = db.prepare<[], { last: number }>('SELECT last FROM claim')
  const write = db.prepare('UPDATE claim SET last = ? WHERE last < ?')
  return {
    last: () => read.get()?.last ?? 0,
    record: (attemptId) => {
      write.run(attemptId, attemptId)
    },
    close: () => db.close(),
  }
}
