/** Issue 14: installing a newer version. Never while texts leave, a backup first; and a data folder that a newer version wrote. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { UpdateError } from '../../src-main/services/ports'
import { importCsv, peopleCsv, reviewForAll } from '../support/prepare'
import {
  ADDRESS,
  desk,
  did,
  source,
  open,
  stateOf,
  kindBecomes,
  ready,
  withBackups,
  updateInEachTest,
} from './updates-fixture'

updateInEachTest()

describe('installing', () => {
  test('never while texts leave, nor right before one does', async () => {
    await open()
    await withBackups()
    await importCsv(desk.api, peopleCsv(3))
    await ready()
    const review = await reviewForAll(desk.api, 'Hi')
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
    const review = await reviewForAll(desk.api, 'Hi')
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
    source.wrong = { install: new UpdateError('damaged') }
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
