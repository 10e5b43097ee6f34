import { go, idsOf, signInAsReceptionist } from './composer'
import { expect, test } from './fixture'
import { people, template } from './wizard'

test('M18 one box finds people, accounts, numbers, texts, lists, templates, screens and actions, by keyboard alone', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await template(api, 'Hi {{ first_name }}, the lanterns are lit.', 'Lantern evening')
  await api.lists.save({
    id: null,
    name: 'Lantern friends',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  await api.people.save({
    id: null,
    kind: 'account',
    firstName: 'Lantern Works',
    lastName: '',
    email: '',
    language: null,
    tags: [],
    custom: {},
    numbers: [],
  })
  await api.campaigns.save({
    id: null,
    name: 'Lantern parade',
    recordKind: 'client',
    templateId: null,
    dispatchAt: null,
    late: 'ask',
    handOverHours: null,
  })
  const { 'Ada Okafor': ada = 0, 'Bea Holt': bea = 0 } = await idsOf(api)
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: bea,
    e164: '+12025550102',
    body: 'Your lanterns have arrived, Bea.',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'Are the lanterns blue?' })
  await expect.poll(async () => (await api.messages.page({ recipientId: ada })).total).toBe(1)
  await go(page, `people/${bea}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Bea Holt' })).toBeVisible()
  await go(page, 'people')

  const box = page
    .getByRole('textbox', { name: 'Search' })
    .or(page.getByRole('searchbox', { name: 'Search' }))
  const found = page.getByRole('listbox', { name: 'Found' })
  // Nothing typed: what was opened last comes first, then what can be done.
  await page.keyboard.press('Control+k')
  await expect(found.getByRole('option').first()).toContainText('Bea Holt')
  await expect(found.getByRole('option', { name: 'Import people' })).toBeVisible()

  await page.keyboard.type('lantern')
  for (const group of ['Accounts', 'Texts', 'Templates', 'Lists', 'Campaigns'])
    await expect(found.getByRole('group', { name: group })).toBeVisible()
  await expect(found.getByRole('option', { name: /Lantern Works/ })).toBeVisible()
  await expect(
    found.getByRole('option', { name: /Your lanterns have arrived.*Text.*Bea Holt/ }),
  ).toBeVisible()
  const reply = found.getByRole('option', { name: /Are the lanterns blue.*Reply.*Ada Okafor/ })
  await expect(reply).toBeVisible()
  await expect(found.getByRole('option', { name: /Lantern evening/ })).toBeVisible()
  // Down to the list, and in.
  const all = await found.getByRole('option').allTextContents()
  const steps = all.findIndex((text) => text.includes('Lantern friends'))
  for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /Lantern friends/ })).toBeVisible()

  // A number in any notation.
  for (const typed of ['(202) 555-0101', '+1 202 555 0101', '0101']) {
    await page.keyboard.press('Control+k')
    await box.fill(typed)
    await expect(found.getByRole('option').first()).toContainText('Ada Okafor')
    await page.keyboard.press('Escape')
  }
  // An action, and a screen.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('dark')
  await expect(found.getByRole('option').first()).toContainText('Dark screen')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('blocked')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/settings\/blocked/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('add lead')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Add lead' })).toBeVisible()
  await page.keyboard.press('Escape')

  // A receptionist is not offered what she may not do.
  await signInAsReceptionist(page, api)
  await page.keyboard.press('Control+k')
  await expect(found.getByRole('option', { name: 'Add client' })).toBeVisible()
  for (const name of ['Import people', 'Send a bulk text', 'New template'])
    await expect(found.getByRole('option', { name })).toHaveCount(0)
})
