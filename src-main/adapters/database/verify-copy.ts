/**
 * Is a database file what Deskbell itself would have made? A copy from elsewhere may hold triggers and views that run when
 * it is used, and tables that are something else under the same name. So its schema is compared, letter for letter, with
 * the one that the migrations make, before any statement is run on it that could set off one of its own.
 */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { DataSource } from 'typeorm'
import { FORGOTTEN_TABLE, isForgotten } from './privacy/forget-journal'
import { isHistoryOf, migrationsTo, VERSIONS } from './migrations/index'
import { OPT_OUT_TABLE } from './consent/opt-outs'
import { ddlOf, partOf } from './reports/text-index'

type Entry = { type: string; name: string; tbl_name: string; sql: string | null }

/** Tables that SQLite keeps for itself; their columns are fixed by it. */
const OF_SQLITE = /^sqlite_(sequence|stat1|stat4)$/
/** A mailing house has about a thousand such parts in ten years. */
const MOST_PARTS = 20_000

const schemaOf = (db: Database.Database): Entry[] =>
  (db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master').all() as Entry[]).filter(
    ({ name }) => !OF_SQLITE.test(name),
  )
const keyOf = ({ type, name, tbl_name, sql }: Entry) => JSON.stringify([type, name, tbl_name, sql])

/** Nothing that the file brings along may run, and a page is looked at before it is believed. */
export const distrust = (db: Database.Database): void => {
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
}

/** The schema of a version, in memory; `parts` are the parts of the index of texts that the copy has. */
const expectedSchema = async (version: number, parts: readonly string[]): Promise<Set<string>> => {
  let raw: Database.Database | undefined
  const source = new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    driver: Database,
    migrations: migrationsTo(version),
    migrationsTransactionMode: 'each',
    synchronize: false,
    prepareDatabase: (db: Database.Database) => {
      raw = db
    },
  })
  await source.initialize()
  try {
    await source.runMigrations()
    if (!raw) throw new Error('TypeORM opened no connection')
    for (const name of parts) {
      const part = partOf(name)
      if (part) raw.exec(ddlOf(part.table, part.number))
    }
    return new Set(schemaOf(raw).map(keyOf))
  } finally {
    await source.destroy()
  }
}

const same = (found: readonly Entry[], expected: ReadonlySet<string>) =>
  found.length === expected.size && found.every((entry) => expected.has(keyOf(entry)))

/** The migrations that ran must be those of the version: no other may be made to run, or be left out. */
const ranInOrder = (db: Database.Database, version: number): boolean => {
  const ran = db.prepare('SELECT name FROM migrations ORDER BY id').all() as { name: string }[]
  return isHistoryOf(
    version,
    ran.map(({ name }) => name),
  )
}

/**
 * True when the tables, indexes, triggers and views of the file are those that Deskbell makes, and nothing else.
 * The file must be sound already: see the check of the vault.
 */
export const isOurDatabase = async (file: string): Promise<boolean> => {
  const db = new Database(file, { readonly: true })
  try {
    distrust(db)
    const version = Number(db.pragma('user_version', { simple: true }))
    if (!VERSIONS.includes(version)) return false
    const found = schemaOf(db)
    // First, and without running anything of the file: a view in place of a table would run when it is read.
    const parts = found.filter(({ type, name }) => type === 'table' && partOf(name)).map(({ name }) => name)
    if (parts.length > MOST_PARTS || !same(found, await expectedSchema(version, parts))) return false
    return ranInOrder(db, version) && (db.pragma('foreign_key_check') as unknown[]).length === 0
  } finally {
    db.close()
  }
}

/** The same for the small files beside a database: exactly this one table, and rows that can be read. */
const isOurs = (file: string, table: string, rowsAreRead: (db: Database.Database) => boolean): boolean => {
  const db = new Database(file, { readonly: true })
  const expected = new Database(':memory:')
  try {
    distrust(db)
    expected.exec(table)
    return same(schemaOf(db), new Set(schemaOf(expected).map(keyOf))) && rowsAreRead(db)
  } catch {
    return false
  } finally {
    db.close()
    expected.close()
  }
}

const areOptOuts = (db: Database.Database): boolean =>
  db
    .prepare(
      'SELECT 1 FROM opt_out WHERE length(e164) > 20 OR length(cause) > 40 OR julianday(at) IS NULL OR (lifted_at IS NOT NULL AND julianday(lifted_at) IS NULL) LIMIT 1',
    )
    .get() === undefined
const areForgotten = (db: Database.Database): boolean =>
  (db.prepare('SELECT entry FROM forgotten').all() as { entry: unknown }[]).every(({ entry }) =>
    isForgotten(entry),
  )

/** Looks at every database of an opened backup; answers the name of the first that is not ours, or null. */
export const foreignIn = async (files: {
  databases: readonly string[]
  optOuts: readonly string[]
  forgotten: readonly string[]
}): Promise<string | null> => {
  for (const file of files.databases) if (existsSync(file) && !(await isOurDatabase(file))) return file
  for (const file of files.optOuts)
    if (existsSync(file) && !isOurs(file, OPT_OUT_TABLE('main'), areOptOuts)) return file
  for (const file of files.forgotten)
    if (existsSync(file) && !isOurs(file, FORGOTTEN_TABLE, areForgotten)) return file
  return null
}
