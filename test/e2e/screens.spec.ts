/**
 * Every screen, full and empty, light and dark, wide and narrow: axe finds nothing, and a picture is kept for docs/.
 * Pictures are written when DESKBELL_PICTURES is set; the checks run always.
 */
import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { expect, test } from './fixture'
import { everyone, template, wizard } from './wizard'

const PICTURES = process.env.DESKBELL_PICTURES === '1'
const SCREENS: [name: string, hash: string][] = [
  ['people', 'people'],
  ['record', 'people/1'],
  ['accounts', 'accounts'],
  ['lists', 'lists'],
  ['list', 'lists/1'],
  ['new-list', 'lists/new'],
  ['send', 'send'],
  ['sends', 'sends'],
  ['templates', 'templates'],
  ['template', 'templates/1'],
  ['new-template', 'templates/new?kind=client'],
  ['import', 'import'],
  ['reports', 'reports'],
  ['todo', 'todo'],
  ['inbox', 'inbox'],
  ['settings-office', 'settings/office'],
  ['settings-twilio', 'settings/twilio'],
  ['settings-sending', 'settings/sending'],
  ['settings-users', 'settings/users'],
  ['settings-me', 'settings/me'],
  ['settings-fields', 'settings/fields'],
  ['settings-blocked', 'settings/blocked'],
  ['settings-lock', 'settings/lock'],
  ['settings-data', 'settings/data'],
]
const EMPTY = new Set([
  'people',
  'accounts',
  'lists',
  'send',
  'sends',
  'templates',
  'import',
  'reports',
  'todo',
  'inbox',
])

const look = async (page: Page, name: string, scheme: 'light' | 'dark') => {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  // A message that fades is measured while it is half there.
  await page.waitForTimeout(300)
  if (PICTURES) {
    mkdirSync('docs/pictures', { recursive: true })
    await page.screenshot({ path: `docs/pictures/${name}-${scheme}.png` })
  }
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(
      (one) => `${name} ${scheme}: ${one.id} ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
    ),
  ).toEqual([])
}
const go = async (page: Page, hash: string) => {
  await page.goto(`${page.url().replace(/#.*/, '')}#/${hash}`)
  await expect(page.getByRole('main')).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(350)
}

const fill = async (api: Api) => {
  await api.imports.sample({})
  await everyone(api)
  await template(
    api,
    'Hi {{ first_name }}, your visit is tomorrow at ten. Bring your card if you have one.',
    'Visit reminder',
  )
  const list = (await api.lists.list({}))[0]?.id ?? 1
  const review = await api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [list], exclude: [], recipientIds: [] },
    what: { templateId: 1, body: '', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  const sendId = crypto.randomUUID()
  await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  await api.sends.release({ sendId })
  await expect.poll(async () => (await api.sends.get({ sendId })).phase, { timeout: 30_000 }).toBe('done')
  await api.notes.add({ recipientId: 1, body: 'Prefers mornings. Brings her own resistance band.' })
  return sendId
}

test.describe('screens', () => {
  test.setTimeout(240_000)
  for (const scheme of ['light', 'dark'] as const) {
    test(`full, ${scheme}`, async ({ office: { page, api } }) => {
      const sendId = await fill(api)
      for (const [name, hash] of SCREENS) {
        await go(page, hash)
        await look(page, name, scheme)
      }
      await go(page, `sends/${sendId}`)
      await look(page, 'send-done', scheme)
      const w = wizard(page)
      await w.toReview('Visit reminder')
      await look(page, 'review', scheme)
      await w.wont.click()
      await look(page, 'review-wont-get', scheme)
      await page.keyboard.press('?')
      await look(page, 'keyboard', scheme)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Lock the screen' }).click()
    })
    test(`empty, ${scheme}`, async ({ office: { page } }) => {
      for (const [name, hash] of SCREENS) {
        if (!EMPTY.has(name)) continue
        await go(page, hash)
        await look(page, `${name}-empty`, scheme)
      }
    })
  }
  test('first run and lock, light and dark', async ({ office: { page, api } }) => {
    const me = (await api.session.get({})).user
    await api.users.save({ id: me?.id ?? 1, name: 'Anna Berg', role: 'admin', pin: '1234', number: null })
    await api.session.lock({})
    await expect(page.getByRole('button', { name: 'Sign in as Anna Berg' })).toBeVisible()
    for (const scheme of ['light', 'dark'] as const) await look(page, 'lock', scheme)
  })
  test.describe('narrow', () => {
    test.use({ viewport: { width: 1024, height: 700 } })
    test('at 1024 wide nothing is cut off', async ({ office: { page, api } }) => {
      await fill(api)
      for (const [name, hash] of SCREENS) {
        await go(page, hash)
        const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(wider, name).toBe(false)
        await look(page, `${name}-1024`, 'light')
      }
    })
  })
  test.describe('first run', () => {
    test.use({ firstRun: true })
    test('light and dark', async ({ office: { page } }) => {
      await expect(page.getByRole('textbox', { name: 'Office name' })).toBeVisible()
      for (const scheme of ['light', 'dark'] as const) await look(page, 'first-run', scheme)
    })
  })
})
