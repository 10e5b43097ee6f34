/** What a test gets, whatever hosts the program. */
import type { Page } from '@playwright/test'
import type { Api } from '../../src-preload/contract'
import type { PracticeCarrier, PracticeOptions } from '../../src-main/adapters/practice/practice-carrier'
import type { MovingClock } from '../support/moving-clock'

export type Office = {
  page: Page
  /** Calls past the screen, to prepare what a test is not about. */
  api: Api
  carrier: PracticeCarrier
  clock: MovingClock
  dataDir: string
  log: string[]
  /** Ends the program and starts it again over the same folder; the page follows. `off` happens in between. */
  restart(off?: () => void): Promise<void>
}

export type HostOptions = {
  startAt: string
  carrierOptions: Partial<PracticeOptions>
  viewport: { width: number; height: number } | null
  locale: string
  timezoneId: string
  /** Brings the program to where the test begins. */
  prepare(api: Api): Promise<void>
}

export type Hosted = { office: Office; errors: string[]; end(): Promise<void> }

/** The typed calls over anything that carries a name and an input. */
export const apiOver = (call: (name: string, input: unknown) => Promise<unknown>): Api =>
  new Proxy({} as Api, {
    get: (_api, feature) =>
      new Proxy(
        {},
        { get: (_feature, verb) => (input: unknown) => call(`${String(feature)}.${String(verb)}`, input) },
      ),
  })

/** Everything the page complains about. */
export const watch = (page: Page): string[] => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return errors
}
