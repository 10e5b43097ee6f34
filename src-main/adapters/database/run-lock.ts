/** One process per data folder: an exclusive SQLite transaction held for life, freed by the system on a crash. */
import Database from 'better-sqlite3'

/** Takes the lock, or answers null when another process holds it. Never read the file with `fs`: that drops the lock. */
export const takeRunLock = (file: string): { release(): void } | null => {
  const db = new Database(file, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (/SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code))) return null
    throw error
  }
  return {
    release: () => {
      db.exec('ROLLBACK')
      db.close()
    },
  }
}
