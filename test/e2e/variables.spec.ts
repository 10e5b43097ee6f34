import type { Api } from '../../src-preload/contract'
import { composer, go, gone } from './composer'
import { expect, test } from './fixture'
import { everyone, people, wizard } from './wizard'

type Saved = Parameters<Api['people']['save']>[0]
const nobody: Saved = {
  id: null,
  kind: 'client',
  firstName: '',
  lastName: '',
  email: '',
  language: null,
  accountId: null,
  tags: [],
  custom: {},
  numbers: [],
}
const officePhone = { id: null, number: '202 555 0110', label: 'Office', primary: true }

/** Ada with every field and an account that has them too; Bea with a name and a number only. */
const prepare = async (api: Api) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  await api.fields.save({ id: null, label: 'Room', type: 'text', choices: [] })
  const { id: school } = await api.people.save({
    ...nobody,
    kind: 'account',
    firstName: 'Linden School',
    email: 'school@example.com',
    language: 'es',
    tags: ['vip', 'Pools'],
    custom: { room: 'Hall' },
    numbers: [officePhone],
  })
  const { rows } = await api.people.page({ kind: 'client' })
  const ada = rows.find(({ name }) => name === 'Ada Okafor')?.id ?? 0
  const { numbers } = await api.people.get({ id: ada })
  await api.people.save({
    ...nobody,
    id: ada,
    firstName: 'Ada',
    lastName: 'Okafor',
    email: 'ada@example.com',
    language: 'fr',
    accountId: school,
    tags: ['Tuesday', 'Swim'],
    custom: { room: 'A1' },
    numbers: numbers.map(({ id, national, label, primary }) => ({ id, number: national, label, primary })),
  })
  return { ada, school }
}

const BODY =
  '{{ phone }}, {{ language }}, {{ tags }}; {{ account_name }}, {{ account_phone }}, {{ account_email }}, {{ account.room }}; {{ custom.room }}'
const READ =
  '(202) 555-0101, français, Swim, Tuesday; Linden School, (202) 555-0110, school@example.com, Hall; A1'

test('S4 every field of a person is in the picker and reads the same in preview, composer, wizard and campaign; an empty one leaves out', async ({
  office: { page, api, carrier },
}) => {
  const { ada } = await prepare(api)
  await everyone(api)
  await go(page, 'templates/new?kind=client')
  await page.getByRole('button', { name: 'Insert variable' }).click()
  await expect(page.getByRole('menuitem')).toHaveText([
    /^First name/,
    /^Last name/,
    /^Full name/,
    /^E-mail/,
    /^Phone number/,
    /^Language/,
    /^Tags/,
    /^Account/,
    /^Account phone/,
    /^Account e-mail/,
    /^Office name/,
    /^Office phone/,
    /^Your name/,
    /^Today/,
    /^Room/,
    /^Account: Room/,
  ])
  await page.getByRole('menuitem', { name: /^Phone/ }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  await expect(message).toHaveValue('{{ phone }}')
  await message.fill(BODY)
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText(READ)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('All fields')
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'All fields' })).toBeVisible()

  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.template('All fields')
  await expect(window.message).toHaveValue(READ)
  await window.message.fill('')
  await window.dock.getByRole('button', { name: 'Insert a field of this record' }).click()
  await page.getByRole('menuitem', { name: /^Account phone/ }).click()
  await expect(window.message).toHaveValue('(202) 555-0110')
  await window.message.fill('')
  await window.dock.getByRole('button', { name: /^Close/ }).click()
  // What a record does not say stands in brackets, to be filled in.
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Bea Holt', exact: true }).click()
  const other = composer(page, 'Bea Holt')
  await other.template('All fields')
  await expect(other.message).toHaveValue(
    '(202) 555-0102, [language], [tags]; [account name], [account phone], [account email], [account room]; [room]',
  )
  await other.message.fill('')
  await other.dock.getByRole('button', { name: /^Close/ }).click()

  const w = wizard(page)
  await w.toReview('All fields')
  await expect(page.getByRole('grid', { name: /will get/i }).getByText(READ)).toBeVisible()
  await w.wont.click()
  await expect(page.getByText(/^Empty: language, tags, account_name, account_phone/)).toBeVisible()

  const [template] = await api.templates.list({})
  const { id } = await api.campaigns.save({
    id: null,
    name: 'Spring',
    recordKind: 'client',
    templateId: template?.id ?? 0,
    dispatchAt: null,
    late: 'ask',
    handOverHours: null,
  })
  await api.campaigns.addRecipients({ id, recipientIds: [ada], listIds: [] })
  await go(page, `campaigns/${id}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await w.button(/^Send 1 text$/).click()
  await expect
    .poll(() => gone(carrier).map(({ body }) => body), { timeout: 30_000 })
    .toEqual([expect.stringContaining(READ)])
})

test('S4 accounts have name, e-mail, phone, language, tags and the office’s own fields', async ({
  office: { page, api },
}) => {
  const { school } = await prepare(api)
  await go(page, 'templates/new?kind=account')
  await page.getByRole('button', { name: 'Insert variable' }).click()
  await expect(page.getByRole('menuitem')).toHaveText([
    /^Account/,
    /^E-mail/,
    /^Phone number/,
    /^Language/,
    /^Tags/,
    /^Office name/,
    /^Office phone/,
    /^Your name/,
    /^Today/,
    /^Room/,
  ])
  await page.keyboard.press('Escape')
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill(
    '{{ account_name }}: {{ email }} {{ phone }} {{ language }} {{ tags }} {{ custom.room }}',
  )
  const read = 'Linden School: school@example.com (202) 555-0110 español Pools, vip Hall'
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText(read)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Accounts')
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
  await api.consent.record({
    recipientIds: [school],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'Contract of 2 March',
    wording: '',
  })
  await go(page, `people/${school}`)
  await page.getByRole('button', { name: 'Text Linden School', exact: true }).click()
  const window = composer(page, 'Linden School')
  await window.template('Accounts')
  await expect(window.message).toHaveValue(read)
  await window.dock.getByRole('button', { name: /^Close/ }).click()
  // Of an account there is no account: its name is refused where it is typed.
  await go(page, 'templates/new?kind=account')
  await expect(page.getByRole('heading', { level: 1, name: 'New template' })).toBeVisible()
  await message.fill('{{ account_phone }}')
  await expect(page.getByText('Nobody has “account_phone”.')).toBeVisible()
})
