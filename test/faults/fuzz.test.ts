/**
 * Every call, with hostile payloads over the real socket, as everybody who may make it and as those who may not: the
 * program goes on, answers each in words, holds nothing up, and changes nothing for whom it may not.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../../src-preload/contract'
import { ROLES } from '../../src-preload/shared/values'
import { hostileTo, seeded } from '../support/hostile-input'
import { connect, enter, type Entry, type PageClient } from '../support/page-client'
import { importCsv, peopleCsv } from '../support/prepare'
import { type AppProcess, startApp } from '../support/processes'
import { LONG } from '../support/properties'

/** Of each call by each of the four: a few hundred in every run, two thousand in the long one. */
const TIMES = LONG ? 2_000 : 60
/** These do the same whatever they are sent, and take their time over it. */
const SLOW = new Set([
  'settings.forgetTwilio',
  'settings.switchMode',
  'backups.now',
  'backups.setPassphrase',
  'imports.sample',
  'session.newRecoveryCode',
  'session.recover',
])
const AT_ONCE = 24
/** A million calls take their time. */
const MOST_MS = LONG ? 3_600_000 : 240_000
const MOST_HELD_MS = 250

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-fuzz-'))
let app: AppProcess
let entry: Entry
let page: PageClient
const PINS: Record<string, [number, string]> = {
  admin: [1, '246810'],
  manager: [2, '3333'],
  receptionist: [3, '2222'],
}
const CALLS = Object.entries(contract).flatMap(([feature, verbs]) =>
  Object.entries(verbs).map(([verb, call]) => ({ name: `${feature}.${verb}`, ...call })),
)

const signIn = async (role: string) => {
  const [userId, pin] = PINS[role] ?? [0, '']
  // Wrong PINs of the run before are waited for.
  await app.skip(10 * 60_000)
  const reply = await page.call('session.signIn', { userId, pin })
  expect(reply, `${role} signs in`).toMatchObject({ ok: true })
  entry.key = page.key() ?? entry.key
}

beforeAll(async () => {
  app = await startApp({ dataDir })
  entry = await enter(await app.newUrl())
  page = await connect(entry)
  const call = async (name: string, input: unknown) =>
    expect(await page.call(name, input), name).toMatchObject({ ok: true })
  await call('session.setUp', {
    officeName: 'A',
    country: 'US',
    zone: 'America/New_York',
    userName: 'Anna',
    pin: '246810',
  })
  entry.key = page.key() ?? ''
  await call('session.finishFirstRun', {})
  await call('settings.saveIdleLock', { minutes: 0 })
  await call('users.save', { id: null, name: 'Max', role: 'manager', pin: '3333', number: null })
  await call('users.save', { id: null, name: 'Rita', role: 'receptionist', pin: '2222', number: null })
  await importCsv(app.api, peopleCsv(10))
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Everything that is kept, but what the program notes of itself. */
const kept = () => {
  const db = new Database(path.join(dataDir, 'practice.db'), { readonly: true })
  try {
    const tables = db
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'",
      )
      .all() as { name: string }[]
    const rows = tables
      .filter(({ name }) => !['fact', 'audit_entry'].includes(name))
      .map(({ name }) => [name, db.prepare(`SELECT * FROM "${name}"`).all()])
    const { signIns: _counts, ...settings } = JSON.parse(
      readFileSync(path.join(dataDir, 'settings.json'), 'utf8'),
    ) as Record<string, unknown>
    return JSON.stringify([rows, settings, readdirSync(dataDir).toSorted()])
  } finally {
    db.close()
  }
}

const fuzz = async (calls: typeof CALLS, who: string, seed: number) => {
  const seen = new Map<string, number>()
  for (const { name, input } of calls) {
    const random = seeded(seed + name.length)
    const make = hostileTo(input)
    const times = SLOW.has(name) ? 3 : name === 'session.lock' ? 1 : TIMES
    for (let done = 0; done < times; done += AT_ONCE) {
      const inputs = Array.from({ length: Math.min(AT_ONCE, times - done) }, () => make(random))
      const replies = await Promise.all(inputs.map((one) => page.call(name, one)))
      replies.forEach((reply, i) => {
        const code = reply.ok ? 'ok' : reply.error.code
        seen.set(code, (seen.get(code) ?? 0) + 1)
        const told = JSON.stringify(inputs[i])?.slice(0, 300)
        expect(['unexpected', 'storage'], `${who} ${name} ${told}`).not.toContain(code)
      })
    }
    if (who !== 'locked' && /^(session|users|settings)\./.test(name)) {
      const now = await page.call('session.get', {})
      if (now.ok && (now.value as { user: unknown }).user === null) await signIn(who)
    }
  }
  return seen
}
const sound = async () => {
  expect(app.log.filter((line) => /uncaught|unhandled/.test(line))).toEqual([])
  const other = await connect(entry)
  expect(await other.call('session.get', {})).toMatchObject({ ok: true })
  other.end()
  const { held } = (await app.call('held', {})) as { held: number }
  expect(held).toBeLessThan(MOST_HELD_MS)
}
const allowed = (role: string) =>
  CALLS.filter(({ access }) => access === 'open' || ROLES.indexOf(role as 'admin') <= ROLES.indexOf(access))
const refused = (role: string) => CALLS.filter((call) => !allowed(role).includes(call))

test(
  'locked: nothing but asking who may sign in, and nothing is changed',
  async () => {
    await page.call('session.lock', {})
    const before = kept()
    const seen = await fuzz(CALLS, 'locked', 1)
    expect(seen.get('signed-out')).toBeGreaterThan(1_000)
    expect(kept()).toBe(before)
    await sound()
  },
  MOST_MS,
)
test.each(['receptionist', 'manager'])(
  '%s: what the role may not is refused, and nothing is changed by it',
  async (role) => {
    await signIn(role)
    const before = kept()
    const seen = await fuzz(refused(role), role, 2)
    expect([...seen.keys()]).toEqual(['forbidden'])
    expect(kept()).toBe(before)
    await sound()
  },
  MOST_MS,
)
test.each(['receptionist', 'manager', 'admin'])(
  '%s: what the role may is answered, whatever is sent',
  async (role) => {
    await signIn(role)
    await fuzz(allowed(role), role, 3)
    await sound()
  },
  MOST_MS,
)
