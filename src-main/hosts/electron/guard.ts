/** What the page may not do. Each refusal stands in one place: https://www.electronjs.org/docs/latest/tutorial/security */
import { chmodSync } from 'node:fs'
import { type App, type IpcMainInvokeEvent, type Session, shell, type WebContents } from 'electron'
import { ORIGIN } from './protocol'
import { say } from '#shared/phrases/say'

/** Hosts whose pages a person may open in the browser: help that Deskbell itself links to. */
const HELP_HOSTS = new Set([
  'www.twilio.com',
  'console.twilio.com',
  'help.twilio.com',
  'www.ecfr.gov',
  'crtc.gc.ca',
  'ico.org.uk',
  'www.acma.gov.au',
  'eur-lex.europa.eu',
  'www.gsma.com',
])

/** The page writes to the clipboard (copy the selected field) and shows notifications; nothing else. */
const PERMISSIONS = new Set(['clipboard-sanitized-write', 'notifications'])

const isOurs = (url: string | undefined): boolean => {
  try {
    return url !== undefined && new URL(url).protocol === 'app:' && url.startsWith(`${ORIGIN}/`)
  } catch {
    return false
  }
}

/** Other protocols can launch local programs and must never reach `shell.openExternal`. */
export const openHelp = (url: string): boolean => {
  try {
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'https:' || !HELP_HOSTS.has(hostname)) return false
  } catch {
    return false
  }
  void shell.openExternal(url)
  return true
}

export const guardSession = (session: Session): void => {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(PERMISSIONS.has(permission) && isOurs(contents.getURL())),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => PERMISSIONS.has(permission) && isOurs(`${origin}/`),
  )
  session.setDevicePermissionHandler(() => false)
  // Downloads are made from the page's own blobs; anything else is no file of ours.
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${ORIGIN}/`)) {
      event.preventDefault()
      return
    }
    // Else the dialog is titled by the blob's address.
    item.setSaveDialogOptions({ title: say('desk.save-file'), defaultPath: item.getFilename() })
    // An export names people and what they agreed to: it is for whoever made it, wherever it is put.
    item.once('done', (_done, state) => {
      if (state === 'completed') chmodSync(item.getSavePath(), 0o600)
    })
  })
}

const guardContents = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // `about:blank` and `javascript:` raise no `will-navigate`: whatever else came to stand there goes at once.
  contents.on('did-navigate', (_event, url) => {
    if (!isOurs(url)) void contents.loadURL(`${ORIGIN}/index.html`)
  })
  contents.setWindowOpenHandler(({ url }) => {
    openHelp(url)
    return { action: 'deny' }
  })
}

export const guardApp = (app: App): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
}

/** A call counts only from the top frame of our own page in a window we made. */
export const isTrusted = (
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  windows: readonly WebContents[],
): boolean => {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOurs(frame.url) && windows.includes(event.sender)
}
