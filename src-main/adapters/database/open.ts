/** Opens a database file: refuses what must not be opened, migrates, and answers the ways to read and write. */
import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { DataSource } from 'typeorm'
import { ENTITIES } from './entities/index'
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index'
import { createAside } from './aside'
import { attachOptOuts } from './opt-outs'
import { createWriter, type Writer } from './write'

export type Db = Writer & {
  readonly file: string
  readonly raw: Database.Database
  readonly source: DataSource
  /** A prepared statement, kept for the next use of the same text. */
  sql(text: string): Database.Statement<unknown[], unknown>
  /** Rows of a long read, without holding the event loop; only what is committed is seen. */
  aside(text: string, ...args: unknown[]): Promise<unknown[]>
  /** The `id` of each row in its order, read aside: one value, since a hundred thousand rows would be copied one by one. */
  idsAside(text: string, ...args: unknown[]): Promise<number[]>
  close(): Promise<void>
}

/** Why a database file was not opened. Nothing was written to it. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'
  constructor(
    readonly why: 'newer' | 'damaged' | 'missing',
    message: string,
  ) {
    super(message)
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
    throw new CannotOpen(
      'missing',
      'The database file is missing or empty, but texts were sent from it before.',
    )
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
    if (isDamage(error)) throw new CannotOpen('damaged', 'The database file is damaged.')
    throw error
  }
  const connection = raw
  if (!connection) throw new Error('TypeORM opened no connection')
  if (!ledgerIsProtected(connection)) {
    await source.destroy()
    throw new CannotOpen(
      'damaged',
      'The consent ledger of this database is not protected any more: something else changed it.',
    )
  }
  if (!readonly) connection.pragma(`user_version = ${SCHEMA_VERSION}`)
  if (optOuts !== undefined) attachOptOuts(connection, optOuts)

  const statements = new Map<string, Database.Statement<unknown[], unknown>>()
  const writer = createWriter(connection, source)
  const aside = createAside(file)
  return {
    ...writer,
    file,
    raw: connection,
    source,
    sql(text) {
      let statement = statements.get(text)
      if (!statement) {
        statement = connection.prepare<unknown[], unknown>(text)
        statements.set(text, statement)
      }
      return statement
    },
    aside: (text, ...args) => aside.all(text, args),
    async idsAside(text, ...args) {
      const [found] = await aside.all(`SELECT json_group_array(id) AS ids FROM (${text})`, args)
      return JSON.parse((found as { ids: string }).ids) as number[]
    },
    async close() {
      await writer.idle()
      // First: the last connection to close puts the log into the database.
      await aside.close()
      statements.clear()
      await source.destroy()
    },
  }
}

/** Without its triggers the ledger could be rewritten, and nothing it says would be evidence. */
const ledgerIsProtected = (db: Database.Database): boolean => {
  const there = db
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'consent_entry'",
    )
    .all()
    .map(({ name }) => name)
  return ['consent_entry_is_kept', 'consent_entry_is_final', 'consent_entry_is_new'].every((one) =>
    there.includes(one),
  )
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
    if (isDamage(error)) throw new CannotOpen('damaged', 'The database file is damaged.')
    throw error
  }
  if (typeof version === 'number' && version > SCHEMA_VERSION) {
    throw new CannotOpen(
      'newer',
      'This database was written by a newer version of Deskbell. Update Deskbell to open it.',
    )
  }
}
