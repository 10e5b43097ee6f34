import { readFileSync } from 'node:fs'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

const out = (carrier: { messages(): { direction: string; to: string }[] }) =>
  carrier.messages().filter((message) => message.direction === 'outbound-api')

test('B8 the detail report: texts and replies by date, send type, status and person; totals; CSV', async ({
  office: { page, api },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Off,Phone,202 555 0190,,,yes,',
    'Ann,Swer,202 555 0188,,,yes,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect
    .poll(async () => (await api.messages.page({})).totals, { timeout: 30_000 })
    .toMatchObject({ texts: 3, replies: 1, delivered: 2, failed: 1 })
  await page.getByRole('link', { name: 'Reports' }).click()
  const totals = page.getByLabel('Totals')
  await expect(totals).toContainText('Texts3')
  await expect(totals).toContainText('Replies1')
  await expect(page.getByRole('row', { name: /Reply.*Ann Swer.*Thanks, see you then!/ })).toBeVisible()

  await page.getByRole('combobox', { name: 'Status' }).click()
  await page
    .getByRole('option', { name: /Undelivered|Failed/ })
    .first()
    .click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('row', { name: /Off Phone/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Ada Okafor/ })).toHaveCount(0)

  await page.getByRole('row', { name: /Off Phone/ }).dblclick()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('30003')
  await expect(drawer.getByRole('region', { name: 'Attempts' })).toBeVisible()
  await page.keyboard.press('Escape')

  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const file = readFileSync((await (await waiting).path()) ?? '', 'utf8')
  expect(file).toContain('Off Phone')
  expect(file).not.toContain('Ada Okafor')
})

test('a text whose end nobody can find out waits for a decision, and is sent again only by a person', async ({
  office: { page, api, carrier, clock },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await everyone(api)
  await template(api)
  // A hotel's sign-in page in place of Twilio, twice: nothing was accepted, but nobody can know.
  carrier.setBehaviour({ htmlPage: { times: 2 } })
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect.poll(async () => (await api.outbox.state({})).decide, { timeout: 40_000 }).toBe(2)
  expect(out(carrier)).toHaveLength(0)
  await page.getByRole('link', { name: /^To do/ }).click()
  await page.getByRole('button', { name: 'It was sent: Ada Okafor' }).click()
  await page.getByRole('button', { name: 'Send again to Bea Holt' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550102'])
  await expect.poll(async () => (await api.outbox.state({})).decide).toBe(0)
  clock.skip(3_600_000)
  await expect.poll(async () => (await api.messages.page({ states: ['delivered'] })).total).toBe(1)
  expect(out(carrier)).toHaveLength(1)
})

test('sending stopped: what stopped, why, what is safe, and one button', async ({
  office: { page, api, carrier },
}) => {
  await people(api, ...Array.from({ length: 6 }, (_, i) => `P${i},X,202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  carrier.setBehaviour({ dropAnswer: { times: 6 } })
  // One after the other: answers lost together would be one break of the connection.
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, rate: 1 })
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect.poll(async () => (await api.outbox.state({})).paused, { timeout: 20_000 }).toBe(true)
  await page.getByRole('link', { name: /^To do/ }).click()
  await expect(page.getByText('The carrier does not answer clearly')).toBeVisible()
  await page.getByRole('button', { name: /Resume/ }).click()
  await expect
    .poll(async () => (await api.messages.page({ states: ['delivered'] })).total, { timeout: 40_000 })
    .toBe(6)
  expect(new Set(out(carrier).map(({ to }) => to)).size).toBe(6)
  expect(out(carrier)).toHaveLength(6)
})

test('the search box opens the first hit by keyboard alone', async ({ office: { page, api } }) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  // Keys mean something once the page stands.
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('bea')
  await expect(page.getByRole('option', { name: /Bea Holt/ })).toHaveAttribute(
    'data-combobox-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Bea Holt' })).toBeVisible()
})
