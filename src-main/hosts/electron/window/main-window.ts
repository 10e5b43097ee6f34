/** The window over its life: opened when wanted, hidden when closed, brought back when its page dies or does not answer. */
import path from 'node:path'
import { app, type BrowserWindow, dialog, type WebContents } from 'electron'
import type { Events } from '#contract'
import { say } from '#shared/phrases/say'
import { restartAfter } from '#core/office/restarts'
import { createPlace } from './place'
import { createWindow } from './window'

export type MainWindow = {
  /** Brings it to the front; makes it where there is none. */
  show(): void
  /** The same, with the page at this address. */
  open(path: string): void
  current(): BrowserWindow | null
  /** What may call: the contents of the window. */
  contents(): readonly WebContents[]
  send<E extends keyof Events>(event: E, payload: Events[E]): void
  reload(): void
}

export const createMainWindow = (options: {
  root: string
  dataDir: string
  resource: (name: string) => string
  log: (line: string) => void
  /** Resolves when the program answers: no window is seen before. */
  ready: Promise<unknown>
  /** Is the program ending? Then a closed window is no hidden one. */
  ending: () => boolean
}): MainWindow => {
  const { log, ending } = options
  const place = createPlace(options.dataDir)
  const pageEnds: number[] = []
  let window: BrowserWindow | null = null

  const make = (at: string): BrowserWindow => {
    const made = createWindow({
      at,
      ready: options.ready,
      preload: path.join(options.root, 'out/preload/electron.cjs'),
      icon: options.resource('icon.png'),
      bounds: place.read(),
      save: place.save,
      devTools: !app.isPackaged,
    })
    // Closing the window leaves the tray and the runner: texts go on.
    made.on('close', (event) => {
      if (ending()) return
      event.preventDefault()
      made.hide()
    })
    // The page died, the program did not: it comes back, and finds what was typed as a draft.
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`page: ${reason}`)
      if (ending() || reason === 'clean-exit' || made.isDestroyed()) return
      pageEnds.push(Date.now())
      const wait = restartAfter(pageEnds, Date.now())
      if (wait !== null) setTimeout(() => !made.isDestroyed() && made.webContents.reload(), wait)
    })
    made.on('unresponsive', () => {
      if (ending()) return
      log('page: unresponsive')
      void dialog
        .showMessageBox(made, {
          type: 'warning',
          message: say('desk.window-hangs'),
          detail: say('desk.texts-go-on'),
          buttons: [say('desk.wait'), say('desk.reload')],
          defaultId: 0,
          cancelId: 0,
        })
        .then(({ response }) => {
          if (response === 1 && !made.isDestroyed()) made.webContents.reload()
        })
    })
    made.once('show', () => process.stdout.write('deskbell: window\n'))
    return made
  }
  const alive = () => (window && !window.isDestroyed() ? window : null)
  /** Answers false where it had to be made: it shows itself once it can be read. */
  const show = (at = '/'): boolean => {
    const there = alive()
    if (!there) {
      window = make(at)
      return false
    }
    // A page that died and was not brought back is no use to whoever opens it.
    if (there.webContents.isCrashed()) there.webContents.reload()
    if (there.isMinimized()) there.restore()
    there.show()
    there.focus()
    return true
  }
  const send: MainWindow['send'] = (event, payload) =>
    alive()?.webContents.send('deskbell:event', event, payload)
  return {
    show: () => void show(),
    open(path) {
      // A page that is just being made hears no event yet: it begins there.
      if (show(path)) send('open', { path })
    },
    send,
    current: alive,
    contents() {
      const there = alive()
      return there ? [there.webContents] : []
    },
    reload: () => alive()?.webContents.reload(),
  }
}
