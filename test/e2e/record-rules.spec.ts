/** What holds for a record: consent, opt-outs, staff, what it becomes, and the fields of the office. */
import { fetchFile, importCsv } from '../support/prepare'
import { composer, go, idsOf, out, signInAsReceptionist } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { HEAD, people, template, wizard } from './wizard'

test('B1 from the people table: “Bulk SMS” to everyone shown, who are listed before sending', async ({
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
  await go(page, 'people')
  await page.getByRole('searchbox', { name: 'Filter clients by name, number or tag' }).fill('Ad')
  await expect(page.getByText('3 clients found')).toBeVisible()
  await page.getByRole('button', { name: 'Bulk SMS to everyone shown' }).click()
  const w = wizard(page)
  await expect(page.getByText('3 clients you picked in People')).toBeVisible()
  await w.button('Next: the message').click()
  await w.useTemplate()
  await expect(w.heading).toContainText('2 people get one text each')
  await expect(page.getByRole('row', { name: /Ada Okafor.*555-0101.*Hi Ada, we open at nine/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Adam Reed.*555-0102/ })).toBeVisible()
  expect(out(carrier)).toHaveLength(0)
  await w.wont.click()
  await expect(page.getByText('Adele Non')).toBeVisible()
  await w.send()
  await w.allLeft()
  expect(
    out(carrier)
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual(['+12025550101', '+12025550102'])
})

test('B7 a preference is changed by hand, with a reason, in the ledger', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  const may = async () =>
    (await api.messages.may({ recipientId: ada, e164: '+12025550101', purpose: 'alerts' })).ok
  await signInAsReceptionist(page, api)
  await go(page, `people/${ada}`)
  const more = page.getByRole('button', { name: 'More for this record' })
  await more.click()
  // A no is anybody's to record; a yes is a manager's.
  await expect(page.getByRole('menuitem', { name: 'Record consent…' })).toHaveCount(0)
  await page.getByRole('menuitem', { name: 'Record a refusal…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /Ada Okafor alone/ }).click()
  await dialog.getByRole('button', { name: /^Record the refusal/ }).click()
  await expect(dialog.getByText('Say in a few words what was said.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'What was said?' }).fill('Too many texts, by phone')
  await dialog.getByRole('button', { name: /^Record the refusal/ }).click()
  const history = page.getByRole('region', { name: 'Consent history' })
  await expect(history.getByRole('listitem').filter({ hasText: 'Alerts refused' })).toContainText(
    'Too many texts, by phone',
  )
  await expect(history).toContainText('entered by Rita Sol')
  expect(await may()).toBe(false)
  await expect(
    api.consent.record({
      recipientIds: [ada],
      purpose: 'alerts',
      state: 'granted',
      basis: 'verbal',
      source: 'changed her mind',
      wording: '',
    }),
  ).rejects.toMatchObject({ code: 'forbidden' })

  await page.getByRole('button', { name: 'Lock the screen' }).click()
  await page.getByText('Anna Berg').click()
  await page.getByLabel('PIN', { exact: true }).fill('123456')
  await page.keyboard.press('Enter')
  await go(page, `people/${ada}`)
  await more.click()
  await page.getByRole('menuitem', { name: 'Record consent…' }).click()
  await dialog.getByRole('button', { name: /^Record “yes”/ }).click()
  await expect(dialog.getByText(/Say where the answer is kept/)).toBeVisible()
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Changed her mind, 24 November')
  await dialog.getByRole('button', { name: /^Record “yes”/ }).click()
  await expect(history.getByText('Alerts granted').first()).toBeVisible()
  await expect(history).toContainText('Changed her mind, 24 November')
  // Both answers stand in the ledger, the newest first.
  await expect(history.getByText('Alerts refused')).toBeVisible()
  expect(await may()).toBe(true)
})

test('M7 an opt-out holds for everybody who shares the number, survives archiving and re-import, and is handed out as evidence', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Maria,Alvarez,202 555 0101,,,yes,', 'Luis,Alvarez,202 555 0101,,,yes,')
  const { 'Maria Alvarez': maria = 0, 'Luis Alvarez': luis = 0 } = await idsOf(api)
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'Stop' })
  for (const id of [maria, luis]) {
    await go(page, `people/${id}`)
    await expect(page.getByText(/has opted out\. Only a START/)).toBeVisible()
  }
  await page.getByRole('button', { name: 'More for this record' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect(page.getByText('Archived Luis Alvarez')).toBeVisible()
  await api.people.archive({ ids: [maria], archived: true })
  await importCsv(api, [HEAD, 'Luis,Alvarez,202 555 0101,,,yes,yes'].join('\r\n'), { duplicates: 'add' })
  const again = (await idsOf(api))['Luis Alvarez'] ?? 0
  expect(again).not.toBe(luis)
  for (const purpose of ['alerts', 'marketing', 'conversation'] as const)
    expect((await api.messages.may({ recipientId: again, e164: '+12025550101', purpose })).ok).toBe(false)
  await go(page, `people/${again}`)
  await expect(page.getByText(/has opted out\. Only a START/)).toBeVisible()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export the consent history' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('consent Luis Alvarez.csv')
  const file = await fetchFile(api, await api.consent.export({ recipientId: again }))
  // The yes of the file does not count beside the opt-out.
  expect(file).not.toMatch(/alerts,granted/)
  expect(file).toMatch(/Luis Alvarez,'\+12025550101,all,blocked,.*Texted “Stop”/)
})

test('C9 a lead becomes a client with its history, and two records become one', async ({
  office: { page, api, carrier },
}) => {
  await importCsv(api, [HEAD, 'Ada,Okafor,202 555 0101,,,yes,'].join('\r\n'), { kind: 'lead' })
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  await composer(page, 'Ada Okafor').sendAs('Shall we begin in May?')
  await expect.poll(() => out(carrier)).toHaveLength(1)
  const more = page.getByRole('button', { name: 'More for this record' })
  await more.click()
  await page.getByRole('menuitem', { name: 'Make a client' }).click()
  await expect(page.getByText('Ada Okafor is a client now')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Clients')
  await expect(page.getByRole('row', { name: /Shall we begin in May\?/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText(
    'Was a lead, is a client from now on.',
  )
  await expect(page.getByRole('region', { name: 'Consent history' })).toContainText('Alerts granted')

  // The same person was taken up twice, and said no once.
  await importCsv(api, [HEAD, 'Ada,Okafor-Lind,202 555 0102,,,no,'].join('\r\n'))
  const twice = (await idsOf(api))['Ada Okafor-Lind'] ?? 0
  await api.people.tag({ ids: [twice], add: ['Tuesday'], remove: [] })
  await more.click()
  await page.getByRole('menuitem', { name: 'Merge with another record…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Merge', exact: true })).toBeDisabled()
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill('Lind')
  await page.getByRole('option', { name: /Ada Okafor-Lind/ }).click()
  await expect(dialog).toContainText('From Ada Okafor-Lind to Ada Okafor: (202) 555-0102, the tag Tuesday')
  await expect(dialog).toContainText('One of the two said no: Alerts.')
  await dialog.getByRole('button', { name: 'Merge, and archive Ada Okafor-Lind' }).click()
  await expect(page.getByText('Ada Okafor-Lind is now part of Ada Okafor')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Numbers' })).toContainText('(202) 555-0102')
  await expect(page.getByRole('button', { name: 'Text Ada Okafor', exact: true })).toHaveAttribute(
    'title',
    'They said no to texts.',
  )
  expect((await api.people.get({ id: twice })).archived).toBe(true)
})

test('X3 X7 staff are asked for “Permitted SMS text”, have a log, and stay out of what is sent to clients', async ({
  office: { page, api, carrier },
}) => {
  await importCsv(api, `${HEAD}\nSid,Moss,202 555 0112,,,,`, { kind: 'staff' })
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const sid = (await api.people.find({ text: 'Sid' }))[0]?.id ?? 0
  await go(page, `people/${sid}`)
  await expect(page.getByText('Permitted SMS text')).toBeVisible()
  await expect(page.getByText('Marketing', { exact: true })).toHaveCount(0)
  await expect(page.getByText('Texts not permitted')).toBeVisible()
  await api.consent.record({
    recipientIds: [sid],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'Contract of 2 March',
    wording: '',
  })
  await page.getByRole('button', { name: 'Create a message' }).click()
  await composer(page, 'Sid Moss').sendAs('Can you open at seven?')
  const log = page.getByRole('region', { name: 'Staff log' })
  await expect(log.getByText(/Can you open at seven\?/)).toBeVisible()
  // A list for anybody may hold them; a send to clients takes the clients of it alone.
  const list = await api.lists.save({
    id: null,
    name: 'Mixed',
    kind: 'static',
    recordKind: null,
    conditions: null,
  })
  const ada = (await api.people.find({ text: 'Ada' }))[0]?.id ?? 0
  await api.lists.addMembers({ id: list.id, recipientIds: [sid, ada] })
  const review = await api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [list.id], exclude: [], recipientIds: [] },
    what: { templateId: null, body: 'We are open.', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  expect([review.will, review.wont]).toEqual([1, 0])
  expect(out(carrier).map(({ to }) => to)).toEqual(['+12025550112'])
})

test('M22 custom fields: types, a column, a variable, and conditions with relative dates', async ({
  office: { page, api, clock },
}) => {
  const day = (n: number) =>
    new Date(clock.now() + n * 86_400_000).toLocaleDateString('en-CA', { timeZone: 'America/New_York' })
  for (const [label, type] of [
    ['Next visit', 'date'],
    ['Shoe size', 'number'],
    ['Called at', 'date-time'],
    ['Insured', 'yes-no'],
  ] as const)
    await api.fields.save({ id: null, label, type, choices: [] })
  await go(page, 'settings/fields')
  await page.getByRole('button', { name: 'Add field' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name' }).fill('Room')
  await choose(form.getByRole('combobox', { name: 'Type' }), 'Choice')
  await form.getByRole('combobox', { name: 'Choices' }).fill('Blue')
  await page.keyboard.press('Enter')
  await form.getByRole('combobox', { name: 'Choices' }).fill('Green')
  await page.keyboard.press('Enter')
  await form.getByRole('button', { name: 'Add field' }).click()
  await expect(page.getByText('{{ custom.room }}')).toBeVisible()

  const add = (firstName: string, custom: Record<string, string | number | boolean>) =>
    api.people.save({
      id: null,
      kind: 'client',
      firstName,
      lastName: 'Holt',
      email: '',
      language: null,
      tags: [],
      custom,
      numbers: [],
    })
  await add('Today', { next_visit: day(0), room: 'Blue', shoe_size: 41, insured: true })
  await add('Tomorrow', { next_visit: day(1), room: 'green', called_at: `${day(-1)}T09:30` })
  await add('Week', { next_visit: day(7) })
  await add('Past', { next_visit: day(-3) })
  // Beside the field, and nothing is saved.
  for (const [custom, field, words] of [
    [{ next_visit: '2026-02-30' }, 'custom.next_visit', /no day of the calendar/],
    [{ shoe_size: 'large' }, 'custom.shoe_size', /not a number/],
    [{ room: 'Red' }, 'custom.room', /none of Blue, Green/],
    [{ called_at: 'noon' }, 'custom.called_at', /not a date and time/],
  ] as const)
    await expect(add('Wrong', custom)).rejects.toMatchObject({ message: expect.stringMatching(words), field })

  const count = async (op: string, value: number | null = null, field = 'custom.next_visit') =>
    (await api.lists.count({ recordKind: 'client', conditions: { join: 'all', of: [{ field, op, value }] } }))
      .count
  expect([
    await count('today'),
    await count('tomorrow'),
    await count('in-days', 7),
    await count('within-next', 7),
    await count('within-last', 3),
    await count('within-last', 1, 'custom.called_at'),
  ]).toEqual([1, 1, 1, 3, 2, 1])

  await go(page, 'people')
  await page.getByRole('button', { name: 'Columns' }).press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Room' }).click()
  await page.keyboard.press('Escape')
  const heads = page.getByRole('columnheader', { name: 'Room' })
  await expect(heads).toBeVisible()
  await expect(page.getByRole('row', { name: /Tomorrow Holt.*Green/ })).toBeVisible()
  await heads.getByRole('button').click()
  await expect(page.getByRole('row').nth(1)).toContainText('Today Holt')

  // Birthdays: by month and day, whatever the year.
  await add('Zoe', { next_visit: `1980${day(2).slice(4)}` })
  await page.getByRole('button', { name: 'Add a filter' }).click()
  const filter = page.getByRole('dialog', { name: 'Add a filter' })
  await choose(filter.getByRole('combobox', { name: 'Condition: field' }), 'Next visit')
  await choose(
    filter.getByRole('combobox', { name: 'Condition: comparison' }),
    'is in this many days, in any year',
  )
  await filter.getByRole('textbox', { name: 'Condition: value' }).fill('2')
  await filter.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(
    page.getByRole('button', { name: 'Filter: Next visit is in 2 days, in any year', exact: true }),
  ).toBeVisible()
  await expect(page.getByRole('row', { name: /Zoe Holt/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Holt/ })).toHaveCount(1)
  await page.getByRole('button', { name: 'Remove filter Next visit is in 2 days, in any year' }).click()

  await api.templates.save({
    id: null,
    name: 'Room',
    recordKind: 'client',
    purpose: 'alerts',
    language: 'en',
    body: 'Your room: {{ custom.room }}, on {{ custom.next_visit | date: "long" }}.',
  })
  const { rows } = await api.people.page({ kind: 'client', search: 'Today' })
  const record = await api.templates.record({ recordKind: 'client', offset: 1 })
  expect(record.values['custom.room']).toBe('Blue')
  await go(page, `people/${rows[0]?.id}`)
  await expect(page.getByText('Next visit')).toBeVisible()
})
