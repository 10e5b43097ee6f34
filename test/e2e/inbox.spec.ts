import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import { go, idsOf, out } from './composer'
import { expect, test } from './fixture'
import { heard, inbox } from './inbox'
import { people, template } from './wizard'

const OWN = '+12025550100'
const A = '+12025550101'
const STRANGER = '+12025550177'

test('M16 the inbox holds two-way conversations by number: unread, answered in place, done and undone', async ({
  office: { page, api, carrier, clock },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Cy,Stop,202 555 0104,,,yes,',
  )
  await template(api, 'Hi {{ first_name }}, we open at nine.', 'Opening')
  await template(api, 'Half price this week!', 'Offer', 'marketing')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: ada,
    e164: A,
    body: 'Your glasses are ready.',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
  await expect.poll(() => out(carrier).length).toBe(1)
  carrier.inbound({ from: A, to: OWN, body: 'When do you open?' })
  // The carrier's times are whole seconds.
  clock.skip(2000)
  carrier.inbound({ from: '+12025550102', to: OWN, body: 'Thanks!' })
  await heard(api, 2)
  const it = inbox(page)
  await expect(it.badge).toContainText('2')
  await it.badge.click()
  await expect(it.list.getByRole('link')).toHaveCount(2)
  await it.row(/Ada Okafor.*1 unread/).click()
  await expect(it.badge).not.toContainText('2')
  // Read, it keeps its place: nothing jumps under the reader.
  await expect(it.list.getByRole('link').nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(it.texts).toContainText('Today')
  await expect(it.texts.getByText('Your glasses are ready.')).toBeVisible()
  await expect(it.texts.getByText(/Delivered|Sent, not confirmed/)).toBeVisible({ timeout: 20_000 })

  // A quick reply from a template; an offer is not one. The draft survives a reload.
  await it.thread.getByRole('button', { name: 'Choose a template' }).click()
  await expect(page.getByRole('menuitem')).toHaveText([/^Opening/])
  await page.getByRole('menuitem', { name: /^Opening/ }).click()
  await expect(it.answer).toHaveValue('Hi Ada, we open at nine.')
  await it.answer.press('End')
  await it.answer.pressSequentially(' See you')
  await page.reload()
  await expect(it.answer).toHaveValue('Hi Ada, we open at nine. See you')
  await expect(it.thread.getByRole('status', { name: 'Length and price' })).toContainText('1 message')
  await it.send.evaluate((button: HTMLButtonElement) => {
    for (let n = 0; n < 10; n += 1) button.click()
  })
  await expect(it.answer).toHaveValue('')
  await expect(it.answer).toBeFocused()
  await expect(it.texts.getByText('Hi Ada, we open at nine. See you')).toBeVisible()
  await expect
    .poll(() => out(carrier).map(({ body }) => body))
    .toEqual(['Your glasses are ready.', 'Hi Ada, we open at nine. See you'])
  expect(
    (await api.messages.page({ recipientId: ada })).rows.find(({ body }) => body.endsWith('See you')),
  ).toMatchObject({ purpose: 'conversation', type: 'individual' })
  await expect(it.row(/Ada Okafor/)).toContainText('You: Hi Ada')

  await it.thread.getByRole('button', { name: 'Done' }).click()
  await it.row(/Bea Holt/).click()
  await expect(it.row(/Ada Okafor/)).toHaveCount(0)
  await it.show('Done')
  await it.row(/Ada Okafor/).click()
  await it.thread.getByRole('button', { name: 'Open again' }).click()
  await it.show('Open')
  await expect(it.row(/Ada Okafor/)).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('holt')
  await expect(it.list.getByRole('link')).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('nobody')
  await expect(page.getByText('Nobody who wrote matches “nobody”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).click()

  // Opt-outs are shown as what they are, and the reply box gives way.
  carrier.inbound({ from: '+12025550104', to: OWN, body: 'STOP' })
  carrier.inbound({
    from: '+12025550102',
    to: OWN,
    body: 'I am moving away in March, please stop the reminders then',
  })
  await heard(api, 4)
  await it.row(/Cy Stop.*Opted out/).click()
  await expect(it.thread.getByText('Opted out: no text can be sent to this number')).toBeVisible()
  await expect(it.thread.getByText('Only a START sent from this phone lifts it. Call instead.')).toBeVisible()
  await expect(it.answer).toHaveCount(0)
  await it.row(/Bea Holt.*Opt-out\? Decide/).click()
  await it.thread.getByRole('button', { name: 'No, it is not: Bea Holt' }).click()
  await expect(it.answer).toBeVisible()
  expect((await api.outbox.state({})).doubtful).toBe(0)
})

test('M16 the inbox by keyboard alone: found, read, answered, done', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  carrier.inbound({ from: A, to: OWN, body: 'When do you open?' })
  carrier.inbound({ from: '+12025550102', to: OWN, body: 'Thanks!' })
  await heard(api, 2)
  const it = inbox(page)
  await expect(it.badge).toContainText('2')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(it.list.getByRole('link')).toHaveCount(2)
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search conversations' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(it.list.getByRole('link').first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(it.list.getByRole('link').last()).toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.type('okafor')
  await expect(it.list.getByRole('link')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(it.thread.getByRole('heading', { name: 'Ada Okafor' })).toBeVisible()
  await expect(it.answer).toBeVisible()
  await page.keyboard.press('r')
  await expect(it.answer).toBeFocused()
  await page.keyboard.type('At nine.')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['At nine.'])
  await expect(it.answer).toHaveValue('')
  await expect(it.answer).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('d')
  await expect(it.thread.getByRole('button', { name: 'Open again' })).toBeVisible()
  await expect.poll(async () => (await api.inbox.page({ view: 'open' })).total).toBe(1)
})

test('M8 a shared or unknown number asks who it is; the answer is kept, and the conversation shows that person', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Ben,Okafor,202 555 0101,,,,',
    'Bea,Holt,202 555 0102,,,yes,',
  )
  carrier.inbound({ from: A, to: OWN, body: 'Can she come at four?' })
  carrier.inbound({ from: STRANGER, to: OWN, body: 'Hi, this is Bea' })
  carrier.inbound({ from: '+12025550178', to: OWN, body: 'Do you take new people?' })
  await heard(api, 3)
  const it = inbox(page)
  await go(page, 'inbox')
  await it.row(/Ada or Ben\?.*Shared number/).click()
  await expect(it.thread.getByText('Shared by 2 people')).toBeVisible()
  await expect(it.thread.getByText('Say first who this is')).toBeVisible()
  await it.who.getByRole('button', { name: 'Ben Okafor' }).click()
  await expect(it.thread.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible()
  await expect(it.texts.getByText('filed under Ben Okafor')).toBeVisible()
  await expect(it.who).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await it.who.getByRole('button', { name: 'Ben Okafor' }).click()
  await it.answer.fill('Yes, at four.')
  await it.send.click()
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['Yes, at four.'])
  const { 'Ben Okafor': ben = 0, 'Bea Holt': bea = 0 } = await idsOf(api)
  expect((await api.messages.page({ recipientId: ben })).rows.map(({ body }) => body)).toContain(
    'Yes, at four.',
  )

  // Somebody who is in People already.
  await it.row(/\(202\) 555-0177.*Not in People/).click()
  await it.who.getByRole('button', { name: 'Add to a person…' }).click()
  const dialog = page.getByRole('dialog', { name: /Whose number/ })
  await dialog.getByRole('button', { name: 'Add the number' }).click()
  await expect(dialog.getByText('Choose somebody from the list.')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Person' }).fill('holt')
  await page.getByRole('option', { name: /Bea Holt/ }).click()
  await dialog.getByRole('button', { name: 'Add the number' }).click()
  await expect(it.thread.getByRole('heading', { name: 'Bea Holt' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'People with this number' })).toContainText(
    'Not asked',
  )
  await it.answer.fill('Good to hear from you.')
  await it.send.click()
  await expect.poll(() => out(carrier).length).toBe(2)
  expect((await api.people.get({ id: bea })).numbers.map(({ e164 }) => e164)).toContain(STRANGER)

  // Somebody new.
  await it.row(/\(202\) 555-0178/).click()
  await it.who.getByRole('button', { name: 'Somebody new…' }).click()
  await page.getByRole('menuitem', { name: 'Add a lead' }).click()
  const form = page.getByRole('dialog', { name: 'Add lead' })
  await expect(form.getByRole('textbox', { name: 'Number 1' })).toHaveValue('(202) 555-0178')
  await form.getByRole('textbox', { name: 'First name' }).fill('Nia')
  await form.getByRole('button', { name: 'Add lead' }).click()
  await expect(it.thread.getByRole('heading', { name: 'Nia' })).toBeVisible()
  await expect(it.answer).toBeVisible()
})

test('M23 an inbound picture is said to be there, fetched on click, and kept with the conversation', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const sid = carrier.inbound({ from: A, to: OWN, body: '', media: [PRACTICE_PICTURE] })
  await heard(api, 1)
  const it = inbox(page)
  await go(page, 'inbox')
  await expect(it.row(/Ada Okafor/)).toContainText('Sent a picture')
  await it.row(/Ada Okafor/).click()
  const asked = () => carrier.requests.filter((request) => request.includes(`${sid}/`)).length
  expect(asked()).toBe(0)
  await it.thread.getByRole('button', { name: 'Show 1 picture' }).click()
  const picture = it.thread.getByRole('img', { name: /^Picture from Ada Okafor, Today/ })
  await expect(picture).toBeVisible()
  // Really drawn, under the page's own policy.
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(240)
  const before = asked()
  expect(before).toBeGreaterThan(0)
  await page.reload()
  await it.thread.getByRole('button', { name: 'Show 1 picture' }).click()
  await expect(picture).toBeVisible()
  expect(asked()).toBe(before)
})

test('M25 a notification says no more than “New text” until switched on; the idle lock shows nothing of a conversation', async ({
  office: { page, api, carrier, clock, dataDir },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const me = (await api.session.get({})).user
  await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
  await api.settings.saveIdleLock({ minutes: 5 })
  const it = inbox(page)
  await expect(it.badge).toBeVisible()
  carrier.inbound({ from: A, to: OWN, body: 'My secret appointment' })
  const said = page.getByRole('status').filter({ hasText: 'New text' })
  await expect(said).toBeVisible()
  await expect(page.getByText('My secret appointment')).toHaveCount(0)
  // The table of people behind it names her; the notification does not.
  await expect(said).not.toContainText('Ada')
  await said.getByText('Open').click()
  await expect(it.texts.getByText('My secret appointment')).toBeVisible()

  await go(page, 'settings/notifications')
  await page.getByRole('switch', { name: 'Show who wrote, and the words' }).click()
  await page.getByRole('button', { name: 'Save notifications' }).click()
  await expect(page.getByText('Saved the notifications')).toBeVisible()
  carrier.inbound({ from: A, to: OWN, body: 'Not so secret' })
  await expect(page.getByRole('status').filter({ hasText: 'Ada Okafor: Not so secret' })).toBeVisible()

  await page.reload()

  // Nobody touches anything: the screen locks, and what arrives then is not on it.
  await go(page, `inbox/${encodeURIComponent(A)}`)
  await expect(it.texts.getByText('Not so secret')).toBeVisible()
  clock.skip(6 * 60_000)
  const pin = page.getByLabel('PIN', { exact: true })
  await expect(pin).toBeVisible()
  carrier.inbound({ from: A, to: OWN, body: 'Third secret' })
  // It was read, and the page told, before anybody looks.
  const kept = () =>
    readdirSync(dataDir, { withFileTypes: true }).some(
      (file) => file.isFile() && readFileSync(path.join(dataDir, file.name)).includes('Third secret'),
    )
  await expect.poll(kept).toBe(true)
  expect(page.url()).not.toContain('2025550101')
  const html = await page.content()
  for (const word of ['secret', 'Okafor', '555-0101', '2025550101', 'New text'])
    expect(html, word).not.toContain(word)
  await pin.fill('123456')
  await page.keyboard.press('Enter')
  await expect(it.texts.getByText('Third secret')).toBeVisible()
})

test('B6 replies are forwarded to the reception’s e-mail address, and a failing mail server delays nothing else', async ({
  office: { page, api, carrier, log },
}) => {
  const mails: string[] = []
  let down = false
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'desk' && password === 'mail-secret-4711'
        ? done(null, { user: username })
        : done(Object.assign(new Error('no'), { responseCode: 535 })),
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (down) return done(Object.assign(new Error('later'), { responseCode: 451 }))
        mails.push(Buffer.concat(parts).toString())
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  try {
    await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
    await go(page, 'settings/mail')
    const form = page.getByRole('form', { name: 'Replies by e-mail' })
    await form.getByRole('textbox', { name: 'To', exact: true }).fill('reception')
    await form.getByRole('textbox', { name: 'From', exact: true }).fill('deskbell@example.com')
    await form.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1')
    await form.getByText('None', { exact: true }).click()
    await form.getByRole('textbox', { name: 'Port' }).fill(String(port))
    await form.getByRole('textbox', { name: 'User' }).fill('desk')
    await form.getByLabel('Password', { exact: true }).fill('wrong')
    await form.getByRole('button', { name: 'Send a test e-mail' }).click()
    await expect(form.getByText('An address looks like desk@example.com.')).toBeVisible()
    await form.getByRole('textbox', { name: 'To', exact: true }).fill('reception@example.com')
    await form.getByRole('button', { name: 'Send a test e-mail' }).click()
    await expect(
      form.getByText('The mail server did not accept the user or the password (535).'),
    ).toBeVisible()
    await form.getByLabel('Password', { exact: true }).fill('mail-secret-4711')
    await form.getByRole('button', { name: 'Send a test e-mail' }).click()
    await expect.poll(() => mails.length).toBe(1)
    await form.getByRole('switch', { name: 'Forward replies by e-mail' }).click()
    await form.getByRole('button', { name: 'Save mail settings' }).click()
    await expect(page.getByText('Replies are forwarded from now on')).toBeVisible()
    await expect(form.getByLabel('Password', { exact: true })).toHaveAttribute('placeholder', 'Stored')
    expect(await page.content()).not.toContain('mail-secret-4711')

    carrier.inbound({ from: A, to: OWN, body: 'Is four all right?' })
    await expect.poll(() => mails.length).toBe(2)
    expect(mails[1]).toContain('Subject: Practice: Text from Ada Okafor, (202) 555-0101')
    expect(mails[1]).toContain('Is four all right?')

    down = true
    carrier.inbound({ from: A, to: OWN, body: 'Or five?' })
    await heard(api, 2)
    const note = page.getByText('1 e-mail waits')
    await expect(note).toBeVisible()
    down = false
    await page.getByRole('button', { name: 'Try again now' }).click()
    await expect.poll(() => mails.length).toBe(3)
    await expect(note).toHaveCount(0)
    expect(log.join('\n')).not.toContain('mail-secret')
  } finally {
    await new Promise<void>((done) => server.close(done))
  }
})

test('C7 replies are turned off only with a way out that works, and the inbox then says so and answers nothing', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  carrier.inbound({ from: A, to: OWN, body: 'When do you open?' })
  await heard(api, 1)
  await go(page, 'settings/sending')
  const replies = page.getByRole('switch', { name: 'People may reply by text' })
  const save = page.getByRole('button', { name: 'Save rules' })
  const [english, ...others] = ['English', 'French', 'Spanish', 'German'].map((name) =>
    page.getByRole('textbox', { name, exact: true }),
  )
  await english?.fill('')
  await save.click()
  await expect(page.getByText('No text to many leaves without it.')).toBeVisible()
  await english?.fill('Reply STOP to opt out')
  await replies.uncheck({ force: true })
  await save.click()
  await expect(page.getByText(/Nobody can answer this sender by text/)).toBeVisible()
  expect((await api.settings.get({})).sending.allowReplies).toBe(true)
  for (const field of [english, ...others]) await field?.fill('Stop: larkfield.example/stop')
  await save.click()
  await expect(page.getByText('Saved the rules of sending')).toBeVisible()
  await go(page, 'inbox')
  await expect(page.getByText('Replies are off.')).toBeVisible()
  const it = inbox(page)
  await it.row(/Ada Okafor/).click()
  await expect(it.thread.getByText('Replies are off.')).toBeVisible()
  await expect(it.answer).toHaveCount(0)
  await expect(it.send).toHaveCount(0)
})
