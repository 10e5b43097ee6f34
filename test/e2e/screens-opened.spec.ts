/** What opens over screens, and the steps of a send and of an import: axe finds nothing, and a picture is kept for docs/. */
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { wizard } from './wizard'
import { looker, type Looker } from './look-at-screens'
import { fill } from './full-office'

type Opening = [name: string, open: (page: Page, looking: Looker) => Promise<void>]
/** Screens that open over others, each from where the one before it has left the page. */
const SEARCH_AND_COMPOSER: Opening[] = [
  [
    'search',
    async (page, { go }) => {
      await go('people')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  ],
  [
    'search-found',
    async (page) => {
      await page.keyboard.type('class')
      await expect(page.getByRole('option', { name: /Classes/ }).first()).toBeVisible()
    },
  ],
  [
    'search-nothing',
    async (page) => {
      await page.keyboard.press('Control+a')
      await page.keyboard.type('zzzz')
      await expect(page.getByText('Nothing matches “zzzz”.')).toBeVisible()
    },
  ],
  [
    'composer',
    async (page, { go }) => {
      await page.keyboard.press('Escape')
      await go('people/1')
      await page.getByRole('button', { name: 'Create a message' }).click()
      await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused()
      await page.keyboard.type('Your visit is on Thursday at ten.')
    },
  ],
  [
    'composer-date',
    async (page) => {
      await page.getByRole('button', { name: /^Sending date/ }).click()
      await expect(page.getByRole('dialog', { name: 'Sending date' })).toBeVisible()
    },
  ],
]
const FROM_A_RECORD: Opening[] = [
  [
    'person-form',
    async (page, { go }) => {
      await go('people/1')
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await expect(page.getByRole('dialog', { name: /^Edit / })).toBeVisible()
    },
  ],
  ['merge', (page) => fromMenu(page, 'Merge with another record…')],
  [
    'merge-nobody',
    async (page) => {
      await page.keyboard.type('zzzz')
      await expect(page.getByText('Nobody matches')).toBeVisible()
    },
  ],
  [
    'merge-named',
    async (page) => {
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('Benjamin B')
      await page.getByRole('option', { name: /^Benjamin Brightwater/ }).click()
      await expect(page.getByRole('dialog')).toContainText('From Benjamin Brightwater to Amara Okafor')
    },
  ],
  ['forget', (page) => fromMenu(page, 'Forget…')],
  ['record-consent', (page) => fromMenu(page, 'Record consent…')],
  ['record-refusal', (page) => fromMenu(page, 'Record a refusal…')],
]
const fromMenu = async (page: Page, name: string) => {
  // A field that offers something closes that first.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 500 })
  }).toPass()
  await page.getByRole('button', { name: 'More for this record' }).click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

test.describe('screens', () => {
  test.setTimeout(240_000)
  for (const [title, openings] of [
    ['the search and a text being written', SEARCH_AND_COMPOSER],
    ['what a record opens', FROM_A_RECORD],
  ] as const)
    test(title, async ({ office: { page, api } }) => {
      await fill(api)
      const looking = await looker(page)
      for (const [name, open] of openings) {
        await open(page, looking)
        await looking.settled()
        await looking.lookAll(name)
      }
    })
  test('the steps of a send, and the keys', async ({ office: { page, api } }) => {
    const sendId = await fill(api)
    const { go, look } = await looker(page)
    await go(`sends/${sendId}`)
    await look('send-done')
    const w = wizard(page)
    await w.toReview('Visit reminder')
    await look('review')
    await w.wont.click()
    await look('review-wont-get')
    await page.keyboard.press('?')
    await look('keyboard')
  })
  test('the steps of an import', async ({ office: { page } }) => {
    const { go, lookAll } = await looker(page)
    await go('import')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await (await chooser).setFiles({
      name: 'clients.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'Name,Mobile,Company,Consent to alerts\r\nAda Okafor,202 555 0101,Linden School,yes\r\nBea Holt,4.14E11,,no\r\n',
      ),
    })
    await expect(page.getByRole('button', { name: 'Check every line' })).toBeVisible()
    await lookAll('import-columns')
    await page.getByRole('radio', { name: 'Everybody in this file agreed' }).check()
    await page.getByRole('button', { name: 'Check every line' }).click()
    await expect(page.getByRole('textbox', { name: 'Where is the answer kept?' })).toBeFocused()
    await lookAll('import-columns-wrong')
    await page.getByRole('textbox', { name: 'Where is the answer kept?' }).fill('Intake forms 2026')
    await page.getByRole('button', { name: 'Check every line' }).click()
    await expect(page.getByRole('grid', { name: 'Lines of the file' })).toBeVisible()
    await lookAll('import-check')
    await page.getByRole('button', { name: 'Import 2 people' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '2 records added' })).toBeVisible()
    await lookAll('import-done')
    await page.getByRole('button', { name: 'Undo this import…' }).click()
    await lookAll('import-undo')
  })
})
