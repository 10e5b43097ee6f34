/** The compose window: its size and place, what it leaves free, and what it says of an archived record. */
import type { Locator } from '@playwright/test'
import { composer, dragBy, go, idsOf, signInAsReceptionist, sizeOf } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { people } from './wizard'

const cornerOf = (dock: Locator) => dock.locator('[role=separator][data-of=both]')

test.describe('on a screen of 1024 by 768', () => {
  test.use({ viewport: { width: 1024, height: 768 } })

  test('C3 the window never leaves the screen, by mouse or keys, and its size is that of each user, after a restart too', async ({
    office,
  }) => {
    test.setTimeout(120_000)
    const { page, api } = office
    await people(
      api,
      'Ada,Okafor,202 555 0101,,,yes,',
      'Bea,Holt,202 555 0102,,,yes,',
      'Cy,Novak,202 555 0103,,,yes,',
    )
    await go(page, 'people')
    const open = (name: string) => page.getByRole('button', { name: `Text ${name}`, exact: true }).click()
    const ada = composer(page, 'Ada Okafor')
    const boxOf = async (name: string) => {
      const box = await composer(page, name).dock.boundingBox()
      if (!box) throw new Error(`There is no window of ${name}.`)
      return box
    }
    const onScreen = async (name: string) => {
      const { x, y, width, height } = await boxOf(name)
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(1024)
      expect(y + height).toBeLessThanOrEqual(769)
    }
    await open('Ada Okafor')
    const first = await boxOf('Ada Okafor')

    // By its corner, as far as the mouse goes.
    await dragBy(cornerOf(ada.dock), { x: 2 - first.x, y: 2 - first.y })
    for (const side of ['width', 'height'] as const)
      await expect.poll(sizeOf(ada.dock, side)).toBeGreaterThan(first[side] + 200)
    const height = ada.dock.getByRole('separator', { name: /^Height/ })
    const width = ada.dock.getByRole('separator', { name: /^Width/ })
    for (const edge of [height, width])
      await expect(edge).toHaveAttribute('aria-valuenow', (await edge.getAttribute('aria-valuemax')) ?? '')
    await onScreen('Ada Okafor')
    const largest = await boxOf('Ada Okafor')
    // Not dragged any more: the mouse alone changes nothing.
    await page.mouse.move(first.x, first.y)
    expect(await boxOf('Ada Okafor')).toEqual(largest)
    // By keys on its edges: no further, and back.
    for (const [edge, key] of [
      [height, 'ArrowUp'],
      [width, 'ArrowLeft'],
    ] as const)
      await edge.press(key)
    expect(await boxOf('Ada Okafor')).toEqual(largest)
    for (const edge of [height, width])
      await expect(edge).toHaveAttribute('aria-valuenow', (await edge.getAttribute('aria-valuemax')) ?? '')
    await height.press('ArrowDown')
    await width.press('ArrowRight')
    for (const side of ['width', 'height'] as const)
      await expect.poll(sizeOf(ada.dock, side)).toBeCloseTo(largest[side] - 24, 0)
    const chosen = await boxOf('Ada Okafor')
    // Three of that size share the screen.
    const minimise = (name: string) =>
      composer(page, name).dock.getByRole('button', { name: 'Minimise' }).click()
    await minimise('Ada Okafor')
    await open('Bea Holt')
    await minimise('Bea Holt')
    await open('Cy Novak')
    for (const name of ['Ada Okafor', 'Bea Holt'])
      await page.getByRole('button', { name: `Open the text to ${name}` }).click()
    for (const name of ['Ada Okafor', 'Bea Holt', 'Cy Novak']) await onScreen(name)
    for (const name of ['Bea Holt', 'Cy Novak'])
      await composer(page, name)
        .dock.getByRole('button', { name: /^Close/ })
        .click()

    await ada.dock.getByRole('button', { name: /^Close/ }).click()
    await office.restart()
    await go(page, 'people')
    await open('Ada Okafor')
    // In Electron the window of the program is another one now.
    const again = composer(page, 'Ada Okafor')
    await expect(again.message).toBeVisible()
    await expect.poll(async () => (await boxOf('Ada Okafor')).width).toBeCloseTo(chosen.width, 0)
    await expect.poll(sizeOf(again.dock, 'height')).toBeCloseTo(chosen.height, 0)

    // Somebody else at the same desk has the size that everybody begins with.
    await again.dock.getByRole('button', { name: /^Close/ }).click()
    await signInAsReceptionist(page, api)
    await go(page, 'people')
    await open('Bea Holt')
    await expect.poll(async () => (await boxOf('Bea Holt')).width).toBeCloseTo(first.width, 0)
  })
})

test('C3 a window, open or minimised, leaves the buttons of a wizard free', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const { dock } = composer(page, 'Ada Okafor')
  await go(page, 'send')
  await page.getByRole('checkbox', { name: /^Everyone/ }).check()
  const next = page.getByRole('button', { name: 'Next: the message' })
  const overlap = async () => {
    const [button, window] = [await next.boundingBox(), await dock.boundingBox()]
    return button && window ? window.y + window.height - button.y : Number.NaN
  }
  await expect(dock).toBeVisible()
  await expect.poll(overlap).toBeLessThan(0)
  await dock.getByRole('button', { name: 'Minimise' }).click()
  await page.getByRole('button', { name: 'Next: the message' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'What does it say?' })).toBeVisible()
})

test('C1 the icons of an archived record and of its entries say why nothing goes, and a past client is marked in the table and found', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.sendAs('Your glasses are ready.')
  const text = page
    .getByRole('row', { name: /Your glasses are ready/ })
    .getByRole('button', { name: /^Text / })
  const note = page.getByRole('region', { name: 'Notes' }).getByRole('button', { name: /^Text Ada Okafor/ })
  const consent = page
    .getByRole('list', { name: 'Consent history' })
    .getByRole('button', { name: 'Text Ada Okafor about this entry' })
  for (const icon of [text, note, consent]) {
    await expect(icon.first()).toBeVisible()
    await expect(icon.first()).not.toHaveAttribute('title', /archived/)
  }
  await api.people.setPast({ id: ada, past: true })
  await go(page, 'people')
  await expect(page.getByRole('row', { name: /Ada Okafor/ })).toContainText('Past')
  await expect(page.getByRole('row', { name: /Bea Holt/ })).not.toContainText('Past')
  await page.getByRole('button', { name: 'Add a filter' }).click()
  const filter = page.getByRole('dialog', { name: 'Add a filter' })
  await choose(filter.getByRole('combobox', { name: 'Condition: field' }), 'Past client')
  await filter.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page.getByRole('row', { name: /Bea Holt/ })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /Ada Okafor/ })).toBeVisible()

  await api.people.archive({ ids: [ada], archived: true })
  await go(page, `people/${ada}`)
  const why = 'This record is archived. Bring it back first.'
  for (const icon of [text, note, consent]) await expect(icon.first()).toHaveAttribute('title', why)
  await text.first().click()
  await expect(window.send).toBeDisabled()
  await expect(window.dock).toContainText(/archived/i)
})

test('C3 the window is made taller and wider by its edges and its corner, remembered, minimised, and up to three are open', async ({
  office: { page, api },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Cy,Novak,202 555 0103,,,yes,',
    'Di,Lund,202 555 0104,,,yes,',
  )
  await go(page, 'people')
  const names = ['Ada Okafor', 'Bea Holt', 'Cy Novak', 'Di Lund']
  const open = (name: string) => page.getByRole('button', { name: `Text ${name}`, exact: true }).click()
  await open('Ada Okafor')
  const ada = composer(page, 'Ada Okafor')
  const tall = sizeOf(ada.message, 'height')
  const before = await tall()
  const upper = ada.dock.getByRole('separator', { name: /^Height/ })
  await dragBy(upper, { x: 0, y: -120 }, { x: 60, y: 4 })
  await expect.poll(tall).toBeCloseTo(before + 120, 0)
  await upper.press('ArrowDown')
  await expect.poll(tall).toBeCloseTo(before + 96, 0)

  // Wider by the left edge, and both ways by the corner between.
  const wide = sizeOf(ada.dock, 'width')
  const width = await wide()
  await ada.dock.getByRole('separator', { name: /^Width/ }).press('ArrowLeft')
  await expect.poll(wide).toBeCloseTo(width + 24, 0)
  await dragBy(cornerOf(ada.dock), { x: -60, y: -40 })
  await expect.poll(wide).toBeCloseTo(width + 84, 0)
  await expect.poll(tall).toBeCloseTo(before + 136, 0)
  // Remembered for whoever is signed in, in the next window and after a reload.
  await expect
    .poll(async () => JSON.parse((await api.drafts.get({ key: 'composer.size' })).body ?? '{}').width)
    .toBeCloseTo(width + 84, 0)
  await page.reload()
  await expect.poll(wide).toBeCloseTo(width + 84, 0)
  for (let i = 0; i < 5; i += 1) await upper.press('ArrowDown')
  for (let i = 0; i < 4; i += 1) await ada.dock.getByRole('separator', { name: /^Width/ }).press('ArrowRight')

  await ada.message.fill('For Ada')
  await ada.dock.getByRole('button', { name: 'Minimise' }).click()
  await expect(ada.message).toBeHidden()
  // Asking for the same person again opens the window, with what was in it.
  await open('Ada Okafor')
  await expect(ada.message).toHaveValue('For Ada')
  await expect(ada.message).toBeFocused()

  for (const name of names.slice(1, 3)) await open(name)
  for (const name of names.slice(0, 3)) await expect(composer(page, name).message).toBeVisible()
  await composer(page, 'Bea Holt').message.fill('For Bea')
  const left = (await ada.dock.boundingBox())?.x ?? -1
  expect(left).toBeGreaterThan(0)
  // The fourth takes the place of the first, whose text waits as a draft.
  await open('Di Lund')
  await expect(ada.dock).toHaveCount(0)
  await expect(composer(page, 'Bea Holt').message).toHaveValue('For Bea')
  await composer(page, 'Di Lund')
    .dock.getByRole('button', { name: /^Close/ })
    .click()
  await open('Ada Okafor')
  await expect(ada.message).toHaveValue('For Ada')
})
