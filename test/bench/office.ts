/** A program with real time over a database of any size, filled by plain SQL. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { inject } from 'vitest'
import { systemClock } from '../../src-main/adapters/clock/system-clock'
import { searchWords } from '../../src-main/adapters/database/people/search-words'
import { createTextIndex } from '../../src-main/adapters/database/reports/text-index'
import { createPracticeCarrier } from '../../src-main/adapters/practice/practice-carrier'
import { createFileSecrets } from '../../src-main/adapters/secrets/file-secrets'
import { createSettingsStore } from '../../src-main/adapters/settings/settings-store'
import type { Api } from '../../src-preload/contract'
import { type App, type AppOptions, createApp } from '../../src-main/app'
import { createDispatch } from '../../src-main/hosts/dispatch'
import { clientOf, QUICK_PINS } from '../support/desk'
import { setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'

type Raw = Database.Database

const FIRST =
  'Amara Zoe Benjamin Maria Luis Priya Tomasz Eleanor Jun Fatima Desmond Ingrid Caleb Mei Oscar Hannah Rafael Grace Noor Patrick'.split(
    ' ',
  )
const LAST =
  'Okafor Castellanos Holt Alvarez Raghunathan Wieczorek Whitcombe Takeda Sayed Achebe Solheim Norwood Zhao Lindqvist Brightwater'.split(
    ' ',
  )

/** People with a number, consent to alerts, words to be found by. Numbers repeat: there are not so many reserved ones. */
export const fillPeople = (db: Raw, count: number): void => {
  const at = '2026-01-02T10:00:00.000Z'
  const person = db.prepare(
    'INSERT INTO recipient (kind, first_name, last_name, name, sort_name, created_at, updated_at) VALUES (?,?,?,?,?,?,?)',
  )
  const phone = db.prepare(
    "INSERT INTO phone_number (recipient_id, e164, label, is_primary, position, country, line) VALUES (?,?,'Mobile',1,0,'US','either')",
  )
  const consent = db.prepare(
    "INSERT INTO consent_entry (recipient_id, e164, purpose, state, source, wording, at, user_name) VALUES (?,?,'alerts','granted','form','',?,'x')",
  )
  const words = db.prepare("INSERT INTO recipient_fts (rowid, words, kind) VALUES (?,?,'')")
  db.transaction(() => {
    for (let i = 0; i < count; i += 1) {
      const first = FIRST[i % FIRST.length] ?? ''
      const last = `${LAST[Math.floor(i / FIRST.length) % LAST.length]}${Math.floor(i / 300)}`
      const name = `${first} ${last}`
      const e164 = reservedNumber(i)
      const id = person.run('client', first, last, name, name.toLowerCase(), at, at).lastInsertRowid
      phone.run(id, e164)
      consent.run(id, e164, at)
      words.run(id, searchWords({ name, email: '', tags: [], numbers: [e164] }))
    }
  })()
}

const PLACE = 'Linden Oak River Hill Station Garden Harbour Mill Church Meadow'.split(' ')
const TRADE = 'School Bakery Clinic Works Club Studio Library Garage Kitchen Practice'.split(' ')

/** Accounts with a name of three words and an office number. */
export const fillAccounts = (db: Raw, count: number): void => {
  const at = '2026-01-02T10:00:00.000Z'
  const account = db.prepare(
    "INSERT INTO recipient (kind, first_name, last_name, name, sort_name, created_at, updated_at) VALUES ('account',?,'',?,?,?,?)",
  )
  const phone = db.prepare(
    "INSERT INTO phone_number (recipient_id, e164, label, is_primary, position, country, line) VALUES (?,?,'Office',1,0,'US','either')",
  )
  const words = db.prepare("INSERT INTO recipient_fts (rowid, words, kind) VALUES (?,?,'account')")
  db.transaction(() => {
    for (let i = 0; i < count; i += 1) {
      const name = `${PLACE[i % 10]} ${TRADE[Math.floor(i / 10) % 10]} ${i}`
      const e164 = reservedNumber(i)
      const id = account.run(name, name, name.toLowerCase(), at, at).lastInsertRowid
      phone.run(id, e164)
      words.run(id, searchWords({ name, email: '', tags: [], numbers: [e164] }))
    }
  })()
}

/** Texts as offices write them: most words in all of them, one that is rare. */
export const textOf = (n: number): string =>
  [
    `Your visit is tomorrow at ten. See you then, Larkfield Physio. word${n % 50_000}`,
    `Please bring your card, word${n % 50_000}. Call us when you are late.`,
    `The lantern evening is on Friday, ${FIRST[n % 20]}. Reply YES to come.`,
  ][n % 3] ?? ''

/** Messages of past sends, delivered long ago. */
export const fillMessages = (
  db: Raw,
  count: number,
  people: number,
  body: (n: number) => string = () => 'Your visit is tomorrow at ten. See you then, Larkfield Physio',
): void => {
  const insert = db.prepare(
    `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, price_micros, currency, state, not_before, since, created_at, account_sid)
     VALUES (?,?,?,'Somebody','+12025550101',?,'alerts',1,8300,'USD','delivered',?,?,?,'AC')`,
  )
  const send = db.prepare(
    `INSERT INTO send (id, type, purpose, state, name, body, created_at, user_id, user_name, account_sid, sender, total) VALUES (?,'bulk','alerts','live','Old','x',?,1,'x','AC','{}',?)`,
  )
  const tally = db.prepare("INSERT INTO send_tally VALUES (?,'delivered',0,?,?,?,'USD')")
  const each = 10_000
  db.transaction(() => {
    for (let s = 0; s * each < count; s += 1) {
      const at = new Date(Date.UTC(2024, 0, 1) + s * 6 * 3_600_000).toISOString()
      send.run(`old-${s}`, at, each)
      tally.run(`old-${s}`, each, each, each * 8300)
      for (let i = 0; i < Math.min(each, count - s * each); i += 1)
        insert.run(
          `old-${s}`,
          `k${i}`,
          1 + ((s * 7919 + i) % Math.max(1, people)),
          body(s * each + i),
          at,
          at,
          at,
        )
    }
  })()
}

/** Replies from unknown numbers and from people's, every tenth unread. */
export const fillReplies = (db: Raw, count: number): void => {
  const insert = db.prepare(
    `INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning, done_at, read_at)
     VALUES (?,?,'+12025550100','Thank you, that works for me',?,0,'other',?,?)`,
  )
  db.transaction(() => {
    for (let i = 0; i < count; i += 1) {
      const at = new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString()
      const from = i % 2 === 0 ? reservedNumber(i) : `+1415${String(2_000_000 + i)}`
      const read = i % 10 === 0 ? null : at
      insert.run(`SM${String(i).padStart(32, '0')}`, from, at, i % 3 === 0 ? read : null, read)
    }
  })()
}

/** One more person, with a number of their own, texts that were each sent alone, replies and notes, all of it indexed. */
export const fillHistory = (db: Raw, texts: number, replies: number): number => {
  const at = '2026-01-02T10:00:00.000Z'
  const name = 'Wilhelmina Featherstone'
  let person = 0
  db.transaction(() => {
    person = Number(
      db
        .prepare(
          "INSERT INTO recipient (kind, first_name, last_name, name, sort_name, created_at, updated_at) VALUES ('client','Wilhelmina','Featherstone',?,?,?,?)",
        )
        .run(name, name.toLowerCase(), at, at).lastInsertRowid,
    )
    const e164 = `+1415${3_000_000 + person}`
    db.prepare(
      "INSERT INTO phone_number (recipient_id, e164, label, is_primary, position, country, line) VALUES (?,?,'Mobile',1,0,'US','either')",
    ).run(person, e164)
    db.prepare("INSERT INTO recipient_fts (rowid, words, kind) VALUES (?,?,'')").run(
      person,
      searchWords({ name, email: '', tags: [], numbers: [e164] }),
    )
    const send = db.prepare(
      `INSERT INTO send (id, type, purpose, state, name, body, created_at, user_id, user_name, account_sid, sender, total) VALUES (?,'individual','alerts','live',?,?,?,1,'x','AC','{}',1)`,
    )
    const message = db.prepare(
      `INSERT INTO message (send_id, dedupe_key, recipient_id, recipient_name, e164, body, purpose, units, price_micros, currency, state, not_before, since, created_at, account_sid, sid)
       VALUES (?,?,?,?,?,?,'alerts',1,8300,'USD','delivered',?,?,?,'AC',?)`,
    )
    const attempt = db.prepare(
      "INSERT INTO attempt (message_id, n, claimed_at, outcome, sid, answered_at) VALUES (?,1,?,'accepted',?,?)",
    )
    const note = db.prepare(
      'INSERT INTO note (recipient_id, body, at, user_name, message_id) VALUES (?,?,?,?,?)',
    )
    let last = 0
    for (let i = 0; i < texts; i += 1) {
      const body = textOf(i)
      const sid = `SM${person}x${i}`
      send.run(`own-${person}-${i}`, name, body, at)
      last = Number(
        message.run(`own-${person}-${i}`, e164, person, name, e164, body, at, at, at, sid).lastInsertRowid,
      )
      attempt.run(last, at, sid, at)
      note.run(person, `Text “${body}” to ${e164}.`, at, 'x', last)
    }
    const inbound = db.prepare(
      `INSERT INTO inbound (sid, from_e164, to_e164, body, at, media, meaning, recipient_id)
       VALUES (?,?,'+12025550100','Thank you, that works for me',?,0,'other',?)`,
    )
    for (let i = 0; i < replies; i += 1) inbound.run(`SMr${person}x${i}`, e164, at, person)
  })()
  indexTexts(db)
  return person
}

/**
 * SQLite writes its log back into the database whenever a commit leaves more than 400 pages in it, and begins it anew when
 * all of it is there. So it never holds much more than those pages and what one transaction writes: 4,000 are too many.
 */
export const MOST_WAL = 4 * 1000 * 4096

export type BenchOffice = {
  api: Api
  app: App
  db: Raw
  dataDir: string
  /** The write-ahead log of its database. */
  wal: string
  log: string[]
  close(keep?: boolean): Promise<void>
}

const newFolder = () => mkdtempSync(path.join(os.tmpdir(), 'deskbell-bench-'))

export const openOffice = async (
  dataDir = newFolder(),
  carrierUrl?: string,
  publish: AppOptions['publish'] = () => {},
): Promise<BenchOffice> => {
  const clock = systemClock()
  const own = carrierUrl ? null : await createPracticeCarrier({ clock, account: { balance: '100000.00000' } })
  const settings = { store: {} as Record<string, unknown> }
  const log: string[] = []
  const app = await createApp({
    dataDir,
    settings: createSettingsStore(settings),
    secrets: createFileSecrets(path.join(dataDir, 'secrets.json')),
    clock,
    version: 'bench',
    publish,
    log: (line) => log.push(line),
    sample: async () => readFileSync('resources/sample-people.csv', 'utf8'),
    carrierUrl: carrierUrl ?? own?.baseUrl ?? '',
    pins: QUICK_PINS,
  })
  const api = clientOf(createDispatch(app, (line) => log.push(line)))
  await setUpOffice(api)
  return {
    api,
    app,
    db: app.testing.db,
    dataDir,
    wal: path.join(dataDir, 'practice.db-wal'),
    log,
    async close(keep = false) {
      await app.close()
      await own?.close()
      if (!keep) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A folder of 100,000 people and 1,000,000 texts, at rest: filled once in a run, a copy for each who asks. */
export const fullFolder = async (): Promise<string> => {
  const whole = inject('fullFolder')
  const made = path.join(whole, 'made')
  if (!existsSync(made)) {
    const office = await openOffice(whole)
    fillPeople(office.db, 100_000)
    fillMessages(office.db, 1_000_000, 100_000)
    indexTexts(office.db)
    // Filling left a log of hundreds of megabytes that is none of the desk's doing.
    office.db.pragma('wal_checkpoint(TRUNCATE)')
    await office.close(true)
    writeFileSync(made, '')
  }
  const copy = newFolder()
  cpSync(whole, copy, { recursive: true })
  return copy
}

/** The words of all texts, as the desk has them once its index has caught up. */
const indexTexts = (db: Raw) => {
  const statements = new Map<string, Database.Statement<unknown[], unknown>>()
  const sql = (text: string) => {
    const statement = statements.get(text) ?? db.prepare<unknown[], unknown>(text)
    statements.set(text, statement)
    return statement
  }
  const index = createTextIndex({ sql, raw: db })
  db.transaction(() => {
    while (index.catchUp(1000));
  })()
}
