/**
 * The same program in real Electron: its window is the page. The carrier is the test's own, and so is the clock. A start takes
 * longer than most tests: a process whose test left it as it was is lent to the next one, with a program over a new folder.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { rolldown } from 'rolldown'
import type * as Built from '../../src-main/hosts/browser/start'
import type { Reply } from '../../src-preload/contract'
import type { Given, Steering } from './electron-entry'
import { createMovingClock } from '../support/moving-clock'
import { wordsOf } from '../support/reply-words'
import { apiOver, type Hosted, type HostOptions, watch } from './office'

type Bridge = {
  call(name: string, input: unknown): Promise<Reply>
}
const PAGE = 'app://deskbell'

type Saved = { file: string; name: string }
type Steered = typeof globalThis & { deskbellTest?: Steering }
/** A running Electron; `log` and `errors` are those of the test that has it. */
type Machine = {
  electron: ElectronApplication
  page: Page
  log: string[]
  errors: string[]
  /** What its page was made for. */
  made: string
  /** The folder of its own data, which lasts as long as it does. */
  home: string
}

const PACE = { pace: { inbound: 500, status: 400, reconcile: 1000 }, settleMs: 4000 }

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

/**
 * Of about a hundred starts one or two are never attached to, though the program shows its window, and Electron dies in one of two
 * hundred while it is. A whole start takes some seconds: what takes this long is begun again.
 */
const STUCK_MS = 40_000
const STARTS = 3
class Stuck extends Error {
  override readonly message = 'Electron was not attached to'
}
/** Rejects with `Stuck` when the work takes too long; what it does later is nobody's any more. */
const unlessStuck = async (work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  work.catch(() => undefined)
  try {
    await Promise.race([
      work,
      new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Stuck()), STUCK_MS)
      }),
    ])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * While the main process loads a module its promises are not looked after, and memory that is cleared then takes the answer of what
 * a test asked with it: it is asked again.
 */
const askAgain = (electron: ElectronApplication): void => {
  const evaluate = electron.evaluate.bind(electron) as (...args: unknown[]) => Promise<unknown>
  Object.assign(electron, {
    evaluate: async (...args: unknown[]) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await evaluate(...args)
        } catch (error) {
          if (tries === 5 || !String(error).includes('garbage collected')) throw error
        }
      }
    },
  })
}

/** Electron tells Playwright of no download, and its own dialog would ask where to put it. */
const keepDownloads = async (electron: ElectronApplication, page: Page, folder: string) => {
  await electron.evaluate(({ session }, to) => {
    if ('saved' in globalThis) return
    const saved: Saved[] = []
    Object.assign(globalThis, { saved })
    session.defaultSession.on('will-download', (_event, item) => {
      const file = `${to}/${saved.length}-${Date.now()}`
      item.setSavePath(file)
      item.once('done', () => saved.push({ file, name: item.getFilename() }))
    })
  }, folder)
  let taken = 0
  const waitForEvent = page.waitForEvent.bind(page) as (...args: unknown[]) => Promise<unknown>
  Object.assign(page, {
    waitForEvent: async (name: string, ...rest: unknown[]) => {
      if (name !== 'download') return waitForEvent(name, ...rest)
      const mine = taken
      taken += 1
      for (let i = 0; i < 200; i += 1) {
        const one = await electron.evaluate(
          (_electron, at) => (globalThis as unknown as { saved: Saved[] }).saved[at],
          mine,
        )
        if (one) return { path: async () => one.file, suggestedFilename: () => one.name }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('nothing was saved')
    },
  })
}

/** The one that waits for the next test of this worker. */
let idle: Machine | null = null

/** An orderly end, whoever waits: the question about waiting texts is answered as a person who quits. */
const quit = async ({ electron }: Machine): Promise<void> => {
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  })
  // Asks the app to quit, and lets go of it: it waits for whoever looks into it.
  await electron.close()
}
const kill = async ({ electron }: Machine): Promise<void> => {
  const started = electron.process()
  if (started.exitCode !== null || started.signalCode !== null) return
  const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()))
  started.kill('SIGKILL')
  await ended
}
const end = async (machine: Machine): Promise<void> => {
  await quit(machine).catch(() => kill(machine))
  rmSync(machine.home, { recursive: true, force: true })
}

/** The last lines that the program logged. */
const logOf = ({ home }: Machine): string => {
  const folder = path.join(home, 'logs')
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : []
  const last = files.at(-1)
  return last ? readFileSync(path.join(folder, last), 'utf8').split('\n').slice(-4).join(' | ') : ''
}

/** At the end of a worker. */
export const endIdle = async (): Promise<void> => {
  const machine = idle
  idle = null
  if (machine) await end(machine)
}

const resize = (electron: ElectronApplication, viewport: { width: number; height: number }) =>
  electron.evaluate(({ BrowserWindow }, { width, height }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setMinimumSize(1, 1)
    window?.setContentSize(width, height)
  }, viewport)

/** Leaves nothing of a test: no program, no page, nothing that the page kept. Answers whether that could be done. */
const clear = async ({ electron, page }: Machine): Promise<boolean> => {
  // First the page: what it would still keep belongs to the test before. Elsewhere than at its address nothing may stand.
  await page.goto(`${PAGE}/nothing`)
  const ready = await electron.evaluate(async ({ BrowserWindow, session }) => {
    const { deskbellTest } = globalThis as Steered
    if (!deskbellTest?.close) return false
    await deskbellTest.close()
    await session.defaultSession.clearStorageData()
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1)
    return true
  })
  if (ready) await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return ready
}

export const openInElectron = async (options: HostOptions): Promise<Hosted> => {
  const built = (await import(new URL('../../out/main/start.js', import.meta.url).href)) as typeof Built
  const { startAt, carrierOptions, viewport, locale, timezoneId } = options
  const folders = [mkdtempSync(path.join(os.tmpdir(), 'deskbell-e2e-'))]
  const dataDir = () => folders.at(-1) ?? ''
  const clock = createMovingClock(startAt)
  const carrier = await built.createPracticeCarrier({ clock, ...carrierOptions })
  const log: string[] = []
  const errors: string[] = []
  /** What the process was made for, and what no other test may find in it. */
  const made = JSON.stringify([locale, timezoneId])
  const own =
    options.ownProcess ||
    options.asProcess ||
    viewport === null ||
    Object.keys(options.environment).length > 0 ||
    (process.env.DESKBELL_ELECTRON_APP ?? '.') !== '.'
  let lendable = !own
  let machine: Machine | undefined
  const running = (): Machine => {
    if (!machine) throw new Error('the program was not started')
    return machine
  }
  const given = (): Given => ({
    startAt: new Date(clock.now()).toISOString(),
    carrierUrl: carrier.baseUrl,
    ...PACE,
  })

  const launch = async () => {
    const electron = await _electron.launch({
      executablePath: process.env.DESKBELL_ELECTRON ?? '',
      // Else it is started with `--no-sandbox`.
      chromiumSandbox: true,
      args: [
        process.env.DESKBELL_ELECTRON_APP ?? '.',
        `--data=${dataDir()}`,
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
        ...options.environment,
        TZ: timezoneId,
        // No window is made before Playwright has attached.
        DESKBELL_TEST_HOLD: '1',
        DESKBELL_TEST_ENTRY: await bundledEntry(),
        DESKBELL_TEST_OPTIONS: JSON.stringify(given()),
      },
    })
    askAgain(electron)
    const page = await electron.firstWindow()
    const begun: Machine = { electron, page, log, errors, made, home: dataDir() }
    machine = begun
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
    await page.clock.install({ time: clock.now() })
    if (viewport) await resize(electron, viewport)
    await keepDownloads(electron, page, mkdtempSync(path.join(os.tmpdir(), 'deskbell-saved-')))
  }
  /** Begins this test in the process of the one before. */
  const useAgain = async (lent: Machine): Promise<void> => {
    if (viewport) await resize(lent.electron, viewport)
    await lent.page.clock.setSystemTime(clock.now())
    await lent.electron.evaluate(
      (_electron, [folder, options]) => (globalThis as Steered).deskbellTest?.open?.(folder, options),
      [dataDir(), given()] as [string, Given],
    )
    let calls = 0
    await options.prepare(
      apiOver(async (...call) => {
        calls += 1
        const reply = await lent.electron.evaluate(
          (_electron, [number, name, input]) => {
            const answer = (globalThis as Steered).deskbellTest?.call?.(number, name, input)
            if (!answer) throw new Error('there is no program')
            return answer
          },
          [calls, ...call] as [number, string, unknown],
        )
        return wordsOf(reply)
      }),
    )
    await lent.page.goto(`${PAGE}/index.html`)
    await lent.page
      .getByRole('heading')
      .first()
      .waitFor({ timeout: STUCK_MS / 4 })
  }
  /** The process of the test before, where it can be had. */
  const borrow = async (): Promise<boolean> => {
    const lent = idle
    if (own || !lent) return false
    idle = null
    if (lent.made !== made) {
      await end(lent)
      return false
    }
    machine = Object.assign(lent, { log, errors })
    try {
      await useAgain(lent)
      return true
    } catch (error) {
      // What does not begin as it should is taken away: the test gets a process of its own.
      console.log(`not used again: ${String(error)} ${logOf(lent)}`)
      throw new Stuck()
    }
  }

  /** A program that starts again has another page; a test goes on with the one it was given. */
  const current = new Proxy({} as Page, {
    get(_page, name) {
      const { page } = running()
      const value: unknown = Reflect.get(page, name, page)
      return typeof value === 'function' && name !== 'constructor' ? value.bind(page) : value
    },
    set: (_page, name, value) => Reflect.set(running().page, name, value),
  })
  const api = apiOver(async (name, input) => {
    const reply = await current.evaluate(
      ([call, value]) => (window as unknown as { deskbell: Bridge }).deskbell.call(call, value),
      [name, input] as [string, unknown],
    )
    return wordsOf(reply)
  })
  /** Does a start again that was never answered, after `again`. */
  const started = async (begin: () => Promise<unknown>, again: () => void = () => {}) => {
    for (let starts = 1; ; starts += 1) {
      try {
        return await unlessStuck(begin())
      } catch (error) {
        const died = String(error).includes('Process failed to launch')
        if (!(died || error instanceof Stuck) || starts === STARTS) throw error
        console.log(
          `${died ? 'Electron died while it was attached to' : String(error)}: started again. Its log: ${log.join(' | ')}`,
        )
        if (machine) await kill(machine)
        machine = undefined
        again()
      }
    }
  }
  const begin = async () => {
    if (await borrow()) return
    await launch()
    await options.prepare(api)
    await current.reload()
  }
  await started(begin, () => folders.push(mkdtempSync(path.join(os.tmpdir(), 'deskbell-e2e-'))))
  return {
    errors,
    office: {
      page: current,
      /** For the specs of Electron alone. */
      get electron() {
        lendable = false
        return running().electron
      },
      api,
      carrier,
      clock: {
        ...clock,
        skip(ms) {
          clock.skip(ms)
          void running()
            .electron.evaluate((_electron, by) => (globalThis as Steered).deskbellTest?.skip(by), ms)
            .catch(() => undefined)
          void current.clock.fastForward(ms).catch(() => undefined)
        },
      },
      get dataDir() {
        return dataDir()
      },
      log,
      async restart(off, how = 'close') {
        lendable = false
        if (how === 'kill') await kill(running())
        else if (how === 'close') await quit(running())
        const other = off?.()
        if (other) folders.push(other)
        await started(launch)
      },
    },
    async end(passed) {
      const had = running()
      // What is said from here on is nothing of this test.
      had.errors = []
      const kept = passed && lendable && (await clear(had).catch(() => false))
      if (kept) idle = had
      else await end(had)
      await carrier.close()
      for (const folder of folders)
        if (!kept || folder !== had.home) rmSync(folder, { recursive: true, force: true })
    },
  }
}
