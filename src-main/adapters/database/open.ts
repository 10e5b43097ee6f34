/** Opens a database file: refuses what must not be opened, migrates, and answers the ways to read and write. */
import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { DataSource } from 'typeorm'
import { ENTITIES } from './tables'
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index'
import { LEDGER_TRIGGERS } from './migrations/start/consent'
import { createReadThread } from './threads/read-thread'
import { distrust } from './verify-copy'
import { attachOptOuts } from './consent/opt-outs'
import { createWriter } from './write'
import type { Db } from './db'
import type { Reason } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'

/** Why a database file was not opened. Nothing was written to it. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'
  constructor(
    readonly why: 'newer' | 'damaged' | 'missing' | 'in-use',
    /** Its words are the message: for the log, and for whoever starts the program in a terminal. */
    readonly reason: Reason,
  ) {
    super(say(reason))
  }
}

/**
 * Opens `file`, making it when it does not exist.
 * `expected` when a claim journal lies beside it: then a missing or empty file is never replaced by a new one, because
 * that is how a queue is sent again.
 * @throws CannotOpen
 */
export const openDatabase = async (
  file: string,
  {
    expected = false,
    optOuts,
    readonly = false,
  }: {
    expected?: boolean
    /** The copy of the opt-outs that this database is to agree with. */
    optOuts?: string
    /** An archive: nothing is migrated and nothing can be written. */
    readonly?: boolean
  } = {},
): Promise<Db> => {
  const there = file !== ':memory:' && existsSync(file) && statSync(file).size > 0
  if (expected && !there) {
    throw new CannotOpen('missing', 'app.database-gone')
  }
  if (there) refuseNewerOrDamaged(file)
  let raw: Database.Database | undefined
  const source = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: Database,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    synchronize: false,
    readonly,
    prepareDatabase: (db: Database.Database) => {
      raw = db
      distrust(db)
      if (readonly) return
      db.pragma('journal_mode = WAL')
      // Set here because SQLite falls back to NORMAL in WAL mode once the file is used.
      db.pragma('synchronous = FULL')
      db.pragma('fullfsync = ON')
      // What is deleted is overwritten: a forgotten person is not to be found in the file (M24).
      db.pragma('secure_delete = ON')
      db.pragma('foreign_keys = ON')
      db.pragma('busy_timeout = 5000')
      db.pragma('cache_size = -65536')
      db.pragma('temp_store = MEMORY')
      db.pragma('wal_autocheckpoint = 400')
      // A log that one large transaction blew up is cut again when it begins anew.
      db.pragma('journal_size_limit = 16384000')
    },
  })
  try {
    await source.initialize()
    if (!readonly) await source.runMigrations()
  } catch (error) {
    if (source.isInitialized) await source.destroy()
    if (isDamage(error)) throw new CannotOpen('damaged', 'app.database-damaged')
    throw error
  }
  const connection = raw
  if (!connection) throw new Error('TypeORM opened no connection')
  if (!ledgerIsProtected(connection)) {
    await source.destroy()
    throw new CannotOpen('damaged', 'app.ledger-unprotected')
  }
  if (!readonly) connection.pragma(`user_version = ${SCHEMA_VERSION}`)
  if (optOuts !== undefined) attachOptOuts(connection, optOuts)

  const statements = new Map<string, Database.Statement<unknown[], unknown>>()
  const writer = createWriter(connection, source)
  const reader = createReadThread(file)
  const sql: Db['sql'] = (text) => {
    let statement = statements.get(text)
    if (!statement) {
      statement = connection.prepare<unknown[], unknown>(text)
      statements.set(text, statement)
    }
    return statement
  }
  return {
    ...writer,
    file,
    raw: connection,
    source,
    sql,
    count: (text, ...args) => (sql(text).get(...args) as { n: number }).n,
    read: (text, ...args) => reader.all(text, args),
    async readIds(text, ...args) {
      const [found] = await reader.all(`SELECT json_group_array(id) AS ids FROM (${text})`, args)
      return JSON.parse((found as { ids: string }).ids) as number[]
    },
    async close() {
      await writer.idle()
      // First: the last connection to close puts the log into the database.
      await reader.close()
      statements.clear()
      await source.destroy()
    },
  }
}

/** Without its triggers the ledger could be rewritten, and nothing it says would be evidence. */
const ledgerIsProtected = (db: Database.Database): boolean => {
  const there = db
    .prepare<[], { sql: string }>(
      "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'consent_entry'",
    )
    .all()
    .map(({ sql }) => sql)
  // By what they do: a trigger of the same name may do nothing. And no other may undo it.
  return there.length === LEDGER_TRIGGERS.length && LEDGER_TRIGGERS.every((one) => there.includes(one))
}

const isDamage = (error: unknown): boolean =>
  /SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown }).code ?? '')) ||
  /malformed|not a database/.test(String(error))

/** Will opening this file change its tables? */
export const needsMigration = (file: string): boolean => {
  if (!existsSync(file) || statSync(file).size === 0) return false
  try {
    const db = new Database(file, { readonly: true })
    try {
      return Number(db.pragma('user_version', { simple: true })) < SCHEMA_VERSION
    } finally {
      db.close()
    }
  } catch {
    // Opening it will say what is wrong.
    return false
  }
}

const refuseNewerOrDamaged = (file: string) => {
  let version: unknown
  try {
    const db = new Database(file, { readonly: true })
    try {
      version = db.pragma('user_version', { simple: true })
      db.prepare('SELECT count(*) FROM sqlite_master').get()
    } finally {
      db.close()
    }
  } catch (error) {
    if (isDamage(error)) throw new CannotOpen('damaged', 'app.database-damaged')
    throw error
  }
  if (typeof version === 'number' && version > SCHEMA_VERSION) {
    throw new CannotOpen('newer', 'app.database-newer')
  }
}
