/** What an office meets with its own files and numbers: how a file is read, an import that is cancelled, unknown numbers, reactions. */
import type { Page } from '@playwright/test'
import { sheetXml, workbookOf } from '../support/workbook'
import { composer, go, idsOf, out } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { people } from './wizard'

const chooseFile = async (page: Page, name: string, content: Uint8Array | string) => {
  await go(page, 'import')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
}
const choice = async (page: Page, label: string, option: string | RegExp) => {
  await choose(page.getByRole('combobox', { name: label, exact: true }), option)
}

test('M17 the sheet and the line of the headings are chosen on the screen, beside the first lines', async ({
  office: { page, api },
}) => {
  await chooseFile(
    page,
    'both.xlsx',
    workbookOf({
      Clients: sheetXml([
        ['Name', 'Mobile'],
        ['Ada Okafor', '202 555 0101'],
      ]),
      Former: sheetXml([
        ['Name', 'Mobile'],
        ['First name', 'Phone'],
        ['Bea Holt', '202 555 0102'],
        ['Carl Ott', '202 555 0103'],
      ]),
    }),
  )
  const first = page.getByRole('region', { name: 'First lines of the file' })
  await expect(first).toContainText('Ada Okafor')
  await choice(page, 'Sheet', /^Former/)
  await expect(first).toContainText('Carl Ott')
  await expect(first).not.toContainText('Ada Okafor')
  await choice(page, 'Headings', 'Line 2')
  await expect(page.getByRole('combobox', { name: 'Phone becomes' })).toHaveValue('Phone number')
  await page.getByRole('button', { name: 'Check every line' }).click()
  await page.getByRole('button', { name: 'Import 2 people' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '2 records added' })).toBeVisible()
  expect(Object.keys(await idsOf(api)).toSorted()).toEqual(['Bea Holt', 'Carl Ott'])
})

test('M17 what divides the cells, and the letters of the file, are chosen on the screen', async ({
  office: { page, api },
}) => {
  // Polish letters of Windows, which look like Western ones; and bars, of which the notes have more than the cells.
  const line = Buffer.from([0xa3, ...Buffer.from('ukasz;202 555 0104')])
  await chooseFile(page, 'people.csv', Buffer.concat([Buffer.from('Name;Mobile\n'), line, Buffer.from('\n')]))
  const first = page.getByRole('region', { name: 'First lines of the file' })
  await expect(first).toContainText('£ukasz')
  await choice(page, 'Letters', 'Windows-1250')
  await expect(first).toContainText('Łukasz')
  await choice(page, 'Cells are divided by', 'Comma')
  await expect(first.getByRole('row').first().getByRole('cell')).toHaveCount(1)
  await choice(page, 'Cells are divided by', 'Semicolon')
  await expect(first.getByRole('row').first().getByRole('cell')).toHaveCount(2)
  // What was chosen before stays.
  await expect(first).toContainText('Łukasz')
  await page.getByRole('button', { name: 'Check every line' }).click()
  await page.getByRole('button', { name: 'Import 1 person' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '1 record added' })).toBeVisible()
  expect(Object.keys(await idsOf(api))).toEqual(['Łukasz'])
})

/** Presses Cancel as soon as the page says that some are written. In the page: what comes from outside may come when all are. */
const cancelAmid = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((pressed) => {
        new MutationObserver((_changes, watcher) => {
          const written = document.querySelector('main [role="status"] b')?.textContent ?? '0'
          const cancel = [...document.querySelectorAll('button')].find(
            ({ textContent }) => textContent === 'Cancel the import',
          )
          if (!cancel || written === '0') return
          watcher.disconnect()
          cancel.click()
          pressed()
        }).observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
  )

test('M17 an import that is cancelled in the middle leaves nobody behind, and the same file is imported after', async ({
  office: { page, api },
}) => {
  test.setTimeout(180_000)
  const rows = Array.from({ length: 20_000 }, (_, i) => `Person${i},Webb,`)
  await chooseFile(page, 'many.csv', ['First name,Last name,Mobile', ...rows].join('\n'))
  await page.getByRole('button', { name: 'Check every line' }).click()
  const start = page.getByRole('button', { name: 'Import 20,000 people' })
  await expect(start).toBeVisible({ timeout: 60_000 })
  const cancelled = cancelAmid(page)
  await start.click()
  await cancelled
  await expect(page.getByText(/taken back/).first()).toBeVisible({ timeout: 60_000 })
  await expect.poll(async () => (await api.people.counts({})).client, { timeout: 60_000 }).toBe(0)
  await go(page, 'people')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await chooseFile(page, 'few.csv', 'First name,Last name,Mobile\nPerson1,Webb,202 555 0101\n')
  await page.getByRole('button', { name: 'Check every line' }).click()
  await page.getByRole('button', { name: 'Import 1 person' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '1 record added' })).toBeVisible()
})

test('M18 a number that nobody has is texted from the search box, and somebody is added with it', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await go(page, 'people')
  await expect(page.getByRole('link', { name: 'Ada Okafor' })).toBeVisible()
  const found = page.getByRole('listbox', { name: 'Found' })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('202 555 0155')
  await found.getByRole('option', { name: 'Text (202) 555-0155' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '(202) 555-0155' })).toBeVisible()
  const to = composer(page, '(202) 555-0155')
  await expect(to.dock).toBeVisible()
  // Nobody has asked them: that is said, and nothing leaves before an answer is recorded.
  await to.message.fill('Hello from Larkfield.')
  await expect(to.dock.getByText('They have not agreed to this kind of text.')).toBeVisible()
  await expect(to.send).toBeDisabled()
  await to.dock.getByRole('button', { name: 'Record consent…' }).click()
  const consent = page.getByRole('dialog')
  await consent.getByRole('textbox', { name: /Where/ }).fill('Asked on the phone')
  await consent.getByRole('button', { name: /^Record/ }).click()
  await to.send.click()
  await expect.poll(() => out(carrier).map(({ to: number }) => number)).toEqual(['+12025550155'])

  await page.keyboard.press('Control+k')
  await page.keyboard.type('+1 202 555 0156')
  await found.getByRole('option', { name: 'Add somebody with (202) 555-0156' }).click()
  const form = page.getByRole('dialog', { name: 'Add client' })
  await expect(form.getByRole('textbox', { name: 'Number 1' })).toHaveValue('(202) 555-0156')
  await form.getByRole('textbox', { name: 'First name' }).fill('Nia')
  await form.getByRole('button', { name: 'Add client' }).click()
  await expect.poll(async () => Object.keys(await idsOf(api))).toContain('Nia')
  // Known by now: the box offers the record, and no second one.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('2025550156')
  await expect(found.getByRole('option', { name: /Nia/ })).toBeVisible()
  await expect(found.getByRole('option', { name: /Add somebody with/ })).toHaveCount(0)
})

test('S10 M16 a reaction is shown as one in the record, the report and the inbox, and holds nobody', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  const quoted = 'Your visit is at ten. Reply STOP to opt out'
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: `Liked “${quoted}”` })
  await expect.poll(async () => (await api.messages.page({ recipientId: ada })).total).toBe(1)
  await go(page, `people/${ada}`)
  const panel = page.getByRole('region', { name: 'SMS messages' })
  await expect(panel.getByText(`Reacted to ${quoted}`)).toBeVisible()
  await expect(panel.getByText('Liked “')).toHaveCount(0)
  await panel.getByRole('link', { name: 'All in the report' }).click()
  await expect(page.getByText(`Reacted to ${quoted}`).first()).toBeVisible()
  await go(page, 'inbox')
  await expect(page.getByRole('list', { name: 'Conversations' }).getByText('Reacted')).toBeVisible()
  expect(
    (await api.people.get({ id: ada })).standing.find(({ purpose }) => purpose === 'alerts')?.state,
  ).toBe('granted')
})

test.describe('on a PC that keeps UTC', () => {
  test.use({ firstRun: true, locale: 'de-DE', timezoneId: 'UTC' })
  test('the first run offers the zone of the country', async ({ office: { page } }) => {
    await expect(page.getByRole('heading', { name: 'Your office' })).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Country' })).toHaveValue('Deutschland')
    await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Europe / Berlin')
  })
})

test.describe('in Germany', () => {
  test.use({ firstRun: true, locale: 'de-DE', timezoneId: 'Europe/Berlin' })
  test.beforeEach(async ({ office: { page, api } }) => {
    await api.session.setUp({
      officeName: 'Praxis Lerche',
      country: 'DE',
      zone: 'Europe/Berlin',
      userName: 'Anna Berg',
      pin: null,
    })
    await api.session.finishFirstRun({})
    await page.reload()
  })

  test('an amount is read with its comma, a thousand with its point, and what may be either is refused', async ({
    office: { page, api },
  }) => {
    const cap = page.getByRole('textbox', { name: 'Office cap a month' })
    const save = page.getByRole('button', { name: 'Save rules' })
    const kept = async () => (await api.settings.get({})).sending.cap?.micros
    await go(page, 'settings/sending')
    await cap.fill('1,000')
    await save.click()
    await expect(page.getByText('Type an amount such as 40 or 40,50, or leave it empty.')).toBeVisible()
    await cap.fill('1.000')
    await save.click()
    await expect.poll(kept).toBe(1_000_000_000)
    await cap.fill('12,50 €')
    await save.click()
    await expect.poll(kept).toBe(12_500_000)
    await page.reload()
    await expect(cap).toHaveValue('12,50')
  })

  test('a rate has its comma, a count has none, and limits are said beside the field, never applied', async ({
    office: { page, api },
  }) => {
    const save = page.getByRole('button', { name: 'Save rules' })
    const field = (name: string) => page.getByRole('textbox', { name })
    await go(page, 'settings/sending')
    await field('Messages a second').fill('0,05')
    await field('Undo time').fill('1,5')
    await field('Most bulk texts to one person').fill('101')
    await save.click()
    for (const [name, problem] of [
      ['Messages a second', 'Type a number from 0,1 to 1000.'],
      ['Undo time', 'Type a whole number from 0 to 600.'],
      ['Most bulk texts to one person', 'Type a whole number from 1 to 100.'],
    ] as const)
      await expect(field(name)).toHaveAccessibleDescription(new RegExp(problem))
    await expect(field('Most bulk texts to one person')).toHaveValue('101')
    await field('Messages a second').fill('0,5')
    await field('Undo time').fill('15')
    await field('Most bulk texts to one person').fill('')
    await save.click()
    await expect(page.getByText('Saved the rules of sending')).toBeVisible()
    expect((await api.settings.get({})).sending).toMatchObject({
      rate: 0.5,
      holdSeconds: 15,
      perPerson: null,
    })
  })

  test('a number of an own field is typed, kept, shown and searched with its comma', async ({
    office: { page, api },
  }) => {
    const { key } = await api.fields.save({ id: null, label: 'Weight', type: 'number', choices: [] })
    await people(api, 'Ada,Okafor,030 23125 011,,,yes,')
    const [id = 0] = Object.values(await idsOf(api))
    const weight = page.getByRole('textbox', { name: 'Weight', exact: true })
    const kept = async () => (await api.people.get({ id })).custom[key]
    const edit = async (typed: string) => {
      await page.getByRole('button', { name: 'Edit' }).click()
      await weight.fill(typed)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
    }
    await go(page, `people/${id}`)
    await edit('3.500')
    await expect(page.getByRole('dialog')).toContainText('“3.500” is not a number')
    await weight.fill('63,5')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(kept).toBe(63.5)
    await page.getByRole('button', { name: 'Edit' }).click()
    await expect(weight).toHaveValue('63,5')
    await page.keyboard.press('Escape')

    await go(page, 'lists/new')
    await page.getByRole('textbox', { name: 'Name' }).fill('Light')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await choice(page, 'Condition 1: field', 'Weight')
    await choice(page, 'Condition 1: comparison', 'is less than')
    await page.getByRole('textbox', { name: 'Condition 1: value' }).fill('63,6')
    await expect(page.getByText('1 recipient now')).toBeVisible()
    await page.getByRole('textbox', { name: 'Condition 1: value' }).fill('63,4')
    await expect(page.getByText('1 recipient now')).toHaveCount(0)
  })
})
