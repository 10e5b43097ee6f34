/** Every screen, full and empty, the lock, and the first run: axe finds nothing, and a picture is kept for docs/. */
import { expect, test } from './fixture'
import { looker } from './look-at-screens'
import { fill } from './full-office'

const SCREENS: [name: string, hash: string][] = [
  ['people', 'people'],
  ['record', 'people/1'],
  ['accounts', 'accounts'],
  ['lists', 'lists'],
  ['list', 'lists/1'],
  ['new-list', 'lists/new'],
  ['send', 'send'],
  ['sends', 'sends'],
  ['campaigns', 'campaigns'],
  ['campaign', 'campaigns/1'],
  ['daily-sends', 'campaigns?tab=daily'],
  ['templates', 'templates'],
  ['template', 'templates/1'],
  ['new-template', 'templates/new?kind=client'],
  ['import', 'import'],
  ['reports', 'reports'],
  ['insight', 'insight'],
  ['print-report', 'print/report'],
  ['todo', 'todo'],
  ['inbox', 'inbox'],
  ['settings-office', 'settings/office'],
  ['settings-twilio', 'settings/twilio'],
  ['settings-ready', 'settings/ready'],
  ['settings-sending', 'settings/sending'],
  ['settings-users', 'settings/users'],
  ['settings-me', 'settings/me'],
  ['settings-fields', 'settings/fields'],
  ['settings-blocked', 'settings/blocked'],
  ['settings-lock', 'settings/lock'],
  ['settings-backups', 'settings/backups'],
  ['settings-updates', 'settings/updates'],
  ['settings-data', 'settings/data'],
  ['settings-notifications', 'settings/notifications'],
  ['settings-mail', 'settings/mail'],
  ['settings-retention', 'settings/retention'],
  ['settings-audit', 'settings/audit'],
]
const EMPTY = new Set([
  'people',
  'accounts',
  'lists',
  'send',
  'sends',
  'campaigns',
  'daily-sends',
  'templates',
  'import',
  'reports',
  'insight',
  'print-report',
  'settings-ready',
  'todo',
  'inbox',
])

/** So many tests share the screens, so that as many workers do. */
const PARTS = 3

test.describe('screens', () => {
  test.setTimeout(240_000)
  for (let part = 0; part < PARTS; part += 1)
    test(`full, part ${part + 1} of ${PARTS}, light and dark, wide and narrow`, async ({
      office: { page, api, dataDir },
    }) => {
      await fill(api)
      const { go, lookAll } = await looker(page, dataDir)
      for (const [name, hash] of SCREENS.filter((_screen, index) => index % PARTS === part)) {
        await go(hash)
        await lookAll(name)
      }
    })
  test('empty, light and dark', async ({ office: { page } }) => {
    const { go, look } = await looker(page)
    for (const [name, hash] of SCREENS) {
      if (!EMPTY.has(name)) continue
      await go(hash)
      await look(`${name}-empty`)
    }
  })
  test('lock, light and dark', async ({ office: { page, api } }) => {
    const me = (await api.session.get({})).user
    await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '123456', number: null })
    await api.session.lock({})
    const { lookAll } = await looker(page)
    await expect(page.getByRole('button', { name: 'Sign in as Anna Berg' })).toBeVisible()
    await lookAll('lock')
    await page.getByRole('button', { name: 'Forgotten PIN?' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await lookAll('lock-forgotten')
  })
  test('a covered screen, the recovery code, the audit log and retention, light and dark', async ({
    office: { page, api, clock },
  }) => {
    const { go, lookAll } = await looker(page)
    await page.getByRole('button', { name: 'Lock the screen' }).click()
    await expect(page.getByRole('button', { name: 'Go on as Anna Berg' })).toBeVisible()
    await lookAll('lock-covered')
    await page.getByRole('button', { name: 'Go on as Anna Berg' }).click()
    // The desk comes back to where it was, and another address before that would be lost.
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
    await go('settings/users')
    await page.getByRole('button', { name: 'Make a new code' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new code' }).click()
    await expect(page.getByText('Your recovery code')).toBeVisible()
    await lookAll('recovery-code')
    await page.getByRole('checkbox', { name: 'I have kept this code' }).check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await api.settings.saveOffice({ ...(await api.settings.get({})).office, name: 'Larkfield East' })
    await go('settings/audit')
    await expect(page.getByRole('grid', { name: 'Audit log' })).toContainText('Larkfield East')
    await lookAll('audit')
    await page.getByRole('searchbox', { name: 'Find in the audit log' }).fill('zzz')
    await expect(page.getByText('Nothing like this happened')).toBeVisible()
    await lookAll('audit-nothing')
    clock.skip(60 * 86_400_000)
    await go('settings/retention')
    await page.getByRole('switch', { name: 'Texts: for ever' }).click()
    await page.getByRole('textbox', { name: 'Texts: days' }).fill('5')
    await expect(page.getByText(/At least 30 days/).first()).toBeVisible()
    await lookAll('retention')
  })
  test.describe('first run', () => {
    test.use({ firstRun: true })
    test('light and dark', async ({ office: { page } }) => {
      const { lookAll } = await looker(page)
      await expect(page.getByRole('textbox', { name: 'Office name' })).toBeVisible()
      await lookAll('first-run')
    })
  })
})
