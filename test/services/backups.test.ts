/** M14 and X13: backups, restores on the same and on another data folder, opt-outs outside, archives that only read. */
import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { SCHEMA_VERSION } from '../../src-main/adapters/database/migrations/index'
import { contract, IN_ARCHIVE } from '../../src-preload/contract'
import { tooOld } from '../../src-main/core/office/backup-keeping'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { reservedNumber } from '../support/reserved-numbers'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { heldWhile } from '../support/effort'
import { holds } from '../support/properties'

const DAY_MS = 86_400_000
const PASSPHRASE = 'heron lantern gravel tuesday'
const desks: Desk[] = []
const folders: string[] = []
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const open = async (options: DeskOptions = {}) => {
  const desk = await createDesk({ ...options, app: { vault: createVault(10), ...options.app } })
  desks.push(desk)
  return desk
}
const elsewhere = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-backups-'))
  folders.push(folder)
  return folder
}
const outgoing = (of: Desk) => of.carrier.messages().filter((message) => message.direction === 'outbound-api')
const withPeople = async (count: number, sending = {}) => {
  const desk = await open()
  await setUpOffice(desk.api, sending)
  await importCsv(desk.api, peopleCsv(count))
  await desk.api.backups.setPassphrase({ passphrase: PASSPHRASE })
  await desk.until(async () => !(await desk.api.backups.get({})).running, 'the first backup')
  return desk
}
const sendToAll = async (desk: Desk) => {
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  return sendId
}
const back = async (desk: Desk) => {
  await desk.until(
    async () => (await desk.api.outbox.state({})).reason?.action === 'resume',
    'what was to be asked of the carrier',
  )
}

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
    await sendToAll(desk)
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

describe('M14 restore', () => {
  test('a backup made before a send is put back after it: paused, all looked up, none goes twice, a STOP meanwhile is known', async () => {
    const desk = await withPeople(12, { holdSeconds: 30 })
    await sendToAll(desk)
    const { name } = await desk.api.backups.now({})
    await desk.until(() => outgoing(desk).length === 12, 'the send')
    const [first, second] = outgoing(desk)
    desk.carrier.inbound({ from: first?.to ?? '', to: first?.from ?? '', body: 'STOP' })
    await desk.api.suppressions.add({ number: second?.to ?? '', detail: 'Asked by phone' })
    await desk.clock.advance(20_000)
    await desk.clock.advance(3 * 3_600_000)
    const { kept } = await desk.api.backups.restore({ file: name, passphrase: PASSPHRASE })
    // What was replaced is one more encrypted backup; nothing of it lies about in the clear.
    expect(kept).toMatch(/^deskbell-.*-restore\.age$/)
    const state = await desk.api.outbox.state({})
    expect(state.reason?.title).toBe('Restored from a backup')
    expect(state.unknown).toBe(12)
    if (state.reason?.action === 'wait')
      await expect(desk.api.outbox.resume({})).rejects.toMatchObject({ code: 'refused' })
    // Known from the copy outside the database, before anything is asked of the carrier.
    expect(
      (await desk.api.suppressions.page({ offset: 0, limit: 10 })).rows.map(({ e164 }) => e164),
    ).toContain(second?.to)
    await back(desk)
    expect(
      (await desk.api.suppressions.page({ offset: 0, limit: 10 })).rows
        .map(({ e164 }) => e164)
        .toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual([String(first?.to), String(second?.to)].toSorted((a, b) => (a < b ? -1 : 1)))
    expect(await desk.api.backups.restored({})).toMatchObject({
      replies: true,
      texts: true,
      schedule: true,
      others: 0,
    })
    await desk.api.outbox.resume({})
    await desk.clock.advance(10 * 60_000)
    expect(outgoing(desk)).toHaveLength(12)
    expect(new Set(outgoing(desk).map(({ to }) => to)).size).toBe(12)
    await desk.until(
      () => !readdirSync(desk.dataDir).some((one) => /before-restore|restoring/.test(one)),
      'the copy of before',
    )
    expect((await desk.api.backups.get({})).list.find((one) => one.name === kept)?.why).toBe('restore')
  })

  test('what failed and was retried after the backup is looked up before it is retried again', async () => {
    const desk = await withPeople(1)
    await desk.api.people.archive({ ids: (await desk.api.people.ids({})).ids, archived: true })
    await importCsv(desk.api, 'First Name,Mobile Phone,Consent to alerts\nOff,202 555 0190,yes')
    const sendId = await sendToAll(desk)
    const undelivered = async (attempts: number) => {
      const { rows } = await desk.api.messages.page({ sendId })
      const [row] = rows
      const { attempts: made } = await desk.api.messages.get({ id: row?.id ?? 0 })
      return row?.state === 'undelivered' && made.length === attempts
    }
    await desk.until(() => undelivered(1), 'the failure')
    const { name } = await desk.api.backups.now({})
    await desk.clock.advance(3_600_000)
    expect(await desk.api.sends.retry({ sendId })).toEqual({ queued: 1 })
    await desk.until(() => undelivered(2), 'the second failure')
    await desk.api.backups.restore({ file: name, passphrase: PASSPHRASE })
    await back(desk)
    await desk.api.outbox.resume({})
    expect(await undelivered(1)).toBe(true)
    // The restored database knows nothing of the second attempt; the carrier does.
    expect(await desk.api.sends.retry({ sendId })).toEqual({ queued: 1 })
    await desk.until(() => undelivered(2), 'the adoption')
    expect(outgoing(desk)).toHaveLength(2)
    expect(await desk.api.sends.retry({ sendId })).toEqual({ queued: 1 })
    await desk.until(() => undelivered(3), 'a third attempt, made by hand')
    expect(outgoing(desk)).toHaveLength(3)
  })

  test('on another data folder: the STOP of meanwhile is read from the carrier; what was sent since is counted', async () => {
    const desk = await withPeople(5)
    const { name } = await desk.api.backups.now({})
    const file = path.join(elsewhere(), name)
    copyFileSync(path.join(desk.dataDir, 'backups', name), file)
    await sendToAll(desk)
    await desk.until(() => outgoing(desk).length === 5, 'the send')
    const [first] = outgoing(desk)
    desk.carrier.inbound({ from: first?.to ?? '', to: first?.from ?? '', body: 'Stop' })
    await desk.clock.advance(60_000)
    const other = await open({
      at: new Date(desk.clock.now() + 40 * 86_400_000).toISOString(),
      app: { carrierUrl: desk.carrier.baseUrl },
    })
    await other.api.backups.restore({ file, passphrase: PASSPHRASE })
    expect((await other.api.people.counts({})).client).toBe(5)
    expect((await other.api.session.get({})).office.name).toBe('Larkfield Physio')
    await back(other)
    expect(
      (await other.api.suppressions.page({ offset: 0, limit: 10 })).rows.map(({ e164 }) => e164),
    ).toEqual([first?.to])
    expect(await other.api.backups.restored({})).toMatchObject({ others: 5, all: true, unknownOutbound: [] })
    await other.api.outbox.resume({})
  })

  test('a forgotten person who had said no is refused on another PC too: the keys of the hashes travel with the backup', async () => {
    const desk = await withPeople(3)
    const number = reservedNumber(1)
    await desk.api.suppressions.add({ number, detail: 'Asked' })
    const id = (await desk.api.people.find({ text: number }))[0]?.id ?? 0
    await desk.api.privacy.forget({ id })
    const { name } = await desk.api.backups.now({})
    const away = elsewhere()
    copyFileSync(path.join(desk.dataDir, 'backups', name), path.join(away, name))

    const other = await open()
    await setUpOffice(other.api)
    await other.api.backups.restore({ file: path.join(away, name), passphrase: PASSPHRASE })
    await importCsv(other.api, peopleCsv(3))
    expect((await other.api.suppressions.page({})).rows.map(({ e164 }) => e164)).toEqual([number])
    const keyFiles = readdirSync(other.dataDir, { recursive: true }).filter((file) =>
      String(file).includes('number-keys'),
    )
    expect(keyFiles).toEqual([])
  })

  test('handed over after the backup: the restored database shows what waits in the carrier’s schedule, and can cancel it', async () => {
    const desk = await withPeople(3)
    const { name } = await desk.api.backups.now({})
    const list = await desk.api.lists.save({
      id: null,
      name: 'Everyone',
      kind: 'saved',
      recordKind: 'client',
      conditions: { join: 'all', of: [] },
    })
    const review = await desk.api.bulk.review({
      reviewId: null,
      who: { kind: 'client', include: [list.id], exclude: [], recipientIds: [] },
      what: {
        templateId: null,
        body: 'See you at noon, {{ first_name }}',
        purpose: 'alerts',
        language: 'en',
      },
      choices: {
        each: 'number',
        plain: false,
        leaveOut: [],
        notBefore: new Date(desk.clock.now() + 24 * 3_600_000).toISOString(),
      },
    })
    const sendId = randomUUID()
    await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
    await desk.until(
      () => outgoing(desk).filter(({ status }) => status === 'scheduled').length === 3,
      'the hand-over',
    )
    await desk.api.backups.restore({ file: name, passphrase: null })
    await back(desk)
    const restored = await desk.api.backups.restored({})
    expect(restored?.unknownOutbound).toHaveLength(3)
    const [first] = restored?.unknownOutbound ?? []
    expect(await desk.api.backups.cancelUnknownOutbound({ sid: first?.sid ?? '' })).toEqual({
      canceled: true,
    })
    expect((await desk.api.backups.restored({}))?.unknownOutbound).toHaveLength(2)
    expect(outgoing(desk).filter(({ status }) => status === 'canceled')).toHaveLength(1)
  })

  test('a damaged database: kept, nothing else works, and a backup is put in its place', async () => {
    const desk = await withPeople(4)
    const { name } = await desk.api.backups.now({})
    const file = path.join(desk.dataDir, 'practice.db')
    await desk.swap(() => writeFileSync(file, 'this is no database any more'))
    expect((await desk.api.session.get({})).broken).toBe('The database file is damaged.')
    await expect(desk.api.people.counts({})).rejects.toMatchObject({ code: 'storage' })
    expect(readFileSync(file, 'utf8')).toBe('this is no database any more')
    const { kept } = await desk.api.backups.restore({ file: name, passphrase: null })
    const opened = elsewhere()
    await desk.until(() => existsSync(path.join(desk.dataDir, 'backups', kept)), 'the copy of before')
    await createVault(10).open(path.join(desk.dataDir, 'backups', kept), PASSPHRASE, opened)
    expect(readFileSync(path.join(opened, 'practice.db'), 'utf8')).toBe('this is no database any more')
    expect((await desk.api.session.get({})).broken).toBeNull()
    expect((await desk.api.people.counts({})).client).toBe(4)
    expect((await desk.api.outbox.state({})).reason?.title).toBe('Restored from a backup')
  })
})

describe('opt-outs outside the database', () => {
  test('an older copy of the database alone does not forget one, nor bring back one that was lifted', async () => {
    const desk = await withPeople(3)
    const [one, two] = [reservedNumber(0), reservedNumber(1)]
    await desk.api.suppressions.add({ number: two ?? '', detail: 'Asked' })
    const file = path.join(desk.dataDir, 'practice.db')
    await desk.swap(() => copyFileSync(file, `${file}.before`))
    const blocked = async () => (await desk.api.suppressions.page({ offset: 0, limit: 10 })).rows
    const [lifted] = await blocked()
    await desk.api.suppressions.lift({ id: lifted?.id ?? 0, reason: 'Asked again' })
    await desk.api.suppressions.add({ number: one ?? '', detail: 'Asked' })
    await desk.swap(() => copyFileSync(`${file}.before`, file))
    expect((await blocked()).map(({ e164 }) => e164)).toEqual([one])
  })
})

describe('X13 archives', () => {
  test('a backup is opened to be read: everything that writes or sends is refused, and the carrier is never asked', async () => {
    const desk = await withPeople(4)
    await sendToAll(desk)
    await desk.until(() => outgoing(desk).length === 4, 'the send')
    const { name } = await desk.api.backups.now({})
    await importCsv(desk.api, 'First Name,Last Name,Mobile Phone\r\nNew,Person,+12025550199')
    const opened = await desk.api.backups.openArchive({ file: name, passphrase: null, mode: 'practice' })
    expect((await desk.api.session.get({})).archive).toEqual(opened)
    expect((await desk.api.people.counts({})).client).toBe(4)
    expect((await desk.api.sends.page({ offset: 0, limit: 10 })).total).toBe(1)
    expect((await desk.api.messages.page({ offset: 0, limit: 10 })).rows.length).toBeGreaterThanOrEqual(4)
    for (const [feature, verbs] of Object.entries(contract))
      for (const verb of Object.keys(verbs)) {
        if (IN_ARCHIVE.has(`${feature}.${verb}`)) continue
        const reply = await desk.dispatch(`${feature}.${verb}`, {})
        expect(reply, `${feature}.${verb}`).toMatchObject({ ok: false, error: { code: 'refused' } })
      }
    await desk.api.backups.closeArchive({})
    expect((await desk.api.people.counts({})).client).toBe(5)
    expect(existsSync(path.join(desk.dataDir, 'archive'))).toBe(false)
  })

  test('a database file of an older version: a copy is brought up to date, the file stays as it is', async () => {
    const desk = await withPeople(2)
    const away = path.join(elsewhere(), 'year-2024.db')
    await desk.swap(() => copyFileSync(path.join(desk.dataDir, 'practice.db'), away))
    const before = readFileSync(away)
    await desk.api.backups.openArchive({ file: away, passphrase: null, mode: 'live' })
    expect((await desk.api.people.counts({})).client).toBe(2)
    expect(readFileSync(away).equals(before)).toBe(true)
    expect(readdirSync(path.dirname(away))).toEqual(['year-2024.db'])
    await expect(desk.api.notes.add({ recipientId: 1, body: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('archive'),
    })
  })
})
