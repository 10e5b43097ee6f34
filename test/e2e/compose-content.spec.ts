/** What stands in the compose window: the number, templates, drafts, the price, and words that are pasted or read from right to left. */
import { composer, go, idsOf, out, signInAsReceptionist } from './composer'
import { expect, test } from './fixture'
import { people, template } from './wizard'

test('C2 the number drop-down has the other numbers, and “Add new” without leaving the window', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,202 555 0102,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.message.fill('Room 4 today')
  await expect(window.number).toContainText('(202) 555-0101')
  await window.number.click()
  await page.getByRole('menuitem', { name: /555-0102/ }).click()
  await expect(window.number).toContainText('(202) 555-0102')
  // The chosen number is still chosen after a reload: the first one would be another phone.
  await expect.poll(async () => (await api.drafts.get({ key: `text:${ada}` })).body).toContain('5550102')
  await page.reload()
  await expect(window.number).toContainText('(202) 555-0102')

  await window.number.click()
  await page.getByRole('menuitem', { name: 'Add new…' }).click()
  const field = window.dock.getByRole('textbox', { name: 'New number' })
  await field.fill('12')
  await window.dock.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await field.fill('202 555 0103')
  await window.dock.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(window.number).toContainText('(202) 555-0103')
  await expect(window.message).toHaveValue('Room 4 today')
  expect((await api.people.get({ id: ada })).numbers.map(({ e164 }) => e164)).toEqual([
    '+12025550101',
    '+12025550102',
    '+12025550103',
  ])
  // A new number starts as not asked; what they say is recorded from here too.
  await expect(window.send).toBeDisabled()
  await window.dock.getByRole('button', { name: 'Record consent…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Asked at the desk')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await window.send.click()
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550103'])
})

test('C4 the template icon lists what managers made; a receptionist uses templates and cannot change them', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await template(api, 'Hi {{ first_name }}, we open at nine.', 'Opening')
  await template(api, 'Hi {{ first_name }}, we are closed.', 'Closing')
  await signInAsReceptionist(page, api)
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.dock.getByRole('button', { name: 'Choose a template' }).click()
  await expect(page.getByRole('menuitem')).toHaveText([/^Closing/, /^Opening/])
  // Escape closes the list and leaves the window open.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)
  await expect(window.message).toBeVisible()
  await window.template('Opening')
  await expect(window.message).toHaveValue('Hi Ada, we open at nine.')
  await window.send.click()
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['Hi Ada, we open at nine.'])

  await page.getByRole('link', { name: 'Templates' }).click()
  await expect(page.getByText('Opening').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /New template|Write a template/ })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0)
  const [one] = await api.templates.list({})
  await go(page, `templates/${one?.id}`)
  await expect(page.getByRole('button', { name: 'Save template' })).toHaveCount(0)
  await expect(template(api)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a draft survives a reload in mid-sentence, and one that was deleted does not come back', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  const kept = async () => (await api.drafts.get({ key: `text:${ada}` })).body ?? ''
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.message.pressSequentially('The delivery is late, we will')
  await expect.poll(kept).toContain('we will')
  const id = (JSON.parse(await kept()) as { draftId: string }).draftId
  await page.reload()
  await expect(window.message).toHaveValue('The delivery is late, we will')
  await window.message.press('End')
  await window.message.pressSequentially(' call you')
  // In the middle of a word, at once: what was typed last is written on the way out.
  await page.reload()
  await expect(window.message).toHaveValue('The delivery is late, we will call you')
  expect((JSON.parse(await kept()) as { draftId: string }).draftId).toBe(id)
  await window.message.fill('')
  await expect.poll(kept).toBe('')
  await page.reload()
  await expect(window.message).toHaveValue('')
})

test('the price in the window is that of the words which leave', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,yes')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  const meter = window.dock.getByRole('status', { name: 'Length and price' })
  await window.message.fill(`Spring offer: ${'x'.repeat(130)}`)
  await expect(meter).toContainText('1 message')
  await window.dock.getByRole('button', { name: /^As Alerts/ }).click()
  await page.getByRole('menuitem', { name: /^Marketing/ }).click()
  await expect(meter).toContainText('2 messages')
  await expect(window.dock).toContainText('Leaves as Larkfield Physio: Spring offer')
  await window.send.click()
  await expect
    .poll(() => out(carrier).map(({ body }) => body))
    .toEqual([`Larkfield Physio: Spring offer: ${'x'.repeat(130)}. Reply STOP to opt out`])
})

test('what is pasted beyond the longest text is said, counted and offered back', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  const end = 'The end of a long letter. '
  const whole = `${'x'.repeat(1600)}${end.repeat(20)}`.slice(0, 2000)
  await page.evaluate((text) => navigator.clipboard.writeText(text), whole)
  await window.message.press('Control+v')
  await expect(window.message).toHaveValue('x'.repeat(1600))
  const cut = window.dock.getByRole('alert')
  await expect(cut).toContainText('400 characters were cut off: a text can have at most 1,600.')
  await expect(cut).toContainText(`They began “${whole.slice(1600, 1640)}”.`)
  await cut.getByRole('button', { name: 'Copy what was cut off' }).click()
  await expect(page.getByText('Copied what was cut off')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(whole.slice(1600))
  await window.message.fill('Short')
  await expect(cut).toHaveCount(0)
})

test('names written from right to left stand apart from what surrounds them', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'דוד,כהן,202 555 0101,,,yes,', 'Ada,Okafor,202 555 0102,,,yes,')
  await go(page, 'people')
  const name = page.getByRole('grid').getByText('דוד כהן')
  expect(await name.evaluate((element) => element.closest('bdi, [dir="auto"]')?.tagName)).toBe('BDI')
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'שלום (9:00)!' })
  await go(page, 'inbox/+12025550101')
  for (const words of [
    page.getByRole('heading', { name: 'דוד כהן' }),
    page.getByRole('main').getByText('שלום (9:00)!').last(),
  ])
    await expect
      .poll(() =>
        words.evaluate(
          (element) =>
            element.closest('bdi, [dir="auto"]') !== null ||
            element.querySelector('bdi, [dir="auto"]') !== null,
        ),
      )
      .toBe(true)
})
