/** What is printed: the detail report, a conversation and a campaign, as a PDF whose text is read here. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { choose } from './fields'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

const IN_ELECTRON = process.env.DESKBELL_E2E === 'electron'

/** Presses the button, and answers the text of each page of the PDF. */
const printed = async (page: Page): Promise<string[]> => {
  const button = page.getByRole('button', { name: 'Print or save as PDF' })
  let bytes: Uint8Array
  if (IN_ELECTRON) {
    const waiting = page.waitForEvent('download')
    await button.click()
    bytes = readFileSync((await (await waiting).path()) ?? '')
  } else {
    // In a browser its own print dialog opens; the PDF is what that dialog would save.
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes')
    })
    await button.click()
    await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes')
    bytes = await page.pdf({ format: 'Letter', printBackground: true })
  }
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)))
  // To be made a picture of: docs/pictures/printed-page.png.
  if (process.env.DESKBELL_PICTURES === '1') writeFileSync(`test-results/printed-${text.length}.pdf`, bytes)
  return text.map((words) => words.replace(/\s+/g, ' '))
}

test('B8 a printed report: head of the office, filters, totals, rows and page numbers, in a PDF', async ({
  office: { page, api },
}) => {
  const settings = await api.settings.get({})
  await api.settings.saveOffice({ ...settings.office, phone: '202 555 0100' })
  await people(
    api,
    ...Array.from({ length: 60 }, (_, i) => `Person${i},Holt,202 555 0${101 + i},,,yes,`),
    'Off,Phone,202 555 0190,,,yes,',
    'Ann,Swer,202 555 0188,,,yes,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect
    .poll(async () => (await api.messages.page({})).totals, { timeout: 60_000 })
    .toMatchObject({ texts: 62, replies: 1, delivered: 61, failed: 1 })

  await page.getByRole('link', { name: 'Reports' }).click()
  await page.getByRole('link', { name: 'Print or PDF' }).click()
  await expect(page.getByRole('heading', { name: 'Texts and replies' })).toBeVisible()
  const pages = await printed(page)
  const whole = pages.join(' ')
  expect(pages.length).toBeGreaterThan(1)
  expect(pages[0]).toContain('Larkfield Physio')
  expect(pages[0]).toContain('202 555 0100')
  expect(pages[0]).toContain('Every type · Every status')
  expect(pages[0]).toMatch(/Texts 62 Messages 62 Delivered 61 Failed 1 Replies 1 Cost \$0\.52/)
  // Every row, over all pages, each with the heads of the columns and its number.
  for (let i = 0; i < 60; i += 1) expect(whole).toContain(`Person${i} Holt`)
  expect(whole).toContain('Thanks, see you then!')
  for (const [i, words] of pages.entries()) {
    expect(words).toContain('Number Status Type Text Cost')
    expect(words).toContain(`${i + 1} / ${pages.length}`)
  }
  // Nothing of the screen around it.
  expect(whole).not.toContain('Inbox')
  expect(whole).not.toContain('Skip to the page')
  expect(whole).not.toContain('Print or save as PDF')

  // As it is filtered: a reply belongs to the type of the text it answers; types that nothing makes are not offered.
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('combobox', { name: 'Send type' }).click()
  await expect(page.getByRole('option')).toHaveText(['One text', 'To many', 'Campaign', 'Test text'])
  await page.getByRole('option', { name: 'To many' }).click()
  await choose(page.getByRole('combobox', { name: 'Status' }), 'Replies')
  await expect(
    page.getByRole('row', { name: /Reply.*Ann Swer.*Thanks, see you then!.*To many/ }),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Print or PDF' }).click()
  await expect(page.getByRole('table', { name: 'Texts and replies' }).getByRole('row')).toHaveCount(2)
  const [only = ''] = await printed(page)
  expect(only).toContain('Type: To many · Status: Replies')
  expect(only).not.toContain('Person1 Holt')
})

test('B8 one conversation and one campaign are printed as well', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Off,Phone,202 555 0190,,,yes,')
  await everyone(api)
  const { id: templateId } = await template(api, 'Hi {{ first_name }}, the lantern evening is on Friday.')
  const { id } = await api.campaigns.save({
    id: null,
    name: 'Lantern evening',
    recordKind: 'client',
    templateId,
    dispatchAt: null,
    late: 'send',
    handOverHours: null,
  })
  const ids = (await api.people.page({})).rows.map((row) => row.id)
  await api.campaigns.addRecipients({ id, recipientIds: ids, listIds: [] })
  await page.goto(`${page.url().replace(/#.*/, '')}#/campaigns/${id}/review`)
  await page.getByRole('button', { name: /^Send 2 texts/ }).click()
  await expect
    .poll(async () => (await api.messages.page({})).totals, { timeout: 40_000 })
    .toMatchObject({ delivered: 1, failed: 1 })
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'I will bring a lantern' })
  await expect.poll(async () => (await api.messages.page({})).totals.replies).toBe(1)

  await page.goto(`${page.url().replace(/#.*/, '')}#/campaigns/${id}`)
  await page.getByRole('link', { name: 'Print' }).click()
  await expect(page.getByRole('heading', { name: 'Campaign: Lantern evening' })).toBeVisible()
  const campaign = (await printed(page)).join(' ')
  expect(campaign).toContain('Larkfield Physio')
  expect(campaign).toMatch(/Texts 2 Messages 2 Delivered 1 Failed 1 Replies 1 Cost \$0\.02 Opt-outs 0/)
  expect(campaign).toContain('1: Phone off or out of reach (30003)')
  expect(campaign).toContain('I will bring a lantern')

  await page.goto(`${page.url().replace(/#.*/, '')}#/inbox/${encodeURIComponent('+12025550101')}`)
  await page.getByRole('link', { name: 'Print' }).click()
  await expect(page.getByRole('heading', { name: /^Conversation with/ })).toBeVisible()
  const [conversation = ''] = await printed(page)
  expect(conversation).toContain('Conversation with (202) 555-0101 Ada Okafor')
  expect(conversation).toMatch(/the lantern evening is on Friday.*received.*I will bring a lantern/)
  expect(conversation).toContain('1 / 1')
})
