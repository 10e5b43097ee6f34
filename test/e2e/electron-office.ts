/**
 * The same program in real Electron: its window is the page. The carrier is the test's own, and so is the clock. A start takes
 * longer than most tests: a process whose test left it as it was is lent to the next one, with a program over a new folder.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { rolldown } from 'rolldown'
import type * as Built from '../../src-main/hosts/browser/start'
import type { Reply } from '../../src-preload/contract'
import type { Given } from './electron-entry'
import {
  clear,
  end,
  keepDownloads,
  kill,
  logOf,
  type Machine,
  PAGE,
  quit,
  resize,
  type Size,
  startElectron,
  STUCK_MS,
  Stuck,
  unlessStuck,
  type Steered,
} from './electron-machine'
import { createMovingClock } from '../support/moving-clock'
import { wordsOf } from '../support/reply-words'
import { apiOver, type Hosted, type HostOptions, PACE, watch } from './office'

type Bridge = {
  call(name: string, input: unknown): Promise<Reply>
}

/** The module that the program loads to be steered; bundled once for each worker. */
let entry: Promise<string> | null = null
const bundledEntry = () =>
  (entry ??= (async () => {
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'deskbell-entry-')), 'entry.mjs')
    const bundle = await rolldown({ input: path.resolve('test/e2e/electron-entry.ts'), platform: 'node' })
    await bundle.write({ file, format: 'esm' })
    await bundle.close()
    return file
  })())

const STARTS = 3
/** What timers take. A page whose time was moved further has no timers and no frames after its next load: Playwright's clock waits for longer than that. */
const MOST_MOVED_MS = 2 ** 31 - 1

/** The one that waits for the next test of this worker. */
let idle: Machine | null = null

/** At the end of a worker. */
export const endIdle = async (): Promise<void> => {
  const machine = idle
  idle = null
  if (machine) await end(machine)
}

/** One test: what it asked for, what it has, and the Electron that it runs in. */
type Run = {
  options: HostOptions
  /** The last one is its data folder. */
  folders: string[]
  clock: ReturnType<typeof createMovingClock>
  carrier: Hosted['office']['carrier']
  log: string[]
  errors: string[]
  /** What the process was made for. */
  made: string
  /** No other test may find this process. */
  own: boolean
  machine: Machine | undefined
}
const newFolder = () => mkdtempSync(path.join(os.tmpdir(), 'deskbell-e2e-'))
const dataDirOf = ({ folders }: Run): string => folders.at(-1) ?? ''
const runningOf = ({ machine }: Run): Machine => {
  if (!machine) throw new Error('the program was not started')
  return machine
}
const givenTo = ({ clock, carrier }: Run): Given => ({
  startAt: new Date(clock.now()).toISOString(),
  carrierUrl: carrier.baseUrl,
  ...PACE,
})

const launch = async (run: Run): Promise<void> => {
  const { environment, locale, timezoneId, viewport } = run.options
  const electron = await startElectron({
    executablePath: process.env.DESKBELL_ELECTRON ?? '',
    // Else it is started with `--no-sandbox`.
    chromiumSandbox: true,
    args: [
      process.env.DESKBELL_ELECTRON_APP ?? '.',
      `--data=${dataDirOf(run)}`,
      `--lang=${locale}`,
      // There is no graphics card behind the test's screen.
      '--disable-gpu',
      // Windows of several tests lie on each other, and one that nobody sees soon hears of its timers once a minute.
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...environment,
      TZ: timezoneId,
      // No window is made before Playwright has attached.
      DESKBELL_TEST_HOLD: '1',
      DESKBELL_TEST_ENTRY: await bundledEntry(),
      DESKBELL_TEST_OPTIONS: JSON.stringify(givenTo(run)),
    },
  })
  const page = await electron.firstWindow()
  const { log, errors, made } = run
  const begun: Machine = { electron, page, log, errors, made, home: dataDirOf(run), moved: 0 }
  run.machine = begun
  electron.process().stderr?.on('data', (part: Buffer) => begun.log.push(part.toString().trim()))
  await page.emulateMedia({ colorScheme: null })
  // Windows of several tests share a screen without a window manager: each page is told that it has the focus.
  const focused = () => {
    document.hasFocus = () => true
  }
  await page.addInitScript(focused)
  await page.evaluate(focused)
  watch(page, (error) => begun.errors.push(error))
  // The page's time is the program's: what it counts down is what the program waits for.
  await page.clock.install({ time: run.clock.now() })
  if (viewport) await resize(electron, viewport)
  await keepDownloads(electron, page, mkdtempSync(path.join(os.tmpdir(), 'deskbell-saved-')))
}

/** Begins this test in the process of the one before. */
const useAgain = async (run: Run, lent: Machine): Promise<void> => {
  const { viewport, prepare } = run.options
  if (viewport) await resize(lent.electron, viewport)
  await lent.page.clock.setSystemTime(run.clock.now())
  await lent.electron.evaluate(
    (_electron, [folder, options]) => (globalThis as Steered).deskbellTest?.open?.(folder, options),
    [dataDirOf(run), givenTo(run)] as [string, Given],
  )
  await prepare(
    apiOver(async (...call) => {
      const reply = await lent.electron.evaluate(
        (_electron, [name, input]) => {
          const answer = (globalThis as Steered).deskbellTest?.call?.(name, input)
          if (!answer) throw new Error('there is no program')
          return answer
        },
        call as [string, unknown],
      )
      return wordsOf(reply)
    }),
  )
  await lent.page.goto(`${PAGE}/index.html`)
  await lent.page
    .getByRole('heading')
    .first()
    .waitFor({ timeout: STUCK_MS / 2 })
}
/** The process of the test before, where it can be had. */
const borrow = async (run: Run): Promise<boolean> => {
  const lent = idle
  if (run.own || !lent) return false
  idle = null
  if (lent.made !== run.made) {
    await end(lent)
    return false
  }
  const { log, errors } = run
  run.machine = Object.assign(lent, { log, errors })
  try {
    await useAgain(run, lent)
    return true
  } catch (error) {
    // What does not begin as it should is taken away: the test gets a process of its own.
    const shown = await Promise.race([
      lent.page.evaluate(() => `${document.readyState} ${document.body?.innerHTML.slice(0, 300)}`),
      new Promise((resolve) => setTimeout(resolve, 2000, 'no answer of the page')),
    ]).catch(String)
    console.log(`not used again: ${String(error)} | ${lent.page.url()} ${String(shown)} | ${logOf(lent)}`)
    throw new Stuck()
  }
}
/** Does a start again that was never answered, after `again`. */
const untilStarted = async (run: Run, begin: () => Promise<unknown>, again: () => void = () => {}) => {
  for (let starts = 1; ; starts += 1) {
    try {
      return await unlessStuck(begin())
    } catch (error) {
      const died = String(error).includes('Process failed to launch')
      if (!(died || error instanceof Stuck) || starts === STARTS) throw error
      console.log(
        `${died ? 'Electron died while it was attached to' : String(error)}: started again. Its log: ${run.log.join(' | ')}`,
      )
      if (run.machine) await kill(run.machine)
      run.machine = undefined
      again()
    }
  }
}

/**
 * A program that starts again has another page; a test goes on with the one it was given. Its size is that of the window: one
 * that were only told to the page would stay with it when it is lent.
 */
const pageOf = (run: Run): Page =>
  new Proxy({} as Page, {
    get(_page, name) {
      const { electron, page } = runningOf(run)
      if (name === 'setViewportSize')
        return async (size: Size) => {
          await resize(electron, size)
          await page.waitForFunction(
            ({ width, height }) => innerWidth === width && innerHeight === height,
            size,
          )
        }
      const value: unknown = Reflect.get(page, name, page)
      return typeof value === 'function' && name !== 'constructor' ? value.bind(page) : value
    },
    set: (_page, name, value) => Reflect.set(runningOf(run).page, name, value),
  })

export const openInElectron = async (options: HostOptions): Promise<Hosted> => {
  const built = (await import(new URL('../../out/main/start.js', import.meta.url).href)) as typeof Built
  const { startAt, carrierOptions, viewport, locale, timezoneId } = options
  const clock = createMovingClock(startAt)
  const carrier = await built.createPracticeCarrier({ clock, ...carrierOptions })
  // Nobody else gets what only this test has, or looks into.
  const special =
    options.ownProcess ||
    viewport === null ||
    Object.keys(options.environment).length > 0 ||
    (process.env.DESKBELL_ELECTRON_APP ?? '.') !== '.'
  // One that is to be killed begins over its own folder; what is started again after it is as good as another.
  const own = special || options.asProcess
  const run: Run = {
    options,
    folders: [newFolder()],
    clock,
    carrier,
    log: [],
    errors: [],
    made: JSON.stringify([locale, timezoneId]),
    own,
    machine: undefined,
  }
  const { folders, log } = run
  let lendable = !special
  const page = pageOf(run)
  const api = apiOver(async (name, input) => {
    const reply = await page.evaluate(
      ([call, value]) => (window as unknown as { deskbell: Bridge }).deskbell.call(call, value),
      [name, input] as [string, unknown],
    )
    return wordsOf(reply)
  })
  const begin = async () => {
    if (await borrow(run)) return
    await launch(run)
    await options.prepare(api)
    await page.reload()
  }
  await untilStarted(run, begin, () => folders.push(newFolder()))
  return {
    errors: run.errors,
    office: {
      page,
      /** For the specs of Electron alone. */
      get electron() {
        lendable = false
        return runningOf(run).electron
      },
      api,
      carrier,
      clock: {
        ...clock,
        skip(ms) {
          clock.skip(ms)
          runningOf(run).moved += ms
          void runningOf(run)
            .electron.evaluate((_electron, by) => (globalThis as Steered).deskbellTest?.skip(by), ms)
            .catch(() => undefined)
          void page.clock.fastForward(ms).catch(() => undefined)
        },
      },
      get dataDir() {
        return dataDirOf(run)
      },
      log,
      async restart(off, how = 'close') {
        if (how === 'kill') await kill(runningOf(run))
        else if (how === 'close') await quit(runningOf(run))
        const other = off?.()
        if (other) folders.push(other)
        await untilStarted(run, () => launch(run))
      },
    },
    async end(passed) {
      const had = runningOf(run)
      // What is said from here on is nothing of this test.
      had.errors = []
      const kept = passed && lendable && had.moved < MOST_MOVED_MS && (await clear(had).catch(() => false))
      if (kept) idle = had
      else await end(had)
      await carrier.close()
      for (const folder of folders)
        if (!kept || folder !== had.home) rmSync(folder, { recursive: true, force: true })
    },
  }
}
