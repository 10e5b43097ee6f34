/** M14: restores on the same and on another data folder, and opt-outs outside the database. */
import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createVault } from '../../src-main/adapters/backup/vault'
import { reservedNumber } from '../support/reserved-numbers'
import { importCsv, peopleCsv, setUpOffice, sendToAll } from '../support/prepare'
import { PASSPHRASE, open, elsewhere, outgoing, withPeople, back, closeAfterEach } from './backups-fixture'

closeAfterEach()

describe('M14 restore', () => {
  test('a backup made before a send is put back after it: paused, all looked up, none goes twice, a STOP meanwhile is known', async () => {
    const desk = await withPeople(12, { holdSeconds: 30 })
    await sendToAll(desk.api)
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
    const sendId = await sendToAll(desk.api)
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
    await sendToAll(desk.api)
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
