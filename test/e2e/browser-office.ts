/** The built program behind the browser host, with the test's own carrier and clock. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from '@playwright/test'
import type * as Built from '../../src-main/hosts/browser/start'
import { createMovingClock } from '../support/moving-clock'
import { apiOver, type Hosted, type HostOptions, watch } from './office'

export const openInBrowser = async (browser: Browser, options: HostOptions): Promise<Hosted> => {
  const built = (await import(new URL('../../out/main/start.js', import.meta.url).href)) as typeof Built
  const { startAt, carrierOptions, viewport, locale, timezoneId } = options
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
  const api = apiOver((name, input) => running.call(name, input))
  await options.prepare(api)
  const context = await browser.newContext({ viewport, locale, timezoneId, acceptDownloads: true })
  // The page's time is the program's: what it counts down is what the program waits for.
  await context.clock.install({ time: startAt })
  const page = await context.newPage()
  const errors = watch(page)
  await page.goto(running.host.url)
  return {
    errors,
    office: {
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
      async restart(off) {
        await running.close()
        off?.()
        running = await start()
        await page.goto(running.host.newUrl())
      },
    },
    async end() {
      await context.close()
      await running.close()
      await carrier.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
