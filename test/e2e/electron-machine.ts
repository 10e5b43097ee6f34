/** A running Electron in a test: how it is asked, how its downloads are kept, how it ends, and how it is cleared for the next test. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Steering } from './electron-entry'

export const PAGE = 'app://deskbell'

type Saved = { file: string; name: string }
export type Steered = typeof globalThis & { deskbellTest?: Steering }
/** A running Electron; `log` and `errors` are those of the test that has it. */
export type Machine = {
  electron: Omit<ElectronApplication, 'browserWindow' | 'evaluateHandle'>
  page: Page
  log: string[]
  errors: string[]
  /** What its page was made for. */
  made: string
  /** The folder of its own data, which lasts as long as it does. */
  home: string
  /** How far its page's time was moved so far, in ms. */
  moved: number
}

/**
 * Electron dies in about one of a hundred starts while it is attached to, and does not always let go of whoever looks into it. A start and
 * an end take some seconds: what takes this long never comes.
 */
export const STUCK_MS = 40_000
export class Stuck extends Error {
  override readonly message = 'Electron does not answer'
}
/** Rejects with `Stuck` when the work takes too long; what it does later is nobody's any more. */
export const unlessStuck = async (work: Promise<unknown>): Promise<void> => {
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

type Question = { number: number; work: string; arg: unknown }
/** Runs in the main process. */
const answer = (electron: unknown, { number, work, arg }: Question): Promise<unknown> => {
  const asked = globalThis as typeof globalThis & { answers?: Map<number, Promise<unknown>> }
  const answers = (asked.answers ??= new Map())
  const found =
    answers.get(number) ??
    new Promise<void>((resolve) => {
      setImmediate(resolve)
    }).then(() => {
      const script = process.getBuiltinModule('node:vm').runInThisContext(`(${work})`) as typeof answer
      return script(electron, arg as Question)
    })
  answers.set(number, found)
  return found
}

const TRIES = 20
/**
 * Each question to the main process is done once, in a turn of its own, and asked for until its answer comes. What is asked through
 * the inspector would begin wherever the program is just then, even within a statement of the database; and V8 loses the answer when
 * it clears its memory before the turn is over ("Promise was collected"), whether the question was done or not.
 */
const askOnce = (electron: ElectronApplication): void => {
  const evaluate = electron.evaluate.bind(electron) as (
    work: typeof answer,
    question: Question,
  ) => Promise<unknown>
  let asked = 0
  Object.assign(electron, {
    evaluate: async (work: unknown, arg?: unknown) => {
      asked += 1
      const question = { number: asked, work: String(work), arg }
      for (let tries = 1; ; tries += 1) {
        try {
          return await evaluate(answer, question)
        } catch (error) {
          if (tries === TRIES || !String(error).includes('garbage collected')) throw error
        }
      }
    },
  })
}
/** Starts Electron. Its main process is asked by `evaluate` alone: handles would ask it past `askOnce`. */
export const startElectron = async (
  options: Parameters<typeof _electron.launch>[0],
): Promise<Machine['electron']> => {
  const electron = await _electron.launch(options)
  askOnce(electron)
  return electron
}

/** Electron tells Playwright of no download, and its own dialog would ask where to put it. */
export const keepDownloads = async (electron: Machine['electron'], page: Page, folder: string) => {
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

/** The last lines that the program logged. */
export const logOf = ({ home }: Machine): string => {
  const folder = path.join(home, 'logs')
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : []
  const last = files.at(-1)
  return last ? readFileSync(path.join(folder, last), 'utf8').split('\n').slice(-4).join(' | ') : ''
}

/** An orderly end, whoever waits: the question about waiting texts is answered as a person who quits. */
export const quit = async ({ electron }: Machine): Promise<void> => {
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
  })
  // Asks the app to quit, and lets go of it: it waits for whoever looks into it.
  await electron.close()
}
export const kill = async ({ electron }: Machine): Promise<void> => {
  const started = electron.process()
  if (started.exitCode !== null || started.signalCode !== null) return
  const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()))
  started.kill('SIGKILL')
  await ended
}
/** The end of what was looked at, at once: an end in order takes as long as many a test. Those that are about one ask for it themselves. */
export const end = async (machine: Machine): Promise<void> => {
  await kill(machine)
  // Its other processes hear of it a moment later, and still write meanwhile.
  rmSync(machine.home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

export type Size = { width: number; height: number }
export const resize = (electron: Machine['electron'], viewport: Size) =>
  electron.evaluate(({ BrowserWindow }, { width, height }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setMinimumSize(1, 1)
    window?.setContentSize(width, height)
  }, viewport)

/** Leaves nothing of a test: no program, no page, nothing that the page kept. Answers whether that could be done. */
export const clear = async ({ electron, page }: Machine): Promise<boolean> => {
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
