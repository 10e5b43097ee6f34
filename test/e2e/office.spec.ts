import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

const SID = PRACTICE_ACCOUNT.sid
const TOKEN = 'e2e-token-5566778899aabbccddeeff0011223344'
const KEY = `SK${'b'.repeat(32)}`
const go = (page: { goto(url: string): Promise<unknown>; url(): string }, hash: string) =>
  page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)

test.describe('with an account at Twilio', () => {
  test.use({
    carrierOptions: {
      behaviour: { pace: 0.25 },
      account: {
        credentials: [
          ...PRACTICE_ACCOUNT.credentials,
          { username: SID, password: TOKEN },
          { username: KEY, password: TOKEN, denied: ['numbers'] },
        ],
      },
    },
  })

  test('X8 set-up tells a wrong login from a key that lacks a permission, then goes live', async ({
    office: { page, api, carrier, dataDir, log },
  }) => {
    await go(page, 'settings/twilio')
    const form = page.getByRole('form', { name: 'Login at Twilio' })
    await form.getByRole('textbox', { name: 'Account SID' }).fill('AC12')
    await form.getByText('Auth token').click()
    await form.getByRole('textbox', { name: 'Auth token' }).fill('wrong')
    await form.getByRole('button', { name: 'Connect Twilio' }).click()
    await expect(page.getByText('An account SID starts with AC and has 34 characters.')).toBeVisible()
    await form.getByRole('textbox', { name: 'Account SID' }).fill(SID)
    await form.getByRole('button', { name: 'Connect Twilio' }).click()
    await expect(page.getByText(/did not accept this login/)).toBeVisible()

    await form.getByText('API key', { exact: true }).click()
    await form.getByRole('textbox', { name: 'API key SID' }).fill(KEY)
    await form.getByRole('textbox', { name: 'API key secret' }).fill(TOKEN)
    await form.getByRole('button', { name: 'Test only' }).click()
    await expect(page.getByText(/The key lacks this permission\. Add “List phone numbers”/)).toBeVisible()

    await form.getByText('Auth token').click()
    await form.getByRole('textbox', { name: 'Auth token' }).fill(TOKEN)
    await form.getByRole('button', { name: 'Connect Twilio' }).click()
    await expect(page.getByText('The account is active.')).toBeVisible()
    const { twilio } = await api.settings.get({})
    expect(twilio).toMatchObject({ accountSid: SID, secretEnd: '3344' })

    await api.settings.chooseSender({ kind: 'number', number: '+12025550100' })
    await page.getByRole('button', { name: 'Switch to live…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /live/i }).click()
    await expect(
      page
        .getByText(/Twilio/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible()
    await expect(page.getByRole('link', { name: 'Practice mode' })).toHaveCount(0)
    expect((await api.session.get({})).mode).toBe('live')
    expect(carrier.messages()).toHaveLength(0)

    // The token is in its own file and nowhere else: not in a database, a log, a setting or the page.
    const forms = [TOKEN, encodeURIComponent(TOKEN), Buffer.from(`${SID}:${TOKEN}`).toString('base64')]
    const places = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'secrets.json')
      .map((entry): [string, string] => [
        entry.name,
        readFileSync(path.join(entry.parentPath, entry.name)).toString('latin1'),
      ])
    places.push(['log', log.join('\n')], ['page', await page.content()])
    expect(places.map(([name]) => name)).toContain('live.db')
    for (const [name, content] of places)
      for (const one of forms) expect(content.includes(one), name).toBe(false)
  })
})

test('B4 a receptionist has no way to send in bulk, on the screen or past it', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const me = (await api.session.get({})).user
  await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
  await api.users.save({ id: null, name: 'Rita Sol', role: 'receptionist', pin: '2468', number: null })
  await page.getByRole('button', { name: 'Lock the screen' }).click()
  await page.getByText('Rita Sol').click()
  await page.getByLabel('PIN', { exact: true }).fill('1111')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Wrong PIN. Try again.')).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill('2468')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Rita Sol, Receptionist' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Send', exact: true })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Bulk SMS/ })).toHaveCount(0)
  const refused = api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [], exclude: [], recipientIds: [1] },
    what: { templateId: null, body: 'x', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
  await go(page, 'send')
  await expect(page.getByRole('heading', { name: 'Who gets the text?' })).toHaveCount(0)
})

test('X9 STOP and START, and near misses, sent in by text', async ({ office: { page, api, carrier } }) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Cy,Novak,202 555 0103,,,yes,',
  )
  const arrives = (from: string, body: string) => carrier.inbound({ from, to: '+12025550100', body })
  arrives('+12025550101', 'STOP')
  arrives('+12025550102', 'I am moving away in March, please stop the reminders then')
  arrives('+12025550103', 'yes, see you then')
  await go(page, 'settings/blocked')
  const ada = page.getByRole('row', { name: /555-0101/ })
  const bea = page.getByRole('row', { name: /555-0102/ })
  await expect(ada).toContainText('STOP')
  await expect(bea).toContainText('please stop the reminders')
  await expect(page.getByRole('row', { name: /555-0103/ })).toHaveCount(0)

  // Held until a person decides; then free again.
  const may = async (id: number, e164: string) =>
    (await api.messages.may({ recipientId: id, e164, purpose: 'alerts' })).ok
  const ids = Object.fromEntries((await api.people.page({})).rows.map((row) => [row.name, row.id]))
  expect(await may(ids['Bea Holt'] ?? 0, '+12025550102')).toBe(false)
  await bea
    .getByRole('button', { name: /meant something else/ })
    .first()
    .click()
  await expect(bea).toHaveCount(0)
  expect(await may(ids['Bea Holt'] ?? 0, '+12025550102')).toBe(true)

  arrives('+12025550101', 'Start')
  await expect(ada).toHaveCount(0)
  expect(await may(ids['Ada Okafor'] ?? 0, '+12025550101')).toBe(true)
})

test('X9 a block that Twilio set is lifted when it accepts a text again, and stays when it does not', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const [ada] = (await api.people.page({})).rows
  carrier.setBehaviour({ failWith: [21610] })
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: ada?.id ?? 0,
    e164: '+12025550101',
    purpose: 'alerts',
    body: 'Hello',
    templateId: null,
    notBefore: null,
  })
  await go(page, 'settings/blocked')
  const row = page.getByRole('row', { name: /555-0101/ })
  await expect(row).toContainText('Blocked at the carrier', { timeout: 30_000 })
  const ask = async (behaviour: number[]) => {
    carrier.setBehaviour({ failWith: behaviour })
    await row.getByRole('button', { name: /^Ask Twilio about/ }).click()
    const form = page.getByRole('dialog', { name: /^Ask Twilio about/ })
    await form.getByRole('button', { name: 'Send this text' }).click()
    await expect(form.getByText('Write the message.')).toBeVisible()
    await form.getByRole('textbox', { name: 'Text', exact: true }).fill('You can get our texts again.')
    await form.getByRole('button', { name: 'Send this text' }).click()
    await expect(form.getByText('Say what the person told you.')).toBeVisible()
    await form.getByRole('textbox', { name: 'What did the person tell you?' }).fill('Told us at the desk')
    await form.getByRole('button', { name: 'Send this text' }).click()
    await expect(form).toHaveCount(0)
  }
  await ask([21610])
  await expect
    .poll(async () => (await api.messages.page({})).rows.filter(({ state }) => state === 'rejected').length)
    .toBe(2)
  await expect(row).toContainText('Blocked at the carrier')
  await ask([])
  await expect(row).toHaveCount(0, { timeout: 30_000 })
  expect(
    (await api.messages.may({ recipientId: ada?.id ?? 0, e164: '+12025550101', purpose: 'alerts' })).ok,
  ).toBe(true)
})

test('M13 practice mode: everything works, and nothing leaves the PC', async ({
  office: { page, api, carrier },
}) => {
  await expect(page.getByRole('link', { name: 'Practice mode' })).toBeVisible()
  await api.imports.sample({})
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect(page.getByRole('heading', { level: 2, name: /^All 53 have left/ })).toBeVisible({
    timeout: 40_000,
  })
  const { totals } = await api.messages.page({})
  expect(totals).toMatchObject({ texts: 53, delivered: 52, failed: 1 })
  await expect.poll(async () => (await api.messages.page({})).totals.replies).toBe(2)
  expect((await api.suppressions.page({})).rows.map(({ e164, cause }) => [e164, cause])).toEqual([
    ['+12025550187', 'stop'],
  ])
  expect(
    carrier.requests.every((request) => /(api|pricing|messaging|lookups)\.twilio\.com/.test(request)),
  ).toBe(true)
})

test('S1 each missing precondition is named on the record, with its remedy', async ({
  office: { page, api },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'No,Number,,,,,',
    'Not,Asked,202 555 0102,,,,',
    'Sent,Stop,202 555 0103,,,yes,',
  )
  await api.suppressions.add({ number: '202 555 0103', detail: 'by phone' })
  const ids = Object.fromEntries((await api.people.page({})).rows.map((row) => [row.name, row.id]))
  await go(page, `people/${ids['No Number']}`)
  await expect(page.getByText('Nobody can text this record before it has a number.')).toBeVisible()
  await go(page, `people/${ids['Not Asked']}`)
  await expect(page.getByText('They were not asked yet.')).toBeVisible()
  await page
    .getByRole('button', { name: /Record.*consent/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Asked at the desk')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await expect(page.getByText('They were not asked yet.')).toHaveCount(0)
  await go(page, `people/${ids['Sent Stop']}`)
  await expect(page.getByText(/has opted out/)).toBeVisible()
})

test('S7 closing the screen leaves the sending to the background', async ({
  office: { page, api, carrier, clock },
}) => {
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, rate: 5, holdSeconds: 0 })
  await people(api, ...Array.from({ length: 15 }, (_, i) => `P${i},X,202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect(page.getByRole('heading', { level: 2, name: /of 15 have left/ })).toBeVisible()
  await page.goto('about:blank')
  await expect
    .poll(() => carrier.messages().filter((message) => message.direction === 'outbound-api').length, {
      timeout: 20_000,
    })
    .toBe(15)
  expect(clock.now()).toBeGreaterThan(0)
})

test('M9 failures are said in plain words with one next step', async ({ office: { page, api } }) => {
  await people(
    api,
    'Filtered,Fi,202 555 0192,,,yes,',
    'Land,Line,202 555 0191,,,yes,',
    'Opted,Out,202 555 0180,,,yes,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect
    .poll(async () => (await api.messages.page({ states: ['undelivered', 'rejected'] })).total, {
      timeout: 30_000,
    })
    .toBe(3)
  await expect(page.getByRole('row', { name: /Land Line.*landline/i })).toBeVisible()
  await expect(page.getByRole('row', { name: /Opted Out.*opted out/i })).toBeVisible()
  await expect(page.getByRole('row', { name: /Filtered Fi.*spam/i })).toBeVisible()
  // What the carrier taught holds from now on.
  await w.toReview().catch(() => undefined)
  await expect(page.getByText(/3 selected = [01] will get it/)).toBeVisible()
})
