/**
 * Every screen, full and empty, light and dark, wide and narrow: axe finds nothing, and a picture is kept for docs/.
 * Pictures are written when DESKBELL_PICTURES is set; the checks run always.
 */
import { mkdirSync } from 'node:fs'
import axe, { type RunOptions } from 'axe-core'
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import { PRACTICE_PICTURE } from '../../src-main/adapters/practice/account'
import type { MovingClock } from '../support/moving-clock'
import { expect, test } from './fixture'
import { twoFrames } from './keys'
import { everyone, people, template, wizard } from './wizard'
import type { PracticeCarrier } from '../../src-main/adapters/practice/control'

test.use({ ownProcess: true })

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

const AXE_OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
}

/** Until nothing moves and nothing is asked for any more: then a screen is what it will be. */
const settled = async (page: Page, asking: () => number) => {
  const still = async () => {
    const quiet = await page.evaluate(
      () =>
        document.fonts.status === 'loaded' &&
        // A screen that is still being fetched has nothing to say yet, and a section of it neither: the heading of a navigation is no sign.
        document.querySelector('main :is(h1, h2):not(nav *)') !== null &&
        document.querySelector('[aria-busy="true"], [data-loading="true"], [role="status"][data-on]') ===
          null &&
        document.getAnimations().every(({ playState }) => playState !== 'running'),
    )
    return quiet && asking() === 0
  }
  // Twice: what was drawn last may have asked for more.
  await expect
    .poll(async () => (await still()) && (await twoFrames(page), await still()), { intervals: [30] })
    .toBe(true)
}

/** How many calls of the page the program has not answered yet, and how many parts of itself it still fetches. */
const callsOf = (page: Page): (() => number) => {
  const open = new Set<unknown>()
  page.on('request', (part) => open.add(part))
  page.on('requestfinished', (part) => open.delete(part))
  page.on('requestfailed', (part) => open.delete(part))
  const idOf = (payload: string | Buffer) => (JSON.parse(String(payload)) as { id?: number }).id
  page.on('websocket', (socket) => {
    open.clear()
    socket.on('framesent', ({ payload }) => {
      const id = idOf(payload)
      if (id !== undefined) open.add(id)
    })
    socket.on('framereceived', ({ payload }) => {
      const id = idOf(payload)
      if (id !== undefined) open.delete(id)
    })
  })
  return () => open.size
}

type Scheme = 'light' | 'dark'
const WIDE = { width: 1280, height: 800 }
const NARROW = { width: 1024, height: 700 }

/** Looks at screens: axe, a picture, and nothing cut off, in the schemes and sizes asked for. */
const looker = async (page: Page, dataDir = '') => {
  const asking = callsOf(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // Once more with somebody listening; from then on the page goes from screen to screen as a person does.
  await page.reload()
  // Axe is put into the page once: doing so takes about as long as a look.
  await page.evaluate(axe.source)
  await settled(page, asking)
  const shot = async (name: string, scheme: Scheme) => {
    await page.emulateMedia({ colorScheme: scheme })
    // The page hears of it and changes its colours itself.
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
    await settled(page, asking)
    if (PICTURES) {
      mkdirSync('docs/pictures', { recursive: true })
      // Where a test's data folder is means nothing to a reader.
      if (dataDir)
        await page.evaluate((folder) => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          for (let text = texts.nextNode(); text; text = texts.nextNode())
            if (text.nodeValue?.includes(folder))
              text.nodeValue = text.nodeValue.replace(folder, '/home/anna/Deskbell')
        }, dataDir)
      await page.screenshot({ path: `docs/pictures/${name}-${scheme}.png` })
    }
    const wrong = await page.evaluate(async (options) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options)
      return violations.map(
        ({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
      )
    }, AXE_OPTIONS)
    expect.soft(wrong, `${name} ${scheme}`).toEqual([])
  }
  const look = async (name: string, schemes: readonly Scheme[] = ['light', 'dark']) => {
    for (const scheme of schemes) await shot(name, scheme)
  }
  return {
    look,
    /** Both schemes as it is, and light at the least width, where nothing may be cut off. */
    async lookAll(name: string) {
      await look(name)
      await page.setViewportSize(NARROW)
      await settled(page, asking)
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect.soft(wider, `${name} is wider than ${NARROW.width}`).toBe(false)
      await look(`${name}-1024`, ['light'])
      await page.setViewportSize(WIDE)
      await settled(page, asking)
    },
    async go(hash: string) {
      await page.evaluate((to) => {
        window.location.hash = to
      }, `#/${hash}`)
      await settled(page, asking)
    },
    settled: () => settled(page, asking),
  }
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

type Opening = [name: string, open: (page: Page, looking: Looker) => Promise<void>]
/** Screens that open over others, each from where the one before it has left the page. */
const SEARCH_AND_COMPOSER: Opening[] = [
  [
    'search',
    async (page, { go }) => {
      await go('people')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
  ],
  [
    'search-found',
    async (page) => {
      await page.keyboard.type('class')
      await expect(page.getByRole('option', { name: /Classes/ }).first()).toBeVisible()
    },
  ],
  [
    'search-nothing',
    async (page) => {
      await page.keyboard.press('Control+a')
      await page.keyboard.type('zzzz')
      await expect(page.getByText('Nothing matches “zzzz”.')).toBeVisible()
    },
  ],
  [
    'composer',
    async (page, { go }) => {
      await page.keyboard.press('Escape')
      await go('people/1')
      await page.getByRole('button', { name: 'Create a message' }).click()
      await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused()
      await page.keyboard.type('Your visit is on Thursday at ten.')
    },
  ],
  [
    'composer-date',
    async (page) => {
      await page.getByRole('button', { name: /^Sending date/ }).click()
      await expect(page.getByRole('dialog', { name: 'Sending date' })).toBeVisible()
    },
  ],
]
const FROM_A_RECORD: Opening[] = [
  [
    'person-form',
    async (page, { go }) => {
      await go('people/1')
      await page.getByRole('button', { name: 'Edit', exact: true }).click()
      await expect(page.getByRole('dialog', { name: /^Edit / })).toBeVisible()
    },
  ],
  ['merge', (page) => fromMenu(page, 'Merge with another record…')],
  [
    'merge-nobody',
    async (page) => {
      await page.keyboard.type('zzzz')
      await expect(page.getByText('Nobody matches')).toBeVisible()
    },
  ],
  [
    'merge-named',
    async (page) => {
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('Benjamin B')
      await page.getByRole('option', { name: /^Benjamin Brightwater/ }).click()
      await expect(page.getByRole('dialog')).toContainText('From Benjamin Brightwater to Amara Okafor')
    },
  ],
  ['forget', (page) => fromMenu(page, 'Forget…')],
  ['record-consent', (page) => fromMenu(page, 'Record consent…')],
  ['record-refusal', (page) => fromMenu(page, 'Record a refusal…')],
]
const fromMenu = async (page: Page, name: string) => {
  // A field that offers something closes that first.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 500 })
  }).toPass()
  await page.getByRole('button', { name: 'More for this record' }).click()
  await page.getByRole('menuitem', { name }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

type Looker = Awaited<ReturnType<typeof looker>>
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
  for (const [title, openings] of [
    ['the search and a text being written', SEARCH_AND_COMPOSER],
    ['what a record opens', FROM_A_RECORD],
  ] as const)
    test(title, async ({ office: { page, api } }) => {
      await fill(api)
      const looking = await looker(page)
      for (const [name, open] of openings) {
        await open(page, looking)
        await looking.settled()
        await looking.lookAll(name)
      }
    })
  test('the steps of a send, and the keys', async ({ office: { page, api } }) => {
    const sendId = await fill(api)
    const { go, look } = await looker(page)
    await go(`sends/${sendId}`)
    await look('send-done')
    const w = wizard(page)
    await w.toReview('Visit reminder')
    await look('review')
    await w.wont.click()
    await look('review-wont-get')
    await page.keyboard.press('?')
    await look('keyboard')
  })
  test('the steps of an import', async ({ office: { page } }) => {
    const { go, lookAll } = await looker(page)
    await go('import')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await (await chooser).setFiles({
      name: 'clients.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'Name,Mobile,Company,Consent to alerts\r\nAda Okafor,202 555 0101,Linden School,yes\r\nBea Holt,4.14E11,,no\r\n',
      ),
    })
    await expect(page.getByRole('button', { name: 'Check every line' })).toBeVisible()
    await lookAll('import-columns')
    await page.getByRole('radio', { name: 'Everybody in this file agreed' }).check()
    await page.getByRole('button', { name: 'Check every line' }).click()
    await expect(page.getByRole('textbox', { name: 'Where is the answer kept?' })).toBeFocused()
    await lookAll('import-columns-wrong')
    await page.getByRole('textbox', { name: 'Where is the answer kept?' }).fill('Intake forms 2026')
    await page.getByRole('button', { name: 'Check every line' }).click()
    await expect(page.getByRole('grid', { name: 'Lines of the file' })).toBeVisible()
    await lookAll('import-check')
    await page.getByRole('button', { name: 'Import 2 people' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '2 records added' })).toBeVisible()
    await lookAll('import-done')
    await page.getByRole('button', { name: 'Undo this import…' }).click()
    await lookAll('import-undo')
  })
  test('empty, light and dark', async ({ office: { page } }) => {
    const { go, look } = await looker(page)
    for (const [name, hash] of SCREENS) {
      if (!EMPTY.has(name)) continue
      await go(hash)
      await look(`${name}-empty`)
    }
  })
  test('inbox, conversations, light and dark, wide and narrow', async ({
    office: { page, api, carrier, clock },
  }) => {
    await conversations(api, carrier, clock)
    const { go, lookAll } = await looker(page)
    for (const [name, number] of CONVERSATIONS) {
      await go(`inbox/${encodeURIComponent(number)}`)
      const show = page.getByRole('button', { name: 'Show 1 picture' })
      if (await show.isVisible()) await show.click()
      await lookAll(`inbox-${name}`)
    }
    // Where something waits, the record says so.
    const { id = 0 } = (await api.people.find({ text: 'Wieczorek' }))[0] ?? {}
    await go(`people/${id}`)
    await expect(page.getByRole('region', { name: 'To do' })).toContainText('Is this an opt-out?')
    await lookAll('record-todo')
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
