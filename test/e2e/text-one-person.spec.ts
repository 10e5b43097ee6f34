/** Texts to one person: where the icons are, what leaves, and what holds it back. */
import { composer, go, idsOf, out } from './composer'
import { expect, test } from './fixture'
import { people } from './wizard'

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

test('C5 a confirmation at the top says that it was sent, and to whom', async ({ office: { page, api } }) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await go(page, 'people')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).click()
  await composer(page, 'Ada Okafor').sendAs('The parcel is here.')
  const says = page.getByRole('status').filter({ hasText: 'Text sent to Ada Okafor, (202) 555-0101' })
  await expect(says).toBeVisible()
  await expect.poll(async () => (await says.boundingBox())?.y).toBeLessThan(48)
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
