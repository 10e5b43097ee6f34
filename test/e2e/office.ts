/** What a test gets, whatever hosts the program. */
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import type { PracticeOptions } from '../../src-main/adapters/practice/practice-carrier'
import type { MovingClock } from '../support/moving-clock'
import type { PracticeCarrier } from '../../src-main/adapters/practice/control'

export type Office = {
  page: Page
  /** Calls past the screen, to prepare what a test is not about. */
  api: Api
  carrier: PracticeCarrier
  clock: MovingClock
  dataDir: string
  log: string[]
  /**
   * Ends the program and starts it again; the page follows. `off` happens in between and may name another data folder.
   * `kill` takes the process away (SIGKILL): only where the program is a process of its own. `gone`: it has ended already.
   */
  restart(off?: () => string | void, how?: 'close' | 'kill' | 'gone'): Promise<void>
}

export type HostOptions = {
  startAt: string
  /** The program runs in a process that can be killed. */
  asProcess: boolean
  /** Electron is started for this test alone. */
  ownProcess: boolean
  /** For Electron alone. */
  environment: Record<string, string>
  carrierOptions: Partial<PracticeOptions>
  viewport: { width: number; height: number } | null
  locale: string
  timezoneId: string
  /** Brings the program to where the test begins. */
  prepare(api: Api): Promise<void>
}

export type Hosted = {
  office: Office & { electron?: unknown }
  errors: string[]
  end(passed: boolean): Promise<void>
}

/** The typed calls over anything that carries a name and an input. */
export const apiOver = (call: (name: string, input: unknown) => Promise<unknown>): Api =>
  new Proxy({} as Api, {
    get: (_api, feature) =>
      new Proxy(
        {},
        { get: (_feature, verb) => (input: unknown) => call(`${String(feature)}.${String(verb)}`, input) },
      ),
  })

/** The program looks at the carrier this often, in ms. */
export const PACE = { pace: { inbound: 500, status: 400, reconcile: 1000 }, settleMs: 4000 }

/** Everything the page complains about. */
export const watch = (page: Page, report: (error: string) => void): void => {
  page.on('pageerror', (error) => report(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') report(message.text())
  })
}
