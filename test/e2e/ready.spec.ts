/** "Ready to send?": what is missing of each number, where it is done, and a send that would be refused does not begin (X8). */
import { go } from './composer'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'
import { PRACTICE_ACCOUNT } from '../../src-main/adapters/practice/account'

const services = PRACTICE_ACCOUNT.services.map((service) => ({ ...service, a2p: null }))

test('X8 a registered number is ready, with its kind and what it can', async ({ office: { page } }) => {
  await go(page, 'settings/ready')
  await expect(page.getByRole('heading', { name: 'Ready to send?' })).toBeVisible()
  await expect(
    page.getByText('These are the numbers of the practice carrier.', { exact: false }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Ask Twilio again' }).click()
  const number = page.getByRole('region', { name: '(202) 555-0100' })
  await expect(number.getByText('Ready', { exact: true })).toBeVisible()
  await expect(number.getByText('Front desk · Local, US · SMS · MMS')).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/ready-light.png' })
})

test.describe('a number that nothing was registered of', () => {
  test.use({ carrierOptions: { behaviour: { pace: 0.25 }, account: { services, brand: null } } })
  test('X8 says what is missing and where it is done; the review stops the send and leads there', async ({
    office: { page, api },
  }) => {
    await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
    await everyone(api)
    await template(api)
    await go(page, 'settings/ready')
    await page.getByRole('button', { name: 'Ask Twilio again' }).click()
    const number = page.getByRole('region', { name: '(202) 555-0100' })
    await expect(number.getByText('Something is missing')).toBeVisible()
    await expect(number.getByText('Register the office as a brand')).toBeVisible()
    await expect(number.getByRole('link', { name: 'Twilio’s page' })).toHaveAttribute(
      'href',
      /^https:\/\/console\.twilio\.com\//,
    )
    await page.screenshot({ path: 'test-results/screens/ready-missing-light.png' })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: 'test-results/screens/ready-missing-dark.png' })
    await page.emulateMedia({ colorScheme: 'light' })
    const w = wizard(page)
    await w.toReview()
    await expect(page.getByText('This cannot be sent yet')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send 1 text' })).toBeDisabled()
    await page.getByRole('link', { name: 'Ready to send?' }).last().click()
    await expect(page).toHaveURL(/settings\/ready/)
  })
})
