/** A running Electron in a test: how it is asked, how its downloads are kept, how it ends, and how it is cleared for the next test. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Steering } from './electron-entry'

export const PAGE = 'app://deskbell'

type Saved = { file: string; name: string }
export type Steered = typeof globalThis & { deskbellTest?: Steering }
/** A running Electron; `log` and `errors` are those of the test that has it. */
export type Machine = {
  electron: ElectronApplication
  page: Page
  log: string[]
  errors: string[]
  /** What its page was made for. */
  made: string
  /** The folder of its own data, which lasts as long as it does. */
  home: string
}

/**
 * While the main process loads a module its promises are not looked after, and memory that is cleared then takes the answer of what
 * a test asked with it: it is asked again.
 */
export const askAgain = (electron: ElectronApplication): void => {
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
export const keepDownloads = async (electron: ElectronApplication, page: Page, folder: string) => {
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
export const end = async (machine: Machine): Promise<void> => {
  await quit(machine).catch(() => kill(machine))
  rmSync(machine.home, { recursive: true, force: true })
}

/** The last lines that the program logged. */
export const logOf = ({ home }: Machine): string => {
  const folder = path.join(home, 'logs')
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : []
  const last = files.at(-1)
  return last ? readFileSync(path.join(folder, last), 'utf8').split('\n').slice(-4).join(' | ') : ''
}

export const resize = (electron: ElectronApplication, viewport: { width: number; height: number }) =>
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
