/** What texts cost: how the estimate is made, what the carrier charged, what replies cost, and who costs more and why. */
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

const HOUR = 3_600_000
const LONG_BODY = `Dear {{ full_name }}, ${'we have moved your visit to Thursday. '.repeat(2)}Please call us if not.`

test('X5 the estimate says how it was made, and is what the carrier charged lately once it has', async ({
  office: { page, api, carrier, clock },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await everyone(api)
  await template(api)
  carrier.setBehaviour({ prices: { segments: ['0.01130', '0.01180', '0.01500'], lateMs: 2 * HOUR } })
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('about $0.02')
  await expect(page.getByText('priced by the carrier’s list')).toBeVisible()
  await w.send()
  await w.allLeft()
  await page.getByRole('link', { name: 'Reports' }).click()
  await page.getByRole('row', { name: /Ada Okafor/ }).dblclick()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('$0.0083 estimated: the carrier tells its price within a day')
  await expect.poll(async () => (await api.messages.page({})).totals.delivered).toBe(2)
  clock.skip(3 * HOUR)
  await expect(drawer).toContainText('charged by the carrier', { timeout: 20_000 })
  const { rows } = await api.messages.page({})
  expect(new Set(rows.map(({ price }) => price?.micros))).toEqual(new Set([11_300, 11_800]))
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Totals')).toContainText('Cost in all$0.02')
  await w.toReview()
  await expect(page.getByText('priced as the carrier charged lately')).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: /^Twilio/ }).click()
  await expect(page.getByText('as charged lately')).toBeVisible()
})

test('X8 expected replies and their cost in the review, real ones in campaign and report', async ({
  office: { page, api, carrier },
}) => {
  await people(api, ...Array.from({ length: 20 }, (_, i) => `P${i},X,202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(page.getByText(/Replies: about/)).toHaveCount(0)
  await w.send()
  await w.allLeft()
  await expect.poll(async () => (await api.messages.page({})).totals.delivered, { timeout: 30_000 }).toBe(20)
  for (const tail of ['0101', '0102'])
    carrier.inbound({ from: `+1202555${tail}`, to: '+12025550100', body: 'Thank you very much' })
  await expect.poll(async () => (await api.messages.page({})).totals.replies).toBe(2)
  await page.getByRole('link', { name: 'Reports' }).click()
  await expect(page.getByLabel('Totals')).toContainText('Cost of replies$0.02 2 messages')
  await w.toReview()
  await expect(
    page.getByText('Replies: about 2 messages, $0.02 on top, at the 10% who answered so far'),
  ).toBeVisible()
})

test('M5 a long name is not mended by plain letters: a shorter variable is offered, and who and why is said', async ({
  office: { page, api },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Maximiliana,Featherstonehaugh,202 555 0102,,,yes,',
    'Zofą,Novak,202 555 0103,,,yes,',
  )
  await everyone(api)
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, nameOffice: false })
  await template(api, `${LONG_BODY} Larkfield Physio`)
  const w = wizard(page)
  await w.toReview()
  const warnings = page.getByRole('list', { name: 'Worth knowing before you send' })
  const long = warnings.getByRole('listitem').filter({ hasText: 'full name is long' })
  const letters = warnings.getByRole('listitem').filter({ hasText: 'because of ą' })
  await expect(long).toContainText(
    /1 costs more because their full name is long, by up to \d+ characters too many: Maximiliana Featherstonehaugh\./,
  )
  await expect(letters).toContainText('Zofą Novak')
  // Each cause has its own mend.
  await expect(long.getByRole('button', { name: 'Write them plainly' })).toHaveCount(0)
  await letters.getByRole('button', { name: 'Write them plainly' }).click()
  await expect(letters).toHaveCount(0)
  await expect(long).toBeVisible()
  await long.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('row', { name: /Featherstonehaugh/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Ada Okafor/ })).toHaveCount(0)
  await long.getByRole('button', { name: 'Use the first name instead' }).click()
  await expect(long).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Dear Maximiliana, we/ })).toBeVisible()
})
