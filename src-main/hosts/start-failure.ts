/** Why the program did not start, in one line a person can act on; both hosts say the same. */
import { CannotOpen } from '../adapters/database/open'
import { say } from '#shared/phrases/say'
import { phrase } from '#shared/phrases/phrase'

/** Another Deskbell has this data folder open. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
  constructor() {
    super(say('app.running-already'))
  }
}

const codeOf = (error: unknown): string => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause === undefined ? '' : codeOf(cause)
}

/**
 * One sentence with what to do. Node and SQLite name their errors by code: https://nodejs.org/api/errors.html#common-system-errors,
 * https://www.sqlite.org/rescode.html
 */
export const startFailure = (
  error: unknown,
  { dataDir, port }: { dataDir: string; port?: number },
): string => {
  if (error instanceof AlreadyRunning || error instanceof CannotOpen) return error.message
  const code = codeOf(error)
  if (code === 'EADDRINUSE') return say(phrase('start.port-in-use', { port: port ?? '' }))
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) return say(phrase('start.disk-full', { folder: dataDir }))
  if (/^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM)/.test(code))
    return say(phrase('start.not-writable', { folder: dataDir }))
  if (/^(EIO|SQLITE_IOERR)/.test(code)) return say(phrase('start.bad-disk', { folder: dataDir }))
  if (/^(ENOTDIR|EEXIST)/.test(code)) return say(phrase('start.no-folder', { folder: dataDir }))
  return say(phrase('start.fault', { words: error instanceof Error ? error.message : String(error) }))
}
