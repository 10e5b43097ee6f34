/** The failure doctor on the screen: each failure in plain words, with a button for its next step. */
import { out } from './composer'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

/** Code, its title, and the button of its one next step; `null` stands for the national number. */
const FAILURES: [code: number, title: string, step: string | RegExp][] = [
  [30044, 'Too long for a trial', 'Shorten and send again'],
  [30450, 'Blocked for some minutes', 'Try again'],
  [572002, 'Trial account', 'Open the Twilio console'],
  [572005, 'Only verified numbers', 'Open the Twilio console'],
  [21211, 'Not a valid number', 'Edit the number'],
  [30004, 'Blocked', 'Block this number'],
  [21614, 'Landline', /^Copy .* to call$/],
  [30007, 'Filtered as spam', 'Change the wording'],
  [30036, 'Waited too long', 'Choose another time'],
  [21610, 'Has opted out', 'Show the block'],
  [21408, 'Country not switched on', 'Open the Twilio settings'],
]

test('M9 every failure has a button for its next step: settings, edit, block, call, try again, Twilio’s page', async ({
  office: { page, api, carrier },
}) => {
  await people(api, ...FAILURES.map(([code], i) => `Code,N${code},202 555 0${101 + i},,,yes,`))
  await everyone(api)
  await template(api)
  carrier.setBehaviour({ failWith: FAILURES.map(([code]) => code) })
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect
    .poll(async () => (await api.messages.page({})).totals.failed, { timeout: 40_000 })
    .toBe(FAILURES.length)
  await page.getByRole('link', { name: 'Reports' }).click()
  const drawer = page.getByRole('dialog', { name: /^Text to/ })
  const steps = drawer.getByRole('group', { name: 'What to do' })
  const open = (code: number) => page.getByRole('row', { name: new RegExp(`Code N${code} `) }).dblclick()
  for (const [code, title, step] of FAILURES) {
    await open(code)
    await expect(drawer.getByText(title, { exact: true }).first()).toBeVisible()
    await expect(drawer).toContainText(`(error ${code})`)
    const button = steps.getByRole('button', { name: step }).or(steps.getByRole('link', { name: step }))
    await expect(button.first()).toBeVisible()
    await expect(steps.getByRole('link', { name: 'Twilio’s page' })).toHaveAttribute(
      'href',
      `https://www.twilio.com/docs/api/errors/${code}`,
    )
    await page.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
  }

  // Each button does what it says.
  await open(30450)
  await steps.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => out(carrier).filter(({ to }) => to === '+12025550102').length).toBe(2)
  await expect(drawer.getByText('Delivered')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('Escape')

  // Trying again cannot help a number that opted out.
  await open(21610)
  await expect(steps.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await steps.getByRole('link', { name: 'Show the block' }).click()
  await expect(page.getByRole('row', { name: /\(202\) 555-0110/ })).toBeVisible()
  await page.getByRole('link', { name: 'Reports' }).click()

  await open(30004)
  await steps.getByRole('button', { name: 'Block this number' }).click()
  await page
    .getByRole('dialog', { name: /^Block / })
    .getByRole('button', { name: 'Block this number' })
    .click()
  await expect.poll(async () => (await api.suppressions.page({ search: '5550106' })).total).toBe(1)
  await page.keyboard.press('Escape')

  await open(30044)
  await steps.getByRole('button', { name: 'Shorten and send again' }).click()
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(/Hi Code, we open at nine/)
  await page
    .getByRole('button', { name: /^Close/ })
    .first()
    .click()

  await open(21211)
  await steps.getByRole('button', { name: 'Edit the number' }).click()
  // Its whole name: the drawer that closes names the person as well.
  const form = page.getByRole('dialog', { name: 'Edit Code N21211' })
  await expect(form).toBeVisible()
  // The window hears keys once the focus is in it.
  await expect(form.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)

  await open(21408)
  await steps.getByRole('link', { name: 'Open the Twilio settings' }).click()
  await expect(page.getByRole('heading', { name: 'Twilio', exact: true }).first()).toBeVisible()
})

test('M9 a trial account that sends only what Twilio prescribes stops everything, and leads to its mend', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  await everyone(api)
  await template(api)
  carrier.setBehaviour({ failWith: [572006] })
  const w = wizard(page)
  await w.toReview()
  await w.send()
  await expect.poll(async () => (await api.outbox.state({})).paused, { timeout: 20_000 }).toBe(true)
  await page.getByRole('link', { name: /^To do/ }).click()
  await expect(
    page.getByText('A trial account can send only the texts that Twilio prescribes.'),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open Twilio settings' })).toBeVisible()
  expect(out(carrier)).toHaveLength(0)
})
