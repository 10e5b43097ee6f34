/** Backups and databases that somebody else changed (fault 11): refused, or harmless, by the calls that the screen makes. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { Encrypter } from 'age-encryption'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, peopleCsv, setUpOffice } from '../support/prepare'

const PASSPHRASE = 'heron lantern gravel tuesday'
const vault = createVault(10)
let desk: Desk
const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-hostile-'))
/** A backup of this office as it was opened, and a copy of it to be changed. */
const pristine = path.join(folder, 'pristine')
const opened = path.join(folder, 'opened')

// What is refused changes nothing: the office is the same for all.
beforeAll(async () => {
  desk = await createDesk({ app: { vault } })
  await setUpOffice(desk.api)
  await importCsv(desk.api, peopleCsv(5))
  await desk.api.suppressions.add({ number: '+12025550199', detail: 'Asked by phone' })
  await desk.api.backups.setPassphrase({ passphrase: PASSPHRASE })
  await desk.until(async () => !(await desk.api.backups.get({})).running, 'the first backup')
  const { name } = await desk.api.backups.now({})
  await vault.open(path.join(desk.dataDir, 'backups', name), PASSPHRASE, pristine)
})
beforeEach(() => {
  rmSync(opened, { recursive: true, force: true })
  cpSync(pristine, opened, { recursive: true })
})
afterAll(async () => {
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
})

type Changes = { sql?: string; settings?: (settings: Record<string, unknown>) => unknown; manifest?: object }
/** Seals the opened backup with changes, as whoever knows the passphrase could. */
const sealed = async ({ sql, settings, manifest }: Changes, other?: { file: string; sql: string }) => {
  const database = path.join(opened, 'practice.db')
  for (const [file, text] of [
    [database, sql],
    ...(other ? [[path.join(opened, other.file), other.sql]] : []),
  ] as const) {
    if (!text) continue
    const db = new Database(file ?? '')
    db.exec(text)
    db.close()
  }
  const read = (name: string) =>
    JSON.parse(readFileSync(path.join(opened, name), 'utf8')) as Record<string, unknown>
  const file = path.join(folder, 'hostile.age')
  await vault.seal(file, PASSPHRASE, {
    databases: readdirSync(opened)
      .filter((name) => name.endsWith('.db'))
      .map((name) => ({ name, file: path.join(opened, name) })),
    texts: [
      { name: 'manifest.json', text: JSON.stringify({ ...read('manifest.json'), ...manifest }) },
      {
        name: 'settings.json',
        text: JSON.stringify(settings ? settings(read('settings.json')) : read('settings.json')),
      },
    ],
  })
  return file
}
const restore = (file: string) => desk.api.backups.restore({ file, passphrase: null })
const unchanged = async () => {
  expect((await desk.api.people.counts({})).client).toBe(5)
  expect((await desk.api.suppressions.page({ offset: 0, limit: 10 })).total).toBe(1)
  expect((await desk.api.session.get({})).user?.name).toBe('Anna Berg')
  expect(readdirSync(desk.dataDir).filter((name) => /restoring|^archive$/.test(name))).toEqual([])
}

const SCHEMAS: [what: string, sql: string][] = [
  [
    'a trigger that takes a block away',
    'CREATE TRIGGER t AFTER INSERT ON suppression BEGIN DELETE FROM suppression; END',
  ],
  [
    'a trigger that rewrites consent when the copy is marked',
    "CREATE TRIGGER t AFTER INSERT ON fact BEGIN UPDATE consent SET state = 'granted'; END",
  ],
  [
    'a trigger of the ledger that does nothing, under its name',
    'DROP TRIGGER consent_entry_is_final; CREATE TRIGGER consent_entry_is_final BEFORE UPDATE ON consent_entry WHEN 0 BEGIN SELECT 1; END',
  ],
  ['no trigger of the ledger', 'DROP TRIGGER consent_entry_is_kept'],
  [
    'a recursive view in place of a table',
    'DROP TABLE list_member; CREATE VIEW list_member AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS list_id, i AS recipient_id FROM n',
  ],
  ['a view more', 'CREATE VIEW more AS SELECT 1'],
  ['a table more', 'CREATE TABLE more (a)'],
  ['an index more, over an expression', 'CREATE INDEX more ON recipient (upper(name))'],
  ['an index less', 'DROP INDEX attempt_by_claimed'],
  ['a column more', "ALTER TABLE recipient ADD COLUMN more text DEFAULT 'x'"],
  [
    'a migration that is said not to have run',
    'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)',
  ],
  ['a migration that nobody knows', "INSERT INTO migrations (timestamp, name) VALUES (1, 'Evil1')"],
  ['a version that does not fit', 'PRAGMA user_version = 3'],
  ['no version', 'PRAGMA user_version = 0'],
  [
    'a full-text table of its own',
    "CREATE VIRTUAL TABLE message_fts_7 USING fts5(body, content = 'suppression', content_rowid = 'id')",
  ],
]
describe('fault 11: tables', () => {
  test.each(SCHEMAS)('%s: refused, as a backup and as a database to be read', async (_what, sql) => {
    const file = await sealed({ sql })
    await expect(restore(file)).rejects.toMatchObject({ code: 'refused', field: 'file' })
    await expect(
      desk.api.backups.openArchive({ file, passphrase: null, mode: 'practice' }),
    ).rejects.toMatchObject({ code: 'refused', field: 'file' })
    await expect(
      desk.api.backups.openArchive({
        file: path.join(opened, 'practice.db'),
        passphrase: null,
        mode: 'practice',
      }),
    ).rejects.toMatchObject({ code: 'refused', field: 'file' })
    await unchanged()
  })
  test.each([
    [
      'practice-optouts.db',
      'DROP TABLE opt_out; CREATE VIEW opt_out AS SELECT 1 AS e164, 2 AS cause, 3 AS at, 4 AS lifted_at',
    ],
    ['practice-optouts.db', 'CREATE TRIGGER t AFTER INSERT ON opt_out BEGIN DELETE FROM opt_out; END'],
    ['practice-optouts.db', "INSERT INTO opt_out VALUES ('+12025550142', 'stop', 'never', NULL)"],
    ['practice-forgotten.db', 'CREATE TRIGGER t AFTER INSERT ON forgotten BEGIN DELETE FROM forgotten; END'],
    ['practice-forgotten.db', "INSERT INTO forgotten VALUES ('a', 'not json')"],
    ['practice-forgotten.db', "INSERT INTO forgotten VALUES ('a', '{\"mark\":1}')"],
  ])('the small file %s: %s', async (file, sql) => {
    await expect(restore(await sealed({}, { file, sql }))).rejects.toMatchObject({ field: 'file' })
    await unchanged()
  })
})

describe('fault 11: settings and manifest', () => {
  const HOSTILE: [what: string, change: Changes][] = [
    ['no users', { settings: (kept) => ({ ...kept, users: [] }) }],
    ['users: null', { settings: (kept) => ({ ...kept, users: null }) }],
    [
      'no Admin',
      {
        settings: (kept) => ({
          ...kept,
          users: (kept.users as object[]).map((user) => ({ ...user, role: 'manager' })),
        }),
      },
    ],
    [
      'an archived Admin',
      {
        settings: (kept) => ({
          ...kept,
          users: (kept.users as object[]).map((user) => ({ ...user, archived: true })),
        }),
      },
    ],
    [
      'an Admin without a PIN among others',
      {
        settings: (kept) => ({
          ...kept,
          users: [
            ...(kept.users as object[]),
            { id: 2, name: 'Eve', role: 'admin', pinHash: null, number: null, archived: false },
          ],
        }),
      },
    ],
    [
      'two users of one number',
      {
        settings: (kept) => ({ ...kept, users: [...(kept.users as object[]), ...(kept.users as object[])] }),
      },
    ],
    [
      'a hash that takes all memory',
      {
        settings: (kept) => ({
          ...kept,
          users: (kept.users as object[]).map((user) => ({
            ...user,
            pinHash: `scrypt$99999999$${'A'.repeat(24)}$${'A'.repeat(44)}`,
          })),
        }),
      },
    ],
    [
      'a zone that there is not',
      { settings: (kept) => ({ ...kept, office: { ...(kept.office as object), zone: 'Atlantis/Capital' } }) },
    ],
    [
      'a currency that there is not',
      { settings: (kept) => ({ ...kept, office: { ...(kept.office as object), currency: 'dollars' } }) },
    ],
    ['an office that is a list', { settings: (kept) => ({ ...kept, office: [] }) }],
    [
      'quiet hours that are none',
      {
        settings: (kept) => ({
          ...kept,
          sending: { ...(kept.sending as object), quiet: { alerts: { from: 'x' } } },
        }),
      },
    ],
    ['a lock of a year', { settings: (kept) => ({ ...kept, idleLockMinutes: 525_600 }) }],
    ['settings that are a list', { settings: () => [] }],
    ['settings that are null', { settings: () => null }],
    ['a manifest from nowhen', { manifest: { madeAt: 'yesterday' } }],
    ['a manifest of another format', { manifest: { format: 2 } }],
    ['a manifest with a schema in words', { manifest: { schema: 'newest' } }],
  ]
  test.each(HOSTILE)('%s: refused', async (_what, change) => {
    await expect(restore(await sealed(change))).rejects.toMatchObject({ code: 'refused', field: 'file' })
    await unchanged()
    await desk.restart()
    await unchanged()
  })

  test('another mail server does not get the password, and nothing is mailed until somebody sets it up', async () => {
    const mail = {
      on: true,
      to: 'desk@example.com',
      from: 'desk@example.com',
      host: 'smtp.example.com',
      port: 465,
      security: 'tls' as const,
      user: 'desk',
      password: 'correct horse',
    }
    await desk.api.mail.save(mail)
    for (const change of [{ host: 'evil.example.com', port: 2525 }, { to: 'eve@example.com' }]) {
      await restore(
        await sealed({
          settings: ({ mail: _mail, ...kept }) => ({
            ...kept,
            mail: { ...mail, password: undefined, passwordStored: true, ...change },
          }),
        }),
      )
      expect(await desk.api.mail.get({})).toMatchObject({ on: false, passwordStored: false, ...change })
      expect(readFileSync(path.join(desk.dataDir, 'secrets.json'), 'utf8')).not.toContain('correct horse')
      await desk.api.mail.save(mail)
    }
    // The very server it was stored for keeps it.
    await restore(
      await sealed({
        settings: (kept) => ({ ...kept, mail: { ...mail, password: undefined, passwordStored: true } }),
      }),
    )
    expect(await desk.api.mail.get({})).toMatchObject({ on: true, passwordStored: true })
  })
  test('counts of wrong PINs are not put back', async () => {
    desk.settings.store = { ...desk.settings.store }
    const file = await sealed({
      settings: (kept) => ({ ...kept, signIns: { 'user 1': { failed: -1000, until: 0 } } }),
    })
    await restore(file)
    expect(JSON.stringify(desk.settings.store)).not.toContain('-1000')
  })
})

describe('fault 11: files', () => {
  const sealRaw = async (entries: { name: string; body: Buffer; type?: 'file' | 'symlink' }[]) => {
    const tar = pack()
    for (const { name, body, type = 'file' } of entries)
      if (type === 'file') tar.entry({ name }, body)
      else tar.entry({ name, type, linkname: '/etc/passwd' })
    tar.finalize()
    const parts: Buffer[] = []
    for await (const part of tar) parts.push(part as Buffer)
    const age = new Encrypter()
    age.setScryptWorkFactor(10)
    age.setPassphrase(PASSPHRASE)
    const file = path.join(folder, 'raw.age')
    writeFileSync(file, await age.encrypt(gzipSync(Buffer.concat(parts))))
    return file
  }
  test('what unpacks to much more than a backup holds is left off and removed', async () => {
    const file = await sealRaw([{ name: 'live.db', body: Buffer.alloc(120 * 1024 * 1024) }])
    expect(statSync(file).size).toBeLessThan(1024 * 1024)
    await expect(restore(file)).rejects.toMatchObject({
      field: 'file',
      message: expect.stringContaining('unpack'),
    })
    await unchanged()
  })
  test('too many entries, long texts, links and names of others write nothing', async () => {
    const json = (size: number) => Buffer.from(JSON.stringify('x'.repeat(size)))
    for (const entries of [
      Array.from({ length: 50 }, () => ({ name: 'manifest.json', body: json(1) })),
      [{ name: 'settings.json', body: json(5 * 1024 * 1024) }],
      [
        { name: '../evil.db', body: json(1) },
        { name: '/tmp/evil.db', body: json(1) },
        { name: 'secrets.json', body: json(1) },
      ],
      [{ name: 'live.db', body: json(1), type: 'symlink' as const }],
    ])
      await expect(restore(await sealRaw(entries))).rejects.toMatchObject({ code: 'refused' })
    await unchanged()
  })
  test('a copy that is what Deskbell made is restored, and opened to be read', async () => {
    const file = await sealed({})
    await desk.api.backups.openArchive({ file, passphrase: null, mode: 'practice' })
    expect((await desk.api.people.counts({})).client).toBe(5)
    await desk.api.backups.closeArchive({})
    await restore(file)
    await unchanged()
  })
})

describe('fault 13: what a restore replaced', () => {
  const names = () =>
    readdirSync(path.join(desk.dataDir, 'backups')).filter((name) => name.endsWith('-restore.age'))
  const holds = async (word: string) => {
    const into = path.join(folder, `look-${Math.random()}`)
    await vault.open(path.join(desk.dataDir, 'backups', names()[0] ?? ''), PASSPHRASE, into)
    return readdirSync(into).some((file) => readFileSync(path.join(into, file)).includes(word))
  }
  test('is encrypted, forgets whoever is forgotten, and goes after its days', async () => {
    await restore(await sealed({}))
    await desk.until(() => names().length === 1, 'the copy')
    expect(await holds('Person3')).toBe(true)
    const { id = 0 } = (await desk.api.people.find({ text: 'Person3' }))[0] ?? {}
    await desk.api.privacy.forget({ id })
    await desk.until(() => desk.settings.store.forgottenSince === false, 'the safety copy')
    expect(await holds('Person3')).toBe(false)
    expect(await holds('Person2')).toBe(true)
    const days = async (count: number) => {
      desk.clock.jump(new Date(desk.clock.now() + count * 86_400_000).toISOString())
      await desk.clock.advance(10 * 60_000)
    }
    await days(29)
    expect(names()).toHaveLength(1)
    await days(2)
    expect(names()).toHaveLength(0)
  })
  test('folders of before are encrypted at the next start', async () => {
    const stamp = new Date(desk.clock.now() - 3_600_000).toISOString().slice(0, 19)
    await desk.swap(() => {
      const left = path.join(desk.dataDir, `before-restore-${stamp.replaceAll(':', '')}`)
      vault.usable(left)
      writeFileSync(path.join(left, 'practice.db'), readFileSync(path.join(opened, 'practice.db')))
    })
    const name = `deskbell-${stamp.replace('T', '-').replaceAll(/(\d\d):(\d\d):(\d\d)/g, '$1$2$3')}-restore.age`
    await desk.until(() => names().includes(name), 'the seal')
    await desk.until(
      () => !readdirSync(desk.dataDir).some((one) => one.startsWith('before-restore')),
      'the folder',
    )
    expect(await holds('Person1')).toBe(true)
  })
})
