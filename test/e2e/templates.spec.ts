import { expect, test } from './fixture'
import { people } from './wizard'

const go = (page: { goto(url: string): Promise<unknown>; url(): string }, hash: string) =>
  page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)

test('S4 variables come from a picker, at the cursor, and can be copied', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await go(page, 'templates/new?kind=client')
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill('Hi , see you soon')
  await message.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 3))
  await page.getByRole('button', { name: 'Insert variable' }).click()
  await page
    .getByRole('menuitem', { name: /First name/ })
    .or(page.getByRole('option', { name: /First name/ }))
    .first()
    .click()
  await expect(message).toHaveValue('Hi {{ first_name }}, see you soon')
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Hi Ada, see you soon')

  await page.getByRole('button', { name: 'Copy variable' }).click()
  await page.getByRole('menuitem', { name: 'Copy Last name' }).click()
  await expect(page.getByText('Copied {{ last_name }}')).toBeVisible()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('{{ last_name }}')

  await message.fill('Hi {{ frist_name }}')
  await expect(page.getByText(/frist_name/).first()).toBeVisible()
  await expect(page.getByText(/first_name/).first()).toBeVisible()
})

test('S4 the picker has every field of the record: number, language and tags of people and of accounts', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,fr,yes,')
  const [ada] = (await api.people.page({})).rows
  await api.people.tag({ ids: [ada?.id ?? 0], add: ['Yoga', 'Evening'], remove: [] })
  await api.people.save({
    id: null,
    kind: 'account',
    firstName: 'Harbour School',
    lastName: '',
    email: '',
    language: 'es',
    tags: ['School'],
    custom: {},
    numbers: [{ id: null, number: '202 555 0102', label: 'Office', primary: true }],
  })
  const insert = async (name: string) => {
    await page.getByRole('button', { name: 'Insert variable' }).click()
    const item = page.getByRole('menuitem', { name })
    await item.or(page.getByRole('option', { name })).first().click()
  }
  for (const [kind, said] of [
    ['client', '(202) 555-0101français Evening, Yoga'],
    ['account', '(202) 555-0102español School'],
  ] as const) {
    await go(page, `templates/new?kind=${kind}`)
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.fill('')
    for (const name of ['Phone number', 'Language', 'Tags']) await insert(name)
    await expect(message).toHaveValue(/\{\{ phone \}\}.*\{\{ language \}\}.*\{\{ tags \}\}/)
    await message.fill('{{ phone }}{{ language }} {{ tags }}')
    await expect(page.getByRole('region', { name: 'Preview' })).toContainText(said)
    await go(page, 'people')
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
    await api.drafts.clear({ key: 'template.new' })
  }
})

test('S8 templates are made, changed, duplicated and archived', async ({ office: { page, api } }) => {
  await go(page, 'templates/new?kind=client')
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect(page.getByText('Name the template.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('Visit')
  await page.getByRole('textbox', { name: 'Message' }).fill('Your visit is on Thursday')
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect
    .poll(async () =>
      (await api.templates.list({})).map(({ name, purpose, recordKind }) => [name, purpose, recordKind]),
    )
    .toEqual([['Visit', 'alerts', 'client']])

  // Saving opens what was saved.
  await expect(page.getByRole('heading', { level: 1, name: 'Visit' })).toBeVisible()

  // What was typed survives a reload.
  await go(page, 'templates/new?kind=client')
  await page.getByRole('textbox', { name: 'Name' }).fill('Half written')
  await page.getByRole('textbox', { name: 'Message' }).fill('We are moving to')
  await expect
    .poll(async () => (await api.drafts.get({ key: 'template.new' })).body ?? '')
    .toContain('We are moving to')
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('We are moving to')

  await go(page, 'templates')
  await page
    .getByRole('row', { name: /Visit/ })
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  await page
    .getByRole('menuitem', { name: 'Duplicate' })
    .or(page.getByRole('button', { name: 'Duplicate' }))
    .first()
    .click()
  await expect
    .poll(async () => (await api.templates.list({})).map(({ name }) => name))
    .toEqual(['Visit', 'Visit (copy)'])
  await go(page, 'templates')
  await page
    .getByRole('row', { name: /Visit \(copy\)/ })
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
  await page
    .getByRole('menuitem', { name: /^Archive/ })
    .or(page.getByRole('button', { name: /^Archive/ }))
    .first()
    .click()
  await expect(page.getByRole('row', { name: /Visit \(copy\)/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row', { name: /Visit \(copy\)/ })).toBeVisible()
})

test('B2 while typing: characters, encoding, messages and price', async ({ office: { page, api } }) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await go(page, 'templates/new?kind=client')
  const message = page.getByRole('textbox', { name: 'Message' })
  const meter = page.getByRole('status', { name: 'Length and price' })
  await message.pressSequentially('Hello')
  await expect(meter).toContainText('GSM-7')
  const price = await meter.textContent()
  await message.fill('Hello '.repeat(30))
  await expect(meter).toContainText('2 messages')
  await expect(meter).not.toHaveText(price ?? '')
  await message.fill('Hello ☎')
  await expect(meter).toContainText('Unicode')
})

test('the keyword that a text asks for is warned about', async ({ office: { page } }) => {
  await go(page, 'templates/new?kind=client')
  await page.getByRole('textbox', { name: 'Message' }).fill('Reply YES to confirm your visit')
  await expect(page.getByText(/YES/).nth(0)).toBeVisible()
  await expect(page.getByText(/command|carrier|keyword/i).first()).toBeVisible()
})
