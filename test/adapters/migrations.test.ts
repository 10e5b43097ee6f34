/** Each migration with data from the version before. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { DataSource } from 'typeorm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MIGRATIONS } from '../../src-main/adapters/database/migrations/index'
import { openDatabase } from '../../src-main/adapters/database/open'
import { createStores } from '../../src-main/adapters/database/stores'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-migrate-'))
  file = path.join(folder, 'live.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A file as the version with the first `count` migrations left it, with these statements run. */
const older = async (count: number, ...statements: string[]) => {
  const source = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: Database,
    migrations: MIGRATIONS.slice(0, count),
  })
  await source.initialize()
  await source.runMigrations()
  for (const statement of statements) await source.query(statement)
  await source.destroy()
}

test('0003: replies of before become conversations, read where they were done, of whoever alone has the number', async () => {
  const person = (id: number, name: string) =>
    `INSERT INTO recipient (id, kind, name, sort_name, created_at, updated_at) VALUES (${id}, 'client', '${name}', '${name}', '', '')`
  const phone = (id: number, e164: string) =>
    `INSERT INTO phone_number (recipient_id, e164, label, is_primary, position, country, line) VALUES (${id}, '${e164}', 'Mobile', 1, 0, 'US', 'either')`
  const reply = (sid: string, from: string, at: string, done: string | null) =>
    `INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning, done_at) VALUES ('${sid}', '${from}', '+12025550100', 'x', '${at}', 0, 'other', ${done === null ? 'NULL' : `'${done}'`})`
  await older(
    MIGRATIONS.findIndex(({ name }) => name.startsWith('Inbox')),
    person(1, 'ada'),
    person(2, 'ben'),
    person(3, 'bea'),
    phone(1, '+12025550101'),
    phone(2, '+12025550101'),
    phone(3, '+12025550102'),
    reply('a', '+12025550101', '2026-01-01', '2026-01-02'),
    reply('b', '+12025550101', '2026-01-03', null),
    reply('c', '+12025550102', '2026-01-04', '2026-01-05'),
    reply('d', '+12025550177', '2026-01-06', null),
  )
  const db = await openDatabase(file)
  const conversations = () => db.raw.prepare('SELECT * FROM conversation ORDER BY e164').all()
  expect(conversations()).toEqual([
    { e164: '+12025550101', last_at: '2026-01-03', open: 1, unread: 1, is_unread: 1 },
    { e164: '+12025550102', last_at: '2026-01-04', open: 0, unread: 0, is_unread: 0 },
    { e164: '+12025550177', last_at: '2026-01-06', open: 1, unread: 1, is_unread: 1 },
  ])
  expect(db.raw.prepare('SELECT sid, recipient_id FROM inbound ORDER BY sid').all()).toEqual([
    { sid: 'a', recipient_id: null },
    { sid: 'b', recipient_id: null },
    { sid: 'c', recipient_id: 3 },
    { sid: 'd', recipient_id: null },
  ])
  db.raw.exec("UPDATE inbound SET read_at = '2026-01-07' WHERE sid = 'd'")
  expect(conversations()[2]).toMatchObject({ open: 1, unread: 0, is_unread: 0 })
  await db.close()
})

test('0009: texts of before that wait are told apart: to one person, to many', async () => {
  const send = (id: string, type: string) =>
    `INSERT INTO send (id, type, purpose, state, name, body, created_at, user_id, user_name, account_sid, sender)
     VALUES ('${id}', '${type}', 'alerts', 'live', 'x', 'x', '', 1, 'x', 'AC', '{}')`
  const message = (sendId: string, key: string, notBefore: string) =>
    `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, state, not_before, since, created_at, account_sid)
     VALUES ('${sendId}', '${key}', 1, 'x', '+12025550101', '${key}', 'alerts', 1, 'queued', '${notBefore}', '', '', 'AC')`
  await older(
    MIGRATIONS.findIndex(({ name }) => name.startsWith('Heard')),
    send('many', 'bulk'),
    send('one', 'individual'),
    message('many', 'first', '2026-01-01'),
    message('many', 'second', '2026-01-02'),
    message('one', 'answer', '2026-01-03'),
  )
  const db = await openDatabase(file)
  const { outbox } = createStores(db, { of: (e164) => e164, all: (e164) => [e164] })
  const due = (now: string, alone?: boolean) => outbox.due(now, 'AC', 10, alone).map(({ body }) => body)
  expect(due('2026-01-04')).toEqual(['answer', 'first', 'second'])
  expect(due('2026-01-02')).toEqual(['first', 'second'])
  expect(due('2026-01-04', true)).toEqual(['answer'])
  expect([outbox.nextDue('AC'), outbox.nextDue('AC', true)]).toEqual(['2026-01-01', '2026-01-03'])
  await db.close()
})

test('0007: sends of before are counted, texts written alone are not', async () => {
  const send = (id: string, type: string) =>
    `INSERT INTO send (id, type, purpose, state, name, body, created_at, user_id, user_name, account_sid, sender)
     VALUES ('${id}', '${type}', 'alerts', 'live', 'x', 'x', '', 1, 'x', 'AC', '{}')`
  const message = (sendId: string, key: string, state: string, code: number | null, price: number | null) =>
    `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, price_micros, currency, state, code, not_before, since, created_at, account_sid)
     VALUES ('${sendId}', '${key}', 1, 'x', '+12025550101', 'x', 'alerts', 2, ${price}, ${price === null ? 'NULL' : "'USD'"}, '${state}', ${code}, '', '', '', 'AC')`
  await older(
    MIGRATIONS.findIndex(({ name }) => name.startsWith('Tally')),
    ...['client', 'client', 'lead'].map(
      (kind, i) =>
        `INSERT INTO recipient (id, kind, name, sort_name, created_at, updated_at, archived_at) VALUES (${i + 1}, '${kind}', 'x', 'x', '', '', ${i === 1 ? "'2026-01-01'" : 'NULL'})`,
    ),
    send('many', 'bulk'),
    send('one', 'individual'),
    message('many', 'a', 'delivered', null, 8300),
    message('many', 'b', 'delivered', null, 8300),
    message('many', 'c', 'failed', 30003, null),
    message('one', 'd', 'delivered', null, 8300),
  )
  const db = await openDatabase(file)
  const tally = () =>
    db.raw
      .prepare(
        'SELECT state, code, count, units, micros, currency FROM send_tally WHERE count > 0 ORDER BY 1',
      )
      .raw()
      .all()
  expect(tally()).toEqual([
    ['delivered', 0, 2, 4, 16600, 'USD'],
    ['failed', 30003, 1, 2, 0, null],
  ])
  const people = () => db.raw.prepare('SELECT kind, count FROM recipient_tally ORDER BY kind').raw().all()
  expect(people()).toEqual([
    ['client', 1],
    ['lead', 1],
  ])
  db.raw.exec('UPDATE recipient SET archived_at = NULL WHERE id = 2')
  db.raw.exec("UPDATE recipient SET kind = 'client' WHERE id = 3")
  db.raw.exec('DELETE FROM recipient WHERE id = 1')
  db.raw.exec("UPDATE recipient SET archived_at = '2026-01-01', kind = 'lead' WHERE id = 2")
  expect(people()).toEqual([
    ['client', 1],
    ['lead', 0],
  ])
  // What changes is counted again, whoever changes it.
  db.raw.exec(
    "UPDATE message SET state = 'queued', code = NULL, price_micros = 8400, currency = 'USD' WHERE dedupe_key = 'c'",
  )
  db.raw.exec("UPDATE message SET state = 'failed' WHERE dedupe_key = 'd'")
  db.raw.exec("DELETE FROM message WHERE dedupe_key = 'a'")
  expect(tally()).toEqual([
    ['delivered', 0, 1, 2, 8300, 'USD'],
    ['queued', 0, 1, 2, 8400, 'USD'],
  ])
  const { outbox } = createStores(db, { of: (e164) => e164, all: (e164) => [e164] })
  expect([...outbox.states('one')]).toEqual([
    ['failed', { count: 1, units: 2, micros: 8300, currency: 'USD' }],
  ])
  db.raw.exec("DELETE FROM send WHERE id = 'many'")
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

test.each(MIGRATIONS.map((_, index) => index + 1))(
  'a database of version %i with rows in every table is brought up to date, and keeps each row and each reference',
  async (version) => {
    await older(version)
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
