/** The office by keyboard alone: fields, blocked numbers, mail, staff and settings. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { importCsv } from '../support/prepare'
import { composer, out } from './composer'
import { expect, test } from './fixture'
import { heard } from './inbox'
import { keys } from './keys'
import { HEAD, people } from './wizard'
import { OWN, button, table } from './keyboard-steps'

test('keyboard: custom fields are made, changed and archived, and stand as a column and on the record', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const k = await keys(page)
  await k.press('g', ',')
  await k.use(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Custom fields' }))
  await k.use(button(page, 'Add field'))
  const form = page.getByRole('dialog', { name: 'Add field' })
  await k.on(form.getByRole('textbox', { name: 'Name' }))
  await k.type('Room')
  await k.option(form.getByRole('combobox', { name: 'Type' }), 'Choice')
  for (const choice of ['Blue', 'Green']) {
    await k.fill(form.getByRole('combobox', { name: 'Choices' }), choice)
    await k.press('Enter')
  }
  await k.use(form.getByRole('button', { name: 'Add field' }))
  await expect(page.getByText('{{ custom.room }}')).toBeVisible()
  await k.use(button(page, 'Edit Room'))
  const edit = page.getByRole('dialog', { name: 'Edit Room' })
  await k.inside(edit)
  await k.fill(edit.getByRole('textbox', { name: 'Name' }), 'Treatment room')
  await k.press('Enter')
  await expect(page.getByRole('cell', { name: 'Treatment room', exact: true })).toBeVisible()
  await k.use(button(page, 'Archive Treatment room'))
  await k.use(button(page, 'Bring back Treatment room'))
  await expect(button(page, 'Archive Treatment room')).toBeVisible()

  await k.press('g', 'p')
  await k.row(table(page), /Ada Okafor/)
  await k.press('Enter')
  await k.use(button(page, 'Edit'))
  const person = page.getByRole('dialog', { name: 'Edit Ada Okafor' })
  await k.option(person.getByRole('combobox', { name: 'Treatment room' }), 'Green')
  await k.use(person.getByRole('button', { name: 'Save' }))
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Green')
  await k.press('g', 'p')
  await k.use(button(page, 'Columns'))
  const item = page.getByRole('menuitemcheckbox', { name: 'Treatment room' })
  await expect(async () => {
    await k.press('ArrowDown')
    await expect(item).toBeFocused({ timeout: 100 })
  }).toPass()
  await k.press('Enter', 'Escape')
  await expect(page.getByRole('row', { name: /Ada Okafor.*Green/ })).toBeVisible()
  await k.use(page.getByRole('columnheader', { name: 'Treatment room' }).getByRole('button'))
  await expect(page.getByRole('columnheader', { name: 'Treatment room' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
})

test('keyboard: a number is blocked, found and unblocked in the suppression list, and a doubtful one decided', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Cy,Lund,202 555 0103,,,yes,')
  carrier.inbound({
    from: '+12025550103',
    to: OWN,
    body: 'I am moving away in March, please stop the reminders then',
  })
  await heard(api, 1)
  const k = await keys(page)
  // The record itself says that something waits, and is answered there or here.
  await k.press('g', 'p')
  await k.row(table(page), /Cy Lund/)
  await k.press('Enter')
  const todo = page.getByRole('region', { name: 'To do' })
  await expect(todo).toContainText('please stop the reminders then')
  await k.to(todo.getByRole('button', { name: 'Yes, block it: Cy Lund' }))
  await k.press('g', ',')
  await k.use(
    page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Blocked numbers' }),
  )
  await k.use(button(page, '(202) 555-0103 meant something else'))
  await expect(page.getByText('No number is blocked')).toBeVisible()

  await k.use(button(page, 'Block a number'))
  const form = page.getByRole('dialog', { name: 'Block a number' })
  await k.on(form.getByRole('textbox', { name: 'Phone number' }))
  await k.type('202 555 0199')
  await k.press('Enter')
  await k.on(form.getByRole('textbox', { name: 'Why?' }))
  await k.type('Asked by phone')
  await k.press('Enter')
  const rows = page.getByRole('grid', { name: 'Blocked numbers' })
  await expect(rows).toContainText('(202) 555-0199')
  await k.fill(page.getByRole('searchbox', { name: 'Find a blocked number' }), '0199')
  await k.row(rows, /555-0199/)
  await k.use(button(page, 'Lift the block of (202) 555-0199'))
  const lift = page.getByRole('dialog', { name: /^Lift the block/ })
  await k.on(lift.getByRole('textbox', { name: /Why may it be texted/ }))
  await k.type('It was a mistake')
  await k.use(lift.getByRole('button', { name: 'Lift the block' }))
  await expect(page.getByText('No blocked number matches.')).toBeVisible()
})

test('keyboard: replies by e-mail are set up, tried and switched on', async ({
  office: { page, api, carrier },
}) => {
  const mails: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData(stream, _session, done) {
      let mail = ''
      stream.on('data', (part: Buffer) => {
        mail += String(part)
      })
      stream.on('end', () => {
        mails.push(mail)
        done()
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
    const k = await keys(page)
    await k.press('g', ',')
    await k.use(
      page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Replies by e-mail' }),
    )
    const form = page.getByRole('form', { name: 'Replies by e-mail' })
    await k.to(form.getByRole('switch', { name: 'Forward replies by e-mail' }))
    await k.press('Space')
    await k.fill(form.getByRole('textbox', { name: 'To', exact: true }), 'reception@example.com')
    await k.fill(form.getByRole('textbox', { name: 'From', exact: true }), 'deskbell@example.com')
    await k.fill(form.getByRole('textbox', { name: 'Mail server' }), '127.0.0.1')
    await k.fill(
      form.getByRole('textbox', { name: 'Port' }),
      String((server.server.address() as AddressInfo).port),
    )
    await k.radio(form.getByRole('radio', { name: 'None' }))
    await k.to(form.getByRole('textbox', { name: 'User' }))
    await k.to(form.getByLabel('Password', { exact: true }))
    await k.use(form.getByRole('button', { name: 'Send a test e-mail' }))
    await expect.poll(() => mails.length).toBe(1)
    await k.back(form.getByRole('button', { name: 'Save mail settings' }))
    await k.press('Enter')
    await expect(page.getByText('Replies are forwarded from now on')).toBeVisible()
    carrier.inbound({ from: '+12025550101', to: OWN, body: 'Is four all right?' })
    await expect.poll(() => mails.length).toBe(2)
    expect(mails[1]).toContain('Is four all right?')
  } finally {
    await new Promise<void>((done) => server.close(done))
  }
})

test('keyboard: staff are asked for their own permission and texted, by a receptionist', async ({
  office: { page, api, carrier },
}) => {
  await importCsv(api, `${HEAD}\nSid,Moss,202 555 0112,,,yes,`, { kind: 'staff' })
  const me = (await api.session.get({})).user
  await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
  await api.users.save({ id: null, name: 'Rita Sol', role: 'receptionist', pin: '2468', number: null })
  const k = await keys(page)
  await k.press('Control+l')
  await k.to(page.getByRole('radio', { name: 'Rita Sol' }))
  await k.press('Space')
  await k.type('2468')
  await k.press('Enter')
  await expect(page.getByRole('button', { name: 'Rita Sol, Receptionist' })).toBeVisible()
  await k.press('g', 'p')
  await k.to(page.getByRole('tab', { name: /^Clients/ }))
  await k.press('ArrowRight', 'ArrowRight')
  await expect(page.getByRole('tab', { name: /^Staff/ })).toHaveAttribute('aria-selected', 'true')
  await k.row(table(page, 'Staff'), /Sid Moss/)
  await k.press('Enter')
  await expect(page.getByText('Permitted SMS text')).toBeVisible()
  await k.use(button(page, 'Create a message'))
  await k.on(composer(page, 'Sid Moss').message)
  await k.type('Can you open at seven?')
  await k.press('Control+Enter')
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550112'])
  await expect(
    page.getByRole('region', { name: 'Staff log' }).getByText(/Can you open at seven\?/),
  ).toBeVisible()
})

test('keyboard: the opt-out line, what notifications say, the idle lock and one’s own number are set', async ({
  office: { page, api },
}) => {
  const k = await keys(page)
  const section = async (name: string) => {
    await k.press('g', ',')
    await k.use(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }))
  }
  await section('Sending')
  await k.fill(page.getByRole('textbox', { name: 'English' }), 'Text STOP to end')
  await k.option(page.getByRole('combobox', { name: 'On a text to one person' }), /^Once per conversation/)
  await k.use(button(page, 'Save rules'))
  await expect(page.getByText('Saved the rules of sending')).toBeVisible()
  const { sending } = await api.settings.get({})
  expect([sending.optOut.en, sending.individualOptOut]).toEqual(['Text STOP to end', 'once'])

  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await section('Notifications')
  await k.to(page.getByRole('switch', { name: 'Show who wrote, and the words' }))
  await k.press('Space')
  await k.use(button(page, 'Save notifications'))
  await expect(page.getByText('Saved the notifications')).toBeVisible()
  await section('Screen lock')
  await k.fill(page.getByRole('textbox', { name: 'Lock when nobody did anything for' }), '7')
  await k.use(button(page, 'Save screen lock'))
  await expect(page.getByText('Saved the screen lock')).toBeVisible()
  await expect.poll(async () => (await api.settings.get({})).idleLockMinutes).toBe(7)
  await section('Your number')
  await k.fill(page.getByRole('textbox', { name: 'Your own mobile number' }), '202 555 0142')
  await k.use(button(page, 'Save number'))
  await expect(page.getByText('Saved your number')).toBeVisible()
})

test('settings that were not saved ask before G, a key, or a hit of the search leads away', async ({
  office: { page, api },
}) => {
  const title = page.getByRole('heading', { level: 1 })
  const asks = page.getByRole('dialog', { name: 'Leave without saving?' })
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/office`)
  const name = page.getByRole('textbox', { name: 'Office name' })
  await name.fill('Larkfield West')
  await button(page, 'Save office').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(asks).toBeVisible()
  await asks.getByRole('button', { name: 'Cancel' }).click()
  await expect(asks).toHaveCount(0)
  await expect(name).toHaveValue('Larkfield West')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Lists')
  await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toContainText(
    'Lists',
  )
  await page.keyboard.press('Enter')
  await expect(asks).toBeVisible()
  await asks.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(title).toHaveText('Lists')
  expect((await api.settings.get({})).office.name).not.toBe('Larkfield West')
})
