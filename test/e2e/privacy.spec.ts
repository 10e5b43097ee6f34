import { composer, go, idsOf, out, signInAsReceptionist } from './composer'
import { expect, test } from './fixture'
import { people } from './wizard'

test('M24 a person is exported, then forgotten: here, at the carrier, and not texted again', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Create a message' }).click()
  await composer(page, 'Ada Okafor').sendAs('Your lanterns are here')
  await expect(page.getByRole('row', { name: /Delivered Your lanterns/ })).toBeVisible({ timeout: 20_000 })
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'STOP' })
  await expect(page.getByRole('row', { name: /Reply STOP/ })).toBeVisible()

  const menu = page.getByRole('button', { name: 'More for this record' })
  await menu.click()
  const file = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export everything, to read' }).click()
  expect((await file).suggestedFilename()).toBe('Ada Okafor.html')

  // By keyboard alone.
  await menu.focus()
  await page.keyboard.press('Enter')
  // The arrows go round the menu; where they begin depends on when the menu took the focus.
  await expect(async () => {
    await page.keyboard.press('ArrowUp')
    await expect(page.getByRole('menuitem', { name: 'Forget…' })).toBeFocused({ timeout: 200 })
  }).toPass()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Forget Ada Okafor for good?' })
  for (const words of [
    '(202) 555-0101',
    'the words of 1 text',
    'the words of 1 reply',
    '1 note',
    'their number stays blocked',
  ])
    await expect(dialog).toContainText(words)
  await dialog.getByRole('button', { name: 'Forget Ada Okafor' }).press('Enter')
  await expect(page.getByText('Ada Okafor was forgotten')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ada Okafor' })).toHaveCount(0)
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual([''])
  await go(page, `people/${ada}`)
  await expect(page.getByText('This record does not exist')).toBeVisible()

  // Added again: the no still holds.
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const { 'Ada Okafor': again = 0 } = await idsOf(api)
  await go(page, `people/${again}`)
  await expect(page.getByText('has opted out', { exact: false }).first()).toBeVisible()

  // Only an Admin forgets; only a Manager exports.
  await signInAsReceptionist(page, api)
  await go(page, `people/${again}`)
  await menu.click()
  await expect(page.getByRole('menuitem', { name: /Archive/ })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /Forget|Export/ })).toHaveCount(0)
  await expect(api.privacy.forget({ id: again })).rejects.toThrow()
})
