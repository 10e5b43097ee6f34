/** Everything a desk does in a day, by keyboard alone: no mouse, and one sees at each step where one is. */
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { SMTPServer } from 'smtp-server'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import { importCsv } from '../support/prepare'
import { composer, gone, idsOf, out } from './composer'
import { expect, test } from './fixture'
import { heard, inbox } from './inbox'
import { keys } from './keys'
import { HEAD, people, template, wizard } from './wizard'

const OWN = '+12025550100'
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
/** The table of people, as it is after G P. */
const table = (page: Page, name = 'Clients') => page.getByRole('grid', { name })
/** What is saved when this key is pressed on it. */
const saved = async (page: Page, press: () => Promise<unknown>) => {
  const file = page.waitForEvent('download')
  await press()
  const download = await file
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

test('keyboard: a text is opened from the table, put together, made wider and taller, minimised, and sent', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,202 555 0102,,yes,', 'Bea,Holt,202 555 0103,,,yes,')
  await template(api)
  const k = await keys(page)
  await k.press('g', 'p')
  await k.row(table(page), /Ada Okafor/)
  await k.press('t')
  const window = composer(page, 'Ada Okafor')
  await k.on(window.message)
  await k.menu(window.number, /555-0102/)
  await expect(window.number).toContainText('(202) 555-0102')
  await k.menu(window.number, 'Add new…')
  const added = window.dock.getByRole('textbox', { name: 'New number' })
  await k.on(added)
  await k.type('12')
  await k.press('Enter')
  await expect(added).toHaveAttribute('aria-invalid', 'true')
  await k.fill(added, '202 555 0104')
  await k.press('Enter')
  await k.on(window.message)
  await expect(window.number).toContainText('(202) 555-0104')
  // A new number starts as not asked: what they say is recorded from the window.
  await k.use(window.dock.getByRole('button', { name: 'Record consent…' }))
  const dialog = page.getByRole('dialog', { name: 'Record consent of Ada Okafor' })
  await k.fill(dialog.getByRole('textbox', { name: /Where is the answer kept/ }), 'Asked at the desk')
  await k.press('Enter')
  await expect(dialog).toHaveCount(0)

  const templates = window.dock.getByRole('button', { name: 'Choose a template' })
  await k.use(templates)
  await expect(page.getByRole('menuitem', { name: /^Opening/ })).toBeVisible()
  await k.press('Escape')
  await k.on(templates)
  await k.menu(templates, /^Opening/)
  await k.on(window.message)
  await expect(window.message).toHaveValue('Hi Ada, we open at nine.')
  await k.press('End')
  await k.type(' See you, ')
  await k.menu(window.dock.getByRole('button', { name: 'Insert a field of this record' }), /^First name/)
  await k.on(window.message)
  await expect(window.message).toHaveValue('Hi Ada, we open at nine. See you, Ada')
  await k.menu(window.dock.getByRole('button', { name: /^As Alerts/ }), /^Marketing/)
  await k.menu(window.dock.getByRole('button', { name: /^As Marketing/ }), /^Alerts/)

  const before = (await window.message.boundingBox())?.height ?? 0
  const narrow = (await window.dock.boundingBox())?.width ?? 0
  await k.back(window.dock.getByRole('separator', { name: /^Width/ }))
  await k.press('ArrowLeft')
  expect((await window.dock.boundingBox())?.width).toBeCloseTo(narrow + 24, 0)
  await k.back(window.dock.getByRole('separator', { name: /^Height/ }))
  await k.press('ArrowUp', 'ArrowUp')
  expect((await window.message.boundingBox())?.height).toBeCloseTo(before + 48, 0)
  await k.use(window.dock.getByRole('button', { name: 'Minimise' }))
  const small = page.getByRole('button', { name: 'Open the text to Ada Okafor' })
  await k.on(small)
  await expect(window.message).toBeHidden()
  await k.press('Enter')
  await k.on(window.message)
  await expect(window.message).toHaveValue('Hi Ada, we open at nine. See you, Ada')

  await k.use(window.send)
  await expect(window.dock).toHaveCount(0)
  await expect
    .poll(() => out(carrier).map(({ to, body }) => [to, body]))
    .toEqual([['+12025550104', 'Hi Ada, we open at nine. See you, Ada']])
  // Back where it began: the next one is two keys away, and Escape puts it aside.
  await k.on(table(page))
  await k.press('ArrowDown', 't')
  await k.on(composer(page, 'Bea Holt').message)
  await k.press('Escape')
  await k.on(page.getByRole('button', { name: 'Open the text to Bea Holt' }))
  await k.use(button(page, 'Close; the draft is kept'))
  await k.on(table(page))
})

test('keyboard: a text with a date is written from the record, edited, recalled, and sent at its time', async ({
  office: { page, api, carrier, clock },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,202 555 0102,,yes,')
  const k = await keys(page)
  await k.press('g', 'p')
  await k.row(table(page), /Ada Okafor/)
  await k.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Okafor' })).toBeVisible()
  // The number chosen in the ribbon is the one of the window.
  const number = page.getByRole('button', { name: /^Number \(202\) 555-010\d, .*Choose another/ })
  const window = composer(page, 'Ada Okafor')
  await k.menu(number, /555-0102/)
  await k.use(page.getByRole('button', { name: 'Text Ada Okafor', exact: true }))
  await k.on(window.message)
  await expect(window.number).toContainText('(202) 555-0102')
  await k.use(button(page, 'Close; the draft is kept'))
  await k.back(number)
  await k.menu(number, /555-0101/)
  await k.use(page.getByRole('button', { name: 'Text Ada Okafor', exact: true }))
  await k.on(window.message)
  await k.type('See you at two')
  await k.use(window.dock.getByRole('button', { name: /^Sending date/ }))
  const form = page.getByRole('dialog', { name: 'Sending date' })
  await k.use(form.getByRole('button', { name: 'Not before' }))
  await k.to(form.getByRole('button', { name: /^24 November/ }))
  await k.press('ArrowRight')
  await k.on(form.getByRole('button', { name: /^25 November/ }))
  await k.press('ArrowLeft', 'Enter')
  await k.to(form.getByRole('spinbutton').nth(0))
  await k.type('14')
  await k.to(form.getByRole('spinbutton').nth(1))
  await k.type('00')
  await k.use(form.getByRole('button', { name: 'Take this time' }))
  await k.use(form.getByRole('button', { name: 'Done' }))
  await k.on(window.dock.getByRole('button', { name: /^Sending date: Today 14:00/ }))
  await k.to(window.dock.getByRole('button', { name: 'Send later' }))
  await k.press('Enter')
  await k.on(page.getByRole('button', { name: 'Text Ada Okafor', exact: true }))

  const panel = page.getByRole('region', { name: 'SMS messages' })
  const waiting = panel.getByRole('row', { name: /To be sent See you at/ })
  await expect(waiting).toContainText('Today 14:00')
  await k.use(waiting.getByRole('button', { name: 'Edit' }))
  await k.on(window.message)
  await expect(window.message).toHaveValue('See you at two')
  await expect(window.dock.getByRole('button', { name: /^Sending date: Today 14:00/ })).toBeVisible()
  await k.press('End')
  await k.type(', door B')
  await k.press('Control+Enter')
  await expect(window.dock).toHaveCount(0)
  // The row it was opened from is another one now: the page goes on from its beginning.
  await expect(page.getByRole('main')).toBeFocused()
  await expect(panel.getByRole('row', { name: /To be sent See you at two, door B/ })).toBeVisible()

  await k.use(button(page, 'Create a message'))
  await k.on(window.message)
  await k.type('The wrong one')
  await k.use(window.dock.getByRole('button', { name: /^Sending date/ }))
  await k.use(form.getByRole('button', { name: 'Not before' }))
  await k.to(form.getByRole('button', { name: /^24 November/ }))
  await k.press('ArrowRight', 'Enter')
  await k.use(form.getByRole('button', { name: 'Take this time' }))
  await k.use(form.getByRole('button', { name: 'Done' }))
  await k.use(window.dock.getByRole('button', { name: 'Send later' }))
  await k.use(panel.getByRole('row', { name: /The wrong one/ }).getByRole('button', { name: 'Recall' }))
  await expect(panel.getByRole('row', { name: /Cancelled The wrong one/ })).toBeVisible()

  clock.skip(5 * 3_600_000)
  await expect(panel.getByRole('row', { name: /Delivered See you at two, door B/ })).toBeVisible({
    timeout: 20_000,
  })
  expect(gone(carrier).map(({ body }) => body)).toEqual(['See you at two, door B'])
  // Each entry of the history leads to a text at its number.
  await k.use(
    panel.getByRole('row', { name: /Delivered/ }).getByRole('button', { name: 'Text (202) 555-0101' }),
  )
  await k.on(window.message)
})

test('keyboard: a record is added, changed, noted, and its panels are sorted, filtered and turned', async ({
  office: { page, api },
}) => {
  const k = await keys(page)
  await k.press('g', 'p')
  await k.use(button(page, 'Add client').first())
  const form = page.getByRole('dialog', { name: 'Add client' })
  await k.on(form.getByRole('textbox', { name: 'First name' }))
  await k.type('Ada')
  await k.fill(form.getByRole('textbox', { name: 'Last name' }), 'Okafor')
  await k.fill(form.getByRole('textbox', { name: 'Phone number 1' }), '202 555 0101')
  for (const [n, number] of [
    [2, '202 555 0102'],
    [3, '202 555 0103'],
  ] as const) {
    await k.use(form.getByRole('button', { name: 'Add a number' }))
    await k.back(form.getByRole('textbox', { name: `Phone number ${n}` }))
    await k.type(number)
  }
  await k.fill(form.getByRole('combobox', { name: 'Label of number 2' }), 'Work')
  await k.press('Escape')
  await k.back(form.getByRole('radio', { name: 'Primary' }).nth(0))
  await k.option(form.getByRole('combobox', { name: 'Language' }), 'Spanish')
  await k.fill(form.getByRole('combobox', { name: 'Tags' }), 'Tuesday')
  await k.press('Enter')
  await k.use(form.getByRole('button', { name: 'Add client' }))
  await expect(form).toHaveCount(0)
  await k.row(table(page), /Ada Okafor/)
  await k.press('Enter')

  await k.use(button(page, 'Edit'))
  const edit = page.getByRole('dialog', { name: 'Edit Ada Okafor' })
  await k.fill(edit.getByRole('textbox', { name: 'Last name' }), 'Okafor-Lind')
  await k.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Okafor-Lind' })).toBeVisible()

  const notes = page.getByRole('region', { name: 'Notes' })
  for (const body of ['First: called', 'Second: parking', 'Third: prefers mornings']) {
    await k.fill(notes.getByRole('textbox', { name: 'New note' }), body)
    await k.press('Control+Enter')
    await expect(notes.getByText(body)).toBeVisible()
  }
  await k.option(notes.getByRole('combobox', { name: 'Order of the notes' }), 'Oldest first')
  await expect(notes.getByRole('listitem').first()).toContainText('First: called')
  await k.fill(notes.getByRole('searchbox', { name: 'Filter the notes' }), 'parking')
  await expect(notes.getByRole('listitem')).toHaveCount(1)

  const numbers = page.getByRole('region', { name: 'Numbers' })
  await k.option(numbers.getByRole('combobox', { name: 'Order of the numbers' }), 'By label')
  await expect(numbers.getByRole('listitem').first()).toContainText('Home')
  await k.fill(numbers.getByRole('searchbox', { name: 'Filter the numbers' }), 'work')
  await expect(numbers.getByRole('listitem')).toHaveCount(1)
  await k.use(numbers.getByRole('button', { name: 'Text (202) 555-0102' }))
  const window = composer(page, 'Ada Okafor-Lind')
  await expect(window.number).toContainText('(202) 555-0102')
  await k.use(button(page, 'Close; the draft is kept'))
  await k.use(numbers.getByRole('button', { name: 'Add or change numbers' }))
  await k.press('Escape')
  await expect(edit).toHaveCount(0)
  await k.on(numbers.getByRole('button', { name: 'Add or change numbers' }))

  await api.outbox.pause({})
  const id = (await idsOf(api))['Ada Okafor-Lind'] ?? 0
  await api.consent.record({
    recipientIds: [id],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'Intake form',
    wording: '',
  })
  for (let n = 1; n <= 22; n += 1)
    await api.messages.send({
      draftId: crypto.randomUUID(),
      recipientId: id,
      e164: '+12025550101',
      body: `Text number ${n}`,
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
  const messages = page.getByRole('region', { name: 'SMS messages' })
  await expect(messages.getByText('1 to 20 of 22')).toBeVisible()
  await k.back(messages.getByRole('button', { name: 'Next messages' }))
  await k.press('Enter')
  await expect(messages.getByText('21 to 22 of 22')).toBeVisible()
  await k.back(messages.getByRole('button', { name: 'When' }))
  await k.press('Enter')
  await expect(messages.getByRole('row', { name: /Text number 1\b/ })).toBeVisible()
  const which = messages.getByRole('combobox', { name: 'Which messages' })
  await k.back(which)
  await k.option(which, 'Replies')
  await expect(messages.getByText('No message is like that.')).toBeVisible()
})

test('keyboard: consent is given and refused with a reason, a lead becomes a client, and two records one', async ({
  office: { page, api },
}) => {
  await importCsv(api, [HEAD, 'Ada,Okafor,202 555 0101,,,,'].join('\r\n'), { kind: 'lead' })
  await people(api, 'Ada,Lind,202 555 0102,,,,')
  const k = await keys(page)
  await k.press('Control+k')
  await k.type('Ada Okafor')
  await expect(page.getByRole('option', { name: /Ada Okafor/ }).first()).toBeVisible()
  await k.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Okafor' })).toBeVisible()
  const more = page.getByRole('button', { name: 'More for this record' })
  const history = page.getByRole('region', { name: 'Consent history' })

  await k.use(button(page, 'Record consent to alerts'))
  const yes = page.getByRole('dialog', { name: 'Record consent of Ada Okafor' })
  await k.inside(yes)
  await k.radio(yes.getByRole('radio', { name: /^Marketing/ }))
  await k.option(yes.getByRole('combobox', { name: 'How did they say it?' }), /^Said it/)
  await k.use(yes.getByRole('button', { name: /^Record “yes”/ }))
  // What is wrong has the focus.
  await k.on(yes.getByRole('textbox', { name: /Where is the answer kept/ }))
  await k.type('Front desk, 24 November')
  await k.fill(yes.getByRole('textbox', { name: /What were they asked/ }), 'May we send you offers?')
  await k.use(yes.getByRole('button', { name: /^Record “yes”/ }))
  await expect(history.getByText('Marketing granted')).toBeVisible()

  await k.menu(more, 'Record a refusal…')
  const no = page.getByRole('dialog', { name: 'Ada Okafor wants no texts' })
  await k.on(no.getByRole('textbox', { name: 'What was said?' }))
  await k.radio(no.getByRole('radio', { name: /Ada Okafor alone/ }))
  await k.option(no.getByRole('combobox', { name: 'For which texts?' }), 'Marketing')
  await k.fill(no.getByRole('textbox', { name: 'What was said?' }), 'No offers, please')
  await k.press('Enter')
  await expect(history.getByText('Marketing refused')).toBeVisible()
  await expect(history).toContainText('No offers, please')

  await k.menu(more, 'Make a client')
  await expect(page.getByText('Ada Okafor is a client now')).toBeVisible()
  // What can be undone is one of the parts that F6 goes round, and stays while one is there.
  const undo = button(page, 'Undo')
  await k.press('F6')
  for (let parts = 0; parts < 5 && !(await undo.evaluate((it) => it === document.activeElement)); parts += 1)
    await k.press('F6')
  await expect(undo).toBeFocused()
  await k.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Leads')
  await k.menu(more, 'Make a client')
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Clients')

  await k.menu(more, 'Merge with another record…')
  const merge = page.getByRole('dialog', { name: /^Merge another record/ })
  await k.on(merge.getByRole('combobox', { name: /Which record/ }))
  await k.option(merge.getByRole('combobox', { name: /Which record/ }), /Ada Lind/, 'Lind')
  await expect(merge).toContainText('From Ada Lind to Ada Okafor: (202) 555-0102')
  await k.use(merge.getByRole('button', { name: 'Merge, and archive Ada Lind' }))
  await expect(page.getByRole('region', { name: 'Numbers' })).toContainText('(202) 555-0102')
  await k.menu(more, 'Archive')
  await expect(page.getByText('Archived Ada Okafor')).toBeVisible()
  await k.menu(more, 'Bring back')
  await expect(page.getByText('Brought back Ada Okafor')).toBeVisible()
})

test('keyboard: an account is added, gets its people, and is texted', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Mia,Stone,202 555 0111,,,yes,')
  const k = await keys(page)
  await k.press('g', 'a')
  await k.use(button(page, 'Add account').first())
  const form = page.getByRole('dialog', { name: 'Add account' })
  await k.on(form.getByRole('textbox', { name: 'Name', exact: true }))
  await k.type('Linden School')
  await k.fill(form.getByRole('textbox', { name: 'Phone number 1' }), '202 555 0110')
  await k.use(form.getByRole('button', { name: 'Add account' }))
  await expect(form).toHaveCount(0)

  await k.press('g', 'p')
  await k.row(table(page), /Mia Stone/)
  await k.press('Enter')
  await k.use(button(page, 'Edit'))
  const edit = page.getByRole('dialog', { name: 'Edit Mia Stone' })
  await k.option(edit.getByRole('combobox', { name: 'Account' }), 'Linden School', 'Lind')
  await k.use(edit.getByRole('button', { name: 'Save' }))
  await k.use(page.getByRole('link', { name: 'Linden School' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Linden School' })).toBeVisible()

  await k.use(button(page, 'Record consent to alerts'))
  await k.fill(page.getByRole('textbox', { name: /Where is the answer kept/ }), 'Contract of 2 March')
  await k.press('Enter')
  const members = page.getByRole('region', { name: 'People' })
  await k.use(members.getByRole('button', { name: 'Text Mia Stone' }))
  await k.on(composer(page, 'Mia Stone').message)
  await k.use(button(page, 'Close; the draft is kept'))
  await k.on(members.getByRole('button', { name: 'Text Mia Stone' }))
  await k.use(button(page, 'Create a message'))
  await k.on(composer(page, 'Linden School').message)
  await k.type('The keys are here')
  await k.press('Control+Enter')
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550110'])
  await k.use(members.getByRole('link', { name: 'Mia Stone' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Mia Stone' })).toBeVisible()
})

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

test('keyboard: custom fields are made, changed and archived, and stand as a column and on the record', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const k = await keys(page)
  await k.press('g', ',')
  await k.use(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Custom fields' }))
  await k.use(button(page, 'Add field'))
  const form = page.getByRole('dialog', { name: 'Add field' })
  await k.on(form.getByRole('textbox', { name: 'Name' }))
  await k.type('Room')
  await k.option(form.getByRole('combobox', { name: 'Type' }), 'Choice')
  for (const choice of ['Blue', 'Green']) {
    await k.fill(form.getByRole('combobox', { name: 'Choices' }), choice)
    await k.press('Enter')
  }
  await k.use(form.getByRole('button', { name: 'Add field' }))
  await expect(page.getByText('{{ custom.room }}')).toBeVisible()
  await k.use(button(page, 'Edit Room'))
  const edit = page.getByRole('dialog', { name: 'Edit Room' })
  await k.inside(edit)
  await k.fill(edit.getByRole('textbox', { name: 'Name' }), 'Treatment room')
  await k.press('Enter')
  await expect(page.getByRole('cell', { name: 'Treatment room', exact: true })).toBeVisible()
  await k.use(button(page, 'Archive Treatment room'))
  await k.use(button(page, 'Bring back Treatment room'))
  await expect(button(page, 'Archive Treatment room')).toBeVisible()

  await k.press('g', 'p')
  await k.row(table(page), /Ada Okafor/)
  await k.press('Enter')
  await k.use(button(page, 'Edit'))
  const person = page.getByRole('dialog', { name: 'Edit Ada Okafor' })
  await k.option(person.getByRole('combobox', { name: 'Treatment room' }), 'Green')
  await k.use(person.getByRole('button', { name: 'Save' }))
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Green')
  await k.press('g', 'p')
  await k.use(button(page, 'Columns'))
  const item = page.getByRole('menuitemcheckbox', { name: 'Treatment room' })
  await expect(async () => {
    await k.press('ArrowDown')
    await expect(item).toBeFocused({ timeout: 100 })
  }).toPass()
  await k.press('Enter', 'Escape')
  await expect(page.getByRole('row', { name: /Ada Okafor.*Green/ })).toBeVisible()
  await k.use(page.getByRole('columnheader', { name: 'Treatment room' }).getByRole('button'))
  await expect(page.getByRole('columnheader', { name: 'Treatment room' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
})

test('keyboard: a number is blocked, found and unblocked in the suppression list, and a doubtful one decided', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Cy,Lund,202 555 0103,,,yes,')
  carrier.inbound({
    from: '+12025550103',
    to: OWN,
    body: 'I am moving away in March, please stop the reminders then',
  })
  await heard(api, 1)
  const k = await keys(page)
  // The record itself says that something waits, and is answered there or here.
  await k.press('g', 'p')
  await k.row(table(page), /Cy Lund/)
  await k.press('Enter')
  const todo = page.getByRole('region', { name: 'To do' })
  await expect(todo).toContainText('please stop the reminders then')
  await k.to(todo.getByRole('button', { name: 'Yes, block it: Cy Lund' }))
  await k.press('g', ',')
  await k.use(
    page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Blocked numbers' }),
  )
  await k.use(button(page, '(202) 555-0103 meant something else'))
  await expect(page.getByText('No number is blocked')).toBeVisible()

  await k.use(button(page, 'Block a number'))
  const form = page.getByRole('dialog', { name: 'Block a number' })
  await k.on(form.getByRole('textbox', { name: 'Phone number' }))
  await k.type('202 555 0199')
  await k.press('Enter')
  await k.on(form.getByRole('textbox', { name: 'Why?' }))
  await k.type('Asked by phone')
  await k.press('Enter')
  const rows = page.getByRole('grid', { name: 'Blocked numbers' })
  await expect(rows).toContainText('(202) 555-0199')
  await k.fill(page.getByRole('searchbox', { name: 'Find a blocked number' }), '0199')
  await k.row(rows, /555-0199/)
  await k.use(button(page, 'Lift the block of (202) 555-0199'))
  const lift = page.getByRole('dialog', { name: /^Lift the block/ })
  await k.on(lift.getByRole('textbox', { name: /Why may it be texted/ }))
  await k.type('It was a mistake')
  await k.use(lift.getByRole('button', { name: 'Lift the block' }))
  await expect(page.getByText('No blocked number matches.')).toBeVisible()
})

test('keyboard: replies by e-mail are set up, tried and switched on', async ({
  office: { page, api, carrier },
}) => {
  const mails: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData(stream, _session, done) {
      let mail = ''
      stream.on('data', (part: Buffer) => {
        mail += String(part)
      })
      stream.on('end', () => {
        mails.push(mail)
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
    const k = await keys(page)
    await k.press('g', ',')
    await k.use(
      page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Replies by e-mail' }),
    )
    const form = page.getByRole('form', { name: 'Replies by e-mail' })
    await k.to(form.getByRole('switch', { name: 'Forward replies by e-mail' }))
    await k.press('Space')
    await k.fill(form.getByRole('textbox', { name: 'To', exact: true }), 'reception@example.com')
    await k.fill(form.getByRole('textbox', { name: 'From', exact: true }), 'deskbell@example.com')
    await k.fill(form.getByRole('textbox', { name: 'Mail server' }), '127.0.0.1')
    await k.fill(
      form.getByRole('textbox', { name: 'Port' }),
      String((server.server.address() as AddressInfo).port),
    )
    await k.radio(form.getByRole('radio', { name: 'None' }))
    await k.to(form.getByRole('textbox', { name: 'User' }))
    await k.to(form.getByLabel('Password', { exact: true }))
    await k.use(form.getByRole('button', { name: 'Send a test e-mail' }))
    await expect.poll(() => mails.length).toBe(1)
    await k.back(form.getByRole('button', { name: 'Save mail settings' }))
    await k.press('Enter')
    await expect(page.getByText('Replies are forwarded from now on')).toBeVisible()
    carrier.inbound({ from: '+12025550101', to: OWN, body: 'Is four all right?' })
    await expect.poll(() => mails.length).toBe(2)
    expect(mails[1]).toContain('Is four all right?')
  } finally {
    await new Promise<void>((done) => server.close(done))
  }
})

test('keyboard: staff are asked for their own permission and texted, by a receptionist', async ({
  office: { page, api, carrier },
}) => {
  await importCsv(api, `${HEAD}\nSid,Moss,202 555 0112,,,yes,`, { kind: 'staff' })
  const me = (await api.session.get({})).user
  await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
  await api.users.save({ id: null, name: 'Rita Sol', role: 'receptionist', pin: '2468', number: null })
  const k = await keys(page)
  await k.press('Control+l')
  await k.to(page.getByRole('radio', { name: 'Rita Sol' }))
  await k.press('Space')
  await k.type('2468')
  await k.press('Enter')
  await expect(page.getByRole('button', { name: 'Rita Sol, Receptionist' })).toBeVisible()
  await k.press('g', 'p')
  await k.to(page.getByRole('tab', { name: /^Clients/ }))
  await k.press('ArrowRight', 'ArrowRight')
  await expect(page.getByRole('tab', { name: /^Staff/ })).toHaveAttribute('aria-selected', 'true')
  await k.row(table(page, 'Staff'), /Sid Moss/)
  await k.press('Enter')
  await expect(page.getByText('Permitted SMS text')).toBeVisible()
  await k.use(button(page, 'Create a message'))
  await k.on(composer(page, 'Sid Moss').message)
  await k.type('Can you open at seven?')
  await k.press('Control+Enter')
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550112'])
  await expect(
    page.getByRole('region', { name: 'Staff log' }).getByText(/Can you open at seven\?/),
  ).toBeVisible()
})

test('keyboard: the opt-out line, what notifications say, the idle lock and one’s own number are set', async ({
  office: { page, api },
}) => {
  const k = await keys(page)
  const section = async (name: string) => {
    await k.press('g', ',')
    await k.use(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }))
  }
  await section('Sending')
  await k.fill(page.getByRole('textbox', { name: 'English' }), 'Text STOP to end')
  await k.option(page.getByRole('combobox', { name: 'On a text to one person' }), /^Once per conversation/)
  await k.use(button(page, 'Save rules'))
  await expect(page.getByText('Saved the rules of sending')).toBeVisible()
  const { sending } = await api.settings.get({})
  expect([sending.optOut.en, sending.individualOptOut]).toEqual(['Text STOP to end', 'once'])

  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await section('Notifications')
  await k.to(page.getByRole('switch', { name: 'Show who wrote, and the words' }))
  await k.press('Space')
  await k.use(button(page, 'Save notifications'))
  await expect(page.getByText('Saved the notifications')).toBeVisible()
  await section('Screen lock')
  await k.fill(page.getByRole('textbox', { name: 'Lock when nobody did anything for' }), '7')
  await k.use(button(page, 'Save screen lock'))
  await expect(page.getByText('Saved the screen lock')).toBeVisible()
  await expect.poll(async () => (await api.settings.get({})).idleLockMinutes).toBe(7)
  await section('Your number')
  await k.fill(page.getByRole('textbox', { name: 'Your own mobile number' }), '202 555 0142')
  await k.use(button(page, 'Save number'))
  await expect(page.getByText('Saved your number')).toBeVisible()
})

test('settings that were not saved ask before G, a key, or a hit of the search leads away', async ({
  office: { page, api },
}) => {
  const title = page.getByRole('heading', { level: 1 })
  const asks = page.getByRole('dialog', { name: 'Leave without saving?' })
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/office`)
  const name = page.getByRole('textbox', { name: 'Office name' })
  await name.fill('Larkfield West')
  await button(page, 'Save office').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(asks).toBeVisible()
  await asks.getByRole('button', { name: 'Cancel' }).click()
  await expect(asks).toHaveCount(0)
  await expect(name).toHaveValue('Larkfield West')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Lists')
  await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toContainText(
    'Lists',
  )
  await page.keyboard.press('Enter')
  await expect(asks).toBeVisible()
  await asks.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(title).toHaveText('Lists')
  expect((await api.settings.get({})).office.name).not.toBe('Larkfield West')
})
