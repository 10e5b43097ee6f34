/** One queue for all writes: those of one turn share a commit, and each is still whole or not at all. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../src-main/adapters/database/open'
import type { Db } from '../../src-main/adapters/database/db'

let folder: string
let db: Db

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-write-'))
  db = await openDatabase(path.join(folder, 'live.db'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const set = (key: string) => db.sql("INSERT INTO fact (key, value) VALUES (?, 'x')").run(key)
/** What another program sees: committed, or not there. */
const kept = () => {
  const other = new Database(db.file, { readonly: true })
  try {
    return other.prepare("SELECT key FROM fact WHERE value = 'x' ORDER BY key").pluck().all()
  } finally {
    other.close()
  }
}

test('twenty writes of one turn share one commit, and none answers before it', async () => {
  const exec = vi.spyOn(db.raw, 'exec')
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, i) => db.write(() => set(`${10 + i}`)).then(() => kept().length)),
  )
  expect(seen).toEqual(Array.from({ length: 20 }, () => 20))
  expect(exec.mock.calls.filter(([text]) => text === 'COMMIT')).toHaveLength(1)
})

test('one that throws is undone alone, whatever it wrote before', async () => {
  const results = await Promise.allSettled([
    db.write(() => set('a')),
    db.write(() => {
      set('b')
      throw new Error('no')
    }),
    db.write(() => set('a')),
    db.write(() => set('c')),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  expect(kept()).toEqual(['a', 'c'])
})

test('where everything was rolled back, everybody is told', async () => {
  const full = () => {
    // What SQLite does by itself when the disk is full.
    db.raw.exec('ROLLBACK')
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  }
  const results = await Promise.allSettled([db.write(() => set('a')), db.write(full)])
  for (const result of results)
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_FULL' } })
  expect(kept()).toEqual([])
  await db.write(() => set('b'))
  expect(kept()).toEqual(['b'])
})

test('a commit that fails is a failure of all its writes', async () => {
  const { exec } = db.raw
  const failing = vi.spyOn(db.raw, 'exec').mockImplementation(function (this: Database.Database, text) {
    if (text === 'COMMIT') throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
    return exec.call(this, text)
  })
  const results = await Promise.allSettled([db.write(() => set('a')), db.write(() => set('b'))])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  failing.mockRestore()
  expect(kept()).toEqual([])
})

test('in the order they came in, changes of records among them', async () => {
  const order: string[] = []
  const note = (what: string) => () => {
    order.push(what)
  }
  await Promise.all([
    db.write(note('first')),
    db.change(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      order.push('change')
    }),
    db.write(note('second')),
    db.write(note('third')),
    db.change(async () => note('last change')()),
  ])
  expect(order).toEqual(['first', 'change', 'second', 'third', 'last change'])
})

test('a transaction that is opened beside the queue while a write waits for its turn ends first', async () => {
  const written = db.write(() => set('a'))
  for (let i = 0; i < 5; i += 1) await Promise.resolve()
  db.raw.exec('BEGIN')
  set('b')
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve))
  db.raw.exec('ROLLBACK')
  await written
  expect(kept()).toEqual(['a'])
})

test('writes that take long do not hold up everything else together', async () => {
  let turns = 0
  let going = true
  const tick = () => {
    turns += 1
    if (going) setImmediate(tick)
  }
  const slow = () => {
    const end = performance.now() + 10
    while (performance.now() < end);
    return turns
  }
  const begun = Promise.all(Array.from({ length: 6 }, () => db.write(slow)))
  setImmediate(tick)
  const at = await begun
  going = false
  // Two at a time fit into a commit's share of time; others had their turn between.
  expect(new Set(at).size).toBeGreaterThanOrEqual(3)
})
