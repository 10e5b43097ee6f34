/** Databases of before are opened with everything in them, and the triggers that the tables have keep their counts. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { DataSource } from 'typeorm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  isHistoryOf,
  MIGRATIONS,
  migrationsTo,
  SCHEMA_VERSION,
  VERSIONS,
} from '../../src-main/adapters/database/migrations/index'
import { keptPhrase } from '../../src-preload/shared/phrases/kept'
import { say } from '../../src-preload/shared/phrases/say'
import { openDatabase } from '../../src-main/adapters/database/open'
import { isOurDatabase } from '../../src-main/adapters/database/verify-copy'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-migrate-'))
  file = path.join(folder, 'live.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const REASONS = ['why', 'left_out', 'paused_why']

/** A file at a version. */
const atVersion = async (version: number) => {
  const source = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: Database,
    migrations: migrationsTo(version),
    migrationsTransactionMode: 'each',
  })
  await source.initialize()
  await source.runMigrations()
  await source.destroy()
}
/** A small office that worked for a morning, as the program of that version left it: 12 clients, two sends, three replies. */
const livedIn = (version: number) =>
  writeFileSync(file, gunzipSync(readFileSync(`test/support/versions/${version}.db.gz`)))

const wordsOf = (kept: string | null) => {
  const phrase = keptPhrase(kept)
  return phrase && say(phrase)
}
/** A row with the words of its reasons, which were kept as sentences first and as phrases since. */
const said = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      REASONS.includes(column) ? wordsOf(value as string | null) : value,
    ]),
  )

const schemaOf = (of: string) => {
  const db = new Database(of, { readonly: true })
  const found = db
    .prepare<[], { name: string; sql: string }>(
      // The index of texts has parts, made as it fills.
      "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'message_fts%' AND name NOT LIKE 'inbound_fts%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
  db.close()
  return found
}

test.each(VERSIONS)(
  'a database of version %i has letter for letter the schema that the migrations make',
  async (version) => {
    await atVersion(version)
    const made = schemaOf(file)
    livedIn(version)
    expect(schemaOf(file)).toEqual(made)
    // So that it can be opened as a backup as well.
    await expect(isOurDatabase(file)).resolves.toBe(true)
  },
)

test.each(VERSIONS)(
  'an office of version %i opens with everybody, every text and every answer',
  async (version) => {
    livedIn(version)
    const old = new Database(file, { readonly: true })
    const all = (db: Database.Database, table: string) =>
      db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all() as object[]
    const TABLES = [
      'recipient',
      'phone_number',
      'message',
      'attempt',
      'inbound',
      'conversation',
      'consent_entry',
      'consent',
      'suppression',
      'note',
      'send',
      'send_tally',
      'list',
      'fact',
    ]
    const before = new Map(TABLES.map((table) => [table, all(old, table)]))
    old.close()
    expect(before.get('message')).toHaveLength(22)
    expect(before.get('suppression')).toHaveLength(2)

    const db = await openDatabase(file)
    for (const [table, rows] of before)
      expect(all(db.raw, table).map(said), table).toMatchObject(rows.map(said))
    expect(db.raw.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
    expect(db.raw.prepare("SELECT count(*) AS n FROM recipient WHERE sort_last = ''").get()).toEqual({ n: 0 })
    await db.close()
    // And once more: nothing is done twice; and a copy of it is one of ours.
    await (await openDatabase(file)).close()
    const copy = path.join(folder, 'copy.db')
    copyFileSync(file, copy)
    await expect(isOurDatabase(copy)).resolves.toBe(true)
  },
)

test('the history of a database is that of its version, as it is now or with the names of before', () => {
  const now = MIGRATIONS.map((Migration) => new Migration().name)
  expect(isHistoryOf(SCHEMA_VERSION, now)).toBe(true)
  expect(isHistoryOf(9, now.slice(0, 1))).toBe(true)
  expect(isHistoryOf(17, now.slice(0, 2))).toBe(true)
  expect(isHistoryOf(SCHEMA_VERSION, now.slice(0, 2))).toBe(false)
  expect(isHistoryOf(9, now)).toBe(false)
  expect(isHistoryOf(SCHEMA_VERSION, now.slice(0, 1))).toBe(false)
  expect(isHistoryOf(SCHEMA_VERSION, [...now].reverse())).toBe(false)
  expect(isHistoryOf(SCHEMA_VERSION, [...now, 'Another1'])).toBe(false)
})

test('a reason that version 17 kept as a sentence becomes the phrase that says it; what nobody knows stays readable', async () => {
  livedIn(17)
  const old = new Database(file)
  const SENTENCES: [sentence: string, key: string][] = [
    ['Quiet hours', 'text.quiet-hours'],
    ['Recalled by Anna Berg', 'text.recalled-by'],
    ['Not known whether sent; left by Anna Berg', 'text.unknown-left-by'],
    ['Held here: the carrier’s schedule did not take it', 'text.schedule-refused'],
    ['Something that somebody typed', 'said.as-it-stands'],
  ]
  const ids = old.prepare('SELECT id FROM message ORDER BY id').pluck().all() as number[]
  for (const [i, [sentence]] of SENTENCES.entries())
    old.prepare('UPDATE message SET why = ? WHERE id = ?').run(sentence, ids[i])
  const [sendId] = old.prepare('SELECT id FROM send LIMIT 1').pluck().all()
  old
    .prepare("UPDATE send SET state = 'paused', paused_by = 'hand', paused_why = ? WHERE id = ?")
    .run(
      'It is being moved to another time. Should this stay, it was cut short, and some of it still has the old time: move it again.',
      sendId,
    )
  old.close()

  const db = await openDatabase(file)
  for (const [i, [sentence, key]] of SENTENCES.entries()) {
    const kept = keptPhrase(
      db.raw.prepare('SELECT why FROM message WHERE id = ?').pluck().get(ids[i]) as string,
    )
    expect(kept?.key).toBe(key)
    expect(say(kept ?? 'send.moving')).toBe(sentence)
  }
  // A send that is being moved is known by who paused it, and not by its words.
  const send = db.raw
    .prepare<[unknown], { paused_by: string; paused_why: string }>(
      'SELECT paused_by, paused_why FROM send WHERE id = ?',
    )
    .get(sendId)
  expect(send?.paused_by).toBe('moving')
  expect(keptPhrase(send?.paused_why ?? '')).toEqual({ key: 'send.moving', params: {} })
  await db.close()
})

test('conversations count their replies, whoever changes those', async () => {
  const db = await openDatabase(file)
  const reply = (sid: string, from: string, at: string, done: string | null) =>
    db.raw
      .prepare(
        `INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning, done_at, read_at) VALUES (?, ?, '+12025550100', 'x', ?, 0, 'other', ?, ?)`,
      )
      .run(sid, from, at, done, done)
  reply('a', '+12025550101', '2026-01-01', '2026-01-02')
  reply('b', '+12025550101', '2026-01-03', null)
  reply('c', '+12025550102', '2026-01-04', '2026-01-05')
  const conversations = () => db.raw.prepare('SELECT * FROM conversation ORDER BY e164').all()
  expect(conversations()).toEqual([
    { e164: '+12025550101', last_at: '2026-01-03', open: 1, unread: 1, is_unread: 1 },
    { e164: '+12025550102', last_at: '2026-01-04', open: 0, unread: 0, is_unread: 0 },
  ])
  db.raw.exec("UPDATE inbound SET read_at = '2026-01-07' WHERE sid = 'b'")
  expect(conversations()[0]).toMatchObject({ open: 1, unread: 0, is_unread: 0 })
  db.raw.exec("UPDATE inbound SET from_e164 = '+12025550102' WHERE sid = 'b'")
  expect(conversations()).toMatchObject([{ open: 0 }, { open: 1 }])
  db.raw.exec("DELETE FROM inbound WHERE from_e164 = '+12025550102'")
  expect(conversations()).toHaveLength(1)
  await db.close()
})

test('sends to many are tallied and people counted, whoever changes them', async () => {
  livedIn(SCHEMA_VERSION)
  const db = await openDatabase(file)
  const tally = () =>
    db.raw
      .prepare(
        'SELECT send_id, state, code, count, units, micros FROM send_tally WHERE count > 0 ORDER BY 1, 2, 3',
      )
      .raw()
      .all()
  const counted = () =>
    db.raw
      .prepare(
        `SELECT send_id, state, coalesce(code, 0), count(*), sum(units), sum(coalesce(price_micros, 0)) FROM message GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      )
      .raw()
      .all()
  expect(tally()).toEqual(counted())
  db.raw.exec("UPDATE message SET state = 'failed', code = 30003 WHERE id % 3 = 0")
  db.raw.exec('UPDATE message SET price_micros = 8400, units = 2 WHERE id % 4 = 0')
  db.raw.exec('DELETE FROM message WHERE id % 5 = 0')
  expect(tally()).toEqual(counted())
  const people = () => db.raw.prepare('SELECT kind, count FROM recipient_tally ORDER BY kind').raw().all()
  expect(people()).toEqual([['client', 12]])
  db.raw.exec("UPDATE recipient SET archived_at = '2026-01-01' WHERE id = 2")
  db.raw.exec("UPDATE recipient SET kind = 'lead' WHERE id = 3")
  db.raw.exec('DELETE FROM recipient WHERE id = 1')
  expect(people()).toEqual([
    ['client', 9],
    ['lead', 1],
  ])
  db.raw.exec('DELETE FROM send')
  expect(tally()).toEqual([])
  await db.close()
})

/** Two rows in every table of whatever version, numbers and words by the row. */
const rowsOfEvery = (db: Database.Database): Map<string, number> => {
  const tables = db
    .prepare<[], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
    )
    .all()
    .map(({ name }) => name)
  db.pragma('foreign_keys = OFF')
  for (const table of tables) {
    const columns = db
      .prepare<[string], { name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)')
      .all(table)
    const insert = db.prepare(
      `INSERT OR IGNORE INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join(',')}) VALUES (${columns.map(() => '?').join(',')})`,
    )
    for (const row of [1, 2])
      insert.run(...columns.map(({ type }) => (/int|real/i.test(type) ? row : JSON.stringify(`w${row}`))))
  }
  return new Map(
    tables.map((table) => [
      table,
      (db.prepare(`SELECT count(*) AS n FROM "${table}"`).get() as { n: number }).n,
    ]),
  )
}

test.each(VERSIONS)(
  'a database of version %i with rows in every table is brought up to date, and keeps each row and each reference',
  async (version) => {
    await atVersion(version)
    const before = new Database(file)
    const counts = rowsOfEvery(before)
    before.pragma(`user_version = ${version}`)
    expect(before.pragma('foreign_key_check')).toEqual([])
    before.close()
    expect([...counts.values()].filter((count) => count >= 2).length).toBeGreaterThan(15)

    const db = await openDatabase(file)
    for (const [table, count] of counts)
      expect(
        [table, (db.raw.prepare(`SELECT count(*) AS n FROM "${table}"`).get() as { n: number }).n],
        table,
      ).toEqual([table, count])
    expect(db.raw.pragma('foreign_key_check')).toEqual([])
    expect(db.raw.pragma('quick_check', { simple: true })).toBe('ok')
    await db.close()
  },
)
