/** A send to many by the wizard: who and what, the texts as they leave, their notes and their state. */
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'
import { out } from './composer'

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

test('X6 a large send leaves at the sender’s rate, and the review says how long it takes', async ({
  office: { page, api, carrier },
}) => {
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, rate: 1, holdSeconds: 0 })
  await people(api, ...Array.from({ length: 24 }, (_, i) => `P${i},X,202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('24 seconds')
  await w.send()
  await expect(page.getByRole('heading', { level: 2, name: /of 24 have left/ })).toBeVisible()
  expect(out(carrier).length).toBeLessThan(20)
  await api.settings.saveSending({ ...sending, rate: 40, holdSeconds: 0 })
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
