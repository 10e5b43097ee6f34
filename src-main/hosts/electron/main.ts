/**
 * The Electron entry. No top-level await: `ready` fires only after this module has settled. What Electron wants
 * before `ready` is done here, synchronously; the rest is in `start`.
 */
import path from 'node:path'
import { app, protocol } from 'electron'
import { weakenings } from '#core/office/weakenings'
import { keepCrashDumps } from './crash-dumps'
import { SCHEME, SCHEME_PRIVILEGES } from './protocol'
import { start } from './start'

export const APP_ID = 'app.deskbell.desktop'

// Everything written from here on can be read by this user only.
process.umask(0o077)

const dataArgument = process.argv.find((argument) => argument.startsWith('--data='))
if (dataArgument) app.setPath('userData', path.resolve(dataArgument.slice('--data='.length)))
app.setAppUserModelId(APP_ID)
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: SCHEME_PRIVILEGES }])
app.enableSandbox()

/** A build for an office is started as it was made: nobody looks into it or has it trust somebody else. */
const weak = app.isPackaged ? weakenings(process.env, process.argv.slice(1)) : []
if (weak.length > 0) {
  console.error(`Deskbell does not start with ${weak.join(', ')}: it would weaken what protects the office.`)
  app.exit(78)
} else if (app.requestSingleInstanceLock()) {
  keepCrashDumps(path.join(app.getPath('userData'), 'crashes'))
  void app.whenReady().then(start)
} else {
  // The first instance shows its window; two runners over one folder would be two senders.
  app.quit()
}
