/** Copies of the data folder, made while texts leave: on every host and on the packaged program, nobody gets a text twice (M3, M14). */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { expect, test } from './fixture'
import type { Office } from './office'

const COUNT = 30
const PASSPHRASE = 'heron lantern gravel tuesday'
/** A screen of a program that was taken away complains; what the carrier got is looked at here. */
test.use({ asProcess: true, expectedErrors: /./ })

const outgoing = ({ carrier }: Office) =>
  carrier.messages().filter(({ direction }) => direction === 'outbound-api')
const twice = (office: Office) => {
  const counts = new Map<string, number>()
  for (const { to } of outgoing(office)) counts.set(to, (counts.get(to) ?? 0) + 1)
  return [...counts].filter(([, count]) => count > 1).map(([to]) => to)
}
/** A send to many that has begun: some texts have left, most wait. */
const begun = async (office: Office) => {
  const { api, carrier } = office
  carrier.setBehaviour({ pace: 0.05 })
  await setUpOffice(api, { holdSeconds: 0, canary: false, rate: 4 })
  await importCsv(api, peopleCsv(COUNT))
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  await api.bulk.send({ reviewId, draftId: randomUUID() })
  await expect.poll(() => outgoing(office).length, { timeout: 30_000 }).toBeGreaterThan(3)
}
/** Resumes whenever it may, until nothing waits but what a person decides; answers the first reason of a pause. */
const toEnd = async ({ api }: Office): Promise<string | null> => {
  let first: string | null = null
  await expect
    .poll(
      async () => {
        const { reason, waiting, unknown, decide, why } = await api.outbox.state({})
        first ??= reason?.title ?? null
        if (reason?.action === 'resume') await api.outbox.resume({})
        return waiting + unknown - decide + why.filter(({ cause }) => cause === 'fence').length
      },
      { timeout: 60_000 },
    )
    .toBe(0)
  return first
}
const folder = () => mkdtempSync(path.join(os.tmpdir(), 'deskbell-copy-'))
const copyOf = (from: string, to: string) =>
  cpSync(from, to, { recursive: true, filter: (file) => !/runner\.lock|running\.json/.test(file) })

test('M14 a data folder that was copied in the middle of a send, started after the original sent everything, is paused and sends nothing twice', async ({
  office,
}) => {
  test.setTimeout(150_000)
  await begun(office)
  const { sending } = await office.api.settings.get({})
  // Files are copied one after the other: no text leaves between two of them, which they would tell of themselves.
  await office.api.settings.saveSending({ ...sending, rate: 0.1 })
  const copy = folder()
  copyOf(office.dataDir, copy)
  await office.api.settings.saveSending({ ...sending, rate: 4 })
  await toEnd(office)
  expect(outgoing(office)).toHaveLength(COUNT)
  await office.restart(() => copy)
  expect(await toEnd(office)).toBe('Texts were sent that this database does not know')
  expect(twice(office)).toEqual([])
  expect(outgoing(office)).toHaveLength(COUNT)
})

test('M14 a backup made in the middle of a send, restored on another PC after it, is paused, asks the carrier and sends nothing twice', async ({
  office,
}) => {
  test.setTimeout(150_000)
  const { api } = office
  await begun(office)
  // Slower while the backup is made, however long that takes.
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, rate: 1 })
  await api.backups.setPassphrase({ passphrase: PASSPHRASE })
  const { name } = await api.backups.now({})
  const left = outgoing(office).length
  expect(left).toBeLessThan(COUNT)
  await api.settings.saveSending({ ...sending, rate: 4 })
  await toEnd(office)
  const away = path.join(folder(), name)
  cpSync(path.join(office.dataDir, 'backups', name), away)
  await office.restart(() => folder())
  await setUpOffice(api, { holdSeconds: 0, canary: false, rate: 4 })
  await api.backups.restore({ file: away, passphrase: PASSPHRASE })
  await office.page.reload()
  expect(await toEnd(office)).toBe('Restored from a backup')
  expect(twice(office)).toEqual([])
  expect(outgoing(office)).toHaveLength(COUNT)
  rmSync(path.dirname(away), { recursive: true })
})

test('M3 killed in the middle of a send and its write-ahead logs deleted: nothing goes twice', async ({
  office,
}) => {
  test.setTimeout(150_000)
  await begun(office)
  await office.restart(() => {
    for (const name of readdirSync(office.dataDir))
      if (/-(wal|shm)$/.test(name)) rmSync(path.join(office.dataDir, name))
  }, 'kill')
  await toEnd(office)
  expect(twice(office)).toEqual([])
})

test('M17 an import that was killed is listed as unfinished, and can be taken back', async ({ office }) => {
  test.setTimeout(120_000)
  const { api } = office
  await setUpOffice(api)
  await importCsv(api, peopleCsv(3))
  const cut = importCsv(api, peopleCsv(20_000)).catch(() => null)
  await expect
    .poll(async () => (await api.people.counts({})).client ?? 0, { timeout: 60_000, intervals: [5] })
    .toBeGreaterThan(50)
  await office.restart(undefined, 'kill')
  await cut
  const written = (await api.people.counts({})).client ?? 0
  expect(written).toBeLessThan(20_000)
  const [last] = await api.imports.list({})
  expect(last).toMatchObject({ unfinished: true, created: written - 3 })
  await api.imports.undo({ id: last?.id ?? 0 })
  expect((await api.people.counts({})).client).toBe(3)
})
