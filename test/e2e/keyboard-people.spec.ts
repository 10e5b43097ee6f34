/** The desk by keyboard alone: records, accounts and the texts to them. */
import { importCsv } from '../support/prepare'
import { composer, gone, idsOf, out, sizeOf } from './composer'
import { expect, test } from './fixture'
import { keys } from './keys'
import { HEAD, people, template } from './wizard'
import { button, table } from './keyboard-steps'

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
  await k.open(/^Opening/)
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

  const [tall, wide] = [sizeOf(window.message, 'height'), sizeOf(window.dock, 'width')]
  const [before, narrow] = [await tall(), await wide()]
  await k.back(window.dock.getByRole('separator', { name: /^Width/ }))
  await k.press('ArrowLeft')
  await expect.poll(wide).toBeCloseTo(narrow + 24, 0)
  await k.back(window.dock.getByRole('separator', { name: /^Height/ }))
  await k.press('ArrowUp', 'ArrowUp')
  await expect.poll(tall).toBeCloseTo(before + 48, 0)
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
