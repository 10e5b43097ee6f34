/** The support file tells how the program is, and nothing of whom it serves. */
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { fetchFile, importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'

let desk: Desk
afterEach(() => desk.close())

test('a support file holds versions, settings, sizes and the log; no name, number, word of a text or secret', async () => {
  desk = await createDesk({
    app: {
      logTail: () => `outbox: +12025550101 said “please call Person1”\nstart: ok`,
      runtime: { electron: '45.4.1' },
    },
  })
  await setUpOffice(desk.api)
  await importCsv(desk.api, peopleCsv(3))
  await desk.api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  await reviewForAll(desk.api, 'Hi {{ first_name }}, a word of a text')
  const text = await fetchFile(desk.api, await desk.api.settings.supportFile({}))
  const found = JSON.parse(text.replace(/^\uFEFF/, '')) as { tables: Record<string, number>; log: string[] }
  expect(found).toMatchObject({
    versions: { deskbell: 'test', electron: '45.4.1' },
    settings: { country: 'US', mode: 'practice', users: [{ role: 'admin' }] },
    tables: { recipient: 3 },
  })
  expect(found.log).toContain('start: ok')
  for (const secret of [
    'Person1',
    'Number1',
    reservedNumber(1),
    '2025550101',
    'Larkfield',
    'Anna',
    'a word of a text',
    'heron',
  ])
    expect(text).not.toContain(secret)
  expect((await desk.api.settings.about({})).versions).toMatchObject({ electron: '45.4.1' })
})
