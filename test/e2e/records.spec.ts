/** A record: what is written from it, its sub-panels, and an account. */
import { importCsv } from '../support/prepare'
import { composer, go, gone, idsOf, out, setDate } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { people, template } from './wizard'

test('S2 the sub-panel “SMS messages” creates a text with template, sending date and status', async ({
  office: { page, api, carrier, clock },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Off,Phone,202 555 0190,,,yes,')
  await template(api)
  const { 'Ada Okafor': ada = 0, 'Off Phone': off = 0 } = await idsOf(api)
  await go(page, `people/${ada}`)
  const panel = page.getByRole('region', { name: 'SMS messages' })
  await panel.getByRole('button', { name: 'Create a message' }).click()
  const window = composer(page, 'Ada Okafor')
  await window.template('Opening')
  await expect(panel.getByRole('row', { name: /Draft Hi Ada, we open at nine\. Not sent/ })).toBeVisible()
  await window.dock.getByRole('button', { name: /^Close/ }).click()
  await panel.getByRole('button', { name: 'Continue' }).click()
  await expect(window.message).toHaveValue('Hi Ada, we open at nine.')
  await setDate(page, window.dock, '24', '13', '30')
  await window.dock.getByRole('button', { name: 'Send later' }).click()
  await expect(page.getByText('Text to Ada Okafor, (202) 555-0101 leaves today 13:30')).toBeVisible()
  const waiting = panel.getByRole('row', { name: /To be sent Hi Ada, we open at nine\. Today 13:30/ })
  await expect(waiting).toBeVisible()
  await expect(panel.getByRole('row', { name: /Draft/ })).toHaveCount(0)
  expect(gone(carrier)).toHaveLength(0)

  // One that was recalled never leaves.
  await panel.getByRole('button', { name: 'Create a message' }).click()
  await window.message.fill('The wrong one')
  await setDate(page, window.dock, '24', '13', '31')
  await window.dock.getByRole('button', { name: 'Send later' }).click()
  await panel
    .getByRole('row', { name: /The wrong one/ })
    .getByRole('button', { name: 'Recall' })
    .click()
  await expect(
    panel.getByRole('row', { name: /Cancelled The wrong one.*Recalled by Anna Berg/ }),
  ).toBeVisible()

  clock.skip(4 * 3_600_000)
  await expect(panel.getByRole('row', { name: /Delivered Hi Ada/ })).toBeVisible({ timeout: 20_000 })
  expect(gone(carrier).map(({ body }) => body)).toEqual(['Hi Ada, we open at nine.'])

  await go(page, `people/${off}`)
  await panel.getByRole('button', { name: 'Create a message' }).click()
  await composer(page, 'Off Phone').sendAs('Are you there?')
  await expect(panel.getByRole('row', { name: /Undelivered Are you there\?/ })).toBeVisible({
    timeout: 20_000,
  })
})

test('S3 a sending date is honoured, also when the PC was off at that minute', async ({
  office: { page, api, carrier, clock, restart },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const { 'Ada Okafor': ada = 0, 'Bea Holt': bea = 0 } = await idsOf(api)
  for (const [id, name] of [
    [ada, 'Ada Okafor'],
    [bea, 'Bea Holt'],
  ] as const) {
    await go(page, `people/${id}`)
    await page.getByRole('button', { name: 'Create a message' }).click()
    const window = composer(page, name)
    await window.message.fill(`See you tomorrow, ${name}.`)
    await setDate(page, window.dock, '25', '09', '00')
    await window.dock.getByRole('button', { name: 'Send later' }).click()
    await expect(page.getByRole('row', { name: /To be sent.*Tomorrow 09:00/ })).toBeVisible()
  }
  clock.skip(22 * 3_600_000)
  await restart()
  await go(page, `people/${ada}`)
  await expect(page.getByRole('row', { name: /To be sent.*Today 09:00/ })).toBeVisible()
  expect(gone(carrier)).toHaveLength(0)
  // Off from here on, past the minute; and one of the two said no by phone in between.
  await api.consent.refuse({
    recipientId: bea,
    e164: '+12025550102',
    scope: 'person',
    purpose: 'alerts',
    reason: 'called and said no',
  })
  // It waits on the carrier's schedule by now, and is taken off it while the PC is still on.
  await expect.poll(() => out(carrier).find(({ to }) => to === '+12025550102')?.status).toBe('canceled')
  await restart(() => clock.skip(3 * 3_600_000))
  await expect.poll(() => gone(carrier).map(({ to }) => to)).toEqual(['+12025550101'])
  await go(page, `people/${bea}`)
  await expect(page.getByRole('row', { name: /Cancelled See you tomorrow, Bea Holt/ })).toBeVisible()
})

test('S5 a template chosen in the composer is edited for this one text', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await template(api)
  await api.fields.save({ id: null, label: 'Visit', type: 'date', choices: [] })
  await template(api, 'Dear {{ first_name }}, your visit is on {{ custom.visit }}.', 'Visit')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.message.fill('Half a sentence')
  await window.template('Visit')
  await expect(window.message).toHaveValue('Dear Ada, your visit is on [visit].')
  // What stood there before is not lost.
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(window.message).toHaveValue('Half a sentence')
  await window.template('Visit')
  await window.send.click()
  await expect(window.dock.getByRole('alert')).toContainText('[visit]')
  expect((await api.messages.page({})).total).toBe(0)
  await window.message.fill('Dear Ada, your visit is on Friday [bring your card].')
  await window.send.click()
  await expect
    .poll(() => out(carrier).map(({ body }) => body))
    .toEqual(['Dear Ada, your visit is on Friday [bring your card].'])
  expect((await api.messages.page({})).rows[0]?.template).toBe('Visit')
  expect((await api.templates.list({})).find(({ name }) => name === 'Visit')?.body).toContain('{{')
})

test('S6 an account is added with its office number and consent, and texted like a person', async ({
  office: { page, api, carrier },
}) => {
  await page.getByRole('link', { name: 'Accounts' }).click()
  await page.getByRole('button', { name: 'Add account' }).first().click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name' }).fill('Linden School')
  await form.getByRole('textbox', { name: 'Phone number 1' }).fill('202 555 0110')
  await form.getByRole('button', { name: 'Add account' }).click()
  await page.getByRole('link', { name: 'Linden School' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Linden School' })).toBeVisible()
  await expect(page.getByText('Office number')).toBeVisible()
  await page.getByRole('button', { name: 'Record consent to alerts' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Contract of 2 March')
  await dialog.getByRole('button', { name: /^Record/ }).click()

  const { rows } = await api.people.page({ kind: 'account' })
  const account = rows[0]?.id ?? 0
  await api.people.save({
    id: null,
    kind: 'client',
    firstName: 'Mia',
    lastName: 'Stone',
    email: '',
    language: null,
    accountId: account,
    tags: [],
    custom: {},
    numbers: [{ id: null, number: '202 555 0111', label: 'Mobile', primary: true }],
  })
  const members = page.getByRole('region', { name: 'People' })
  await expect(members.getByRole('link', { name: 'Mia Stone' })).toBeVisible()
  await expect(members.getByRole('button', { name: 'Text Mia Stone' })).toBeVisible()

  await importCsv(
    api,
    [
      'First Name,Last Name,Mobile Phone,Company',
      ...Array.from({ length: 21 }, (_, n) => `Pupil,Number${String(n).padStart(2, '0')},,Linden School`),
    ].join('\r\n'),
  )
  await expect(members.getByText('1 to 20 of 22')).toBeVisible()
  await members.getByRole('button', { name: 'Next people' }).click()
  await expect(members.getByText('21 to 22 of 22')).toBeVisible()
  await choose(members.getByRole('combobox', { name: 'Order of the people' }), 'Newest first')
  await expect(members.getByRole('listitem').first()).toContainText('Pupil Number')
  await members.getByRole('searchbox', { name: 'Filter the people' }).fill('mia')
  await expect(members.getByRole('listitem')).toHaveCount(1)
  await expect(members.getByRole('button', { name: /^Text all/ })).toHaveCount(0)

  await api.templates.save({
    id: null,
    name: 'Keys',
    recordKind: 'account',
    purpose: 'alerts',
    language: 'en',
    body: '{{ account_name }}: the keys are here.',
  })
  await page
    .getByRole('region', { name: 'SMS messages' })
    .getByRole('button', { name: 'Create a message' })
    .click()
  const window = composer(page, 'Linden School')
  await window.template('Keys')
  await expect(window.message).toHaveValue('Linden School: the keys are here.')
  await expect(window.number).toContainText('Office')
  await window.send.click()
  await expect
    .poll(() => out(carrier).map(({ to, body }) => [to, body]))
    .toEqual([['+12025550110', 'Linden School: the keys are here.']])
  await expect(page.getByRole('row', { name: /Delivered Linden School/ })).toBeVisible({ timeout: 20_000 })
})

test('S10 a record shows all its messages, replies included, and leads to the report', async ({
  office: { page, api, carrier, clock },
}) => {
  test.setTimeout(120_000)
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const { 'Ada Okafor': ada = 0, 'Bea Holt': bea = 0 } = await idsOf(api)
  const send = (recipientId: number, e164: string, body: string) =>
    api.messages.send({
      draftId: crypto.randomUUID(),
      recipientId,
      e164,
      body,
      purpose: 'alerts',
      templateId: null,
      notBefore: new Date(clock.now() + 3_600_000).toISOString(),
    })
  await send(bea, '+12025550102', 'For Bea alone')
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'Is it today?' })
  for (let n = 1; n <= 51; n += 1) await send(ada, '+12025550101', `Text number ${n}`)
  await go(page, `people/${ada}`)
  const panel = page.getByRole('region', { name: 'SMS messages' })
  await expect(panel.getByRole('row', { name: /Text number 51/ })).toBeVisible()
  await expect(panel.getByText('For Bea alone')).toHaveCount(0)
  await expect.poll(async () => (await api.messages.page({ recipientId: ada })).total).toBe(52)
  await expect(panel.getByText('1 to 20 of 52')).toBeVisible()
  await expect(panel.getByText(/51 texts, 1 reply, 51 message units/)).toBeVisible()
  await panel.getByRole('button', { name: 'Next messages' }).press('Enter')
  await expect(panel.getByText('21 to 40 of 52')).toBeVisible()
  // Sorted the other way the first word comes first; then only what is like something, then only replies.
  await panel.getByRole('button', { name: 'When' }).press('Enter')
  await expect(panel.getByText('1 to 20 of 52')).toBeVisible()
  await expect(panel.getByRole('columnheader', { name: 'When' })).toHaveAttribute('aria-sort', 'ascending')
  await panel.getByRole('searchbox', { name: 'Filter the messages' }).fill('number 7')
  await expect(panel.getByRole('row')).toHaveCount(2)
  await panel.getByRole('searchbox', { name: 'Filter the messages' }).fill('')
  await choose(panel.getByRole('combobox', { name: 'Which messages' }), 'Replies')
  await expect(panel.getByRole('row')).toHaveCount(2)
  await expect(panel.getByRole('row', { name: /Reply Is it today/ })).toBeVisible()
  await panel.getByRole('link', { name: 'All in the report' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
  await expect(page.getByText('Ada Okafor').first()).toBeVisible()
  await expect(page.getByText('For Bea alone')).toHaveCount(0)
  await go(page, `people/${bea}`)
  await expect(panel.getByRole('row', { name: /To be sent For Bea alone/ })).toBeVisible()
})

test('S2 S10 every sub-panel of a record is sorted, filtered and paged, and says how many there are', async ({
  office: { page, api },
}) => {
  test.setTimeout(90_000)
  await people(api, 'Ada,Okafor,202 555 0101,202 555 0103,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await api.people.addNumber({ id: ada, number: '202 555 0102', label: 'Work' })
  for (let n = 1; n <= 22; n += 1) await api.notes.add({ recipientId: ada, body: `Note number ${n}` })
  for (let n = 1; n <= 7; n += 1)
    await api.consent.record({
      recipientIds: [ada],
      purpose: n % 2 === 0 ? 'marketing' : 'alerts',
      state: n === 7 ? 'refused' : 'granted',
      basis: 'verbal',
      source: `Call number ${n}`,
      wording: '',
    })
  for (const name of ['Winter hours', 'Autumn hours', 'Spring hours']) {
    const { id } = await api.campaigns.save({
      id: null,
      name,
      recordKind: 'client',
      templateId: null,
      dispatchAt: null,
      late: 'ask',
      handOverHours: null,
    })
    await api.campaigns.addRecipients({ id, recipientIds: [ada], listIds: [] })
  }
  await go(page, `people/${ada}`)
  const panel = (name: string) => page.getByRole('region', { name })
  const first = (name: string) => panel(name).getByRole('listitem').first()
  const order = async (name: string, field: string, choice: string) => {
    await choose(panel(name).getByRole('combobox', { name: field }), choice, true)
  }

  await expect(panel('Notes').getByText('1 to 20 of 22')).toBeVisible()
  await expect(first('Notes')).toContainText('Note number 22')
  await order('Notes', 'Order of the notes', 'Oldest first')
  await expect(first('Notes')).toContainText('Note number 1')
  await panel('Notes').getByRole('button', { name: 'Next notes' }).click()
  await expect(panel('Notes').getByText('21 to 22 of 22')).toBeVisible()
  await panel('Notes').getByRole('searchbox', { name: 'Filter the notes' }).fill('number 17')
  await expect(panel('Notes').getByRole('listitem')).toHaveCount(1)

  await expect(panel('Numbers').getByRole('heading')).toHaveText('Numbers')
  await expect(first('Numbers')).toContainText('(202) 555-0101')
  await order('Numbers', 'Order of the numbers', 'By label')
  await expect(first('Numbers')).toContainText('(202) 555-0103')
  await order('Numbers', 'Order of the numbers', 'By number')
  await expect(panel('Numbers').getByRole('listitem').nth(1)).toContainText('(202) 555-0102')
  await panel('Numbers').getByRole('searchbox', { name: 'Filter the numbers' }).fill('work')
  await expect(panel('Numbers').getByRole('listitem')).toHaveCount(1)

  // One for each number, and what the import said.
  const entries = (await api.consent.history({ recipientId: ada })).length
  expect(entries).toBeGreaterThan(20)
  await expect(panel('Consent history').getByText(`1 to 20 of ${entries}`)).toBeVisible()
  await expect(first('Consent history')).toContainText('Alerts refused')
  await order('Consent history', 'Order of the consent history', 'Oldest first')
  await expect(first('Consent history')).toContainText('Imported from people.csv')
  await order('Consent history', 'Order of the consent history', 'By purpose')
  await panel('Consent history').getByRole('button', { name: 'Next entries' }).click()
  await expect(panel('Consent history').getByRole('listitem').last()).toContainText('Marketing granted')
  await panel('Consent history')
    .getByRole('searchbox', { name: 'Filter the consent history' })
    .fill('call number 7')
  // The second page may have held three as well: these, and nothing moves any more.
  await expect(
    panel('Consent history').getByRole('listitem').filter({ hasText: 'Call number 7' }),
  ).toHaveCount(3)

  const campaigns = panel('Campaigns').getByRole('row')
  await expect(panel('Campaigns').getByText('0 delivered, 3 not over yet')).toBeVisible()
  await panel('Campaigns').getByRole('button', { name: 'Campaign', exact: true }).click()
  await expect(campaigns.nth(1)).toContainText('Autumn hours')
  await panel('Campaigns').getByRole('button', { name: 'Campaign', exact: true }).click()
  await expect(campaigns.nth(1)).toContainText('Winter hours')
  await panel('Campaigns').getByRole('searchbox', { name: 'Filter the campaigns' }).fill('spring')
  await expect(campaigns).toHaveCount(2)
})

test('S2 S10 the sub-panel “To do” holds what waits for a decision about this record, and nothing of others', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0190,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Lost,Answer,202 555 0186,,,yes,',
  )
  const { 'Ada Okafor': ada = 0, 'Bea Holt': bea = 0, 'Lost Answer': lost = 0 } = await idsOf(api)
  const send = (recipientId: number, e164: string, body: string) =>
    api.messages.send({
      draftId: crypto.randomUUID(),
      recipientId,
      e164,
      body,
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
  const todo = page.getByRole('region', { name: 'To do' })
  // A number that is off: the text fails, and is no matter any more once another is on its way.
  await send(ada, '+12025550190', 'Are you there?')
  await go(page, `people/${ada}`)
  const failed = todo.getByRole('listitem').filter({ hasText: 'Are you there?' })
  await expect(failed).toBeVisible({ timeout: 20_000 })
  await expect(failed.getByRole('link', { name: 'What happened' })).toBeVisible()
  await api.people.addNumber({ id: ada, number: '202 555 0103', label: 'Home' })
  await failed.getByRole('button', { name: 'Text again…' }).click()
  const window = composer(page, 'Ada Okafor')
  await expect(window.number).toContainText('(202) 555-0190')
  await window.dock.getByRole('button', { name: /^Close/ }).click()
  await api.consent.record({
    recipientIds: [ada],
    purpose: 'alerts',
    state: 'granted',
    basis: 'verbal',
    source: 'called',
    wording: '',
  })
  await send(ada, '+12025550103', 'We called you')
  await expect(todo.getByText('Nothing waits for a decision.')).toBeVisible()

  // A reply that may be an opt-out, decided here.
  carrier.inbound({
    from: '+12025550102',
    to: '+12025550100',
    body: 'I am away in March, please stop the reminders then',
  })
  await go(page, `people/${bea}`)
  await expect(todo.getByRole('listitem')).toHaveCount(1)
  await expect(todo.getByRole('listitem')).toContainText('please stop the reminders then')
  await todo.getByRole('button', { name: 'No, it is not: Bea Holt' }).click()
  await expect(todo.getByText('Nothing waits for a decision.')).toBeVisible()
  expect((await api.outbox.state({})).doubtful).toBe(0)

  // A text of which nobody can find out whether it left.
  carrier.setBehaviour({ listLagMs: 24 * 3_600_000 })
  await send(lost, '+12025550186', 'Did this leave?')
  await go(page, `people/${lost}`)
  await expect(todo.getByRole('listitem').filter({ hasText: 'Did this leave?' })).toBeVisible({
    timeout: 30_000,
  })
  await todo.getByRole('button', { name: 'Send again to Lost Answer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await todo.getByRole('button', { name: 'It was sent: Lost Answer' }).click()
  await expect(todo.getByText('Nothing waits for a decision.')).toBeVisible()
  expect((await api.messages.page({ recipientId: lost })).rows[0]?.state).toBe('sent')
})
