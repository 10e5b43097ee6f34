import { reservedNumber } from '../support/reserved-numbers'
import { expect, test } from './fixture'
import { wizard } from './wizard'

const PEOPLE = 2000
/** A Google contact export of invented people. */
const googleExport = (): string => {
  const head =
    'First Name,Middle Name,Last Name,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value'
  const rows = Array.from(
    { length: PEOPLE },
    (_, i) =>
      `Person${i},,Number${i},,,* myContacts ::: ${i % 2 === 0 ? 'Tuesday' : 'Friday'},* Home,p${i}@example.com,Mobile,${reservedNumber(i)},,`,
  )
  return [head, ...rows].join('\r\n')
}

test.describe('main job', () => {
  // Three in the afternoon in New York: from coast to coast texting is allowed.
  test.use({
    carrierOptions: { behaviour: { pace: 0.1 } },
    firstRun: true,
    startAt: '2026-11-24T20:00:00.000Z',
  })
  test.setTimeout(240_000)
  test('main job: from an empty program to two thousand delivered texts', async ({
    office: { page, api, carrier },
  }) => {
    // First run: the office, practice mode, then a file of one's own.
    await page.getByRole('textbox', { name: 'Office name' }).fill('Larkfield Physio')
    await page.getByRole('textbox', { name: 'Your name' }).fill('Anna Berg')
    await page.getByRole('button', { name: /^(Next|Continue)/ }).click()
    await page.getByRole('button', { name: 'Start in practice mode' }).click()
    await page.getByRole('radio', { name: 'Import a file' }).click()
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await expect(page.getByRole('heading', { name: 'Import people' })).toBeVisible()

    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(googleExport()) })
    await expect(page.getByRole('combobox', { name: 'Phone 1 - Value becomes' })).toHaveValue('Phone number')
    await page.getByText('Everybody in this file agreed').click()
    await page
      .getByRole('checkbox', { name: /Alerts/ })
      .check()
      .catch(() => undefined)
    await page.getByRole('textbox', { name: /kept|Where/ }).fill('Intake forms 2026')
    await page.getByRole('button', { name: 'Check every line' }).click()
    await page.getByRole('button', { name: /^Import 2,000/ }).click()
    await expect(page.getByText(/2,000/).first()).toBeVisible({ timeout: 60_000 })
    await expect.poll(async () => (await api.people.counts({})).client, { timeout: 60_000 }).toBe(PEOPLE)

    await page.getByRole('link', { name: 'Lists' }).click()
    await page
      .getByRole('link', { name: /saved search/i })
      .or(page.getByRole('button', { name: /saved search/i }))
      .first()
      .click()
    await page.getByRole('textbox', { name: 'Name of the list' }).fill('Everyone')
    await page.getByRole('button', { name: 'Save list' }).click()
    await expect
      .poll(async () => (await api.lists.list({})).map(({ name, count }) => [name, count]))
      .toEqual([['Everyone', PEOPLE]])

    await page.getByRole('link', { name: 'Templates' }).click()
    await page
      .getByRole('main')
      .getByRole('link', { name: /template/i })
      .first()
      .click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Opening')
    await page
      .getByRole('textbox', { name: 'Message' })
      .fill('Hi {{ first_name }}, we open at nine tomorrow.')
    await page.getByRole('button', { name: 'Save template' }).click()
    await expect.poll(async () => (await api.templates.list({})).length).toBe(1)
    const { sending } = await api.settings.get({})
    await api.settings.saveSending({ ...sending, holdSeconds: 2, rate: 400 })

    const w = wizard(page)
    await w.toReview()
    await expect(w.heading).toContainText('2,000 people get one text each')
    await page.getByRole('checkbox', { name: 'I know this duty, and this text keeps to it.' }).check()
    await w.send()
    await expect(page.getByRole('heading', { level: 2, name: /^All 2,000 have left/ })).toBeVisible({
      timeout: 150_000,
    })

    const to = carrier
      .messages()
      .filter((message) => message.direction === 'outbound-api')
      .map((message) => message.to)
    expect(to).toHaveLength(PEOPLE)
    expect(new Set(to).size).toBe(PEOPLE)
    await expect
      .poll(async () => (await api.messages.page({})).totals.delivered, { timeout: 60_000 })
      .toBe(PEOPLE)
    const { totals } = await api.messages.page({})
    expect(totals).toMatchObject({
      texts: PEOPLE,
      delivered: PEOPLE,
      failed: 0,
      units: PEOPLE,
      cost: { micros: PEOPLE * 8300, currency: 'USD' },
    })
    for (const i of [0, 999, 1999]) {
      const id = (await api.people.find({ text: `Person${i} Number${i}` }))[0]?.id ?? 0
      expect((await api.notes.list({ recipientId: id })).rows.map((note) => note.body)).toEqual([
        `Text “Opening” to ${reservedNumber(i)}.`,
      ])
    }
    await page.getByRole('link', { name: 'Reports' }).click()
    await expect(page.getByText('2,000').first()).toBeVisible()
    await expect(page.getByText('$16.60').first()).toBeVisible()
  })
})
