/**
 * Every screen, full and empty, light and dark, wide and narrow: axe finds nothing, and a picture is kept for docs/.
 * Pictures are written when DESKBELL_PICTURES is set; the checks run always.
 */
import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import type { PracticeCarrier } from '../../src-main/adapters/practice/practice-carrier'
import type { MovingClock } from '../support/moving-clock'
import { expect, test } from './fixture'
import { everyone, people, template, wizard } from './wizard'

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
  ['campaigns', 'campaigns'],
  ['campaign', 'campaigns/1'],
  ['daily-sends', 'campaigns?tab=daily'],
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
  ['settings-backups', 'settings/backups'],
  ['settings-data', 'settings/data'],
  ['settings-notifications', 'settings/notifications'],
  ['settings-mail', 'settings/mail'],
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
  await campaigns(api)
  return sendId
}

/** One that is over, one that waits, a draft, and reminders that leave daily. */
const campaigns = async (api: Api) => {
  const { id: templateId } = await template(api, 'Hi {{ first_name }}, new classes begin in May.', 'Classes')
  const recipientIds = (await api.people.ids({ kind: 'client' })).ids.slice(0, 8)
  const made = async (name: string, dispatchAt: string | null, generate = true) => {
    const { id } = await api.campaigns.save({
      id: null,
      name,
      recordKind: 'client',
      templateId,
      dispatchAt,
      late: 'ask',
      handOverHours: null,
    })
    await api.campaigns.addRecipients({ id, recipientIds, listIds: [] })
    if (!generate) return
    const { reviewId } = await api.bulk.review({
      reviewId: null,
      campaignId: id,
      who: { kind: 'client', include: [], exclude: [], recipientIds: [] },
      what: { templateId: null, body: '', purpose: 'alerts', language: 'en' },
      choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
    })
    await api.bulk.send({ reviewId, draftId: crypto.randomUUID() })
  }
  await made('New classes', null)
  await made('Holiday hours', '2026-12-18T15:00:00.000Z')
  await made('Open day', null, false)
  const { id: listId } = await api.lists.save({
    id: null,
    name: 'Joined in the last month',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [{ field: 'created', op: 'within-last', value: 30 }] },
  })
  await api.daily.save({ id: null, name: 'Welcome', listId, templateId, at: '09:30' })
  await expect
    .poll(async () => (await api.campaigns.get({ id: 1 })).progress?.phase, { timeout: 30_000 })
    .toBe('done')
}

const OWN = '+12025550100'
const CONVERSATIONS: [name: string, number: string][] = [
  ['shared', '+12025550151'],
  ['opted-out', '+12025550152'],
  ['doubtful', '+12025550153'],
  ['stranger', '+12025550177'],
  ['answered', '+12025550154'],
]
/** A day at the desk: a family's number, a STOP, a doubtful one, a stranger, a picture, an answer. */
const conversations = async (api: Api, carrier: PracticeCarrier, clock: MovingClock) => {
  await people(
    api,
    'Maria,Alvarez,202 555 0151,,,yes,yes',
    'Luis,Alvarez,202 555 0151,,,yes,',
    'Sofia,Alvarez,202 555 0151,,,yes,',
    'Desmond,Achebe,202 555 0152,,,yes,',
    'Tomasz,Wieczorek,202 555 0153,,,yes,',
    'Zoë,Castellanos,202 555 0154,,,yes,no',
  )
  const say = async (from: string, body: string, media?: (typeof PRACTICE_PICTURE)[]) => {
    const before = (await api.messages.page({ states: ['reply'] })).totals.replies
    carrier.inbound({ from, to: OWN, body, ...(media ? { media } : {}) })
    await expect
      .poll(async () => (await api.messages.page({ states: ['reply'] })).totals.replies)
      .toBe(before + 1)
    clock.skip(61_000)
  }
  const zoe = (await api.people.page({ search: 'Zoë' })).rows[0]?.id ?? 0
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: zoe,
    e164: '+12025550154',
    body: 'Hi Zoë, your visit with Dana is on Thursday at ten. Bring your card if you have one.',
    purpose: 'alerts',
    templateId: null,
    notBefore: null,
  })
  await expect
    .poll(() => carrier.messages().some(({ status }) => status === 'delivered'), { timeout: 20_000 })
    .toBe(true)
  await say('+12025550154', 'Thursday works, thank you! This is the way to our new door:')
  await say('+12025550154', '', [PRACTICE_PICTURE])
  await api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: zoe,
    e164: '+12025550154',
    body: 'See you then.',
    purpose: 'conversation',
    templateId: null,
    notBefore: null,
  })
  await say('+12025550152', 'STOP')
  await say('+12025550177', 'Hi, is this the physio on Lane Street? Do you take new people?')
  await say('+12025550153', 'I am moving away in March, please stop the reminders then')
  await say('+12025550151', 'Hello, school runs late on Thursday')
  await say('+12025550151', 'Can she come at four instead?')
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
  for (const [size, viewport] of [
    ['', { width: 1280, height: 800 }],
    ['-1024', { width: 1024, height: 700 }],
  ] as const) {
    test.describe(`inbox${size}`, () => {
      test.use({ viewport })
      test('conversations, light and dark', async ({ office: { page, api, carrier, clock } }) => {
        await conversations(api, carrier, clock)
        for (const [name, number] of CONVERSATIONS) {
          await go(page, `inbox/${encodeURIComponent(number)}`)
          const show = page.getByRole('button', { name: 'Show 1 picture' })
          if (await show.isVisible()) await show.click()
          for (const scheme of size === '' ? (['light', 'dark'] as const) : (['light'] as const))
            await look(page, `inbox-${name}${size}`, scheme)
        }
        const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(wider).toBe(false)
      })
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
