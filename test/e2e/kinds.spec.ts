import type { Api } from '../../src-preload/contract'
import type { RecordKind } from '../../src-preload/shared/values'
import { go, gone } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

/** Somebody of a kind, or an account, who agreed to alerts. */
const add = async (api: Api, kind: RecordKind, firstName: string, number: string) => {
  const { id } = await api.people.save({
    id: null,
    kind,
    firstName,
    lastName: '',
    email: '',
    language: null,
    accountId: null,
    tags: [],
    custom: {},
    numbers: [{ id: null, number, label: kind === 'account' ? 'Office' : 'Mobile', primary: true }],
  })
  await api.consent.record({
    recipientIds: [id],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'Form of 2 March',
    wording: '',
  })
  return id
}

test('X1 the wizard sends to each of the four kinds: to those of the kind, with a template for it, and to no others', async ({
  office: { page, api, carrier },
}) => {
  test.setTimeout(180_000)
  const kinds = [
    { kind: 'client', says: 'Clients', name: 'Clara', number: '202 555 0101' },
    { kind: 'lead', says: 'Leads', name: 'Leo', number: '202 555 0102' },
    { kind: 'staff', says: 'Staff', name: 'Sid', number: '202 555 0103' },
    { kind: 'account', says: 'Accounts', name: 'Acme', number: '202 555 0104' },
  ] as const
  for (const { kind, name, number } of kinds) {
    await add(api, kind, name, number)
    await api.templates.save({
      id: null,
      name: `For ${kind}`,
      recordKind: kind,
      purpose: 'alerts',
      language: 'en',
      body: `Hi {{ ${kind === 'account' ? 'account_name' : 'first_name'} }}, we open at nine.`,
    })
    await api.lists.save({
      id: null,
      name: `All of ${kind}`,
      kind: 'saved',
      recordKind: kind,
      conditions: { join: 'all', of: [] },
    })
  }
  const w = wizard(page)
  const got: string[][] = []
  for (const { kind, says, name, number } of kinds) {
    await w.open()
    await page.getByRole('radio', { name: says }).click()
    // Lists of other kinds are not offered.
    await expect(w.include.getByRole('checkbox')).toHaveCount(1)
    await w.who(`All of ${kind}`)
    await expect(page.getByRole('radio', { name: /^For / })).toHaveCount(1)
    await w.useTemplate(`For ${kind}`)
    await expect(w.will).toHaveText(/1/)
    await w.send()
    await w.allLeft()
    got.push([`+1${number.replaceAll(' ', '')}`, `Hi ${name}, we open at nine.`])
    await expect
      .poll(() => gone(carrier).map(({ to, body }) => [to, body]))
      .toEqual(got.map(([to, body]) => [to, expect.stringContaining(body ?? '')]))
  }
})

test('M21 a test text leaves from the template, the wizard’s review and the campaign’s review, each to the signed-in user alone', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await everyone(api)
  const { id: templateId } = await template(api)
  const press = page.getByRole('button', { name: 'Test text to me' })
  const text = 'Larkfield Physio: Hi Ada, we open at nine. Reply STOP to opt out'
  const got = async (...bodies: string[]) =>
    expect
      .poll(() => gone(carrier).map(({ to, body }) => [to, body]))
      .toEqual(bodies.map((body) => ['+12025550150', body]))

  await go(page, `templates/${templateId}`)
  await press.click()
  const dialog = page.getByRole('dialog', { name: 'Where should test texts go?' })
  await dialog.getByRole('textbox', { name: 'Your own mobile number' }).fill('12')
  await dialog.getByRole('button', { name: 'Send the test text' }).click()
  await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByRole('textbox').fill('202 555 0150')
  await dialog.getByRole('button', { name: 'Send the test text' }).click()
  await got(text)
  // With the values of the record that the preview shows.
  await page.getByRole('button', { name: 'Next record' }).click()
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Hi Bea')
  await press.click()
  await got(text, text.replace('Ada', 'Bea'))

  const w = wizard(page)
  await w.toReview()
  await press.first().click()
  await got(text, text.replace('Ada', 'Bea'), text)

  const { id } = await api.campaigns.save({
    id: null,
    name: 'Spring',
    recordKind: 'client',
    templateId,
    dispatchAt: null,
    late: 'ask',
    handOverHours: null,
  })
  const bea = (await api.people.find({ text: 'Bea' }))[0]?.id ?? 0
  await api.campaigns.addRecipients({ id, recipientIds: [bea], listIds: [] })
  await go(page, `campaigns/${id}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await expect(w.will).toBeVisible()
  await press.first().click()
  await got(text, text.replace('Ada', 'Bea'), text, text.replace('Ada', 'Bea'))
  expect((await api.campaigns.get({ id })).status).toBe('draft')
})

test('S9 recipients of a campaign are selected in the table, taken from a list and removed; those that are left get it', async ({
  office: { page, api, carrier },
}) => {
  for (const [i, name] of ['Lara', 'Liam', 'Lucy', 'Luis'].entries())
    await add(api, 'lead', name, `202 555 01${i + 10}`)
  const idOf = async (name: string) => (await api.people.find({ text: name }))[0]?.id ?? 0
  const { id: list } = await api.lists.save({
    id: null,
    name: 'Autumn',
    kind: 'static',
    recordKind: 'lead',
    conditions: null,
  })
  await api.lists.addMembers({ id: list, recipientIds: [await idOf('Lucy'), await idOf('Luis')] })
  const { id: templateId } = await api.templates.save({
    id: null,
    name: 'Opening',
    recordKind: 'lead',
    purpose: 'alerts',
    language: 'en',
    body: 'Hi {{ first_name }}, we open at nine.',
  })
  const { id } = await api.campaigns.save({
    id: null,
    name: 'Spring',
    recordKind: 'lead',
    templateId,
    dispatchAt: null,
    late: 'ask',
    handOverHours: null,
  })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const form = page.getByRole('dialog')

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('tab', { name: /^Leads/ }).click()
  for (const name of ['Lara', 'Liam']) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await button('Add to campaign').click()
  await choose(form.getByRole('combobox', { name: 'Campaign' }), 'Spring')
  await form.getByRole('button', { name: 'Add to campaign' }).click()
  await button('Open').click()
  await expect(page.getByRole('tab', { name: 'Recipients 2' })).toBeVisible()

  await button('Add recipients').click()
  await choose(form.getByRole('combobox', { name: 'Everyone on these lists now' }), /^Autumn/)
  await form.getByRole('heading', { name: 'Add recipients' }).click()
  await button('Add to campaign').click()
  await expect(page.getByRole('tab', { name: 'Recipients 4' })).toBeVisible()

  for (const name of ['Liam', 'Luis']) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await button('Take 2 off').click()
  await expect(page.getByRole('tab', { name: 'Recipients 2' })).toBeVisible()

  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await button(/^Send 2 texts$/).click()
  await expect
    .poll(
      () =>
        gone(carrier)
          .map(({ to }) => to)
          .toSorted(),
      { timeout: 30_000 },
    )
    .toEqual(['+12025550110', '+12025550112'])
  // On the record of somebody who was taken off there is no campaign.
  await go(page, `people/${await idOf('Liam')}`)
  await expect(page.getByRole('region', { name: 'Campaigns' })).toContainText('On no campaign yet.')
  expect((await api.campaigns.get({ id })).status).not.toBe('draft')
})
