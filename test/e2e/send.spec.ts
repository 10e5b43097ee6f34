import { fetchFile } from '../support/prepare'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

const out = (carrier: { messages(): { direction: string; to: string; body: string }[] }) =>
  carrier.messages().filter((message) => message.direction === 'outbound-api')

test('X1 the wizard asks who and what, reviews, and sends; Back keeps the choices, Cancel leaves no trace', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await everyone(api)
  await api.lists.save({
    id: null,
    name: 'Only Bea',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [{ field: 'name', op: 'contains', value: 'Bea' }] },
  })
  await template(api)
  const w = wizard(page)
  await w.open()
  await w.button('Next: the message').click()
  await expect(page.getByText(/Choose at least one list/)).toBeVisible()

  await w.include.getByRole('checkbox', { name: /^Everyone/ }).check()
  await w.leaveOut.getByRole('checkbox', { name: /^Only Bea/ }).check()
  await expect(page.getByText('1 client chosen')).toBeVisible()
  await w.button('Next: the message').click()
  await w.useTemplate()
  await expect(w.heading).toContainText('1 person gets one text')
  await w.button('Back').click()
  await expect(page.getByRole('radio', { name: /^Opening/ })).toBeChecked()
  await w.button('Back').click()
  await expect(w.leaveOut.getByRole('checkbox', { name: /^Only Bea/ })).toBeChecked()

  await w.button('Cancel this send').click()
  await w.open()
  await expect(w.include.getByRole('checkbox', { name: /^Everyone/ })).not.toBeChecked()
  expect((await api.sends.page({})).total).toBe(0)

  await w.who()
  await w.useTemplate()
  await w.send()
  await w.allLeft()
  expect(
    out(carrier)
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual(['+12025550101', '+12025550102'])
})

test('X2 a typed message has a purpose and is kept with the send; without a template the wizard offers to write one', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await everyone(api)
  const w = wizard(page)
  await w.open()
  await w.who()
  await expect(
    page.getByRole('link', { name: /Write a template|Write the first template/ }).first(),
  ).toBeVisible()
  await w.typeMessage('The car park is closed today, {{ first_name }}.')
  await w.send()
  await w.allLeft()
  expect(out(carrier)[0]?.body).toBe(
    'Larkfield Physio: The car park is closed today, Ada. Reply STOP to opt out',
  )
  const [message] = (await api.messages.page({})).rows
  const notes = await api.notes.list({ recipientId: message?.recipientId ?? 0 })
  expect(notes.rows[0]?.body).toContain('“Larkfield Physio: The car park is closed today, Ada.')
})

test('X3 consent is enforced, and recorded for a selection with evidence only', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,,',
    'Cy,Novak,202 555 0103,,,no,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('1 person gets one text')
  await w.wont.click()
  await page.getByRole('button', { name: 'Record consent: Bea Holt' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await expect(dialog.getByText(/Say where the answer is kept/)).toBeVisible()
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Intake form, 24 November')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await expect(w.heading).toContainText('2 people get one text each')
  await w.send()
  await w.allLeft()
  expect(out(carrier).map(({ to }) => to)).not.toContain('+12025550103')
  const bea = (await api.people.find({ text: 'Bea' }))[0]?.id ?? 0
  expect((await api.consent.history({ recipientId: bea }))[0]).toMatchObject({
    state: 'granted',
    source: 'Intake form, 24 November',
    by: 'Anna Berg',
  })
})

test('X4 the review names everyone who gets it, with the exact text, and everyone who does not, with the reason and its mend', async ({
  office: { page, api },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'No,Number,,,,yes,',
    'Not,Asked,202 555 0102,,,,',
    ',Nameless,202 555 0103,,,yes,',
    'Blocked,Bo,202 555 0104,,,yes,',
  )
  await api.suppressions.add({ number: '202 555 0104', detail: 'asked by phone' })
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(page.getByText('5 selected = 1 will get it + 4 won’t')).toBeVisible()
  await expect(
    page.getByRole('row', {
      name: /Ada Okafor.*555-0101.*Larkfield Physio: Hi Ada, we open at nine\. Reply STOP to opt out/,
    }),
  ).toBeVisible()
  await w.wont.click()
  for (const reason of ['No mobile number', 'No consent for alerts'])
    await expect(page.getByRole('region', { name: reason })).toBeVisible()
  await expect(page.getByText(/first_name|First name/i).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Blocked Bo' })).toBeVisible()

  await page.getByRole('button', { name: 'Add number: No Number' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /number/i }).fill('202 555 0109')
  await dialog.getByRole('button', { name: /^(Save|Add)/ }).click()
  const asked = page.getByRole('button', { name: 'No consent for alerts 2' })
  await expect(asked).toBeVisible()
  if ((await asked.getAttribute('aria-expanded')) === 'false') await asked.click()
  // Mended, but a new number was never asked: it goes to the next reason, not past it.
  await expect(page.getByRole('button', { name: 'Record consent: No Number' })).toBeVisible()
})

test('X5 need, have and left after; too low a balance prevents sending and says how to top up', async ({
  office: { page, api, carrier, clock },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await everyone(api)
  await template(api)
  carrier.setBalance('0.01000')
  clock.skip(61_000)
  const w = wizard(page)
  await w.toReview()
  await expect(page.getByText(/Top up at Twilio/)).toBeVisible()
  await expect(w.button(/^Send 2 texts/)).toBeDisabled()
  carrier.setBalance('5.00000')
  clock.skip(61_000)
  await w.button('Back').click()
  await w.button('Next: review').click()
  await expect(w.button(/^Send 2 texts/)).toBeEnabled()
  await expect(page.getByRole('definition').filter({ hasText: '$5.00' })).toBeVisible()
  await w.send()
  await w.allLeft()
})

test('X6 a large send leaves at the sender’s rate, and the review says how long it takes', async ({
  office: { page, api, carrier },
}) => {
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, rate: 4, holdSeconds: 0 })
  await people(api, ...Array.from({ length: 24 }, (_, i) => `P${i},X,202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('6 seconds')
  await w.send()
  await expect(page.getByRole('heading', { level: 2, name: /of 24 have left/ })).toBeVisible()
  expect(out(carrier).length).toBeLessThan(20)
  await w.allLeft()
  expect(out(carrier)).toHaveLength(24)
})

test('X7 every text adds one note when the carrier accepts it, and a later failure amends it', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Off,Phone,202 555 0190,,,yes,')
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await w.allLeft()
  await expect.poll(async () => (await api.messages.page({ states: ['undelivered'] })).total).toBe(1)
  const ids = Object.fromEntries((await api.people.page({})).rows.map((row) => [row.name, row.id]))
  await page.goto(`${page.url().replace(/#.*/, '')}#/people/${ids['Ada Okafor']}`)
  await expect(page.getByRole('region', { name: 'Notes' }).getByText('Text “Opening” to')).toHaveCount(1)
  await page.goto(`${page.url().replace(/#.*/, '')}#/people/${ids['Off Phone']}`)
  await expect(
    page.getByRole('region', { name: 'Notes' }).getByText(/Text “Opening” to .*not delivered/),
  ).toHaveCount(1)
})

test('X10 a number shared by several people: one text per number or one per person, and the counts of both', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Maria,Alvarez,202 555 0101,,,yes,',
    'Luis,Alvarez,202 555 0101,,,yes,',
    'Ada,Okafor,202 555 0102,,,yes,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('2 people get one text each')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByRole('radio', { name: /person/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Save|Send|Use|One|Choose|Change)/ })
    .click()
  await expect(w.heading).toContainText('3 people get one text each')
  await w.send()
  await w.allLeft()
  expect(out(carrier).filter(({ to }) => to === '+12025550101')).toHaveLength(2)
})

test('X11 each message shows where it is and since when', async ({ office: { page, api, carrier } }) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Slow,Sam,202 555 0184,,,yes,')
  await everyone(api)
  await template(api)
  carrier.setBehaviour({ pace: 3 })
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect(page.getByRole('row', { name: /Held for undo.*Ada Okafor/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Sent, not confirmed.*Ada Okafor.*Today 10:0/ })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByRole('row', { name: /Delivered.*Ada Okafor.*Today 10:0/ })).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByRole('row', { name: /Sent, not confirmed.*Slow Sam/ })).toBeVisible()
})

test('B3 what it would cost is known without sending anything', async ({
  office: { page, api, carrier },
}) => {
  await people(api, ...Array.from({ length: 10 }, (_, i) => `P${i},X,202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('10 messages, about $0.08')
  await w.button('Cancel this send').click()
  expect(carrier.messages()).toHaveLength(0)
  expect((await api.sends.page({})).total).toBe(0)
})

test.describe('before the first bulk send', () => {
  test('B9 the legal duty of the office’s country is shown and confirmed', async ({
    office: { page, api },
  }) => {
    await api.settings.saveOffice({
      name: 'Larkfield Physio',
      country: 'AU',
      zone: 'America/New_York',
      currency: 'USD',
      phone: '',
    })
    await people(api, 'Ada,Okafor,+1 202 555 0101,,,yes,')
    await everyone(api)
    await template(api)
    const w = wizard(page)
    await w.toReview()
    await expect(page.getByText('Spam Act 2003')).toBeVisible()
    await w.send()
    await expect(page.getByText('Confirm this before you send.')).toBeVisible()
    expect((await api.sends.page({})).total).toBe(0)
    await page.getByRole('checkbox', { name: 'I know this duty, and this text keeps to it.' }).check()
    await w.send()
    await w.allLeft()
    await w.toReview()
    await expect(page.getByText('Spam Act 2003')).toHaveCount(0)
  })

  test('B9 the form of a daily send shows the duty and starts nothing without it', async ({
    office: { page, api },
  }) => {
    await api.settings.saveOffice({
      name: 'Larkfield Physio',
      country: 'AU',
      zone: 'America/New_York',
      currency: 'USD',
      phone: '',
    })
    await everyone(api)
    await template(api)
    const { id: templateId, name } = (await api.templates.list({}))[0] ?? { id: 0, name: '' }
    const { id: listId, name: list } = (await api.lists.list({}))[0] ?? { id: 0, name: '' }
    await page.goto(`${page.url().replace(/#.*/, '')}#/campaigns?tab=daily`)
    await page.getByRole('button', { name: 'New daily send' }).click()
    const form = page.getByRole('dialog')
    await expect(form.getByText('Spam Act 2003')).toBeVisible()
    await form.getByRole('textbox', { name: 'Name' }).fill('Reminders')
    await form.getByRole('combobox', { name: 'Whoever this saved search finds' }).click()
    await page.getByRole('option', { name: list }).click()
    await form.getByRole('combobox', { name: 'Gets this template' }).click()
    await page.getByRole('option', { name }).click()
    await form.getByRole('button', { name: 'Start daily send' }).click()
    await expect(form.getByText('Confirm this before you send.')).toBeVisible()
    expect(await api.daily.list({})).toEqual([])
    await expect(
      api.daily.save({ id: null, name: 'Past the form', listId, templateId, at: '09:00' }),
    ).rejects.toThrow(/Spam Act/)
    await form.getByRole('checkbox', { name: 'I know this duty, and this text keeps to it.' }).check()
    await form.getByRole('button', { name: 'Start daily send' }).click()
    await expect(page.getByRole('table', { name: 'Daily sends' })).toContainText('Reminders')
    await page.getByRole('button', { name: 'Edit Reminders' }).click()
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Reminders')
    await expect(page.getByText('Spam Act 2003')).toHaveCount(0)
  })
})

test('C7 every bulk text names the office and carries the opt-out line of its language, counted', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,yes')
  await everyone(api)
  await api.templates.save({
    id: null,
    name: 'Ouverture',
    recordKind: 'client',
    purpose: 'marketing',
    language: 'fr',
    body: 'Bonjour {{ first_name }}',
  })
  await template(api, 'Larkfield Physio opens at nine. Reply STOP to opt out', 'Named')
  const w = wizard(page)
  await w.toReview('Ouverture')
  await expect(
    page.getByRole('row', { name: /Larkfield Physio: Bonjour Ada\. STOP pour ne plus recevoir/ }),
  ).toBeVisible()
  await w.send()
  await w.allLeft()
  await w.toReview('Named')
  await w.send()
  await w.allLeft()
  expect(out(carrier).map(({ body }) => body)).toEqual([
    'Larkfield Physio: Bonjour Ada. STOP pour ne plus recevoir',
    'Larkfield Physio opens at nine. Reply STOP to opt out',
  ])
})

test('M3 pressing Send again and again sends once; an answer lost on the way is looked up, never repeated', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Lost,Answer,202 555 0185,,,yes,',
    'Late,Error,202 555 0186,,,yes,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  const button = w.button(/^Send 3 texts/)
  await button.evaluate((element: HTMLElement) => {
    for (let i = 0; i < 10; i += 1) element.click()
  })
  await w.allLeft()
  await expect
    .poll(async () => (await api.messages.page({ states: ['delivered'] })).total, { timeout: 40_000 })
    .toBe(3)
  expect(out(carrier)).toHaveLength(3)
  expect((await api.sends.page({})).total).toBe(1)
})

test('M5 who costs double and why, with a one-click mend', async ({ office: { page, api } }) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Zofą,Novak,202 555 0102,,,yes,')
  await everyone(api)
  await template(
    api,
    'Hi {{ first_name }}, we have moved your visit to Thursday at ten in the morning. Bring your card',
  )
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('3 messages')
  await expect(page.getByText(/1 costs? (double|more)/)).toBeVisible()
  await w.button('Write them plainly').click()
  await expect(w.heading).toContainText('2 messages')
  await expect(page.getByRole('row', { name: /Hi Zofa,/ })).toBeVisible()
})

test('M6 everyone is accounted for, the review freezes on Send, and later checks only remove people', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Not,Asked,202 555 0103,,,,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  carrier.inbound({ from: '+12025550102', to: '+12025550100', body: 'STOP' })
  await expect.poll(async () => (await api.suppressions.page({})).total).toBe(1)
  // The review follows what it learns, and only ever downwards.
  await expect(w.heading).toContainText('1 person gets one text')
  await expect(page.getByText('1 fewer than when you opened this')).toBeVisible()
  await w.wont.click()
  await expect(page.getByRole('link', { name: 'Bea Holt' })).toBeVisible()
  await w.send()
  await w.allLeft()
  expect(out(carrier).map(({ to }) => to)).toEqual(['+12025550101'])
  const [send] = (await api.sends.page({})).rows
  expect(send).toMatchObject({ total: 1, skipped: 2 })
  const file = await fetchFile(api, await api.sends.export({ sendId: send?.sendId ?? '' }))
  expect(file).toContain('Sent STOP')
  expect(file).toContain('Not asked yet')
  expect(file.trim().split('\r\n')).toHaveLength(4)
})

test('M21 a test text goes to the signed-in user’s own number with a real record’s values', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.button('Test text to me').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /number/i }).fill('202 555 0150')
  await dialog
    .getByRole('button', { name: /^(Save|Send|Test)/ })
    .last()
    .click()
  await expect
    .poll(() => out(carrier).map(({ to, body }) => [to, body]))
    .toEqual([['+12025550150', 'Larkfield Physio: Hi Ada, we open at nine. Reply STOP to opt out']])
})

test('X4 a number that the carrier said is not in service stands in the review and on the record, and is cleared there', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0193,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  const ada = (await api.people.find({ text: 'Ada' }))[0]?.id ?? 0
  await expect
    .poll(async () => (await api.people.get({ id: ada })).numbers[0]?.carrierSays, { timeout: 30_000 })
    .toBe('The carrier says this number is not in service')
  await w.toReview()
  await page.getByRole('tab', { name: /^Won’t get/ }).click()
  const group = page.getByRole('region', { name: 'Invalid number' })
  await expect(group).toContainText('The carrier says this number is not in service')
  await expect(group.getByRole('button', { name: 'Change number: Ada Okafor' })).toBeVisible()
  await group.getByRole('link', { name: 'Ada Okafor' }).click()
  const numbers = page.getByRole('region', { name: 'Numbers' })
  await expect(numbers).toContainText('The carrier says this number is not in service.')
  await numbers.getByRole('button', { name: 'Text (202) 555-0193 again' }).click()
  await expect(numbers).not.toContainText('The carrier says')
  expect((await api.people.get({ id: ada })).numbers[0]?.line).toBe('unknown')
})
