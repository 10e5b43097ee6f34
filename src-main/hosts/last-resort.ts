/**
 * What nobody caught ends the program, in order as far as that is still possible: nothing more is claimed, answers on
 * their way are waited for, and whoever watches over it starts it again. To go on after it would be to send in a state
 * that nobody knows.
 */
import { errorSummary } from '../services/error-summary'

/** So long the way out may take; a call at the carrier that is still open then is reconciled at the next start. */
const MOST_MS = 5_000
/** The exit code by which the watcher tells a crash; EX_SOFTWARE of sysexits.h. */
export const CRASHED = 70

export const installLastResort = (options: {
  log: (line: string) => void
  close: () => Promise<void>
  /** Ends the process. */
  end: () => void
}): void => {
  let ending = false
  const end = (what: string) => (error: unknown) => {
    try {
      options.log(`${what}: ${errorSummary(error)}`)
    } catch {
      // The log is no reason to go on.
    }
    if (ending) return
    ending = true
    const forced = setTimeout(options.end, MOST_MS)
    void options
      .close()
      .catch(() => undefined)
      .finally(() => {
        clearTimeout(forced)
        options.end()
      })
  }
  process.on('uncaughtException', end('uncaught'))
  process.on('unhandledRejection', end('unhandled'))
}
