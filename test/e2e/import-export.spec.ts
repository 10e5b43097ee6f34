import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { workbook } from '../support/workbook'
import { go } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'

const chooseFile = async (page: Page, name: string, content: Uint8Array | string) => {
  await go(page, 'import')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
}
const saved = async (page: Page, press: () => Promise<unknown>) => {
  const download = page.waitForEvent('download')
  await press()
  return readFileSync(await (await download).path(), 'utf8')
}

test('M17 an Excel workbook: damaged numbers repaired or refused by name, mapped, imported and taken back', async ({
  office: { page, api },
}) => {
  await chooseFile(
    page,
    'clients.xlsx',
    workbook([
      ['Name', 'Mobile', 'Company', 'Odd column'],
      ['Ada Okafor', { raw: '2025550101' }, 'Linden School', 'kept out'],
      ['Bea Holt', { raw: '4.47700900123E11' }, 'Linden School', null],
      ['Carl Ott', { raw: '4.14E11' }, null, null],
      ['=Dora', '202 555 0104', null, null],
      [null, '202 555 0105', null, null],
    ]),
  )
  await expect(page.getByText('5 lines · Excel workbook')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Company becomes' })).toHaveValue('Account they belong to')
  await choose(page.getByRole('combobox', { name: 'Odd column becomes' }), 'Tags')
  await page.getByRole('button', { name: 'Check every line' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('4 records would be new, 1 rejected')
  await expect(
    page.getByText(/1 number damaged by a spreadsheet and repaired, 1 account to be added/),
  ).toBeVisible()
  await expect(page.getByText(/A spreadsheet has shortened this number to 4\.14E11/)).toBeVisible()
  const rejected = await saved(page, () =>
    page.getByRole('button', { name: /Download the 1 rejected line/ }).click(),
  )
  expect(rejected).toContain('202 555 0105')
  await page.getByRole('button', { name: 'Import 4 people' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '4 records added' })).toBeVisible()

  // Out again: people as CSV, formulas made harmless.
  const csv = await saved(page, async () => {
    await go(page, 'people')
    await page
      .getByRole('button', { name: /Export/ })
      .first()
      .click()
  })
  expect(csv).toContain("'=Dora")
  expect(csv).toContain('+447700900123')
  expect(csv).toContain('Linden School')
  expect(csv).toContain('kept out')

  await go(page, 'import')
  await page.getByRole('button', { name: /Undo/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back 4 records' }).click()
  await expect(page.getByText('5 records taken back')).toBeVisible()
  expect(await api.people.counts({})).toMatchObject({ client: 0, account: 0 })
})

test('M17 the cards of a phone, several versions in one file, and a list and messages as CSV', async ({
  office: { page, api },
}) => {
  const cards = [
    'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=AB\r\nTEL;CELL:202 555 0121\r\nTEL;FAX:202 555 0122\r\nPHOTO;ENCODING=BASE64;JPEG:QUJD\r\n QUJD\r\n\r\nEND:VCARD',
    'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bea Holt\r\nTEL;TYPE=HOME:202 555 01\r\n 23\r\nORG:Oak Bakery;Sales\r\nEND:VCARD',
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Carl Ott\r\nTEL;VALUE=uri;TYPE="work,cell":tel:+1-202-555-0124\r\nEND:VCARD',
    'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Broken',
  ].join('\r\n')
  await chooseFile(page, 'phone.vcf', cards)
  await expect(page.getByText('4 cards · vCard, UTF-8')).toBeVisible()
  await page.getByRole('button', { name: 'Check every line' }).click()
  await expect(page.getByText('This card has no end: END:VCARD is missing')).toBeVisible()
  await page.getByRole('button', { name: 'Import 3 people' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '3 records added' })).toBeVisible()
  await go(page, 'people')
  await expect(page.getByRole('link', { name: 'Zoë Müller' })).toBeVisible()
  await expect(page.getByText('(202) 555-0123')).toBeVisible()

  const { rows } = await api.people.page({ kind: 'client' })
  const list = await api.lists.save({
    id: null,
    name: 'Two of them',
    kind: 'static',
    recordKind: 'client',
    conditions: null,
  })
  await api.lists.addMembers({ id: list.id, recipientIds: rows.slice(0, 2).map(({ id }) => id) })
  await go(page, `lists/${list.id}`)
  const csv = await saved(page, () => page.getByRole('button', { name: 'Export as CSV' }).click())
  expect(csv.trim().split('\r\n')).toHaveLength(3)
  await go(page, 'reports')
  const messages = await saved(page, () =>
    page
      .getByRole('button', { name: /Export/ })
      .first()
      .click(),
  )
  expect(messages).toContain('Time (America/New_York)')
})
