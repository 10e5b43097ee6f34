/**
 * The built program with its built page: its own data folder, its own practice carrier, its own clock (a Tuesday
 * morning). Nothing here reaches into the program but the clock and the carrier. In real Chromium by the browser
 * host; with `DESKBELL_E2E=electron` and a binary at hand in Electron.
 */
import { type Browser, test as base, chromium } from '@playwright/test'
import type { PracticeOptions } from '../../src-main/adapters/practice/practice-carrier'
import { openInBrowser } from './browser-office'
import { endIdle, openInElectron } from './electron-office'
import type { HostOptions, Office } from './office'

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
const ELECTRON = process.env.DESKBELL_E2E === 'electron'

type Options = {
  /** Errors that a test provokes on purpose. */
  expectedErrors: RegExp
  firstRun: boolean
  carrierOptions: Partial<PracticeOptions>
  holdSeconds: number
  startAt: string
  asProcess: boolean
  /** Electron is started for this test alone: for what is about its start, its window or its end. */
  ownProcess: boolean
  /** What the program in Electron finds in its environment. */
  environment: Record<string, string>
}

export const test = base.extend<Options & { office: Office }, { browserOnce: Browser | null }>({
  expectedErrors: [/^$/, { option: true }],
  firstRun: [false, { option: true }],
  carrierOptions: [{ behaviour: { pace: 0.25 } }, { option: true }],
  holdSeconds: [2, { option: true }],
  startAt: [MORNING, { option: true }],
  asProcess: [false, { option: true }],
  ownProcess: [false, { option: true }],
  environment: [{}, { option: true }],

  browserOnce: [
    async ({ playwright: _playwright }, use) => {
      const browser = ELECTRON ? null : await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
      await use(browser)
      await browser?.close()
      await endIdle()
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
      asProcess,
      ownProcess,
      environment,
      viewport,
      locale,
      timezoneId,
    },
    use,
    info,
  ) => {
    const options: HostOptions = {
      startAt,
      asProcess,
      ownProcess,
      environment,
      carrierOptions,
      viewport,
      locale: locale ?? 'en-US',
      timezoneId: timezoneId ?? 'UTC',
      async prepare(api) {
        if (firstRun) return
        await api.session.setUp({
          officeName: 'Larkfield Physio',
          country: 'US',
          zone: 'America/New_York',
          userName: 'Anna Berg',
          pin: null,
        })
        await api.session.finishFirstRun({})
        await api.bulk.acknowledgeDuty({ country: 'US' })
        // Time flies in tests: the screen is locked by those that are about it.
        await api.settings.saveIdleLock({ minutes: 0 })
        const { sending } = await api.settings.get({})
        await api.settings.saveSending({ ...sending, holdSeconds })
      },
    }
    const { office, errors, end } = await (browserOnce
      ? openInBrowser(browserOnce, options)
      : openInElectron(options))
    let restarted = false
    const { restart } = office
    office.restart = (...how) => {
      restarted = true
      return restart.apply(office, how)
    }
    await use(office)
    const failed = info.status !== info.expectedStatus
    if (failed) {
      await office.page.screenshot({ path: info.outputPath('at-failure.png') }).catch(() => undefined)
      console.log('program log:', office.log, 'page errors:', errors)
    }
    await end(!failed)
    // A page that logs an error is not fine, whatever it shows. A lost connection during a restart is expected.
    const unexpected = errors.filter(
      (error) =>
        !/WebSocket|ERR_CONNECTION_REFUSED/.test(error) &&
        // What the page fetches when it is first needed is not there while the program is gone.
        !(
          restarted && /ERR_CONNECTION_RESET|Unable to preload CSS|dynamically imported module/.test(error)
        ) &&
        !expectedErrors.test(error),
    )
    if (!failed && unexpected.length > 0) throw new Error(`The page reported: ${unexpected.join(' | ')}`)
  },
})

export { expect } from '@playwright/test'
