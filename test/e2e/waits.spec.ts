/** Why texts wait, and decisions about many at once, as a person meets them in To do. */
import { randomUUID } from 'node:crypto'
import { reviewForAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import { expect, test } from './fixture'
import { people } from './wizard'

const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Person${String(i).padStart(2, '0')},Test,${reservedNumber(i)},,,yes,yes`,
  )
const todo = (url: string) => `${url.replace(/#.*/, '')}#/todo`

test('X11 the carrier asks for an hour: To do says so and since when, and “Try now” sends what waits', async ({
  office: { page, api, carrier },
}) => {
  await setUpOffice(api, { holdSeconds: 0, canary: false })
  await people(api, ...rows(6))
  carrier.setBehaviour({ tooMany: { probability: 1, retryAfterSeconds: 3600 } })
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  await page.goto(todo(page.url()))
  await expect(page.getByText('Twilio is busy', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/asked us to wait for 60 minutes/)).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/todo-waits-light.png' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: 'test-results/screens/todo-waits-dark.png' })
  carrier.setBehaviour({ tooMany: null })
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect
    .poll(async () => (await api.sends.get({ sendId })).states.delivered, { timeout: 30_000 })
    .toBe(6)
  await expect(page.getByText('Twilio is busy', { exact: true })).toBeHidden()
})

test('M3 many texts that nobody knows the end of are decided with one answer, asked with their number', async ({
  office: { page, api, carrier, clock },
}) => {
  await setUpOffice(api, { holdSeconds: 0, canary: false })
  await people(api, ...rows(8))
  carrier.setBehaviour({ refuseBefore: { probability: 1 } })
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  await expect
    .poll(async () => (await api.outbox.state({})).unknown, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(5)
  carrier.setBehaviour({ refuseBefore: null })
  await expect
    .poll(
      async () => {
        clock.skip(60_000)
        const { decide, unknown } = await api.outbox.state({})
        return decide >= 5 && decide === unknown
      },
      { timeout: 60_000 },
    )
    .toBe(true)
  const { decide } = await api.outbox.state({})
  await page.goto(todo(page.url()))
  await page.getByRole('button', { name: 'Send all again…' }).click()
  const asked = page.getByRole('dialog')
  await expect(asked).toContainText('Whoever did get the first one gets the same text twice.')
  await page.screenshot({ path: 'test-results/screens/todo-decide-all-light.png' })
  await asked.getByRole('button', { name: `Send ${decide} texts again` }).click()
  await expect(page.getByText(`${decide} texts decided`)).toBeVisible()
  if ((await api.outbox.state({})).reason) await page.getByRole('button', { name: 'Resume sending' }).click()
  await expect
    .poll(async () => (await api.sends.get({ sendId })).states.delivered, { timeout: 60_000 })
    .toBe(8)
  const out = carrier.messages().filter(({ direction }) => direction === 'outbound-api')
  expect(out.map(({ to }) => to).toSorted()).toEqual(
    Array.from({ length: 8 }, (_, i) => reservedNumber(i)).toSorted(),
  )
})
