/** Insight: what became of texts, what they cost and who answered. */
import { readFileSync } from 'node:fs'
import { choose } from './fields'
import { expect, test } from './fixture'
import { keys } from './keys'
import { everyone, people, template, wizard } from './wizard'

const DAY = 86_400_000

test('M19 delivery, reasons, replies, opt-outs and cost by time, campaign, template, user and hour, beside the period before', async ({
  office: { page, api, clock },
}) => {
  await people(
    api,
    'Ada,Okafor,202 555 0101,,,yes,',
    'Off,Phone,202 555 0190,,,yes,',
    'Ann,Swer,202 555 0188,,,yes,',
    'Opt,Out,202 555 0187,,,yes,',
  )
  await everyone(api)
  await template(api)
  const w = wizard(page)
  await page.goto(`${page.url().replace(/#.*/, '')}#/insight`)
  await expect(page.getByRole('heading', { name: 'Nothing to count yet' })).toBeVisible()

  await w.toReview()
  await w.send()
  await w.allLeft()
  await expect
    .poll(async () => (await api.messages.page({})).totals, { timeout: 30_000 })
    .toMatchObject({ texts: 4, replies: 2, delivered: 3, failed: 1 })
  // The next one leaves in the next period.
  clock.skip(31 * DAY)
  await api.people.page({})
  await w.toReview()
  await w.send()
  await w.allLeft()
  await expect
    .poll(async () => (await api.messages.page({})).totals, { timeout: 30_000 })
    .toMatchObject({ texts: 7, delivered: 5, failed: 2 })

  await page.getByRole('link', { name: 'Insight' }).click()
  const figures = page.getByRole('region', { name: 'The period in figures' })
  await expect(figures).toContainText('Texts3before: 4')
  await expect(figures).toContainText('Delivered66.7%2before: 75%')
  await expect(figures).toContainText('Failed33.3%1before: 25%')
  await expect(figures).toContainText('Opt-outs0%0before: 25%')
  await expect(figures).toContainText('Before is Oct 27 – Nov 25, 2026.')

  // Each chart says what it shows, and has its numbers in a table beneath.
  await expect(
    page.getByRole('img', { name: '3 texts: 2 delivered, 1 failed, the others not confirmed.' }),
  ).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Texts by time' }).getByRole('row', { name: /Dec 25, 2026 3 2/ }),
  ).toBeVisible()
  const reasons = page.getByRole('table', { name: 'Why texts failed' })
  await expect(
    reasons.getByRole('row', { name: /Phone off or out of reach 30003.*Try again by hand later/ }),
  ).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Texts by hour' }).getByRole('row', { name: /10:00 3 2/ }),
  ).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Cost by time' }).getByRole('row', { name: /Dec 25, 2026/ }),
  ).toBeVisible()
  await page.getByRole('tab', { name: 'Templates' }).click()
  await expect(
    page.getByRole('table', { name: 'By template' }).getByRole('row', { name: /Opening 3 2/ }),
  ).toBeVisible()

  // By keyboard: from tab to tab, then to the numbers.
  await page.keyboard.press('ArrowRight')
  await expect(
    page.getByRole('table', { name: 'By user' }).getByRole('row', { name: /Anna Berg 3 2/ }),
  ).toBeVisible()
  await (await keys(page)).to(
    page.getByRole('region', { name: 'By campaign, template and user: the numbers' }),
  )

  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV: Why texts failed' }).click()
  const file = readFileSync((await (await waiting).path()) ?? '', 'utf8')
  expect(file).toContain('Phone off or out of reach,30003,1')

  // Both sends, by month.
  await choose(page.getByRole('combobox', { name: 'Period' }), 'Last 90 days')
  await page.getByText('Months', { exact: true }).click()
  await expect(figures).toContainText('Texts7')
  await expect(
    page.getByRole('table', { name: 'Texts by time' }).getByRole('row', { name: /November 2026 4/ }),
  ).toBeVisible()
  await expect(
    page
      .getByRole('table', { name: 'Replies and opt-outs by time' })
      .getByRole('row', { name: /November 2026 1 1/ }),
  ).toBeVisible()
})
