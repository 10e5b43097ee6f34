/**
 * The Electron entry. No top-level await: `ready` fires only after this module has settled. What Electron wants
 * before `ready` is done here, synchronously; the rest is in `start`.
 */
import path from 'node:path'
import { app, protocol } from 'electron'
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

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start)
} else {
  // The first instance shows its window; two runners over one folder would be two senders.
  app.quit()
}
