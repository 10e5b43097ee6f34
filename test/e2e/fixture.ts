/**
 * The built program with its built page in real Chromium: its own data folder, its own practice carrier, its own
 * clock (a Tuesday morning). Nothing here reaches into the program but the clock and the carrier.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, test as base, chromium, type Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import type { PracticeCarrier, PracticeOptions } from '../../src-main/adapters/practice/practice-carrier'
import type * as Built from '../../src-main/hosts/browser/start'
import { createMovingClock, type MovingClock } from '../support/moving-clock'

const built = (await import(new URL('../../out/main/start.js', import.meta.url).href)) as typeof Built

/** 10:00 in New York. */
const MORNING = '2026-11-24T15:00:00.000Z'
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
/** Without these Chromium calls home, many times a second, on a closed network. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Office = {
  page: Page
  /** Calls past the screen, to prepare what a test is not about. */
  api: Api
  carrier: PracticeCarrier
  clock: MovingClock
  dataDir: string
  log: string[]
  /** Ends the program and starts it again over the same folder; the page follows. */
  restart(): Promise<void>
}

type Options = {
  /** Errors that a test provokes on purpose. */
  expectedErrors: RegExp
  firstRun: boolean
  carrierOptions: Partial<PracticeOptions>
  holdSeconds: number
  startAt: string
}

export const test = base.extend<Options & { office: Office }, { browserOnce: Browser }>({
  expectedErrors: [/^$/, { option: true }],
  firstRun: [false, { option: true }],
  carrierOptions: [{ behaviour: { pace: 0.25 } }, { option: true }],
  holdSeconds: [2, { option: true }],
  startAt: [MORNING, { option: true }],

  browserOnce: [
    async ({ playwright: _playwright }, use) => {
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],

  office: async (
    {
      browserOnce,
      expectedErrors,
      firstRun,
      carrierOptions,
      holdSeconds,
      startAt,
      viewport,
      locale,
      timezoneId,
    },
    use,
    info,
  ) => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-e2e-'))
    const clock = createMovingClock(startAt)
    const carrier = await built.createPracticeCarrier({ clock, ...carrierOptions })
    const log: string[] = []
    const start = () =>
      built.startInBrowser({
        dataDir,
        pageRoot: path.resolve('out/renderer'),
        resources: path.resolve('resources'),
        port: 0,
        clock,
        version: 'test',
        log: (line) => log.push(line),
        carrierUrl: carrier.baseUrl,
        pins: built.createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }),
        pace: { inbound: 500, status: 400, reconcile: 1000 },
        settleMs: 4000,
      })
    let running = await start()
    const api = new Proxy({} as Api, {
      get: (_api, feature) =>
        new Proxy(
          {},
          {
            get: (_f, verb) => async (input: unknown) =>
              running.call(`${String(feature)}.${String(verb)}`, input),
          },
        ),
    })
    if (!firstRun) {
      await api.session.setUp({
        officeName: 'Larkfield Physio',
        country: 'US',
        zone: 'America/New_York',
        userName: 'Anna Berg',
        pin: null,
      })
      await api.session.finishFirstRun({})
      await api.bulk.acknowledgeDuty({ country: 'US' })
      const { sending } = await api.settings.get({})
      await api.settings.saveSending({ ...sending, holdSeconds })
    }
    const context = await browserOnce.newContext({
      viewport,
      locale: locale ?? 'en-US',
      timezoneId: timezoneId ?? 'UTC',
      acceptDownloads: true,
    })
    // The page's time is the program's: what it counts down is what the program waits for.
    await context.clock.install({ time: startAt })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(running.host.url)
    await use({
      page,
      api,
      carrier,
      clock: {
        ...clock,
        skip(ms) {
          clock.skip(ms)
          void context.clock.fastForward(ms)
        },
      },
      dataDir,
      log,
      async restart() {
        await running.close()
        running = await start()
        await page.goto(running.host.newUrl())
      },
    })
    const failed = info.status !== info.expectedStatus
    if (failed) {
      await page.screenshot({ path: info.outputPath('at-failure.png') }).catch(() => undefined)
      console.log('program log:', log, 'page errors:', errors)
    }
    await context.close()
    await running.close()
    await carrier.close()
    rmSync(dataDir, { recursive: true, force: true })
    // A page that logs an error is not fine, whatever it shows. A lost connection during a restart is expected.
    const unexpected = errors.filter(
      (error) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(error) && !expectedErrors.test(error),
    )
    if (!failed && unexpected.length > 0) throw new Error(`The page reported: ${unexpected.join(' | ')}`)
  },
})

export { expect } from '@playwright/test'
