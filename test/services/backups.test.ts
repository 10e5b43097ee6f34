/** M14: when backups are made, how long they are kept, what is in them, and what can be wrong with one. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { SCHEMA_VERSION } from '../../src-main/adapters/database/migrations/index'
import { tooOld } from '../../src-main/core/office/backup-keeping'
import { importCsv, peopleCsv, setUpOffice, sendToAll } from '../support/prepare'
import { heldWhile } from '../support/effort'
import { holds } from '../support/properties'
import { PASSPHRASE, open, elsewhere, withPeople, closeAfterEach } from './backups-fixture'

closeAfterEach()

const DAY_MS = 86_400_000

describe('M14 backups', () => {
  test('kept by age: all of two days, one a day for two weeks, one a week for eight', () => {
    const now = Date.parse('2026-11-24T15:00:00Z')
    const every6h = Array.from({ length: 4 * 100 }, (_, i) => ({ at: now - i * 6 * 3_600_000 }))
    const gone = new Set(tooOld(every6h, now))
    const kept = every6h.filter((one) => !gone.has(one))
    const days = kept.map(({ at }) => (now - at) / 86_400_000)
    expect(days.filter((day) => day < 2)).toHaveLength(8)
    expect(days.filter((day) => day >= 2 && day < 14)).toHaveLength(13)
    expect(days.filter((day) => day >= 14).length).toBeGreaterThanOrEqual(6)
    expect(Math.max(...days)).toBeLessThan(56)
    expect(tooOld([{ at: now - 400 * 86_400_000 }], now)).toEqual([])
  })

  test('from a clock that was ahead: thinned to one a day, gone after two weeks, never the newest that can be believed', () => {
    const now = Date.parse('2026-11-24T15:00:00Z')
    const hours = (count: number, from: number, step: number) =>
      Array.from({ length: count }, (_, i) => ({ at: now + from * DAY_MS - i * step * 3_600_000 }))
    const left = (backups: { at: number }[]) => {
      const gone = new Set(tooOld(backups, now))
      return backups.filter((one) => !gone.has(one)).map(({ at }) => at)
    }
    const ahead = hours(40, 370, 6)
    // The clock has just been put right, or is wrong only now: nothing tells yet which.
    expect(left(ahead)).toHaveLength(11)
    expect(left([...hours(1, 0, 1), ...ahead])).toHaveLength(12)
    // A dead battery: the clock says an old year, and what is good seems to come from the future.
    const good = hours(30, 2000, 24)
    expect(left([...hours(5, 0, 24), ...good])).toHaveLength(35)
    const fortnight = hours(14, 0, 24)
    expect(left([...fortnight, ...ahead])).toEqual(fortnight.map(({ at }) => at))
    holds(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 }), (days) => {
        const backups = days.map((day) => ({ at: now + day * DAY_MS + day * 1000 }))
        const rest = left(backups)
        expect(rest.length).toBeGreaterThan(0)
        const believed = backups.map(({ at }) => at).filter((at) => at <= now)
        if (believed.length > 0) expect(rest).toContain(Math.max(...believed))
        // What is left is left: the next look takes nothing more.
        expect(
          tooOld(
            rest.map((at) => ({ at })),
            now,
          ).length,
        ).toBe(0)
      }),
    )
  })

  test('after the clock ran ahead there is one backup a day, not one every ten minutes', async () => {
    const desk = await withPeople(2)
    const daily = async () => (await desk.api.backups.get({})).list.filter(({ why }) => why === 'daily')
    const idle = async () => !(await desk.api.backups.get({})).running
    // One under way when the clock jumps would itself be the one from the future.
    await desk.until(async () => (await daily()).length === 1 && (await idle()), 'the first')
    const begun = desk.clock.now()
    desk.clock.jump(new Date(begun + 300 * DAY_MS).toISOString())
    await desk.clock.advance(10 * 60_000)
    // The one of before is 300 days old by that clock, and goes.
    const ahead = async () => (await daily()).some(({ at }) => Date.parse(at) > begun + 200 * DAY_MS)
    await desk.until(async () => (await ahead()) && (await idle()), 'one from the future', 60 * 60_000)
    expect(await daily()).toHaveLength(1)
    for (let day = 0; day < 2; day += 1) {
      desk.clock.jump(new Date(begun + (day * 25 + 1) * 3_600_000).toISOString())
      for (let look = 0; look < 2; look += 1) {
        await desk.clock.advance(10 * 60_000)
        await desk.until(idle, 'the backup')
      }
      expect(await daily()).toHaveLength(2 + day)
    }
  })

  test('none without a passphrase, and the screen is told; then daily and beside each send, one file that only this user reads', async () => {
    const desk = await open()
    expect(await desk.api.backups.state({})).toMatchObject({ missing: true })
    await expect(desk.api.backups.now({})).rejects.toMatchObject({ field: 'passphrase' })
    await expect(desk.api.backups.setPassphrase({ passphrase: 'short' })).rejects.toMatchObject({
      code: 'bad-input',
      field: 'passphrase',
    })
    await setUpOffice(desk.api)
    await importCsv(desk.api, peopleCsv(3))
    await desk.api.backups.setPassphrase({ passphrase: PASSPHRASE })
    const made = async () => (await desk.api.backups.get({})).list
    await desk.until(async () => (await made()).length === 1, 'the first backup')
    await desk.clock.advance(2 * 60_000)
    await sendToAll(desk.api)
    await desk.until(async () => (await made()).some(({ why }) => why === 'send'), 'a backup beside the send')
    desk.clock.jump(new Date(desk.clock.now() + 25 * 3_600_000).toISOString())
    await desk.until(
      async () => (await made()).filter(({ why }) => why === 'daily').length === 2,
      'the next day',
    )
    const folder = path.join(desk.dataDir, 'backups')
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.age'))) {
      const file = path.join(folder, name)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      const bytes = readFileSync(file).toString('latin1')
      expect(bytes.startsWith('age-encryption.org/v1\n')).toBe(true)
      expect(bytes).not.toMatch(/SQLite format|Person1/)
    }
    expect(
      JSON.stringify(await desk.api.backups.get({})) + JSON.stringify(await desk.api.settings.get({})),
    ).not.toContain(PASSPHRASE)
  })

  test('before a migration of an existing database there is a backup of it as it was', async () => {
    const desk = await withPeople(2)
    await desk.swap(() => {
      // As a version before would have left it: the number is all that is asked.
      const bytes = readFileSync(path.join(desk.dataDir, 'practice.db'))
      bytes.writeUInt32BE(SCHEMA_VERSION - 1, 60)
      writeFileSync(path.join(desk.dataDir, 'practice.db'), bytes)
    })
    expect((await desk.api.backups.get({})).list.map(({ why }) => why)).toContain('update')
  })

  test('the event loop is not held while a backup is made', async () => {
    const desk = await withPeople(3000)
    const { held, turns } = await heldWhile(() => desk.api.backups.now({}))
    expect(turns).toBeGreaterThan(5)
    expect(held).toBeLessThan(50)
  })

  test('what can be wrong is said: passphrase, damaged, cut, newer, missing, a folder that cannot be written', async () => {
    const desk = await withPeople(2)
    const { name } = await desk.api.backups.now({})
    const file = path.join(desk.dataDir, 'backups', name)
    const away = elsewhere()
    await expect(
      desk.api.backups.restore({ file: name, passphrase: 'not this one at all' }),
    ).rejects.toMatchObject({ field: 'passphrase', code: 'refused' })
    for (const [what, change] of Object.entries({
      flipped: (bytes: Buffer) => {
        bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
        return bytes
      },
      cut: (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2)),
      empty: () => Buffer.alloc(0),
      other: () => Buffer.from('not a backup'),
    })) {
      const bad = path.join(away, `${what}.age`)
      writeFileSync(bad, change(readFileSync(file)))
      await expect(
        desk.api.backups.restore({ file: bad, passphrase: PASSPHRASE }),
        what,
      ).rejects.toMatchObject({
        field: 'file',
        message: expect.stringContaining('damaged'),
      })
    }
    await expect(
      desk.api.backups.restore({ file: path.join(away, 'none.age'), passphrase: null }),
    ).rejects.toMatchObject({ field: 'file', message: 'There is no such file.' })
    await expect(desk.api.backups.setFolder({ folder: 'backups' })).rejects.toMatchObject({ field: 'folder' })
    writeFileSync(path.join(away, 'file'), '')
    await expect(
      desk.api.backups.setFolder({ folder: path.join(away, 'file', 'under') }),
    ).rejects.toMatchObject({ field: 'folder' })
    const newer = path.join(away, 'newer.age')
    await createVault(10).seal(newer, PASSPHRASE, {
      databases: [],
      texts: [{ name: 'manifest.json', text: JSON.stringify({ format: 1, schema: 999, version: '9.0.0' }) }],
    })
    await expect(desk.api.backups.restore({ file: newer, passphrase: null })).rejects.toMatchObject({
      message: expect.stringContaining('newer'),
    })
    // Nothing was touched by any of them.
    expect((await desk.api.people.counts({})).client).toBe(2)
    expect(readdirSync(desk.dataDir).filter((one) => /restor/.test(one))).toEqual([])
  })

  test('a folder that is not there is refused, and made only where that was asked for', async () => {
    const desk = await withPeople(1)
    const folder = path.join(elsewhere(), 'drive', 'backups')
    await expect(desk.api.backups.setFolder({ folder })).rejects.toMatchObject({
      field: 'folder',
      message: expect.stringContaining('no such folder'),
    })
    expect(existsSync(folder)).toBe(false)
    await desk.api.backups.setFolder({ folder, make: true })
    const { name } = await desk.api.backups.now({})
    expect(readdirSync(folder)).toContain(name)
    // The same can be found by looking: folders, and of files those that can be opened.
    writeFileSync(path.join(folder, 'letter.docx'), '')
    const up = await desk.api.backups.look({ folder: path.dirname(folder) })
    expect(up.folders).toEqual([{ name: 'backups', path: folder }])
    const here = await desk.api.backups.look({ folder: '' })
    expect(here).toMatchObject({ folder, parent: path.dirname(folder) })
    expect(here.files.map((file) => file.name)).toContain(name)
    expect(here.files.map((file) => file.name)).not.toContain('letter.docx')
    await expect(desk.api.backups.look({ folder: path.join(folder, 'none') })).rejects.toMatchObject({
      field: 'folder',
    })
    await expect(desk.api.backups.look({ folder: 'relative' })).rejects.toMatchObject({ field: 'folder' })
  })

  test('M14 after three days without a backup that worked everybody is told, and a new one ends it', async () => {
    const desk = await withPeople(1)
    await desk.api.backups.now({})
    const overdue = async () => (await desk.api.backups.state({})).overdueDays
    expect(await overdue()).toBeNull()
    const folder = elsewhere()
    await desk.api.backups.setFolder({ folder })
    await desk.api.backups.now({})
    // The drive is taken away.
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    for (let hour = 0; hour < 80; hour += 4) {
      desk.clock.jump(new Date(desk.clock.now() + 4 * 3_600_000).toISOString())
      await desk.clock.advance(1_000)
    }
    expect(await overdue()).toBe(3)
    rmSync(folder)
    await desk.api.backups.setFolder({ folder, make: true })
    await desk.api.backups.now({})
    expect(await overdue()).toBeNull()
  })

  test('no secret is in a backup', async () => {
    const desk = await withPeople(2)
    const { name } = await desk.api.backups.now({})
    const into = path.join(elsewhere(), 'opened')
    await createVault().open(path.join(desk.dataDir, 'backups', name), PASSPHRASE, into)
    for (const one of readdirSync(into))
      expect(readFileSync(path.join(into, one)).includes(PASSPHRASE)).toBe(false)
    expect(readdirSync(into).toSorted()).toEqual([
      'manifest.json',
      'number-keys.json',
      'practice-forgotten.db',
      'practice-optouts.db',
      'practice.db',
      'settings.json',
    ])
  })
})
