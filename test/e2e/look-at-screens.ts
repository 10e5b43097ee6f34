/**
 * Looks at a screen, light and dark, wide and narrow: axe finds nothing, and a picture is kept for docs/.
 * Pictures are written when DESKBELL_PICTURES is set; the checks run always.
 */
import { mkdirSync } from 'node:fs'
import axe, { type RunOptions } from 'axe-core'
import type { Page } from '@playwright/test'
import { expect } from './fixture'
import { twoFrames } from './keys'

const PICTURES = process.env.DESKBELL_PICTURES === '1'
/** The rules that look at colours: they take most of the time, and are all that another scheme can change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
const EVERY_RULE: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
}
/** For the same page in other colours, after it was looked at by every rule. */
const OF_COLOURS: RunOptions = { ...EVERY_RULE, runOnly: { type: 'rule', values: COLOUR_RULES } }
/** For the same colours at another width. */
const OF_LAYOUT: RunOptions = {
  ...EVERY_RULE,
  rules: Object.fromEntries(COLOUR_RULES.map((id) => [id, { enabled: false }])),
}

/** Until nothing moves and nothing is asked for any more: then a screen is what it will be. */
const settled = async (page: Page, asking: () => number) => {
  const still = async () => {
    const quiet = await page.evaluate(
      () =>
        document.fonts.status === 'loaded' &&
        // A screen that is still being fetched has nothing to say yet, and a section of it neither: the heading of a navigation is no sign.
        document.querySelector('main :is(h1, h2):not(nav *)') !== null &&
        document.querySelector(
          '[aria-busy="true"], [data-loading="true"], [role="status"][data-on], .mantine-Skeleton-root',
        ) === null &&
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
export const looker = async (page: Page, dataDir = '') => {
  const asking = callsOf(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // Once more with somebody listening; from then on the page goes from screen to screen as a person does.
  await page.reload()
  // Axe is put into the page once: doing so takes about as long as a look.
  await page.evaluate(axe.source)
  await settled(page, asking)
  const shot = async (name: string, scheme: Scheme, rules: RunOptions) => {
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
    }, rules)
    expect.soft(wrong, `${name} ${scheme}`).toEqual([])
  }
  const look = async (name: string) => {
    await shot(name, 'light', EVERY_RULE)
    await shot(name, 'dark', OF_COLOURS)
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
      await shot(`${name}-1024`, 'light', OF_LAYOUT)
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

export type Looker = Awaited<ReturnType<typeof looker>>
