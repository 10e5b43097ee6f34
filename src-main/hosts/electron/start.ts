/** Everything after `ready`: the data folder, the program, the window, the tray, and an orderly end. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  powerSaveBlocker,
  session,
  Tray,
} from 'electron'
import Store from 'electron-store'
import type { Events } from '#contract'
import { systemClock } from '../../adapters/clock/system-clock'
import { CannotOpen } from '../../adapters/database/open'
import { takeRunLock } from '../../adapters/database/run-lock'
import { createSettingsStore } from '../../adapters/settings/settings-store'
import { type App, createApp } from '../../app'
import { createDispatch } from '../dispatch'
import { createDesktop } from './desktop'
import { guardApp, guardSession, isTrusted } from './guard'
import { installMenu } from './menu'
import { servePage } from './protocol'
import { createSystemSecrets } from './system-secrets'
import { type Bounds, createWindow, FIRST_BOUNDS } from './window'

const texts = (n: number) => (n === 1 ? '1 text' : `${n} texts`)

export const start = async (): Promise<void> => {
  const root = app.getAppPath()
  const dataDir = app.getPath('userData')
  const log = (line: string) => console.error(line)
  const resource = (name: string) => path.join(root, 'resources', name)

  const lock = takeRunLock(path.join(dataDir, 'runner.lock'))
  if (!lock) {
    dialog.showErrorBox(
      'Deskbell is already running',
      'Another program is using this data folder. Close it first.',
    )
    app.exit(1)
    return
  }

  let window: BrowserWindow | null = null
  let program: App | null = null
  let blocker: number | null = null
  let quitting = false

  const show = () => {
    if (!window || window.isDestroyed()) window = open()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const store = new Store<Record<string, unknown>>({ cwd: dataDir, name: 'settings', configFileMode: 0o600 })
  const places = new Store<{ window: Bounds }>({
    cwd: dataDir,
    name: 'window',
    defaults: { window: FIRST_BOUNDS },
  })
  const secrets = new Store<Record<string, unknown>>({ cwd: dataDir, name: 'secrets', configFileMode: 0o600 })

  const open = (): BrowserWindow => {
    const made = createWindow({
      preload: path.join(root, 'out/preload/electron.cjs'),
      icon: resource('icon.png'),
      bounds: places.get('window'),
      save: (bounds) => places.set('window', bounds),
      devTools: !app.isPackaged,
    })
    // Closing the window leaves the tray and the runner: texts go on.
    made.on('close', (event) => {
      if (quitting) return
      event.preventDefault()
      made.hide()
    })
    made.once('ready-to-show', () => process.stdout.write('deskbell: window\n'))
    return made
  }

  const send = <E extends keyof Events>(event: E, payload: Events[E]) => {
    if (window && !window.isDestroyed()) window.webContents.send('deskbell:event', event, payload)
  }
  const desktop = createDesktop({
    window: () => window,
    unreadIcon: resource('unread.png'),
    open(path) {
      show()
      send('open', { path })
    },
  })

  /** The PC must not fall asleep between two texts of one send. */
  const keepAwake = () => {
    const busy = program?.busy() ?? false
    if (busy && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else if (!busy && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  const quit = async () => {
    if (quitting) return
    const waiting = program?.waiting() ?? 0
    if (waiting > 0) {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        message: `${texts(waiting)} wait to leave.`,
        detail: 'They are kept, and leave when Deskbell is open again.',
        buttons: ['Stay open', `Quit with ${texts(waiting)} waiting`],
        defaultId: 0,
        cancelId: 0,
      })
      if (response === 0) return
    }
    quitting = true
    await program?.close()
    lock.release()
    app.exit(0)
  }

  guardApp(app)
  guardSession(session.defaultSession)
  servePage(path.join(root, 'out/renderer'))
  installMenu({ show, quit: () => void quit() })

  try {
    program = await createApp({
      dataDir,
      settings: createSettingsStore(store),
      secrets: createSystemSecrets(secrets, log),
      clock: systemClock(),
      version: app.getVersion(),
      publish: (event, payload) => {
        send(event, payload)
        keepAwake()
        desktop.badge(program?.unread() ?? 0)
        if (event === 'arrived') desktop.notify(payload as Events['arrived'])
      },
      log,
      sample: async () => readFileSync(resource('sample-people.csv'), 'utf8'),
    })
  } catch (error) {
    const say = error instanceof CannotOpen ? error.message : 'The data folder could not be opened.'
    dialog.showErrorBox(
      'Deskbell cannot start',
      `${say}\n\nNothing was changed and nothing is sent. The data folder is ${dataDir}`,
    )
    lock.release()
    app.exit(1)
    return
  }

  const dispatch = createDispatch(program, log)
  ipcMain.handle('deskbell:call', (event, name: unknown, input: unknown) => {
    if (!isTrusted(event, window ? [window.webContents] : [])) {
      return { ok: false, error: { code: 'forbidden', message: 'Refused.' } }
    }
    return dispatch(name, input)
  })

  const tray = new Tray(nativeImage.createFromPath(resource('tray.png')))
  tray.setToolTip('Deskbell')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open Deskbell', click: show },
      { label: 'Quit Deskbell', click: () => void quit() },
    ]),
  )
  tray.on('click', show)

  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {})
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    void quit()
  })
  show()
}
