/** What the law asks of a send to many: consent, the duty of the country, the name of the office and the opt-out line. */
import { choose } from './fields'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'
import { out } from './composer'

test('X3 consent is enforced, and recorded for a selection with evidence only', async ({
  office: { page, api, carrier },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Bea,Holt,202 555 0102,,,,',
    'Cy,Novak,202 555 0103,,,no,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await expect(w.heading).toContainText('1 person gets one text')
  await w.wont.click()
  await page.getByRole('button', { name: 'Record consent: Bea Holt' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await expect(dialog.getByText(/Say where the answer is kept/)).toBeVisible()
  await dialog.getByRole('textbox', { name: /Where/ }).fill('Intake form, 24 November')
  await dialog.getByRole('button', { name: /^Record/ }).click()
  await expect(w.heading).toContainText('2 people get one text each')
  await w.send()
  await w.allLeft()
  expect(out(carrier).map(({ to }) => to)).not.toContain('+12025550103')
  const bea = (await api.people.find({ text: 'Bea' }))[0]?.id ?? 0
  expect((await api.consent.history({ recipientId: bea }))[0]).toMatchObject({
    state: 'granted',
    source: 'Intake form, 24 November',
    by: 'Anna Berg',
  })
})

test.describe('before the first bulk send', () => {
  test('B9 the legal duty of the office’s country is shown and confirmed', async ({
    office: { page, api },
  }) => {
    await api.settings.saveOffice({
      name: 'Larkfield Physio',
      country: 'AU',
      zone: 'America/New_York',
      currency: 'USD',
      phone: '',
    })
    await people(api, 'Ada,Okafor,+1 202 555 0101,,,yes,')
    await everyone(api)
    await template(api)
    const w = wizard(page)
    await w.toReview()
    await expect(page.getByText('Spam Act 2003')).toBeVisible()
    await w.send()
    await expect(page.getByText('Confirm this before you send.')).toBeVisible()
    expect((await api.sends.page({})).total).toBe(0)
    await page.getByRole('checkbox', { name: 'I know this duty, and this text keeps to it.' }).check()
    await w.send()
    await w.allLeft()
    await w.toReview()
    await expect(page.getByText('Spam Act 2003')).toHaveCount(0)
  })

  test('B9 the form of a daily send shows the duty and starts nothing without it', async ({
    office: { page, api },
  }) => {
    await api.settings.saveOffice({
      name: 'Larkfield Physio',
      country: 'AU',
      zone: 'America/New_York',
      currency: 'USD',
      phone: '',
    })
    await everyone(api)
    await template(api)
    const { id: templateId, name } = (await api.templates.list({}))[0] ?? { id: 0, name: '' }
    const { id: listId, name: list } = (await api.lists.list({}))[0] ?? { id: 0, name: '' }
    await page.goto(`${page.url().replace(/#.*/, '')}#/campaigns?tab=daily`)
    await page.getByRole('button', { name: 'New daily send' }).click()
    const form = page.getByRole('dialog')
    await expect(form.getByText('Spam Act 2003')).toBeVisible()
    await form.getByRole('textbox', { name: 'Name' }).fill('Reminders')
    await choose(form.getByRole('combobox', { name: 'Whoever this saved search finds' }), list)
    await choose(form.getByRole('combobox', { name: 'Gets this template' }), name)
    await form.getByRole('button', { name: 'Start daily send' }).click()
    await expect(form.getByText('Confirm this before you send.')).toBeVisible()
    expect(await api.daily.list({})).toEqual([])
    await expect(
      api.daily.save({ id: null, name: 'Past the form', listId, templateId, at: '09:00' }),
    ).rejects.toThrow(/Spam Act/)
    await form.getByRole('checkbox', { name: 'I know this duty, and this text keeps to it.' }).check()
    await form.getByRole('button', { name: 'Start daily send' }).click()
    await expect(page.getByRole('table', { name: 'Daily sends' })).toContainText('Reminders')
    await page.getByRole('button', { name: 'Edit Reminders' }).click()
    await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Reminders')
    await expect(page.getByText('Spam Act 2003')).toHaveCount(0)
  })
})

test('C7 every bulk text names the office and carries the opt-out line of its language, counted', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,yes')
  await everyone(api)
  await api.templates.save({
    id: null,
    name: 'Ouverture',
    recordKind: 'client',
    purpose: 'marketing',
    language: 'fr',
    body: 'Bonjour {{ first_name }}',
  })
  await template(api, 'Larkfield Physio opens at nine. Reply STOP to opt out', 'Named')
  const w = wizard(page)
  await w.toReview('Ouverture')
  await expect(
    page.getByRole('row', { name: /Larkfield Physio: Bonjour Ada\. STOP pour ne plus recevoir/ }),
  ).toBeVisible()
  await w.send()
  await w.allLeft()
  await w.toReview('Named')
  await w.send()
  await w.allLeft()
  expect(out(carrier).map(({ body }) => body)).toEqual([
    'Larkfield Physio: Bonjour Ada. STOP pour ne plus recevoir',
    'Larkfield Physio opens at nine. Reply STOP to opt out',
  ])
})
