/**
 * Who was forgotten, outside of the database: a restored copy that still knows them forgets them again. It names
 * nobody: the number of a record, the moment it was made, and keyed hashes of numbers.
 */
import Database from 'better-sqlite3'
import type { Forgotten, ForgetJournal } from '../../../services/privacy/privacy-store'

/** Its one table. */
export const FORGOTTEN_TABLE =
  'CREATE TABLE IF NOT EXISTS forgotten (mark TEXT PRIMARY KEY, entry TEXT NOT NULL)'

/** Can this entry of a journal from elsewhere be read as one of ours? */
export const isForgotten = (entry: unknown): boolean => {
  try {
    const { mark, recipientId, createdAt, at, by, noes } = JSON.parse(String(entry)) as Record<
      string,
      unknown
    >
    return (
      [mark, createdAt, at, by].every((text) => typeof text === 'string' && text.length <= 200) &&
      Number.isInteger(recipientId) &&
      Array.isArray(noes) &&
      noes.every(
        (no: { hash?: unknown; causes?: unknown } | null) =>
          typeof no?.hash === 'string' && Array.isArray(no.causes),
      )
    )
  } catch {
    return false
  }
}

/** Opens or makes the journal at `file`. */
export const openForgetJournal = (file: string): ForgetJournal & { close(): void } => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('fullfsync = ON')
  db.exec(FORGOTTEN_TABLE)
  const all = db.prepare<[], { entry: string }>('SELECT entry FROM forgotten ORDER BY rowid')
  const add = db.prepare('INSERT OR REPLACE INTO forgotten (mark, entry) VALUES (?, ?)')
  return {
    all: () => all.all().map(({ entry }) => JSON.parse(entry) as Forgotten),
    record: (entry) => {
      add.run(entry.mark, JSON.stringify(entry))
    },
    close: () => db.close(),
  }
}
