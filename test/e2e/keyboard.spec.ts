/** The rest of the screen by keyboard alone: selections, the inbox, files, finding, and forgetting. */
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import { composer, idsOf, out } from './composer'
import { expect, test } from './fixture'
import { heard, inbox } from './inbox'
import { keys } from './keys'
import { people, template, wizard } from './wizard'
import { OWN, button, table, saved } from './keyboard-steps'

test('keyboard: rows are selected in the table, tagged, listed, reviewed and texted', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Adam,Reed,202 555 0102,,,yes,',
    'Adele,Non,202 555 0103,,,no,',
    'Bea,Holt,202 555 0104,,,yes,',
  )
  await template(api)
  const k = await keys(page)
  await k.press('g', 'p')
  await expect(page.getByText('4 clients')).toBeVisible()
  await k.press('/')
  await k.type('Ad')
  await expect(page.getByText('3 clients found')).toBeVisible()
  await k.row(table(page), /Ada Okafor/)
  await k.press('Shift+ArrowDown', 'Shift+ArrowDown')
  await expect(page.getByText('3 selected')).toBeVisible()
  await k.press('Escape')
  await expect(page.getByText('3 selected')).toHaveCount(0)
  await k.press('Control+a')
  await expect(page.getByText('3 selected')).toBeVisible()
  const bar = page.getByRole('toolbar', { name: 'Actions on the selection' })

  await k.back(bar.getByRole('button', { name: 'Tag' }))
  await k.press('Enter')
  const tag = page.getByRole('dialog', { name: 'Tag 3 records' })
  await k.inside(tag)
  await k.fill(tag.getByRole('combobox', { name: 'Add these tags' }), 'Spring')
  await k.press('Enter')
  await k.use(tag.getByRole('button', { name: 'Change tags' }))
  await expect(page.getByRole('row', { name: /Adam Reed.*Spring/ })).toBeVisible()
  await k.back(bar.getByRole('button', { name: 'Add to list' }))
  await k.press('Enter')
  const list = page.getByRole('dialog', { name: 'Add 3 records to a list' })
  await k.inside(list)
  await k.fill(list.getByRole('textbox', { name: 'Name of the new list' }), 'Spring people')
  await k.press('Enter')
  await expect(page.getByText('Added 3 records to “Spring people”')).toBeVisible()

  await k.use(button(page, 'Bulk SMS to everyone shown'))
  await expect(page.getByText('3 clients you picked in People')).toBeVisible()
  const w = wizard(page)
  await k.use(w.button('Next: the message'))
  await k.to(page.getByRole('radio', { name: /^Opening/ }))
  await k.press('Space')
  await k.use(w.button('Next: review'))
  await expect(w.heading).toContainText('2 people get one text each')
  await k.to(w.will)
  await k.press('ArrowRight')
  await k.on(w.wont)
  await expect(page.getByText('Adele Non')).toBeVisible()
  await k.use(w.button('Send 2 texts'))
  await expect.poll(() => out(carrier).length, { timeout: 20_000 }).toBe(2)
})

test('keyboard: the inbox, with a quick reply, a shared number, an unknown person, a doubtful opt-out, a picture, and done', async ({
  office: { page, api, carrier, clock },
}) => {
  test.setTimeout(90_000)
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Ben,Okafor,202 555 0101,,,,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Cy,Lund,202 555 0103,,,yes,',
  )
  await template(api)
  const say = (from: string, body: string) => carrier.inbound({ from, to: OWN, body })
  carrier.inbound({
    from: '+12025550102',
    to: OWN,
    body: 'When do you open? This is my card:',
    media: [PRACTICE_PICTURE],
  })
  clock.skip(2000)
  say('+12025550101', 'Can she come at four?')
  clock.skip(2000)
  say('+12025550177', 'Hi, this is Bea')
  clock.skip(2000)
  say('+12025550178', 'Do you take new people?')
  clock.skip(2000)
  say('+12025550103', 'I am moving away in March, please stop the reminders then')
  await heard(api, 5)
  const k = await keys(page)
  const it = inbox(page)
  await k.press('g', 'i')
  await expect(it.list.getByRole('link')).toHaveCount(5)
  const open = async (words: string, name: RegExp) => {
    await k.press('/')
    await k.fill(page.getByRole('searchbox', { name: 'Search conversations' }), words)
    await expect(it.list.getByRole('link')).toHaveCount(1)
    await k.to(it.row(name))
    await k.press('Enter')
  }

  // A quick reply from a template, sent in place; then words of one's own.
  await open('Holt', /Bea Holt/)
  await expect(it.thread.getByRole('heading', { name: 'Bea Holt' })).toBeVisible()
  await k.use(it.thread.getByRole('button', { name: 'Show 1 picture' }))
  await expect(it.thread.getByRole('img', { name: /^Picture from Bea Holt/ })).toBeVisible()
  await expect(it.answer).toBeVisible()
  await k.press('r')
  await k.on(it.answer)
  await k.menu(it.thread.getByRole('button', { name: 'Choose a template' }), /^Opening/)
  await expect(it.answer).toHaveValue('Hi Bea, we open at nine.')
  await k.press('Control+Enter')
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['Hi Bea, we open at nine.'])
  await k.on(it.answer)
  await k.back(it.thread.getByRole('button', { name: 'Done' }))
  await k.press('Enter')
  await expect(it.thread.getByRole('button', { name: 'Open again' })).toBeVisible()
  await k.on(it.thread.getByRole('button', { name: 'Open again' }))
  await k.press('d')
  await expect(it.thread.getByRole('button', { name: 'Done' })).toBeVisible()

  // Who is this: one of those who share it, somebody who is here already, somebody new.
  await open('0101', /Shared number/)
  await k.use(it.who.getByRole('button', { name: 'Ben Okafor' }))
  await expect(it.thread.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible()
  await open('0177', /Not in People/)
  await k.use(it.who.getByRole('button', { name: 'Add to a person…' }))
  const attach = page.getByRole('dialog', { name: /^Whose number/ })
  await k.inside(attach)
  await k.option(attach.getByRole('combobox', { name: 'Person' }), /Bea Holt/, 'holt')
  await k.use(attach.getByRole('button', { name: 'Add the number' }))
  await expect(it.thread.getByRole('heading', { name: 'Bea Holt' })).toBeVisible()
  await open('0178', /Not in People/)
  await k.menu(it.who.getByRole('button', { name: 'Somebody new…' }), 'Add a lead')
  const form = page.getByRole('dialog', { name: 'Add lead' })
  await k.on(form.getByRole('textbox', { name: 'First name' }))
  await k.type('Nia')
  await k.press('Enter')
  await expect(it.thread.getByRole('heading', { name: 'Nia' })).toBeVisible()

  await open('0103', /Opt-out\? Decide/)
  await k.use(it.thread.getByRole('button', { name: 'No, it is not: Cy Lund' }))
  await expect(it.answer).toBeVisible()
  expect((await api.outbox.state({})).doubtful).toBe(0)
  await k.press('r')
  await k.type('Thank you, noted.')
  await k.use(it.send)
  await expect.poll(() => out(carrier).map(({ body }) => body)).toContain('Thank you, noted.')
  await k.back(it.thread.getByRole('button', { name: 'Done' }))
  await k.press('Enter')
  await expect(it.thread.getByRole('button', { name: 'Open again' })).toBeVisible()
  // The views are one group: Tab comes to it, arrows change it.
  await k.press('/')
  await k.fill(page.getByRole('searchbox', { name: 'Search conversations' }), '')
  await k.radio(page.getByRole('radiogroup', { name: 'Show' }).getByRole('radio', { name: 'Done' }))
  await expect(it.list.getByRole('link')).toHaveCount(1)
})

test('keyboard: a file is chosen, mapped, checked, imported and taken back', async ({
  office: { page, api },
}) => {
  const k = await keys(page)
  await k.press('g', 'p')
  await k.use(page.getByRole('link', { name: 'Import' }).first())
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser')
    await k.use(button(page, 'Choose a file'))
    await (await chooser).setFiles({
      name: 'clients.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Name,Mobile,Odd column\r\nAda Okafor,202 555 0101,Blue\r\n,202 555 0102,\r\n'),
    })
  }
  await choose()
  await expect(page.getByText('2 lines')).toBeVisible()
  await k.option(page.getByRole('combobox', { name: 'Odd column becomes' }), 'Tags')
  await k.radio(page.getByRole('radio', { name: 'Everybody in this file agreed' }))
  await k.use(button(page, 'Check every line'))
  // What is missing has the focus.
  await k.on(page.getByRole('textbox', { name: 'Where is the answer kept?' }))
  await k.type('Intake forms 2026')
  await k.use(button(page, 'Check every line'))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 record would be new, 1 rejected')
  await k.radio(
    page.getByRole('radiogroup', { name: 'Which lines' }).getByRole('radio', { name: /^Rejected/ }),
  )
  await k.row(page.getByRole('grid', { name: 'Lines of the file' }), /No name/)
  const { text } = await saved(page, () =>
    k.use(page.getByRole('button', { name: /^Download the 1 rejected/ })),
  )
  expect(text).toContain('202 555 0102')
  await k.use(button(page, 'Import 1 person'))
  await expect(page.getByRole('heading', { level: 1, name: '1 record added' })).toBeVisible()
  await k.use(page.getByRole('button', { name: 'Undo this import…' }))
  await k.on(page.getByRole('dialog').getByRole('button', { name: 'Take back 1 record' }))
  await k.press('Enter')
  await expect(page.getByText('1 record taken back')).toBeVisible()
  expect((await api.people.page({})).total).toBe(0)
  await choose()
  await k.use(button(page, 'Choose another file'))
  await expect(button(page, 'Choose a file')).toBeVisible()
})

test('keyboard: people, a list, messages and the evidence of one person are saved as files', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const ids = await idsOf(api)
  const { id } = await api.lists.save({
    id: null,
    name: 'Both',
    kind: 'static',
    recordKind: 'client',
    conditions: null,
  })
  await api.lists.addMembers({ id, recipientIds: Object.values(ids) })
  const k = await keys(page)
  await k.press('g', 'p')
  const all = await saved(page, () => k.use(button(page, 'Export 2')))
  expect(all.text).toContain('Bea')
  await k.row(table(page), /Ada Okafor/)
  await k.press('Space')
  const one = await saved(page, async () => {
    await k.back(page.getByRole('toolbar').getByRole('button', { name: 'Export' }))
    await k.press('Enter')
  })
  expect(one.text).not.toContain('Bea')
  await k.press('g', 'l')
  await k.use(page.getByRole('link', { name: 'Both' }))
  const list = await saved(page, () => k.use(button(page, 'Export as CSV')))
  expect(list.text.trim().split('\r\n')).toHaveLength(3)
  await k.press('g', 'r')
  const messages = await saved(page, () => k.use(page.getByRole('button', { name: /^Export/ }).first()))
  expect(messages.text).toContain('Time (America/New_York)')
  await k.press('g', 'p')
  await k.row(table(page), /Ada Okafor/)
  await k.press('Enter')
  const evidence = await saved(page, () => k.use(button(page, 'Export the consent history')))
  expect(evidence.name).toBe('consent Ada Okafor.csv')
  expect(evidence.text).toContain('granted')
})

test('keyboard: everything is found with Ctrl K, and F6 goes round the parts of the window', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Adam,Reed,202 555 0102,,,yes,')
  const k = await keys(page)
  const found = page.getByRole('listbox', { name: 'Found' })
  await k.press('g', 'p')
  await expect(table(page)).toBeVisible()
  await k.press('Control+k')
  await k.on(page.getByRole('searchbox', { name: 'Search' }).first())
  await k.type('555-0102')
  await expect(found.getByRole('option').first()).toContainText('Adam Reed')
  await k.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Adam Reed' })).toBeVisible()
  await k.press('Control+k')
  await k.type('Ada')
  await expect(found.getByRole('option', { name: /Adam Reed/ })).toBeVisible()
  await expect(async () => {
    await k.press('ArrowDown')
    await expect(found.getByRole('option', { name: /Adam Reed/ })).toHaveAttribute(
      'data-combobox-selected',
      /.*/,
      { timeout: 100 },
    )
  }).toPass()
  await k.press('Escape')

  // Round the window: navigation, top bar, page, dock, and back to where it began.
  await k.use(page.getByRole('button', { name: 'Text Adam Reed', exact: true }))
  await k.on(composer(page, 'Adam Reed').message)
  const parts = [
    page.getByRole('navigation', { name: 'Main' }),
    page.getByRole('banner', { name: 'Top bar' }),
    page.getByRole('main'),
    page.getByRole('complementary', { name: 'Texts being written' }),
  ]
  for (const part of parts) {
    await k.press('F6')
    await expect(part.locator(':focus')).toHaveCount(1)
  }
  await k.press('Shift+F6')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
  // The keys are listed where somebody looks for them.
  await k.press('Escape')
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await k.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'Next part of the window',
  )
  await k.press('Escape')
  await k.use(button(page, 'Close; the draft is kept'))
  // The first stop of every page jumps over the navigation.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Adam Reed' })).toBeVisible()
  await k.press('Tab')
  await k.on(page.getByRole('link', { name: 'Skip to the page' }))
  await k.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('keyboard: all about a person is saved, the person forgotten, and the screen locked and unlocked', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const k = await keys(page)
  await k.press('g', 'p')
  await k.row(table(page), /Ada Okafor/)
  await k.press('Enter')
  const more = page.getByRole('button', { name: 'More for this record' })
  const html = await saved(page, () => k.menu(more, 'Export everything, to read'))
  expect(html.name).toBe('Ada Okafor.html')
  const json = await saved(page, () => k.menu(more, 'Export everything, as JSON'))
  expect(json.text).toContain('+12025550101')
  await k.menu(more, 'Forget…')
  const dialog = page.getByRole('dialog', { name: 'Forget Ada Okafor for good?' })
  await expect(dialog).toContainText('(202) 555-0101')
  await k.inside(dialog)
  await k.press('Escape')
  await expect(dialog).toHaveCount(0)
  await k.on(more)
  await k.menu(more, 'Forget…')
  await k.use(dialog.getByRole('button', { name: 'Forget Ada Okafor' }))
  await expect(page.getByText('Ada Okafor was forgotten')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Ada Okafor' })).toHaveCount(0)

  // Locked by keys, opened by keys, as somebody else.
  const me = (await api.session.get({})).user
  await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
  await api.users.save({ id: null, name: 'Rita Sol', role: 'receptionist', pin: '2468', number: null })
  await k.press('Control+l')
  const pin = page.getByLabel('PIN', { exact: true })
  await expect(pin).toBeFocused()
  await k.back(page.getByRole('radio', { name: 'Rita Sol' }))
  await k.press('Space')
  await expect(pin).toBeFocused()
  await k.type('0000')
  await k.press('Enter')
  await expect(pin).toHaveAttribute('aria-invalid', 'true')
  await k.fill(pin, '2468')
  await k.press('Enter')
  await expect(page.getByRole('button', { name: 'Rita Sol, Receptionist' })).toBeVisible()
  await k.use(button(page, 'Lock the screen'))
  await expect(pin).toBeFocused()
})
