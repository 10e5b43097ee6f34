/** The review before a send: who gets it, who does not and why, what it costs, and what changes it. */
import { fetchFile } from '../support/prepare'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'
import { out } from './composer'

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
