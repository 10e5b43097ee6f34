/** X13: archives that only read. */
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { contract, IN_ARCHIVE } from '../../src-preload/contract'
import { importCsv, sendToAll } from '../support/prepare'
import { elsewhere, outgoing, withPeople, closeAfterEach } from './backups-fixture'

closeAfterEach()

describe('X13 archives', () => {
  test('a backup is opened to be read: everything that writes or sends is refused, and the carrier is never asked', async () => {
    const desk = await withPeople(4)
    await sendToAll(desk.api)
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
