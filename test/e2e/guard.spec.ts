/** What stands between the desk and whoever walks by, and what is kept of who did what. */
import { choose } from './fields'
import { expect, test } from './fixture'
import { people } from './wizard'

const go = async (page: import('@playwright/test').Page, hash: string) => {
  await page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)
}

test('M25 without a PIN the screen is covered by hand and when nobody is there; a click or Enter uncovers it, and the work is still there', async ({
  office: { page, api, clock },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await page.getByRole('link', { name: 'People', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Ada Okafor' })).toBeVisible()
  await page.keyboard.press('Control+l')
  const uncover = page.getByRole('button', { name: 'Go on as Anna Berg' })
  await expect(uncover).toBeFocused()
  expect(await page.content()).not.toContain('Okafor')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Ada Okafor' })).toBeVisible()
  await api.settings.saveIdleLock({ minutes: 5 })
  // Somebody types and moves: the screen stays. What the page asks by itself does not keep it open.
  await page.getByRole('link', { name: 'Lists' }).click()
  clock.skip(4 * 60_000)
  await page.mouse.move(300, 300)
  await page.mouse.move(320, 320)
  // The page says by a call that somebody is there: where that comes after the first step, the second one covers the screen.
  await expect(async () => {
    clock.skip(6 * 60_000)
    await expect(uncover).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 20_000 })
  await uncover.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Lists' })).toBeVisible()
})

test.describe('first run', () => {
  test.use({ firstRun: true })
  test('an Admin who forgot the PIN gets back in with the code of the set-up, and gets a new one', async ({
    office: { page },
  }) => {
    // What is typed chooses the country, and the zone goes with it.
    const country = page.getByRole('combobox', { name: 'Country' })
    await country.fill('Germ')
    await country.press('Tab')
    await expect(country).toHaveValue('Germany')
    await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue(/Berlin/)
    await page.getByRole('textbox', { name: 'Office name' }).fill('Larkfield Physio')
    await page.getByRole('textbox', { name: 'Your name' }).fill('Anna Berg')
    await page.getByLabel('PIN (optional)').fill('1234')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByText(/at least 6 digits/)).toBeVisible()
    await page.getByLabel('PIN (optional)').fill('246810')
    await page.getByRole('button', { name: 'Continue' }).click()
    const shown = page.getByLabel('Recovery code', { exact: true })
    const code = (await shown.textContent()) ?? ''
    expect(code).toMatch(/^(\w{4}-){4}\w{4}$/)
    await expect(page.getByRole('button', { name: 'Go on' })).toBeDisabled()
    await page.getByRole('checkbox', { name: 'I have kept this code' }).check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: 'Decide later' }).click()
    await page.getByRole('button', { name: 'Skip this step' }).click()
    await page.getByRole('button', { name: 'Lock the screen' }).click()
    await page.getByRole('button', { name: 'Forgotten PIN?' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Recovery code').fill('AAAA-AAAA-AAAA-AAAA-AAAA')
    await form.getByLabel('New PIN').fill('135790')
    await form.getByRole('button', { name: 'Set the PIN and sign in' }).click()
    await expect(form.getByText(/Wrong code/)).toBeVisible()
    await form.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '))
    await form.getByRole('button', { name: 'Set the PIN and sign in' }).click()
    await expect(shown).not.toHaveText(code)
    await page.getByRole('checkbox', { name: 'I have kept this code' }).check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  })
})

test('M26 the audit log says who did what, with before and after, is filtered and searched, and leaves as CSV', async ({
  office: { page, api },
}) => {
  await api.settings.saveOffice({ ...(await api.settings.get({})).office, name: 'Larkfield East' })
  await go(page, 'settings/audit')
  const log = page.getByRole('grid', { name: 'Audit log' })
  await expect(log).toContainText('Larkfield East')
  await expect(log.getByRole('row').filter({ hasText: 'Office' }).first()).toContainText('Larkfield Physio')
  await expect(log.getByRole('row').filter({ hasText: 'Office' }).first()).toContainText('Anna Berg')
  await choose(page.getByRole('combobox', { name: 'What happened' }), 'Signed in')
  await page.keyboard.press('Escape')
  await expect(log).toContainText('Signed in')
  await expect(log).not.toContainText('Larkfield East')
  await page.getByRole('searchbox', { name: 'Find in the audit log' }).fill('zzz')
  await expect(page.getByText('Nothing like this happened')).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).last().click()
  await expect(log).toContainText('Larkfield East')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('audit log.csv')
  await expect(log).toContainText('Exported')
})

test('M27 how long things are kept: for ever, or days; a preview counts before anything goes', async ({
  office: { page, api },
}) => {
  await go(page, 'settings/retention')
  await expect(page.getByText('Nothing would go: nothing is that old.')).toBeVisible()
  await page.getByRole('switch', { name: 'Texts: for ever' }).click()
  const days = page.getByRole('textbox', { name: 'Texts: days' })
  await days.fill('10')
  await page.getByRole('button', { name: 'Save how long things are kept' }).click()
  await expect(days).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText(/At least 30 days/).first()).toBeVisible()
  // An empty field does not mean “for ever”, and nothing is rounded or limited.
  for (const none of ['', '36.5', '40000', 'a year']) {
    await days.fill(none)
    await page.getByRole('button', { name: 'Save how long things are kept' }).click()
    await expect(page.getByText('Type a whole number from 1 to 36,500.')).toBeVisible()
    await expect(days).toHaveValue(none)
  }
  await days.fill('365')
  await page.getByRole('button', { name: 'Save how long things are kept' }).click()
  await expect(page.getByText('Saved how long things are kept')).toBeVisible()
  expect(await api.retention.get({})).toMatchObject({ texts: 365, replies: null })
})

test.describe('as a process', () => {
  test.use({ asProcess: true, expectedErrors: /Failed to load resource|WebSocket/ })
  test('a program that ended by itself says so on every page until somebody has read it', async ({
    office: { page, restart },
  }) => {
    await restart(undefined, 'kill')
    const note = page.getByText('Deskbell ended by itself and was started again')
    await expect(note).toBeVisible()
    await page.getByRole('link', { name: 'Lists' }).click()
    await expect(note).toBeVisible()
    await page.getByRole('button', { name: 'Understood' }).click()
    await expect(note).toHaveCount(0)
  })
})
