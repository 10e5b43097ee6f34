/** When texts to many leave: the night, a hold, who heard lately, daily sends, a date. */
import { reservedNumber } from '../support/reserved-numbers'
import { pickTime } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'
import { HOUR, out, rows, button, always, drafted, open, generate } from './campaigns-steps'

test.describe('at 21:30 in New York', () => {
  test.use({ startAt: '2026-11-25T02:30:00.000Z' })
  test('M11 what would arrive at night waits for the morning where each person is; an alert may be released with a reason', async ({
    office: { page, api, carrier },
  }) => {
    await people(
      api,
      'Ada,East,+1 212 555 0101,,,yes,yes',
      'Bea,West,+1 213 555 0102,,,yes,yes',
      'Cem,Island,+1 808 555 0103,,,yes,yes',
    )
    await everyone(api)
    await template(api)
    const w = wizard(page)
    await w.toReview()
    // 18:30 in Los Angeles and 16:30 in Honolulu: those two leave at once.
    await expect(page.getByText(/until the next permitted hours where they are/)).toBeVisible()
    await w.send()
    await expect
      .poll(() => out(carrier).filter(({ status }) => status === 'delivered').length, {
        timeout: 30_000,
      })
      .toBe(2)
    expect(out(carrier).find(({ to }) => to === '+12125550101')?.leavesAt).toBe('2026-11-25T13:00:00.000Z')
    await expect(page.getByText(/safely with Twilio/)).toBeVisible()
    await button(page, 'Send in quiet hours…').click()
    const dialog = page.getByRole('dialog', { name: 'Send these alerts in quiet hours?' })
    await dialog.getByRole('button', { name: 'Send in quiet hours' }).click()
    await expect(dialog.getByText('Say why it cannot wait.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Why it cannot wait' }).fill('The road is closed tomorrow')
    await dialog.getByRole('button', { name: 'Send in quiet hours' }).click()
    await expect(page.getByText('They leave now. Your reason is kept with the send.')).toBeVisible()
    await expect
      .poll(() => out(carrier).filter(({ status }) => status === 'delivered').length, {
        timeout: 30_000,
      })
      .toBe(3)
    await expect(
      page.getByText('Released from quiet hours by Anna Berg: The road is closed tomorrow'),
    ).toBeVisible()
  })
})

test.describe('with a hold', () => {
  test.use({ holdSeconds: 20 })
  test('M12 a campaign is held before it leaves; undone, it is a draft again and nobody got it', async ({
    office: { page, api, carrier },
  }) => {
    await people(api, ...rows(3))
    const id = await drafted(api)
    await open(page, `campaigns/${id}`)
    await generate(page, /^Send 3 texts$/)
    await expect(page.getByRole('region', { name: 'Hold before sending' })).toBeVisible()
    await button(page, 'Undo').click()
    await expect(page.getByText('Undone: none of the 3 texts has left')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Generate all SMS messages' })).toBeVisible()
    await expect(page.getByText('Draft').first()).toBeVisible()
    expect(out(carrier)).toHaveLength(0)
  })
})

test('M15 who heard from you yesterday and had this very text is named and left out with one click; a cap leaves out by itself', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api)
  await people(api, ...rows(3))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await w.allLeft()
  await people(api, 'Zoe,New,+1 202 555 0177,,,yes,yes')
  clock.skip(12 * 60_000)
  await w.toReview()
  await expect(page.getByText(/had this very text 1[23] minutes ago/)).toBeVisible()
  await button(page, /^Leave .*out/)
    .first()
    .click()
  await expect(w.heading).toContainText('1 person gets one text')
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({ ...sending, perPerson: { texts: 1, days: 7 } })
  await w.wont.click()
  await button(page, 'Put 3 back').click()
  await expect(page.getByText('Heard from you often enough')).toBeVisible()
  expect(out(carrier)).toHaveLength(3)
})

test('M15 who heard from you yesterday is named before another text, looked at and left out with one click', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api)
  await people(api, ...rows(3))
  await everyone(api)
  await template(api)
  await template(api, 'Hi {{ first_name }}, we close at five.', 'Closing')
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await w.allLeft()
  await people(api, 'Zoe,New,+1 202 555 0177,,,yes,yes')
  clock.skip(20 * HOUR)
  await w.toReview('Closing')
  const warning = page
    .getByRole('list', { name: 'Worth knowing before you send' })
    .getByRole('listitem')
    .filter({ hasText: 'heard from you' })
  await expect(warning).toContainText('3 heard from you in the last 24 hours')
  await expect(page.getByText('had this very text')).toHaveCount(0)
  const will = page.getByRole('tabpanel').getByRole('row', { name: /Person|Zoe/ })
  await expect(will).toHaveCount(4)
  await warning.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(will).toHaveCount(3)
  await warning.getByRole('button', { name: 'Leave out 3' }).click()
  await expect(w.heading).toContainText('1 person gets one text')
  await expect(warning).toHaveCount(0)
  await w.send()
  await w.allLeft()
  expect(out(carrier).filter(({ body }) => body.includes('close at five'))).toEqual([
    expect.objectContaining({ to: '+12025550177' }),
  ])
  // A day later they are rested.
  clock.skip(25 * HOUR)
  await template(api, 'Hi {{ first_name }}, we are closed on Friday.', 'Friday')
  await w.toReview('Friday')
  await expect(w.heading).toContainText('4 people get one text each')
  await expect(warning).toHaveCount(0)
})

test('M22 a daily send reminds of tomorrow’s appointments, once for each person and date', async ({
  office: { page, api, carrier, clock, restart },
}) => {
  await always(api)
  const { key } = await api.fields.save({ id: null, label: 'Next visit', type: 'date', choices: [] })
  await people(api, ...rows(2))
  for (const { id } of (await api.people.page({})).rows) {
    const { kind, firstName, lastName, email, language, tags, numbers } = await api.people.get({ id })
    await api.people.save({
      id,
      kind,
      firstName,
      lastName,
      email,
      language,
      tags,
      custom: { [key]: firstName === 'Person00' ? '2026-11-26' : '2026-12-24' },
      numbers: numbers.map((one) => ({
        id: one.id,
        number: one.e164,
        label: one.label,
        primary: one.primary,
      })),
    })
  }
  await api.lists.save({
    id: null,
    name: 'Visit tomorrow',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [{ field: `custom.${key}`, op: 'tomorrow' }] },
  })
  await template(api, 'Hi {{ first_name }}, see you tomorrow.', 'Reminder')
  await open(page, 'campaigns?tab=daily')
  await button(page, 'New daily send').click()
  const form = page.getByRole('dialog')
  await button(page, 'Start daily send').click()
  await expect(form.getByText('Choose a saved search.')).toBeVisible()
  await form.getByRole('textbox', { name: 'Name' }).fill('Reminders')
  await choose(form.getByRole('combobox', { name: 'Whoever this saved search finds' }), 'Visit tomorrow')
  await choose(form.getByRole('combobox', { name: 'Gets this template' }), 'Reminder')
  await button(page, 'Start daily send').click()
  await expect(page.getByRole('table', { name: 'Daily sends' })).toContainText('Tomorrow 09:00')
  await restart(() => clock.skip(Date.parse('2026-11-25T14:01:00.000Z') - clock.now()))
  await expect.poll(() => out(carrier).map(({ to }) => to), { timeout: 30_000 }).toEqual([reservedNumber(0)])
  await open(page, 'campaigns?tab=daily')
  await page.getByRole('link', { name: '2026-11-25: 1 text' }).click()
  await expect(page.getByRole('tab', { name: 'Texts 1' })).toBeVisible()
  await restart(() => clock.skip(Date.parse('2026-11-26T14:01:00.000Z') - clock.now()))
  await open(page, 'campaigns?tab=daily')
  await expect(page.getByRole('table', { name: 'Daily sends' })).toContainText('2026-11-26', {
    timeout: 45_000,
  })
  expect(out(carrier)).toHaveLength(1)
  // What does not work says why, and that it is tried again.
  const [reminder] = await api.templates.list({})
  await api.templates.archive({ id: reminder?.id ?? 0, archived: true })
  await restart(() => clock.skip(Date.parse('2026-11-27T14:01:00.000Z') - clock.now()))
  await open(page, 'campaigns?tab=daily')
  await expect(page.getByRole('table', { name: 'Daily sends' })).toContainText(
    '2026-11-27: Not sent: its template does not exist any more. Tried again every five minutes today.',
    { timeout: 45_000 },
  )
})

test('M22 a date and time has hours before it: each visit has its own reminder, two of one day get two', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api)
  const { key } = await api.fields.save({ id: null, label: 'Visit', type: 'date-time', choices: [] })
  await people(api, ...rows(1))
  const [person] = (await api.people.page({})).rows
  const visit = async (at: string) => {
    const { kind, firstName, lastName, email, language, tags, numbers } = await api.people.get({
      id: person?.id ?? 0,
    })
    await api.people.save({
      id: person?.id ?? 0,
      kind,
      firstName,
      lastName,
      email,
      language,
      tags,
      custom: { [key]: at },
      numbers: numbers.map((one) => ({
        id: one.id,
        number: one.e164,
        label: one.label,
        primary: one.primary,
      })),
    })
  }
  await visit('2026-11-24 11:30')
  // The search, by its own screen: hours are offered for a date and time, and before and after.
  await open(page, 'lists/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Visit soon')
  await button(page, 'Add a condition').click()
  const condition = page.getByRole('group', { name: 'Condition 1' })
  await choose(condition.getByRole('combobox', { name: 'Condition 1: field' }), 'Visit', true)
  await condition.getByRole('combobox', { name: 'Condition 1: comparison' }).click()
  await expect(page.getByRole('option', { name: 'is before' })).toBeVisible()
  await expect(page.getByRole('option', { name: 'is after' })).toBeVisible()
  await page.getByRole('option', { name: 'is within the next hours' }).click()
  await condition.getByRole('textbox', { name: 'Condition 1: value' }).fill('2')
  await button(page, /^Save/).click()
  await expect(page.getByRole('heading', { name: 'Visit soon' })).toBeVisible()
  await expect(page.getByText('Person00').first()).toBeVisible()
  await template(api, 'Hi {{ first_name }}, see you soon.', 'Soon')
  await open(page, 'campaigns?tab=daily')
  await button(page, 'New daily send').click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name' }).fill('Soon')
  await choose(form.getByRole('combobox', { name: 'Whoever this saved search finds' }), 'Visit soon')
  await choose(form.getByRole('combobox', { name: 'Gets this template' }), 'Soon')
  await button(page, 'Start daily send').click()
  await expect(page.getByRole('table', { name: 'Daily sends' })).toContainText('then every 5 minutes')
  clock.skip(31_000)
  await expect.poll(() => out(carrier).length, { timeout: 60_000 }).toBe(1)
  await visit('2026-11-24 13:30')
  clock.skip(2 * HOUR)
  await expect.poll(() => out(carrier).length, { timeout: 60_000 }).toBe(2)
  clock.skip(10 * 60_000)
  await expect(page.getByRole('link', { name: '2026-11-24: 1 text' })).toBeVisible()
  expect(out(carrier)).toHaveLength(2)
})

test('S3 a send to many with a date: late because the PC was off, it asks; moved and sent', async ({
  office: { page, api, carrier, clock, restart },
}) => {
  await always(api, { canary: false })
  await people(api, ...rows(3))
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await w.toReview()
  await button(page, 'Send later…').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Office time, America/New York')).toBeVisible()
  // Within five minutes nothing is handed over: it waits here.
  await pickTime(dialog, '24', '10', '04')
  await expect(dialog.getByRole('combobox', { name: 'If this PC was off then' })).toHaveValue(
    'Ask what to do',
  )
  await button(page, 'Leave then').click()
  await expect(w.heading).toContainText('10:04')
  await button(page, /^Schedule 3 texts$/).click()
  await expect(page.getByText('3 texts wait on this PC: leave it on.')).toBeVisible()
  await button(page, 'Change time…').click()
  await pickTime(dialog, '24', '10', '05')
  await button(page, 'Move 3 texts').click()
  await expect(page.getByText('Moved 3 texts')).toBeVisible()
  const address = new URL(page.url()).hash.slice(2)
  await restart(() => clock.skip(4 * HOUR))
  await open(page, address)
  await expect(page.getByText(/^This PC was off from .* 3 texts are late/)).toBeVisible({ timeout: 30_000 })
  expect(out(carrier)).toHaveLength(0)
  await button(page, 'Send them now').click()
  await expect.poll(() => out(carrier).length, { timeout: 30_000 }).toBe(3)
})
