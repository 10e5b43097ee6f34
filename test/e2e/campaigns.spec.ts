/** Campaigns: made, found, scheduled, watched, cancelled. */
import type { Page } from '@playwright/test'
import { reservedNumber } from '../support/reserved-numbers'
import { pickTime } from './composer'
import { choose } from './fields'
import { expect, test } from './fixture'
import { keys } from './keys'
import { everyone, people, template } from './wizard'
import { HOUR, out, rows, button, always, drafted, open, generate } from './campaigns-steps'

/** Narrows the texts of a send to those that stand alike, with how many there are. */
const showOnly = async (page: Page, status: string, count: number) => {
  await choose(page.getByRole('combobox', { name: 'Status' }), `${status} (${count})`, true)
}

test('S9 S10 a campaign: name, template, date, recipients by hand, from a list and from a selection; generated, sent, watched; on the record too', async ({
  office: { page, api, carrier },
}) => {
  await people(api, ...rows(5))
  await everyone(api)
  await template(api)
  await page.getByRole('link', { name: 'Campaigns' }).click()
  await button(page, 'New campaign').click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name' }).fill('Spring opening')
  await button(page, 'Make campaign').click()
  await expect(page.getByRole('heading', { name: 'Spring opening' })).toBeVisible()
  await expect(page.getByText('Choose a template with Edit.')).toBeVisible()
  await button(page, 'Edit').click()
  await choose(form.getByRole('combobox', { name: 'Template' }), /^Opening/)
  await button(page, 'Save campaign').click()

  // One by one, with the keyboard.
  await button(page, 'Add recipients').click()
  const picker = form.getByRole('combobox', { name: 'Clients one by one' })
  await picker.fill('Person00')
  // What is offered is drawn anew as the search goes on: taken is what the form shows.
  await expect(async () => {
    await page.getByRole('option', { name: 'Person00 Test' }).click({ timeout: 1_000 })
    await expect(button(page, 'Add to campaign')).toBeEnabled({ timeout: 1_000 })
  }).toPass()
  await form.getByRole('heading', { name: 'Add recipients' }).click()
  await button(page, 'Add to campaign').click()
  await expect(page.getByRole('grid', { name: 'Recipients' }).getByText('Person00 Test')).toBeVisible()
  // From a list.
  await button(page, 'Add recipients').click()
  await choose(form.getByRole('combobox', { name: 'Everyone on these lists now' }), /^Everyone/)
  await form.getByRole('heading', { name: 'Add recipients' }).click()
  await button(page, 'Add to campaign').click()
  await expect(page.getByRole('tab', { name: 'Recipients 5' })).toBeVisible()
  // And one taken off again.
  await page.getByRole('checkbox', { name: 'Select Person04 Test' }).check()
  await button(page, 'Take 1 off').click()
  await expect(page.getByRole('tab', { name: 'Recipients 4' })).toBeVisible()
  // From the table's selection.
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('checkbox', { name: 'Select Person04 Test' }).check()
  await button(page, 'Add to campaign').click()
  await choose(form.getByRole('combobox', { name: 'Campaign' }), 'Spring opening')
  await form.getByRole('button', { name: 'Add to campaign' }).click()
  await button(page, 'Open').click()
  await expect(page.getByRole('tab', { name: 'Recipients 5' })).toBeVisible()

  await generate(page, /^Send 5 texts$/)
  await expect(page.getByRole('heading', { name: 'Spring opening' })).toBeVisible()
  await expect(page.getByText('Completed')).toBeVisible({ timeout: 30_000 })
  const messages = page.getByRole('grid', { name: 'Texts' })
  await expect(messages.getByText('Delivered')).toHaveCount(5, { timeout: 30_000 })
  await expect(page.getByRole('region', { name: 'Deliveries' })).toContainText('100.0% delivered')
  expect(out(carrier)).toHaveLength(5)
  // Those that stand alike, and words beside; coming back from a text finds the same.
  await showOnly(page, 'Failed or undelivered', 0)
  await expect(page.getByText('No text is under “Failed or undelivered” now.')).toBeVisible()
  await button(page, 'Show all texts').click()
  await expect(messages.getByText('Delivered')).toHaveCount(5)
  await showOnly(page, 'Delivered', 5)
  await page.getByRole('searchbox', { name: 'Search in these texts' }).fill('Person03')
  await expect(page.getByText('1 of 5 texts')).toBeVisible()
  await expect(messages.getByRole('link')).toHaveText(['Person03 Test'])
  await page.getByRole('searchbox', { name: 'Search in these texts' }).fill('')
  await expect(page.getByText('5 of 5 texts')).toBeVisible()
  await messages.getByText('Delivered').first().dblclick()
  await expect(page.getByRole('dialog')).toContainText('Person00 Test')
  await page.goBack()
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('Delivered (5)')
  // On the record of somebody who was on it.
  await messages.getByRole('link', { name: 'Person00 Test' }).click()
  const own = page.getByRole('table', { name: 'Campaigns' })
  await expect(own.getByRole('row', { name: /Spring opening Completed Delivered/ })).toBeVisible()
  await own.getByRole('link', { name: 'Spring opening' }).click()
  // A draft again needs a duplicate; its texts are never generated twice.
  await expect(page.getByRole('link', { name: 'Generate all SMS messages' })).toHaveCount(0)
  await button(page, 'More for this campaign').click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(page.getByRole('heading', { name: 'Spring opening (copy)' })).toBeVisible()
})

test('S9 campaigns are found by name and by status, sends by name; what does not match is not “none yet”', async ({
  office: { page, api },
}) => {
  await people(api, ...rows(2))
  await open(page, 'sends')
  await expect(page.getByRole('heading', { name: 'Nothing sent yet' })).toBeVisible()
  await expect(page.getByRole('searchbox', { name: 'Search sends by name' })).toHaveCount(0)
  await open(page, 'campaigns')
  await expect(page.getByRole('heading', { name: 'No campaigns yet' })).toBeVisible()
  const spring = await drafted(api)
  const copy = (await api.campaigns.duplicate({ id: spring })).id
  const { name: _, ...draft } = await api.campaigns.get({ id: copy })
  await api.campaigns.save({ ...draft, name: 'Café in May' })

  const found = page.getByRole('grid', { name: 'Campaigns' }).getByRole('link')
  const search = page.getByRole('searchbox', { name: 'Search campaigns by name' })
  const status = page.getByRole('combobox', { name: 'Status' })
  await search.fill('cafe')
  await expect(found).toHaveText(['Café in May'])
  await expect(page.getByText('1 of 2 campaigns')).toBeVisible()
  await choose(status, 'Completed (0)')
  await expect(page.getByText('No campaign matches.')).toBeVisible()
  await button(page, 'Show all campaigns').click()
  await expect(found).toHaveCount(2)
  await open(page, `campaigns/${spring}`)
  await generate(page, /^Send 2 texts$/)
  await expect(page.getByText('Completed')).toBeVisible({ timeout: 30_000 })

  const k = await keys(page)
  await k.press('g', 'c')
  await k.option(status, 'Completed (1)')
  await expect(found).toHaveText(['Spring'])
  // Back from a campaign to what was shown.
  await found.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Spring' })).toBeVisible()
  await page.goBack()
  await expect(status).toHaveValue('Completed (1)')
  await expect(found).toHaveText(['Spring'])

  await open(page, 'sends')
  const sends = page.getByRole('grid', { name: 'Sends' }).getByRole('link')
  const byName = page.getByRole('searchbox', { name: 'Search sends by name' })
  await byName.fill('cafe')
  await expect(page.getByText('No send has this in its name.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'New send' })).toBeVisible()
  await byName.fill('SPR')
  await expect(sends).toHaveText(['Spring'])
  await expect(page.getByText('1 of 1 send')).toBeVisible()
  await byName.fill('x')
  await button(page, 'Show all sends').click()
  await expect(sends).toHaveCount(1)
})

test('B5 a campaign is paused, resumed and cancelled, and goes on after the program was ended', async ({
  office: { page, api, carrier, restart },
}) => {
  // Fifty seconds for all of them: some wait whenever the page is looked at.
  await always(api, { rate: 0.4, canary: false })
  await people(api, ...rows(20))
  const id = await drafted(api)
  await open(page, `campaigns/${id}`)
  await generate(page, /^Send 20 texts$/)
  await expect(page.getByText(/^[1-9]\d* of 20 have left/)).toBeVisible({ timeout: 30_000 })
  // By the keyboard; what waits grows less by itself, and stays narrowed to that.
  const messages = page.getByRole('grid', { name: 'Texts' })
  const k = await keys(page)
  await k.option(page.getByRole('combobox', { name: 'Status' }), /^Queued/)
  const shown = async () => Number(/^\d+/.exec(await page.getByText(/^\d+ of 20 texts$/).innerText()))
  const waiting = await shown()
  await expect.poll(shown).toBeLessThan(waiting)
  await expect(messages.getByText('Delivered')).toHaveCount(0)
  await button(page, 'Pause').click()
  await expect(page.getByRole('banner').or(page.getByRole('main')).getByText('Paused').first()).toBeVisible()
  const paused = out(carrier).length
  await page.reload()
  await expect(button(page, 'Resume')).toBeVisible()
  await restart()
  await open(page, `campaigns/${id}`)
  await expect(button(page, 'Resume')).toBeVisible()
  expect(out(carrier).length).toBeLessThanOrEqual(paused + 1)
  await button(page, 'Resume').click()
  await expect.poll(() => out(carrier).length, { timeout: 30_000 }).toBeGreaterThan(paused + 2)
  await button(page, /^Cancel the other \d+ texts?…$/).click()
  await button(page, /^Cancel \d+ texts?$/).click()
  await expect(page.getByText('Cancelled').first()).toBeVisible()
  const left = out(carrier).length
  expect(left).toBeLessThan(20)
  await showOnly(page, 'Cancelled', 20 - left)
  await expect(page.getByText(`${20 - left} of 20 texts`)).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Texts' }).getByText('Cancelled')).toHaveCount(20 - left)
  expect(new Set(out(carrier).map(({ to }) => to)).size).toBe(left)
})

test('M1 M2 scheduled texts wait with Twilio and leave while the PC is off; a STOP takes one out', async ({
  office: { page, api, carrier, clock, restart },
}) => {
  await always(api, { canary: false })
  await people(api, ...rows(4))
  const id = await drafted(api, new Date(clock.now() + 5 * HOUR).toISOString())
  await open(page, `campaigns/${id}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('this PC may be off then')
  await button(page, /^Schedule 4 texts$/).click()
  await expect(page.getByText('All 4 are safely with Twilio: this PC may be shut down.')).toBeVisible({
    timeout: 30_000,
  })
  carrier.inbound({ from: reservedNumber(1), to: '+12025550100', body: 'STOP' })
  await expect(page.getByText('All 3 are safely with Twilio: this PC may be shut down.')).toBeVisible({
    timeout: 30_000,
  })
  await expect(page.getByRole('row', { name: /Person01/ })).toContainText('Opted out since')
  await expect(page.getByRole('heading', { level: 2, name: 'Leaves today 15:00' })).toBeVisible()
  // Moved: cancelled there, and handed over anew.
  await button(page, 'Change time…').click()
  const dialog = page.getByRole('dialog', { name: 'Move 3 texts to another time' })
  await expect(dialog).toContainText('cancelled there first')
  await expect(dialog.getByRole('button', { name: 'Not before', exact: true })).toContainText(
    '24 Nov 2026 15:00',
  )
  await dialog.getByRole('button', { name: 'Clear: Not before' }).click()
  await button(page, 'Move 3 texts').click()
  await expect(dialog.getByText('Choose a day and time.')).toBeVisible()
  await pickTime(dialog, '24', '08', '00')
  await button(page, 'Move 3 texts').click()
  await expect(dialog.getByText('Choose a time to come.')).toBeVisible()
  await pickTime(dialog, '24', '16', '00')
  await button(page, 'Move 3 texts').click()
  await expect(page.getByText('Moved 3 texts')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect
    .poll(() => out(carrier).map(({ leavesAt }) => leavesAt.slice(11, 16)), { timeout: 30_000 })
    .toEqual(['21:00', '21:00', '21:00'])
  await restart(() => clock.skip(9 * HOUR))
  await open(page, `campaigns/${id}`)
  await expect(page.getByText('Completed')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('grid', { name: 'Texts' }).getByText('Delivered')).toHaveCount(3, {
    timeout: 30_000,
  })
  expect(
    out(carrier)
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual([0, 2, 3].map(reservedNumber).toSorted())
})

test('M1 M12 cancelled while Twilio cannot be reached: nobody is told to shut the PC down before Twilio has confirmed it', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api, { canary: false })
  await people(api, ...rows(3))
  const id = await drafted(api, new Date(clock.now() + 5 * HOUR).toISOString())
  await open(page, `campaigns/${id}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await button(page, /^Schedule 3 texts$/).click()
  const safe = page.getByText('this PC may be shut down')
  await expect(safe).toBeVisible({ timeout: 30_000 })
  carrier.setBehaviour({ refuseBefore: { probability: 1, of: 'all' } })
  await button(page, 'Cancel all 3 texts…').click()
  await button(page, 'Cancel 3 texts').click()
  await expect(page.getByText('0 texts cancelled; 3 still being taken back from Twilio')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Cancelling: 3 still with Twilio' })).toBeVisible()
  await expect(page.getByText(/3 texts are still being taken back.*this PC must stay on/)).toBeVisible()
  await expect(safe).toHaveCount(0)
  carrier.setBehaviour({ refuseBefore: null })
  await expect(page.getByRole('heading', { name: 'Cancelled before any left' })).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByText(/still being taken back/)).toHaveCount(0)
  expect(out(carrier)).toEqual([])
})

test('M4 M10 nothing to many before replies were read; the first twenty fail, the others wait for a person', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api)
  const failing = ['0190', '0191', '0193', '0194', '0195', '0197'].map(
    (tail, i) => `Person0${i},Test,+1202555${tail},,,yes,yes`,
  )
  await people(api, ...failing, ...rows(44, 6))
  const { credentials } = carrier.account
  carrier.account.credentials = credentials.map((one) => ({ ...one, denied: ['messages.read'] }))
  clock.skip(3 * 60_000)
  const id = await drafted(api)
  await open(page, `campaigns/${id}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await expect(page.getByText(/The first 20 leave alone/)).toBeVisible()
  await button(page, /^Send 50 texts$/).click()
  await expect(page.getByRole('heading', { level: 2, name: /^0 of 50 have left/ })).toBeVisible()
  await expect(page.getByText(/permission|read/i).first()).toBeVisible()
  expect(out(carrier)).toHaveLength(0)
  carrier.account.credentials = credentials
  await expect(page.getByText(/of the first 20 texts failed, so the others wait/)).toBeVisible({
    timeout: 45_000,
  })
  expect(out(carrier)).toHaveLength(20)
  await expect(page.getByRole('list', { name: 'Why texts failed' })).toContainText(
    'Phone off or out of reach',
  )
  await page.getByRole('link', { name: 'Campaigns' }).first().click()
  await expect(page.getByText('“Spring” has paused itself.')).toBeVisible()
  await page.getByRole('link', { name: 'Decide' }).click()
  await button(page, 'Resume').click()
  await expect.poll(() => out(carrier).length, { timeout: 45_000 }).toBe(50)
})

test('M10 the first twenty leave alone and the others follow when they arrived; for Twilio’s schedule the review promises no such thing', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api)
  await people(api, ...rows(45))
  const brake = page.getByText(/The first 20 leave alone/)
  const later = await drafted(api, new Date(clock.now() + 5 * HOUR).toISOString())
  await open(page, `campaigns/${later}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await expect(button(page, /^Schedule 45 texts$/)).toBeVisible()
  await expect(brake).toHaveCount(0)
  const { name, recordKind, templateId, late, handOverHours } = await api.campaigns.get({ id: later })
  await api.campaigns.save({ id: later, name, recordKind, templateId, late, handOverHours, dispatchAt: null })
  await open(page, `campaigns/${later}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await expect(brake).toBeVisible()
  await button(page, /^Send 45 texts$/).click()
  await expect(page.getByText('Waiting for the first texts to arrive')).toBeVisible({ timeout: 30_000 })
  // It is said when the last of them is claimed: the carrier has it a moment later.
  await expect.poll(() => out(carrier).length).toBe(20)
  await expect.poll(() => out(carrier).length, { timeout: 45_000 }).toBe(45)
})

test('M2 a no takes texts out of Twilio’s schedule, by STOP or by hand, and the page says who does not get it and why', async ({
  office: { page, api, carrier, clock },
}) => {
  await always(api, { canary: false })
  await people(api, ...rows(3))
  const id = await drafted(api, new Date(clock.now() + 5 * HOUR).toISOString())
  await open(page, `campaigns/${id}`)
  await page.getByRole('link', { name: 'Generate all SMS messages' }).click()
  await button(page, /^Schedule 3 texts$/).click()
  await expect(page.getByText('All 3 are safely with Twilio')).toBeVisible({ timeout: 30_000 })
  carrier.inbound({ from: reservedNumber(1), to: '+12025550100', body: 'STOP' })
  await api.suppressions.add({ number: reservedNumber(2), detail: 'Asked at the desk' })
  await expect(page.getByText('One text is safely with Twilio')).toBeVisible({ timeout: 30_000 })
  const texts = page.getByRole('grid', { name: 'Texts' })
  for (const name of [/Person01/, /Person02/])
    await expect(texts.getByRole('row', { name })).toContainText('Opted out since')
  expect(out(carrier).map(({ to }) => to)).toEqual([reservedNumber(0)])
})
