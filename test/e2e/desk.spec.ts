import { composer, go, idsOf, out, signInAsReceptionist } from './composer'
import { expect, test } from './fixture'
import { people, template } from './wizard'

test('C1 a text icon in the ribbon, in table rows and at each history entry opens a window that stays while moving through the app', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,yes,')
  const { 'Ada Okafor': ada } = await idsOf(api)
  await go(page, 'people')
  await page
    .getByRole('row', { name: /Ada Okafor/ })
    .getByRole('button', { name: 'Text Ada Okafor' })
    .click()
  const window = composer(page, 'Ada Okafor')
  await expect(window.message).toBeFocused()
  const box = await window.dock.boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThan(1240)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(800, 0)

  await window.message.fill('Your glasses')
  for (const place of ['Inbox', 'Lists', 'Templates', 'Reports', 'People']) {
    await page.getByRole('link', { name: place, exact: true }).click()
    await expect(window.message).toHaveValue('Your glasses')
  }
  await window.message.press('End')
  await window.message.pressSequentially(' are ready.')
  await window.send.click()
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['Your glasses are ready.'])

  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  await expect(window.message).toBeFocused()
  await window.dock.getByRole('button', { name: /^Close/ }).click()
  await expect(window.dock).toHaveCount(0)
  await page
    .getByRole('row', { name: /Your glasses are ready/ })
    .getByRole('button', { name: 'Text (202) 555-0101' })
    .click()
  await expect(window.message).toBeFocused()
  await window.dock.getByRole('button', { name: /^Close/ }).click()
  await page
    .getByRole('region', { name: 'Notes' })
    .getByRole('button', { name: /^Text Ada Okafor/ })
    .click()
  await expect(window.message).toBeFocused()
})

test('C1 leads, clients, past clients and archived records have their icon, and every history entry has one', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  const window = composer(page, 'Ada Okafor')
  const text = page.getByRole('button', { name: 'Text Ada Okafor', exact: true })
  const menu = async (item: string) => {
    await page.getByRole('button', { name: /^More/ }).first().click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  await go(page, `people/${ada}`)
  // A past client keeps the record, its consent and its icon.
  await menu('Make a past client')
  await expect(page.getByText('Past client', { exact: true })).toBeVisible()
  await expect(page.getByText('Ada Okafor is a past client now')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText('Is a past client from now on.')
  await text.click()
  await window.message.fill('We miss you')
  await window.send.click()
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['We miss you'])
  // Found by that: lists can hold them, or leave them out.
  const found = async (op: 'yes' | 'no') =>
    (await api.people.page({ conditions: { join: 'all', of: [{ field: 'past-client', op }] } })).total
  expect([await found('yes'), await found('no')]).toEqual([1, 0])

  const consent = page.getByRole('list', { name: 'Consent history' }).getByRole('listitem').first()
  await consent.getByRole('button', { name: 'Text Ada Okafor about this entry' }).click()
  await expect(window.message).toBeFocused()
  await window.dock.getByRole('button', { name: /^Close/ }).click()

  await menu('Make a client again')
  await expect(page.getByText('Past client', { exact: true })).toHaveCount(0)
  // Archived, the icon is there and says why it opens nothing that can be sent.
  await menu('Archive')
  await expect(text).toHaveAttribute('title', 'This record is archived. Bring it back first.')
  await menu('Bring back')
  await expect(text).not.toHaveAttribute('title', /archived/)
})

test('C2 the number drop-down has the other numbers, and “Add new” without leaving the window', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,202 555 0102,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  await go(page, `people/${ada}`)
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.message.fill('Room 4 today')
  await expect(window.number).toContainText('(202) 555-0101')
  await window.number.click()
  await page.getByRole('menuitem', { name: /555-0102/ }).click()
  await expect(window.number).toContainText('(202) 555-0102')
  // The chosen number is still chosen after a reload: the first one would be another phone.
  await expect.poll(async () => (await api.drafts.get({ key: `text:${ada}` })).body).toContain('5550102')
  await page.reload()
  await expect(window.number).toContainText('(202) 555-0102')

  await window.number.click()
  await page.getByRole('menuitem', { name: 'Add new…' }).click()
  const field = window.dock.getByRole('textbox', { name: 'New number' })
  await field.fill('12')
  await window.dock.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await field.fill('202 555 0103')
  await window.dock.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(window.number).toContainText('(202) 555-0103')
  await expect(window.message).toHaveValue('Room 4 today')
  expect((await api.people.get({ id: ada })).numbers.map(({ e164 }) => e164)).toEqual([
    '+12025550101',
    '+12025550102',
    '+12025550103',
  ])
  // A new number starts as not asked; what they say is recorded from here too.
  await expect(window.send).toBeDisabled()
  await window.dock.getByRole('button', { name: 'Record consent…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Asked at the desk')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await window.send.click()
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550103'])
})

test('C3 the window is made taller and wider by its edges and its corner, remembered, minimised, and up to three are open', async ({
  office: { page, api },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Cy,Novak,202 555 0103,,,yes,',
    'Di,Lund,202 555 0104,,,yes,',
  )
  await go(page, 'people')
  const names = ['Ada Okafor', 'Bea Holt', 'Cy Novak', 'Di Lund']
  const open = (name: string) => page.getByRole('button', { name: `Text ${name}`, exact: true }).click()
  await open('Ada Okafor')
  const ada = composer(page, 'Ada Okafor')
  const before = (await ada.message.boundingBox())?.height ?? 0
  const upper = ada.dock.getByRole('separator', { name: /^Height/ })
  const edge = await upper.boundingBox()
  await page.mouse.move((edge?.x ?? 0) + 60, (edge?.y ?? 0) + 4)
  await page.mouse.down()
  await page.mouse.move((edge?.x ?? 0) + 60, (edge?.y ?? 0) - 116, { steps: 4 })
  await page.mouse.up()
  expect((await ada.message.boundingBox())?.height).toBeCloseTo(before + 120, 0)
  await upper.press('ArrowDown')
  expect((await ada.message.boundingBox())?.height).toBeCloseTo(before + 96, 0)

  // Wider by the left edge, and both ways by the corner between.
  const wide = async () => (await ada.dock.boundingBox())?.width ?? 0
  const width = await wide()
  await ada.dock.getByRole('separator', { name: /^Width/ }).press('ArrowLeft')
  expect(await wide()).toBeCloseTo(width + 24, 0)
  const box = await ada.dock.boundingBox()
  await page.mouse.move(box?.x ?? 0, box?.y ?? 0)
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) - 60, (box?.y ?? 0) - 40, { steps: 4 })
  await page.mouse.up()
  expect(await wide()).toBeCloseTo(width + 84, 0)
  expect((await ada.message.boundingBox())?.height).toBeCloseTo(before + 136, 0)
  // Remembered for whoever is signed in, in the next window and after a reload.
  await expect
    .poll(async () => JSON.parse((await api.drafts.get({ key: 'composer.size' })).body ?? '{}').width)
    .toBeCloseTo(width + 84, 0)
  await page.reload()
  await expect.poll(wide).toBeCloseTo(width + 84, 0)
  for (let i = 0; i < 5; i += 1) await upper.press('ArrowDown')
  for (let i = 0; i < 4; i += 1) await ada.dock.getByRole('separator', { name: /^Width/ }).press('ArrowRight')

  await ada.message.fill('For Ada')
  await ada.dock.getByRole('button', { name: 'Minimise' }).click()
  await expect(ada.message).toBeHidden()
  // Asking for the same person again opens the window, with what was in it.
  await open('Ada Okafor')
  await expect(ada.message).toHaveValue('For Ada')
  await expect(ada.message).toBeFocused()

  for (const name of names.slice(1, 3)) await open(name)
  for (const name of names.slice(0, 3)) await expect(composer(page, name).message).toBeVisible()
  await composer(page, 'Bea Holt').message.fill('For Bea')
  const left = (await ada.dock.boundingBox())?.x ?? -1
  expect(left).toBeGreaterThan(0)
  // The fourth takes the place of the first, whose text waits as a draft.
  await open('Di Lund')
  await expect(ada.dock).toHaveCount(0)
  await expect(composer(page, 'Bea Holt').message).toHaveValue('For Bea')
  await composer(page, 'Di Lund')
    .dock.getByRole('button', { name: /^Close/ })
    .click()
  await open('Ada Okafor')
  await expect(ada.message).toHaveValue('For Ada')
})

test('C4 the template icon lists what managers made; a receptionist uses templates and cannot change them', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await template(api, 'Hi {{ first_name }}, we open at nine.', 'Opening')
  await template(api, 'Hi {{ first_name }}, we are closed.', 'Closing')
  await signInAsReceptionist(page, api)
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.dock.getByRole('button', { name: 'Choose a template' }).click()
  await expect(page.getByRole('menuitem')).toHaveText([/^Closing/, /^Opening/])
  // Escape closes the list and leaves the window open.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)
  await expect(window.message).toBeVisible()
  await window.template('Opening')
  await expect(window.message).toHaveValue('Hi Ada, we open at nine.')
  await window.send.click()
  await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['Hi Ada, we open at nine.'])

  await page.getByRole('link', { name: 'Templates' }).click()
  await expect(page.getByText('Opening').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /New template|Write a template/ })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0)
  const [one] = await api.templates.list({})
  await go(page, `templates/${one?.id}`)
  await expect(page.getByRole('button', { name: 'Save template' })).toHaveCount(0)
  await expect(template(api)).rejects.toMatchObject({ code: 'forbidden' })
})

test('C5 a confirmation at the top says that it was sent, and to whom', async ({ office: { page, api } }) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  await composer(page, 'Ada Okafor').sendAs('The parcel is here.')
  const says = page.getByRole('status').filter({ hasText: 'Text sent to Ada Okafor, (202) 555-0101' })
  await expect(says).toBeVisible()
  expect((await says.boundingBox())?.y).toBeLessThan(48)
  await expect(page.getByRole('region', { name: /^Text to/ })).toHaveCount(0)
  await says.getByText('View').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Okafor' })).toBeVisible()

  // While nothing leaves, it does not claim that something did.
  await api.outbox.pause({})
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  await composer(page, 'Ada Okafor').sendAs('The second parcel is here.')
  await expect(page.getByText(/^Text to Ada Okafor, \(202\) 555-0101 is waiting: /)).toBeVisible()
})

test('C6 no permission, no text: the icon and the window say why', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Not,Asked,202 555 0102,,,,',
    'Said,No,202 555 0103,,,no,no',
    'Sent,Stop,202 555 0104,,,yes,',
    'Reply,Only,202 555 0105,,,,',
  )
  carrier.inbound({ from: '+12025550104', to: '+12025550100', body: 'STOP' })
  carrier.inbound({ from: '+12025550105', to: '+12025550100', body: 'Are you open on Friday?' })
  await expect.poll(async () => (await api.inbox.page({})).total).toBe(2)
  const ids = await idsOf(api)
  for (const [name, icon, why] of [
    ['Not Asked', 'They have not agreed to texts yet.', /They have not agreed to this kind of text/],
    ['Said No', 'They said no to texts.', /They said no to this kind of text/],
    ['Sent Stop', 'This number has opted out: no text may be sent.', /Only a START from that phone/],
  ] as const) {
    await go(page, `people/${ids[name]}`)
    const button = page.getByRole('button', { name: `Text ${name}`, exact: true })
    await expect(button).toHaveAttribute('title', icon)
    await button.click()
    const window = composer(page, name)
    await expect(window.dock.getByText(why)).toBeVisible()
    await window.message.fill('Only a word')
    await expect(window.send).toBeDisabled()
    await window.message.press('Control+Enter')
    await window.dock.getByRole('button', { name: /^Close/ }).click()
  }
  await go(page, 'people')
  await expect(page.getByRole('button', { name: 'Text Sent Stop' })).toHaveAttribute(
    'title',
    'This number has opted out',
  )
  // Who wrote may be answered, and not be sent offers.
  await page.getByRole('button', { name: 'Text Reply Only' }).click()
  const reply = composer(page, 'Reply Only')
  await reply.message.fill('Yes, until noon.')
  await reply.dock.getByRole('button', { name: /^As Conversation/ }).click()
  await page.getByRole('menuitem', { name: /^Marketing/ }).click()
  await expect(reply.send).toBeDisabled()
  await reply.dock.getByRole('button', { name: /^As Marketing/ }).click()
  await page.getByRole('menuitem', { name: /^Conversation/ }).click()
  await reply.send.click()
  await expect.poll(() => out(carrier).map(({ to }) => to)).toEqual(['+12025550105'])
  expect((await api.messages.page({})).totals.texts).toBe(1)
})

test('a draft survives a reload in mid-sentence, and one that was deleted does not come back', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const { 'Ada Okafor': ada = 0 } = await idsOf(api)
  const kept = async () => (await api.drafts.get({ key: `text:${ada}` })).body ?? ''
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.message.pressSequentially('The delivery is late, we will')
  await expect.poll(kept).toContain('we will')
  const id = (JSON.parse(await kept()) as { draftId: string }).draftId
  await page.reload()
  await expect(window.message).toHaveValue('The delivery is late, we will')
  await window.message.press('End')
  await window.message.pressSequentially(' call you')
  // In the middle of a word, at once: what was typed last is written on the way out.
  await page.reload()
  await expect(window.message).toHaveValue('The delivery is late, we will call you')
  expect((JSON.parse(await kept()) as { draftId: string }).draftId).toBe(id)
  await window.message.fill('')
  await expect.poll(kept).toBe('')
  await page.reload()
  await expect(window.message).toHaveValue('')
})

test('M3 Send pressed many times, by mouse and by key, sends once', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Lost,Answer,202 555 0186,,,yes,')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  await window.message.fill('One, and only one')
  await window.send.evaluate((button: HTMLButtonElement) => {
    for (let n = 0; n < 10; n += 1) button.click()
  })
  await expect(window.dock).toHaveCount(0)
  await page.getByRole('button', { name: 'Text Lost Answer', exact: true }).click()
  const lost = composer(page, 'Lost Answer')
  await lost.message.fill('The answer to this is lost')
  for (let n = 0; n < 4; n += 1)
    await lost.message.press('Control+Enter', { timeout: 1000 }).catch(() => null)
  await expect(lost.dock).toHaveCount(0)
  await expect
    .poll(async () => (await api.messages.page({})).rows.map(({ state }) => state), { timeout: 30_000 })
    .toEqual(['delivered', 'delivered'])
  expect(
    out(carrier)
      .map(({ body }) => body)
      .toSorted(),
  ).toEqual(['One, and only one', 'The answer to this is lost'])
})

test('the price in the window is that of the words which leave', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,yes')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  const meter = window.dock.getByRole('status', { name: 'Length and price' })
  await window.message.fill(`Spring offer: ${'x'.repeat(130)}`)
  await expect(meter).toContainText('1 message')
  await window.dock.getByRole('button', { name: /^As Alerts/ }).click()
  await page.getByRole('menuitem', { name: /^Marketing/ }).click()
  await expect(meter).toContainText('2 messages')
  await expect(window.dock).toContainText('Leaves as Larkfield Physio: Spring offer')
  await window.send.click()
  await expect
    .poll(() => out(carrier).map(({ body }) => body))
    .toEqual([`Larkfield Physio: Spring offer: ${'x'.repeat(130)}. Reply STOP to opt out`])
})

test('what is pasted beyond the longest text is said, counted and offered back', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  const window = composer(page, 'Ada Okafor')
  const end = 'The end of a long letter. '
  const whole = `${'x'.repeat(1600)}${end.repeat(20)}`.slice(0, 2000)
  await page.evaluate((text) => navigator.clipboard.writeText(text), whole)
  await window.message.press('Control+v')
  await expect(window.message).toHaveValue('x'.repeat(1600))
  const cut = window.dock.getByRole('alert')
  await expect(cut).toContainText('400 characters were cut off: a text can have at most 1,600.')
  await expect(cut).toContainText(`They began “${whole.slice(1600, 1640)}”.`)
  await cut.getByRole('button', { name: 'Copy what was cut off' }).click()
  await expect(page.getByText('Copied what was cut off')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(whole.slice(1600))
  await window.message.fill('Short')
  await expect(cut).toHaveCount(0)
})

test('names written from right to left stand apart from what surrounds them', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'דוד,כהן,202 555 0101,,,yes,', 'Ada,Okafor,202 555 0102,,,yes,')
  await go(page, 'people')
  const name = page.getByRole('grid').getByText('דוד כהן')
  expect(await name.evaluate((element) => element.closest('bdi, [dir="auto"]')?.tagName)).toBe('BDI')
  carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'שלום (9:00)!' })
  await go(page, 'inbox/+12025550101')
  for (const words of [
    page.getByRole('heading', { name: 'דוד כהן' }),
    page.getByRole('main').getByText('שלום (9:00)!').last(),
  ])
    await expect
      .poll(() =>
        words.evaluate(
          (element) =>
            element.closest('bdi, [dir="auto"]') !== null ||
            element.querySelector('bdi, [dir="auto"]') !== null,
        ),
      )
      .toBe(true)
})

test.describe('at 22:15 in New York', () => {
  test.use({ startAt: '2026-11-25T03:15:00.000Z' })
  test('a text to one person asks once about the night where they are, and waits or leaves as answered', async ({
    office: { page, api, carrier },
  }) => {
    await people(
      api,
      'Ada,Okafor,202 555 0101,,,yes,',
      'Bea,Holt,202 555 0102,,,yes,',
      'Cy,West,213 555 0103,,,yes,',
    )
    await go(page, 'people')
    const write = async (name: string) => {
      await page.getByRole('button', { name: `Text ${name}`, exact: true }).click()
      const window = composer(page, name)
      await window.sendAs(`For ${name}`)
      return window
    }
    const asks = (window: ReturnType<typeof composer>) =>
      window.dock.getByRole('alert').filter({ hasText: /It would be 22:\d\d for them/ })
    const ada = await write('Ada Okafor')
    await expect(asks(ada)).toBeVisible()
    expect(out(carrier)).toEqual([])
    await asks(ada).getByRole('button', { name: 'Send all the same' }).click()
    await expect(ada.dock).toHaveCount(0)
    await expect.poll(() => out(carrier).map(({ body }) => body)).toEqual(['For Ada Okafor'])
    const bea = await write('Bea Holt')
    await asks(bea).getByRole('button', { name: 'Send tomorrow 08:00' }).click()
    await expect(page.getByText(/Text to Bea Holt.* leaves tomorrow 08:00/)).toBeVisible()
    // In Los Angeles it is a quarter past seven.
    const cy = await write('Cy West')
    await expect(cy.dock).toHaveCount(0)
    await expect
      .poll(() =>
        out(carrier)
          .filter(({ status }) => status !== 'scheduled')
          .map(({ body }) => body),
      )
      .toEqual(['For Ada Okafor', 'For Cy West'])
  })
})
