/** Issue 14: newer versions. What a person agreed to, never while texts leave, a backup first, nothing older, nothing unsigned. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { createSettingsStore, DEFAULTS } from '../../src-main/adapters/settings/settings-store'
import { UpdateError, type UpdateOffer, type Updater } from '../../src-main/services/ports'
import { createUpdates } from '../../src-main/services/updates/updates'
import { say } from '../../src-preload/shared/phrases/say'
import { createFakeClock } from '../support/fake-clock'
import { createDesk, type Desk, type DeskOptions, MORNING } from '../support/desk'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'

const ADDRESS = 'https://updates.example.com/deskbell'
const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-updates-'))
let desk: Desk
let opened = false
let did: string[]
let offer: UpdateOffer | null
let wrong: { look?: unknown; download?: unknown; install?: unknown }
let unable: Updater['unable']
beforeEach(() => {
  did = []
  wrong = {}
  unable = null
  offer = { version: '0.2.0', notes: 'Texts can be read aloud.', bytes: 90_000_000 }
})
afterEach(async () => {
  if (opened) await desk.close()
  opened = false
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const step = (name: keyof typeof wrong) => {
  did.push(name)
  if (wrong[name] !== undefined) throw wrong[name]
}
const updater: Updater = {
  get unable() {
    return unable
  },
  isFolder: (asked) => asked === folder,
  async look(address) {
    did.push(address)
    step('look')
    return offer
  },
  async download(progress) {
    for (const part of [0, 0.5, 0.504, 1]) progress(part)
    step('download')
  },
  async install() {
    step('install')
  },
  cancel() {},
}
const open = async (options: DeskOptions = {}) => {
  desk = await createDesk({
    ...options,
    app: { updater, version: '0.1.0', vault: createVault(10), ...options.app },
  })
  opened = true
  await setUpOffice(desk.api)
}
const NOBODY = { user: null }
/** The service without a desk around it: days pass at once. */
const alone = (updates = DEFAULTS.updates) => {
  const clock = createFakeClock(MORNING)
  const kept = createSettingsStore({ store: { updates } })
  const { handlers, start } = createUpdates({
    updater,
    settings: kept,
    clock,
    version: '0.1.0',
    leaving: () => false,
    backUp: async () => {},
    audit() {},
    say,
    publish() {},
    changed() {},
    report() {},
  })
  start()
  return { clock, kept, handlers }
}
const stateOf = async () => (await desk.api.updates.get({})).state
const kindBecomes = (kind: string) =>
  desk.until(async () => (await stateOf()).kind === kind, `the state ${kind}`)
const ready = async () => {
  await desk.api.updates.save({ on: true, address: ADDRESS })
  await kindBecomes('found')
  await desk.api.updates.download({})
  await kindBecomes('ready')
}
const withBackups = async () => {
  await desk.api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  await desk.until(async () => !(await desk.api.backups.get({})).running, 'the first backup')
}

describe('what is asked of whom', () => {
  test('nothing is looked for until an Admin says where; then once a day, and nothing is downloaded by itself', async () => {
    const { clock, handlers, kept } = alone()
    const call = (verb: 'look' | 'download') => () => handlers[verb]({}, NOBODY)
    await clock.advance(3 * 86_400_000)
    expect(did).toEqual([])
    expect(call('look')).toThrow(/Turn updates on/)
    offer = null
    await handlers.save({ on: true, address: ` ${ADDRESS} ` }, NOBODY)
    await clock.advance(0)
    expect([did, kept.get().updates.address]).toEqual([[ADDRESS, 'look'], ADDRESS])
    offer = { version: '0.2.0', notes: '', bytes: null }
    await clock.advance(86_400_000)
    expect(await handlers.get({}, NOBODY)).toMatchObject({ state: { kind: 'found', version: '0.2.0' } })
    await clock.advance(2 * 86_400_000)
    expect(did.filter((one) => one === 'look')).toHaveLength(4)
    expect(did).not.toContain('download')
    await handlers.save({ on: false, address: ADDRESS }, NOBODY)
    await clock.advance(3 * 86_400_000)
    expect(did.filter((one) => one === 'look')).toHaveLength(4)
    expect(call('download')).toThrow(/Turn updates on/)
  })

  test('a start looks after a minute, so that the first screen waits for nothing', async () => {
    const { clock } = alone({ on: true, address: ADDRESS, pending: null })
    await clock.advance(59_000)
    expect(did).toEqual([])
    await clock.advance(2000)
    expect(did).toEqual([ADDRESS, 'look'])
  })

  test('what is new is said, how far the download is too, and it is in the audit log', async () => {
    await open()
    await withBackups()
    await ready()
    expect(await stateOf()).toEqual({
      kind: 'ready',
      version: '0.2.0',
      notes: 'Texts can be read aloud.',
      bytes: 90_000_000,
    })
    const told = desk.events.filter(
      ({ event, payload }) => event === 'job' && (payload as { job: string }).job === 'update',
    )
    expect(told.map(({ payload }) => (payload as { done: number }).done)).toEqual([0, 50, 100])
    await desk.api.updates.install({})
    await desk.until(() => did.includes('install'), 'the end of the program')
    const { rows } = await desk.api.audit.page({ search: 'Updates', offset: 0, limit: 20, actions: [] })
    expect(rows.map(({ detail }) => detail)).toContain('Installing a newer version')
    expect(rows.some(({ after }) => after?.includes(ADDRESS))).toBe(true)
  })

  test('a receptionist sees the state and changes nothing', async () => {
    await open()
    await desk.api.users.save({ id: 1, name: 'Anna Berg', role: 'admin', pin: '482913', number: null })
    await desk.api.users.save({
      id: null,
      name: 'Rita Moss',
      role: 'receptionist',
      pin: '1234',
      number: null,
    })
    const users = await desk.api.users.list({})
    await desk.api.session.lock({})
    await desk.api.session.signIn({
      userId: users.find(({ name }) => name === 'Rita Moss')?.id ?? 0,
      pin: '1234',
    })
    expect((await desk.api.updates.get({})).state.kind).toBe('off')
    for (const call of [
      () => desk.api.updates.save({ on: true, address: ADDRESS }),
      () => desk.api.updates.look({}),
      () => desk.api.updates.download({}),
      () => desk.api.updates.install({}),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each([
    ['http://updates.example.com', /https/],
    ['updates', /full path/],
    ['', /Type the address/],
    [`${ADDRESS}/latest-linux.yml`, /names a file/],
    ['/no/such/folder', /no such folder/],
  ])('the address “%s” is refused beside its field', async (address, words) => {
    await open()
    await expect(desk.api.updates.save({ on: true, address })).rejects.toMatchObject({
      field: 'address',
      message: expect.stringMatching(words),
    })
    expect(await desk.api.updates.get({})).toMatchObject({ on: false, address: '' })
  })

  test('a folder is taken where it is there', async () => {
    await open()
    await desk.api.updates.save({ on: true, address: folder })
    await kindBecomes('found')
    expect(did).toEqual([folder, 'look'])
  })

  test('in the browser, and in a program made without a key, it says so and stays off', async () => {
    desk = await createDesk()
    opened = true
    await setUpOffice(desk.api)
    expect(await desk.api.updates.get({})).toMatchObject({ unable: 'browser', state: { kind: 'off' } })
    await expect(desk.api.updates.save({ on: true, address: ADDRESS })).rejects.toThrow(/installed program/)
    unable = 'no-key'
    await desk.swap(() => {}, { updater })
    expect(await desk.api.updates.get({})).toMatchObject({ unable: 'no-key', state: { kind: 'off' } })
    await expect(desk.api.updates.save({ on: true, address: ADDRESS })).rejects.toThrow(/supplier/)
    await expect(desk.api.updates.look({})).rejects.toThrow(/supplier/)
    expect(did).toEqual([])
  })
})

describe('what is offered', () => {
  test.each(['0.1.0', '0.0.9', '0.1.0-beta.1', 'latest', '9'])(
    'the version %s is no update: nothing goes back',
    async (version) => {
      await open()
      offer = { version, notes: '', bytes: null }
      await desk.api.updates.save({ on: true, address: ADDRESS })
      await kindBecomes('none')
      await expect(desk.api.updates.download({})).rejects.toThrow(/nothing to download/)
    },
  )

  test.each(['unreachable', 'missing', 'unreadable', 'signature', 'disk-full'] as const)(
    'a look that failed (%s) is said, and tried again in some hours',
    async (why) => {
      const { clock, handlers } = alone({ on: true, address: ADDRESS, pending: null })
      wrong = { look: new UpdateError(why) }
      await clock.advance(61_000)
      expect(await handlers.get({}, NOBODY)).toMatchObject({
        state: { kind: 'failed', code: why, version: null },
      })
      expect(() => handlers.download({}, NOBODY)).toThrow(/nothing to download/)
      wrong = {}
      await clock.advance(4 * 3_600_000)
      expect(await handlers.get({}, NOBODY)).toMatchObject({ state: { kind: 'found' } })
    },
  )

  test('a package that is not the signed one is not installed, and can be fetched again', async () => {
    await open()
    await desk.api.updates.save({ on: true, address: ADDRESS })
    await kindBecomes('found')
    wrong = { download: new UpdateError('damaged') }
    await desk.api.updates.download({})
    await kindBecomes('failed')
    expect(await stateOf()).toEqual({ kind: 'failed', code: 'damaged', version: '0.2.0' })
    await expect(desk.api.updates.install({})).rejects.toThrow(/Download the update first/)
    wrong = {}
    await desk.api.updates.download({})
    await kindBecomes('ready')
  })

  test('an error that nobody expected is said in words, and its own are not in the log', async () => {
    await open()
    wrong = { look: new Error('Ada Okafor +15555550100') }
    await desk.api.updates.save({ on: true, address: ADDRESS })
    await kindBecomes('failed')
    expect(await stateOf()).toMatchObject({ code: 'other' })
    expect(desk.log.join()).toContain('updates: Error')
    expect(desk.log.join()).not.toContain('Ada')
  })

  test('an answer that comes after the address changed says nothing', async () => {
    let answer: (found: UpdateOffer | null) => void = () => {}
    const slow: Updater = {
      unable: null,
      isFolder: () => true,
      look: () => new Promise((resolve) => (answer = resolve)),
      download: async () => {},
      install: async () => {},
      cancel() {},
    }
    await open({ app: { updater: slow } })
    await desk.api.updates.save({ on: true, address: ADDRESS })
    const first = answer
    await desk.api.updates.save({ on: false, address: ADDRESS })
    first(offer)
    await desk.clock.advance(1000)
    expect(await stateOf()).toEqual({ kind: 'off' })
  })
})

describe('installing', () => {
  test('never while texts leave, nor right before one does', async () => {
    await open()
    await withBackups()
    await importCsv(desk.api, peopleCsv(3))
    await ready()
    const review = await reviewForAll(desk.api, 'Hi', 'number')
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, holdSeconds: 600 })
    await desk.api.bulk.send({ reviewId: review.reviewId, draftId: crypto.randomUUID() })
    expect((await desk.api.updates.get({})).leaving).toBe(true)
    await expect(desk.api.updates.install({})).rejects.toThrow(/Texts leave now or within minutes/)
    expect(await stateOf()).toMatchObject({ kind: 'ready' })
    await desk.until(async () => !(await desk.api.updates.get({})).leaving, 'the texts to leave', 30 * 60_000)
    await desk.api.updates.install({})
    await desk.until(() => did.includes('install'), 'the end of the program')
    expect(desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')).toHaveLength(3)
  })

  test('a text that is sent while the backup is made keeps the program open', async () => {
    await open()
    await withBackups()
    await importCsv(desk.api, peopleCsv(1))
    await ready()
    const review = await reviewForAll(desk.api, 'Hi', 'number')
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, holdSeconds: 600 })
    const installing = desk.api.updates.install({})
    const sent = desk.api.bulk.send({ reviewId: review.reviewId, draftId: crypto.randomUUID() })
    await expect(installing).rejects.toThrow(/Texts leave now/)
    await sent
    await desk.clock.advance(5000)
    expect(did).not.toContain('install')
  })

  test('a backup is made first; without one, nothing is installed', async () => {
    await open()
    await ready()
    await expect(desk.api.updates.install({})).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/passphrase/),
    })
    expect(await stateOf()).toMatchObject({ kind: 'ready' })
    await withBackups()
    await desk.api.updates.install({})
    await desk.until(() => did.includes('install'), 'the end of the program')
    expect((await desk.api.backups.get({})).list.map(({ why }) => why)).toContain('update')
  })

  test('a backup that fails stops it', async () => {
    const vault = createVault(10)
    let full = false
    await open({
      app: {
        vault: {
          ...vault,
          seal: (...all) => (full ? Promise.reject(new Error('ENOSPC')) : vault.seal(...all)),
        },
      },
    })
    await withBackups()
    await ready()
    full = true
    await expect(desk.api.updates.install({})).rejects.toThrow()
    await desk.clock.advance(5000)
    expect(did).not.toContain('install')
    expect(await stateOf()).toMatchObject({ kind: 'ready' })
    full = false
  })

  test('a package that changed since it was checked is not installed', async () => {
    await open()
    await withBackups()
    await ready()
    wrong = { install: new UpdateError('damaged') }
    await desk.api.updates.install({})
    await kindBecomes('failed')
    expect(await stateOf()).toEqual({ kind: 'failed', code: 'damaged', version: '0.2.0' })
    await desk.restart()
    expect((await desk.api.updates.get({})).updatedFrom).toBeNull()
  })

  test('the next start says that it is the newer version, or that it was not installed', async () => {
    await open()
    await withBackups()
    await ready()
    await desk.api.updates.install({})
    await desk.until(() => did.includes('install'), 'the end of the program')
    // The installer was cancelled: the same program starts.
    await desk.restart()
    expect(await desk.api.updates.get({})).toMatchObject({
      updatedFrom: null,
      state: { kind: 'failed', code: 'not-installed', version: '0.2.0' },
    })
    await desk.api.updates.look({})
    await kindBecomes('found')
    await desk.api.updates.download({})
    await kindBecomes('ready')
    await desk.api.updates.install({})
    await desk.until(() => did.filter((one) => one === 'install').length === 2, 'the end of the program')
    await desk.swap(() => {}, { version: '0.2.0' })
    expect(await desk.api.updates.get({})).toMatchObject({ version: '0.2.0', updatedFrom: '0.1.0' })
    await desk.api.updates.seen({})
    expect((await desk.api.updates.get({})).updatedFrom).toBeNull()
    await desk.restart()
    expect((await desk.api.updates.get({})).updatedFrom).toBeNull()
  })
})

describe('a data folder that a newer version wrote', () => {
  const newer = () => {
    const db = new Database(path.join(desk.dataDir, 'practice.db'))
    db.pragma('user_version = 99999')
    db.close()
  }
  test.each([
    ['', /Your supplier has it\.$/],
    [ADDRESS, /It is at https:\/\/updates\.example\.com\/deskbell\.$/],
  ])('is refused untouched, with the words where that version is (%s)', async (address, words) => {
    await open()
    if (address !== '') await desk.api.updates.save({ on: true, address })
    await desk.swap(newer)
    const { broken } = await desk.api.session.get({})
    expect(broken).toMatch(/newer version/)
    expect(broken).toMatch(words)
    await desk.swap(() => {
      const db = new Database(path.join(desk.dataDir, 'practice.db'))
      expect(db.pragma('user_version', { simple: true })).toBe(99999)
      db.close()
    })
  })
})
