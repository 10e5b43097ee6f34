import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkDatabase } from '../../src-main/adapters/database/threads/check-database'
import { openClaimJournal } from '../../src-main/adapters/database/outbox/claim-journal'
import { SCHEMA_VERSION } from '../../src-main/adapters/database/migrations/index'
import { CannotOpen, openDatabase } from '../../src-main/adapters/database/open'
import { createStores } from '../../src-main/adapters/database/stores'
import type { E164 } from '../../src-preload/shared/values'
import { takeRunLock } from '../../src-main/adapters/database/run-lock'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-db-'))
  file = path.join(folder, 'live.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const ENTRY = `INSERT INTO consent_entry (recipient_id, e164, purpose, state, source, wording, at, user_name)
  VALUES (1, '+12025550101', 'alerts', 'granted', 'form', 'yes', '2026-01-01', 'Anna')`

describe('the schema', () => {
  test('after all migrations TypeORM would change nothing', async () => {
    const db = await openDatabase(file)
    const { upQueries } = await db.source.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
    await db.close()
  })
  test('every commit is written through, also after the file is opened again', async () => {
    for (let i = 0; i < 2; i += 1) {
      const db = await openDatabase(file)
      await db.write(() => db.sql("INSERT OR REPLACE INTO fact (key, value) VALUES ('a', 'b')").run())
      expect(db.raw.pragma('synchronous', { simple: true })).toBe(2)
      expect(db.raw.pragma('journal_mode', { simple: true })).toBe('wal')
      await db.close()
    }
  })
  test('a newer database is refused and not touched', async () => {
    await (await openDatabase(file)).close()
    const raw = new Database(file)
    raw.pragma(`user_version = ${SCHEMA_VERSION + 1}`)
    raw.close()
    const before = readFileSync(file)
    await expect(openDatabase(file)).rejects.toMatchObject({ name: 'CannotOpen', why: 'newer' })
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

describe('the search', () => {
  test('people are found, accounts apart; texts are found once they are indexed, and their words go with them', async () => {
    const db = await openDatabase(file)
    const stores = createStores(db, { of: (e164) => e164, all: (e164) => [e164] })
    const at = '2026-01-02T10:00:00.000Z'
    const record = { lastName: '', email: '', language: null, accountId: null, custom: {}, tags: [] }
    const number = { e164: '+12025550101' as E164, label: 'Mobile', primary: true, country: 'US' }
    await db.write(() => {
      stores.recipients.put(
        {
          ...record,
          kind: 'client',
          firstName: 'Zoë Holt',
          tags: ['Tuesday'],
          numbers: [{ ...number, line: 'either' }],
        },
        null,
        at,
      )
      stores.recipients.put({ ...record, kind: 'account', firstName: 'Holt Bakery', numbers: [] }, null, at)
    })
    await db.source.query(
      `INSERT INTO send (id, type, purpose, state, name, body, created_at, user_id, user_name, account_sid, sender)
       VALUES ('a', 'individual', 'alerts', 'live', 'Zoë', '', ?, 1, 'Anna', 'AC', '{}')`,
      [at],
    )
    await db.source.query(
      `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, state, not_before, since, created_at, account_sid)
       VALUES ('a', 'k', 1, 'Zoë Holt', '+12025550101', 'The lantern is lit', 'alerts', 1, 'delivered', ?, ?, ?, 'AC')`,
      [at, at, at],
    )
    await db.source.query(
      "INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning) VALUES ('SM1', '+12025550101', '+12025550100', 'Which lantern?', ?, 0, 'other')",
      [at],
    )
    const names = (text: string, which?: 'people' | 'accounts') =>
      stores.recipients.find(text, 5, which).map(({ name }) => name)
    expect(names('zoe')).toEqual(['Zoë Holt'])
    expect(names('tuesday')).toEqual(['Zoë Holt'])
    expect(names('(202) 555-0101')).toEqual(['Zoë Holt'])
    expect([names('holt', 'people'), names('holt', 'accounts')]).toEqual([['Zoë Holt'], ['Holt Bakery']])
    // The kind is a column of the index, not a word to be found.
    expect(names('account')).toEqual([])
    expect(stores.texts.find('lantern', 5)).toEqual([])
    while (await db.write(() => stores.texts.catchUp(1)));
    expect(
      stores.texts
        .find('lantern', 5)
        .map(({ body }) => body)
        .toSorted(),
    ).toEqual(['The lantern is lit', 'Which lantern?'])
    await db.write(() => db.raw.exec("UPDATE message SET body = 'The candle is lit'"))
    await db.write(() => db.raw.exec('DELETE FROM inbound'))
    expect(stores.texts.find('lantern', 5)).toEqual([])
    expect(stores.texts.find('candle', 5)).toHaveLength(1)
    for (const table of ['message_fts_0', 'inbound_fts_0'])
      db.raw.exec(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`)
    expect(db.raw.pragma('foreign_key_check')).toEqual([])
    await db.close()
  })
})

describe('a damaged file', () => {
  test.each([
    ['noise', () => writeFileSync(file, 'this is no database, only text '.repeat(400))],
    [
      'a broken header',
      () => writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8000, 7)])),
    ],
  ])('%s is refused and kept', async (_name, damage) => {
    damage()
    const before = readFileSync(file)
    await expect(openDatabase(file)).rejects.toBeInstanceOf(CannotOpen)
    expect(readFileSync(file).equals(before)).toBe(true)
  })
  test('a missing or empty file beside a journal is never replaced by a new one', async () => {
    await expect(openDatabase(file, { expected: true })).rejects.toMatchObject({ why: 'missing' })
    writeFileSync(file, '')
    await expect(openDatabase(file, { expected: true })).rejects.toMatchObject({ why: 'missing' })
    expect(statSync(file).size).toBe(0)
  })
  test('structural damage inside is found before the first claim', async () => {
    const db = await openDatabase(file)
    await db.write(() => {
      for (let i = 0; i < 2000; i += 1)
        db.sql('INSERT INTO fact (key, value) VALUES (?, ?)').run(`key ${i}`, 'x'.repeat(100))
    })
    await db.close()
    await expect(checkDatabase(file)).resolves.toBeUndefined()
    const bytes = readFileSync(file)
    bytes.fill(0xff, bytes.length - 3 * 4096, bytes.length - 4096)
    writeFileSync(file, bytes)
    await expect(checkDatabase(file)).rejects.toThrow()
  })
})

describe('the consent ledger', () => {
  test('cannot be changed or emptied through the program’s own connection', async () => {
    const db = await openDatabase(file)
    await db.write(() => db.raw.exec(ENTRY))
    await expect(db.write(() => db.raw.exec("UPDATE consent_entry SET state = 'refused'"))).rejects.toThrow(
      /append-only/,
    )
    await expect(db.write(() => db.raw.exec('DELETE FROM consent_entry'))).rejects.toThrow(/append-only/)
    await expect(
      db.write(() =>
        db.raw.exec(
          `REPLACE INTO consent_entry (id, recipient_id, e164, purpose, state, source, wording, at, user_name) VALUES (1, 1, 'x', 'alerts', 'refused', '', '', '', '')`,
        ),
      ),
    ).rejects.toThrow(/append-only/)
    expect(db.raw.prepare('SELECT state FROM consent_entry').all()).toEqual([{ state: 'granted' }])
    await db.close()
  })
  test('neither an upsert nor blanking it by halves passes for a change', async () => {
    const db = await openDatabase(file)
    await db.write(() => db.raw.exec(ENTRY))
    for (const attempt of [
      "INSERT INTO consent_entry SELECT * FROM consent_entry WHERE true ON CONFLICT (id) DO UPDATE SET state = 'refused'",
      'UPDATE OR REPLACE consent_entry SET id = 7',
      "UPDATE consent_entry SET forgotten_at = '2026-02-01'",
      "UPDATE consent_entry SET e164 = '', wording = '', state = 'refused', forgotten_at = '2026-02-01'",
      'INSERT OR REPLACE INTO consent_entry SELECT * FROM consent_entry',
    ])
      await expect(
        db.write(() => db.raw.exec(attempt)),
        attempt,
      ).rejects.toThrow(/append-only/)
    expect(db.raw.prepare('SELECT id, state, e164 FROM consent_entry').all()).toEqual([
      { id: 1, state: 'granted', e164: '+12025550101' },
    ])
    await db.close()
  })
  test('a ledger whose protection was taken away is not opened', async () => {
    const db = await openDatabase(file)
    db.raw.exec('DROP TRIGGER consent_entry_is_kept')
    await db.close()
    await expect(openDatabase(file)).rejects.toMatchObject({ name: 'CannotOpen', why: 'damaged' })
  })
  test('what is allowed now follows the newest entry', async () => {
    const db = await openDatabase(file)
    await db.write(() => {
      db.raw.exec(ENTRY)
      db.raw.exec(ENTRY.replace("'granted'", "'refused'"))
    })
    expect(db.raw.prepare('SELECT state, entry_id FROM consent').all()).toEqual([
      { state: 'refused', entry_id: 2 },
    ])
    await db.close()
  })
  test('forgetting blanks the personal parts and says when', async () => {
    const db = await openDatabase(file)
    await db.write(() => {
      db.raw.exec(ENTRY)
      db.raw.exec(
        "UPDATE consent_entry SET e164 = '', wording = '', source = '', forgotten_at = '2026-02-01'",
      )
    })
    expect(db.raw.prepare('SELECT state, e164, forgotten_at FROM consent_entry').all()).toEqual([
      { state: 'granted', e164: '', forgotten_at: '2026-02-01' },
    ])
    await db.close()
  })
})

describe('one process, one journal', () => {
  test('a second runner on the folder is refused until the first ends', () => {
    const lock = takeRunLock(path.join(folder, 'runner.lock'))
    expect(lock).not.toBeNull()
    expect(takeRunLock(path.join(folder, 'runner.lock'))).toBeNull()
    lock?.release()
    const again = takeRunLock(path.join(folder, 'runner.lock'))
    expect(again).not.toBeNull()
    again?.release()
  })
  test('the journal never goes back', () => {
    const journal = openClaimJournal(path.join(folder, 'claims.db'))
    journal.record(7)
    journal.record(3)
    journal.close()
    const again = openClaimJournal(path.join(folder, 'claims.db'))
    expect(again.last()).toBe(7)
    again.close()
  })
  test('a cut write-ahead log opens cleanly with older data: only the journal can tell', async () => {
    const db = await openDatabase(file)
    db.raw.pragma('wal_autocheckpoint = 0')
    await db.write(() => db.sql("INSERT INTO fact (key, value) VALUES ('claimed', 'yes')").run())
    const copy = path.join(folder, 'copy.db')
    copyFileSync(file, copy)
    copyFileSync(`${file}-wal`, `${copy}-wal`)
    truncateSync(`${copy}-wal`, 32)
    await db.close()
    const cut = new Database(copy)
    expect(cut.pragma('integrity_check', { simple: true })).toBe('ok')
    cut.close()
  })
})

test('the index of texts has parts: texts beside their border are found, changed and erased like all others', async () => {
  const db = await openDatabase(file)
  const stores = createStores(db, { of: (e164) => e164, all: (e164) => [e164] })
  const message = db.raw.prepare(
    `INSERT INTO message (id, send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, state, not_before, since, created_at, account_sid)
     VALUES (?, 'a', ?, 1, 'Zoë Holt', '+12025550101', ?, 'alerts', 1, 'delivered', '', '', ?, 'AC')`,
  )
  for (const id of [7, 49_999, 50_000, 50_001, 149_999, 150_000])
    message.run(id, `k${id}`, `Lantern number${id}`, new Date(id * 1000).toISOString())
  // However many a step takes, it ends at the border, and says that there are more.
  expect(await db.write(() => stores.texts.catchUp(500))).toBe(true)
  expect(stores.texts.find('lantern', 9).map(({ id }) => id)).toEqual([49_999, 7])
  while (await db.write(() => stores.texts.catchUp(500)));
  expect(stores.texts.pending()).toBe(false)
  expect(stores.texts.find('lantern', 9).map(({ id }) => id)).toEqual([
    150_000, 149_999, 50_001, 50_000, 49_999, 7,
  ])
  expect(stores.texts.find('lantern', 3).map(({ id }) => id)).toEqual([150_000, 149_999, 50_001])
  expect(stores.texts.find('number50000', 9).map(({ id }) => id)).toEqual([50_000])
  await db.write(() => db.raw.exec("UPDATE message SET body = 'Candle' WHERE id IN (49999, 50000)"))
  await db.write(() => db.raw.exec("UPDATE message SET body = '' WHERE id = 50001"))
  await db.write(() => db.raw.exec('DELETE FROM message WHERE id IN (7, 150000)'))
  expect(stores.texts.find('lantern', 9).map(({ id }) => id)).toEqual([149_999])
  expect(stores.texts.find('candle', 9).map(({ id }) => id)).toEqual([50_000, 49_999])
  const parts = db.raw
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE sql LIKE '%content = ''message''%' ORDER BY name",
    )
    .all()
    .map(({ name }) => name)
  expect(parts).toEqual(['message_fts_0', 'message_fts_1', 'message_fts_2', 'message_fts_3'])
  await db.close()
})
