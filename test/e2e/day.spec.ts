import { composer, gone, idsOf, signInAsReceptionist } from './composer'
import { expect, test } from './fixture'
import { people, template } from './wizard'

const OWN = '+12025550100'
const number = (last: number) => `+120255501${String(last).padStart(2, '0')}`

test('a day at the desk: twenty interruptions, and nothing typed, said or sent is lost or doubled', async ({
  office: { page, api, carrier, clock, restart },
}) => {
  test.setTimeout(180_000)
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,yes,',
    'Cy,Lund,202 555 0103,,,yes,',
    'Dee,Marsh,202 555 0104,,,yes,',
    'Eve,Marsh,202 555 0104,,,yes,',
    'Fay,Quist,202 555 0105,,,,',
  )
  await template(api, 'Hi {{ first_name }}, we open at nine.', 'Opening')
  const ids = await idsOf(api)
  await signInAsReceptionist(page, api)
  const says = (last: number, body: string) => carrier.inbound({ from: number(last), to: OWN, body })
  const replies = (count: number) =>
    expect.poll(async () => (await api.messages.page({ states: ['reply'] })).totals.replies).toBe(count)
  const signIn = async () => {
    await page.getByRole('radio', { name: 'Rita Sol' }).check({ force: true })
    await page.getByLabel('PIN', { exact: true }).fill('2468')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Rita Sol, Receptionist' })).toBeVisible()
  }
  const find = async (name: string) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(name)
    await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toContainText(name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  const note = async (body: string) => {
    const panel = page.getByRole('region', { name: 'Notes' })
    await panel.getByRole('textbox').fill(body)
    await panel.getByRole('button', { name: 'Add note' }).click()
    await expect(panel.getByText(body)).toBeVisible()
  }
  const thread = page.getByRole('region', { name: 'Conversation' })
  const row = (name: RegExp) => page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name })
  const answer = async (text: string) => {
    await thread.getByRole('textbox', { name: /^Answer to/ }).fill(text)
    await thread.getByRole('button', { name: 'Send text' }).click()
  }
  let ada = composer(page, 'Ada Okafor')
  const bea = composer(page, 'Bea Holt')
  const cy = composer(page, 'Cy Lund')

  // 1 A text to Ada begun; 2 the phone rings: it is about Bea, found by keyboard; 3 a note about the call.
  await find('Ada Okafor')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).first().click()
  await ada.message.pressSequentially('Your insoles are')
  await find('Bea Holt')
  await note('Called: moves her visit to Friday.')
  // 4 Bea wants it in writing: a second window, from a template; 5 a reload in mid-sentence.
  await page.getByRole('button', { name: 'Text Bea Holt', exact: true }).first().click()
  await bea.template('Opening')
  await bea.message.press('End')
  await bea.message.pressSequentially(' See you Fri')
  await page.reload()
  await expect(bea.message).toHaveValue('Hi Bea, we open at nine. See you Fri')
  await expect(ada.message).toHaveValue('Your insoles are')
  // 6 A reply comes in; 7 it is answered in place, while both windows wait.
  says(3, 'What are your hours?')
  await replies(1)
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /^Inbox/ })
    .click()
  await row(/Cy Lund/).click()
  await answer('Nine to five.')
  await expect.poll(() => gone(carrier).map(({ body }) => body)).toEqual(['Nine to five.'])
  // 8 Somebody stands at the desk, and the screen is locked; 9 back, everything is where it was.
  await page.getByRole('button', { name: 'Lock the screen' }).click()
  await expect(page.getByText('Your insoles are')).toHaveCount(0)
  await signIn()
  await expect(ada.message).toHaveValue('Your insoles are')
  // 10 Bea's is finished and sent, with a second press out of habit.
  await bea.message.press('End')
  await bea.message.pressSequentially('day.')
  await bea.message.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  await expect(bea.dock).toHaveCount(0)
  await expect.poll(() => gone(carrier).length).toBe(2)
  // 11 A STOP; 12 a shared number asks who it is; 13 a stranger; 14 a doubtful opt-out.
  says(5, 'STOP')
  says(4, 'Can we come at four?')
  says(77, 'Do you take new people?')
  says(2, 'I am away in May, please stop the reminders then')
  await replies(5)
  await row(/Dee or Eve\?/).click()
  await thread.getByRole('group', { name: 'Who is this?' }).getByRole('button', { name: 'Eve Marsh' }).click()
  await answer('Yes, at four.')
  await row(/\(202\) 555-0177/).click()
  await thread.getByRole('button', { name: 'Somebody new…' }).click()
  await page.getByRole('menuitem', { name: 'Add a lead' }).click()
  await page
    .getByRole('dialog', { name: 'Add lead' })
    .getByRole('textbox', { name: 'First name' })
    .fill('Nia')
  await page.getByRole('dialog', { name: 'Add lead' }).getByRole('button', { name: 'Add lead' }).click()
  await expect(thread.getByRole('heading', { name: 'Nia' })).toBeVisible()
  await row(/Bea Holt.*Opt-out\?/).click()
  await thread.getByRole('button', { name: 'No, it is not: Bea Holt' }).click()
  // 15 The network goes; 16 a text is written all the same; 17 it comes back, and the text leaves once.
  carrier.setBehaviour({ refuseBefore: { times: 3 } })
  await find('Cy Lund')
  await page.getByRole('button', { name: 'Text Cy Lund', exact: true }).first().click()
  await cy.sendAs('Your invoice is ready.')
  await expect(cy.dock).toHaveCount(0)
  carrier.setBehaviour({ refuseBefore: null })
  // 18 The program is ended in the middle of all this, and 19 an hour at lunch passes.
  await restart(() => clock.skip(30 * 60_000))
  // In Electron the window is another one.
  ada = composer(page, 'Ada Okafor')
  await signIn()
  await find('Ada Okafor')
  await page.getByRole('button', { name: 'Text Ada Okafor', exact: true }).first().click()
  await expect(ada.message).toHaveValue('Your insoles are')
  // 20 Ada's is finished at last.
  await ada.message.press('End')
  await ada.message.pressSequentially(' here, come by any time.')
  await ada.send.click()
  await expect(ada.dock).toHaveCount(0)

  const said = ['Nine to five.', 'Hi Bea, we open at nine. See you Friday.', 'Yes, at four.']
  const ends = [...said, 'Your insoles are here, come by any time.']
  await expect
    .poll(
      () =>
        gone(carrier)
          .map(({ body }) => body)
          .filter((body) => body !== 'Your invoice is ready.'),
      {
        timeout: 30_000,
      },
    )
    .toEqual(ends)
  // The one sent into the broken network left at most once, and where that is not known it is shown.
  const invoices = gone(carrier).filter(({ body }) => body === 'Your invoice is ready.').length
  const { rows } = await api.messages.page({ search: 'Your invoice is ready.' })
  expect(rows).toHaveLength(1)
  expect(invoices).toBeLessThanOrEqual(1)
  expect(['unknown', 'delivered', 'accepted', 'sent', 'queued']).toContain(rows[0]?.state)
  // The STOP holds, the note stands, the shared number's answer is Eve's.
  expect((await api.suppressions.page({})).rows.map(({ e164 }) => e164)).toEqual([number(5)])
  expect(
    (await api.notes.list({ recipientId: ids['Bea Holt'] ?? 0 })).rows.map(({ body }) => body),
  ).toContain('Called: moves her visit to Friday.')
  expect(
    (await api.messages.page({ recipientId: ids['Eve Marsh'] ?? 0 })).rows.map(({ body }) => body),
  ).toContain('Yes, at four.')
})
