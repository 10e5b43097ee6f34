/** Everything after `ready`: the data folder, the program, the window and the tray. */
import { chmodSync } from 'node:fs'
import path from 'node:path'
import { app, dialog, ipcMain, session, type Tray } from 'electron'
import type { Events } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { takeRunLock } from '../../adapters/database/run-lock'
import { createRotatingLog } from '../../adapters/log/rotating-log'
import type { App } from '../../app'
import { sessionAtStart } from '../../services/session/session-shown'
import { beginRun, type LastRun } from '../last-run'
import { createAnswers } from './answers'
import { HIDDEN } from './autostart'
import { createDesktop } from './desktop'
import { createFirstScreen } from './first-screen'
import { createEnding, WAIT } from './ending'
import { guardApp, guardSession, isTrusted } from './guard'
import { createKeepAwake } from './window/keep-awake'
import { createMainWindow } from './window/main-window'
import { installMenu } from './window/menu'
import { PRINT, printed } from './window/printed'
import { pageLoaded, servePage } from './protocol'
import { letSteer, type Steered, steered } from './steered'
import { createTray } from './window/tray'

const LONGEST_WAIT_MS = 60_000
/** Held: an icon that is collected disappears. */
const held: Tray[] = []

const sessionIn = async (dataDir: string, { restarted }: LastRun) => {
  const { settingsIn } = await import('./system-options')
  return sessionAtStart(settingsIn(dataDir).get(), { version: app.getVersion(), restarted })
}

export const start = async (): Promise<void> => {
  const wait = Number(process.argv.find((one) => one.startsWith(WAIT))?.slice(WAIT.length) ?? 0)
  if (wait > 0 && wait <= LONGEST_WAIT_MS) await new Promise((resolve) => setTimeout(resolve, wait))
  const root = app.getAppPath()
  const dataDir = app.getPath('userData')
  const kept = createRotatingLog(path.join(dataDir, 'logs'), (line) => console.error(line))
  const log = kept.write
  const resource = (name: string) => path.join(root, 'resources', name)
  const lock = takeRunLock(path.join(dataDir, 'runner.lock'))
  if (!lock) {
    dialog.showErrorBox(say('start.running.title'), say('start.running'))
    app.exit(1)
    return
  }
  // One that was there before may be open to others.
  chmodSync(dataDir, 0o700)
  const run = beginRun(dataDir, Date.now())
  let program: App | null = null
  const ending = createEnding({ program: () => program, run, lock, log, closeLog: () => kept.close() })
  const firstScreen = createFirstScreen()
  const { promise: filesOfPage, resolve: pageHasFiles } = Promise.withResolvers<void>()
  const answers = createAnswers({
    // To read the settings first would keep the page waiting for its files.
    session: () => filesOfPage.then(() => sessionIn(dataDir, run)),
    firstScreen,
    sessionChanged: () => window.send('changed', { topics: ['session'] }),
  })
  const window = createMainWindow({
    root,
    dataDir,
    resource,
    log,
    ready: answers.ready,
    ending: ending.isUnderWay,
  })
  const desktop = createDesktop({
    window: window.current,
    unreadIcon: resource('unread.png'),
    open: window.open,
  })
  const keepAwake = createKeepAwake(() => program?.busy() ?? false)
  ending.onEnd(keepAwake.stop)

  app.on('child-process-gone', (_event, { type, reason }) => {
    if (reason !== 'clean-exit') log(`${type}: ${reason}`)
  })
  guardApp(app)
  guardSession(session.defaultSession)
  const renderer = path.join(root, 'out/renderer')
  const devPage = app.isPackaged ? null : (process.env.DESKBELL_DEV_PAGE ?? null)
  servePage(renderer, devPage)
  installMenu({ quit: () => void ending.quit(), reload: window.reload, open: window.open })
  ipcMain.handle('deskbell:call', async (event, name: unknown, input: unknown) =>
    !isTrusted(event, window.contents())
      ? { ok: false, error: { code: 'forbidden', reason: { key: 'app.not-from-here', params: {} } } }
      : name === PRINT
        ? printed(event.sender, input)
        : answers.ask(name, input),
  )
  // Started with the PC it waits in the tray. Else the page begins while the database is opened; its first questions wait for it.
  if (!process.argv.includes(HIDDEN)) {
    const loaded = devPage === null ? pageLoaded(session.defaultSession, renderer) : undefined
    window.show()
    // Read while the process of the page begins, in parts: between two of them the page gets its files.
    void import('#contract').then(() => import('../../adapters/database/open'))
    await loaded
  }
  pageHasFiles()

  const { fromSystem } = await import('./system-options')
  const { createApp, createDispatch, startFailure } = await import('./program')

  const openProgram = (steering: Steered, folder = dataDir): Promise<App> =>
    createApp({
      restarted: run.restarted,
      publish: (event, payload) => {
        window.send(event, payload)
        keepAwake.look()
        desktop.badge(program?.unread() ?? 0)
        if (event === 'arrived') desktop.notify(payload as Events['arrived'])
      },
      firstScreen: firstScreen.there,
      ...fromSystem(folder, steering, {
        log,
        logTail: kept.tail,
        resource,
        window: window.current,
        endWith: ending.endWith,
      }),
    })
  try {
    program = await openProgram(await steered())
  } catch (error) {
    log(`start: ${error instanceof Error ? error.message : String(error)}`)
    dialog.showErrorBox(
      say('start.failed.title'),
      say(phrase('start.failed', { why: startFailure(error, { dataDir }), folder: dataDir })),
    )
    run.endInOrder()
    lock.release()
    app.exit(1)
    return
  }

  void answers.open(createDispatch(program, log))
  await letSteer({
    async open(folder, options) {
      program = await openProgram(options, folder)
      return answers.replace(createDispatch(program, log))
    },
    async close() {
      await program?.close()
      program = null
    },
  })
  held.push(createTray({ icon: resource('tray.png'), show: window.show, quit: () => void ending.quit() }))
  app.on('second-instance', window.show)
  app.on('activate', window.show)
}
