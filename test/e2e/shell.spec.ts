import { expect, test } from './fixture'

test('the shell opens', async ({ office: { page } }) => {
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.screenshot({ path: '/tmp/x/shell.png' })
})
