/** How the program ends: in order, asked once where texts wait, and started again after a crash. */
import { app, dialog, powerMonitor } from 'electron'
import { restartAfter } from '#core/office/restarts'
import { phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import type { App } from '../../app'
import { CRASHED, installLastResort } from '../last-resort'
import type { beginRun } from '../last-run'
import { createQuit } from './quit'

/** How long the next start waits, among its arguments. */
export const WAIT = '--deskbell-wait='

export type Ending = {
  /** Asks once where texts wait to leave, then ends in order. */
  quit(): Promise<void>
  isUnderWay(): boolean
  /** Closes everything, runs `work`, and ends; where that answers false it ends the program itself. Nobody is asked. */
  endWith(work: () => boolean): Promise<void>
  /** Ends what goes on by itself, however the program ends. */
  onEnd(end: () => void): void
}

export const createEnding = (options: {
  program: () => App | null
  run: ReturnType<typeof beginRun>
  lock: { release(): void }
  log: (line: string) => void
  /** Closes the log: its last lines are on disk then. */
  closeLog: () => Promise<void>
}): Ending => {
  const { program, run, lock, log } = options
  const endings: (() => void)[] = []
  let quitting = false

  installLastResort({
    log,
    async close() {
      quitting = true
      for (const end of endings) end()
      await program()?.close()
    },
    end() {
      lock.release()
      // `npm start` watches over what it started; a package has nobody, and starts itself again.
      const wait =
        process.env.DESKBELL_WATCHED === '1' ? null : restartAfter([...run.ends, Date.now()], Date.now())
      if (wait !== null)
        app.relaunch({
          args: [...process.argv.slice(1).filter((one) => !one.startsWith(WAIT)), `${WAIT}${wait}`],
          // What an AppImage runs from is gone once it ended.
          ...(process.env.APPIMAGE ? { execPath: process.env.APPIMAGE } : {}),
        })
      app.exit(CRASHED)
    },
  })

  /** No more claims, answers under way awaited, everything closed. */
  const leave = async (last: () => boolean = () => true) => {
    if (quitting) return
    quitting = true
    for (const end of endings) end()
    await program()?.close()
    const ended = last()
    await options.closeLog()
    run.endInOrder()
    lock.release()
    if (ended) app.exit(0)
  }
  const quit = createQuit({
    waiting: () => (quitting ? 0 : (program()?.waiting() ?? 0)),
    async ask(waiting) {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        message: say(phrase('desk.texts-wait', { n: waiting })),
        detail: say('desk.texts-are-kept'),
        buttons: [say('desk.stay-open'), say(phrase('desk.quit-with-texts', { n: waiting }))],
        defaultId: 0,
        cancelId: 0,
      })
      return response !== 0
    },
    leave,
    report: (error) => log(`quit: ${error instanceof Error ? error.name : typeof error}`),
  })
  // The system ends the session, or somebody the process: nobody is there to be asked.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // `when-exit` (in `conf`) raises the signal again at once, which would end the program before its answers arrived.
    process.removeAllListeners(signal)
    process.on(signal, () => void leave())
  }
  powerMonitor.on('shutdown', () => void leave())
  app.on('window-all-closed', () => {})
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    void quit()
  })
  return {
    quit,
    isUnderWay: () => quitting,
    endWith: leave,
    onEnd: (end) => {
      endings.push(end)
    },
  }
}
