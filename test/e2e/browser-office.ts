/** The built program behind the browser host, with the test's own carrier and clock. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from '@playwright/test'
import type * as Built from '../../src-main/hosts/browser/start'
import { createMovingClock, type MovingClock } from '../support/moving-clock'
import { startApp } from '../support/processes'
import { apiOver, type Hosted, type HostOptions, PACE, watch } from './office'

type World = { dataDir: string; clock: MovingClock; carrierUrl: string; log: string[] }
type Program = {
  newUrl(): Promise<string>
  call(name: string, input: unknown): Promise<unknown>
  skip(ms: number): Promise<void>
  close(): Promise<void>
  kill(): Promise<void>
}
type Begin = (world: World) => Promise<Program>

/** In this process: the quickest, and the clock is shared. */
const here =
  (built: typeof Built): Begin =>
  async ({ log, ...world }) => {
    const running = await built.startInBrowser({
      ...world,
      liveCarrierUrl: world.carrierUrl,
      ...PACE,
      pageRoot: path.resolve('out/renderer'),
      resources: path.resolve('resources'),
      port: 0,
      version: 'test',
      log: (line) => log.push(line),
      pins: built.createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }),
    })
    return {
      newUrl: async () => running.host.newUrl(),
      call: (name, input) => running.call(name, input),
      skip: async () => {},
      close: () => running.close(),
      kill: () => Promise.reject(new Error('Only a process can be killed.')),
    }
  }

/** In a process of its own, which can be killed. */
const aside: Begin = async ({ clock, log, ...world }) => {
  const app = await startApp({ ...world, ...PACE, startAt: new Date(clock.now()).toISOString() })
  log.push(...app.log)
  return app
}

export const openInBrowser = async (browser: Browser, options: HostOptions): Promise<Hosted> => {
  const built = (await import(new URL('../../out/main/start.js', import.meta.url).href)) as typeof Built
  const { startAt, carrierOptions, viewport, locale, timezoneId } = options
  const folders = [mkdtempSync(path.join(os.tmpdir(), 'deskbell-e2e-'))]
  const dataDir = () => folders.at(-1) ?? ''
  const clock = createMovingClock(startAt)
  const carrier = await built.createPracticeCarrier({ clock, ...carrierOptions })
  const log: string[] = []
  const begin = options.asProcess ? aside : here(built)
  const start = () => begin({ dataDir: dataDir(), clock, carrierUrl: carrier.baseUrl, log })
  let running = await start()
  const api = apiOver((name, input) => running.call(name, input))
  await options.prepare(api)
  const context = await browser.newContext({ viewport, locale, timezoneId, acceptDownloads: true })
  // The page's time is the program's: what it counts down is what the program waits for.
  await context.clock.install({ time: startAt })
  const page = await context.newPage()
  const errors: string[] = []
  watch(page, (error) => errors.push(error))
  /** The address is exchanged for the page itself. */
  const open = async () => {
    await page.goto(await running.newUrl())
    await page.waitForURL((url) => url.search === '')
  }
  await open()
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
          // A program that is gone begins at the new time.
          void running.skip(ms).catch(() => undefined)
          void context.clock.fastForward(ms)
        },
      },
      get dataDir() {
        return dataDir()
      },
      log,
      async restart(off, how = 'close') {
        if (how !== 'gone') await running[how]()
        const other = off?.()
        if (other) folders.push(other)
        running = await start()
        await open()
      },
    },
    async end() {
      await context.close()
      await running.close()
      await carrier.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}
