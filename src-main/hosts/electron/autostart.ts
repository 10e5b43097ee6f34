/**
 * Starting with the PC, in the tray: by the system's own list of login items on Windows and macOS, by an autostart entry of
 * this user on Linux: https://specifications.freedesktop.org/autostart-spec/latest
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import type { Autostart } from '../../services/ports'
import { say } from '#shared/phrases/say'

/** The program begins in the tray: nobody asked for its window. */
export const HIDDEN = '--hidden'

/** One argument as the Exec key of a desktop entry writes it: https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html */
const quoted = (word: string) => {
  const inQuotes = word.replace(/(["`$\\])/g, '\\$1').replace(/%/g, '%%')
  // The value of a key is a string, in which a backslash is written twice.
  return `"${inQuotes.replace(/\\/g, '\\\\')}"`
}

/** The entry that starts `command` hidden. */
export const desktopEntry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Deskbell',
    `Comment=${say('desk.comment')}`,
    `Exec=${[...command, HIDDEN].map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

const linux = (): Autostart => {
  const folder = path.join(
    process.env.XDG_CONFIG_HOME || path.join(app.getPath('home'), '.config'),
    'autostart',
  )
  const file = path.join(folder, 'deskbell.desktop')
  // An AppImage runs from a place that is gone after it: its own file is named.
  const program = process.env.APPIMAGE ?? process.execPath
  const data = process.argv.find((one) => one.startsWith('--data='))
  const command = [program, ...(app.isPackaged ? [] : [app.getAppPath()]), ...(data ? [data] : [])]
  return {
    get: () => existsSync(file),
    set(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, desktopEntry(command), { mode: 0o644 })
    },
  }
}

const loginItem = (): Autostart => ({
  get: () => app.getLoginItemSettings({ args: [HIDDEN] }).openAtLogin,
  set: (on) => app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN] }),
})

export const createAutostart = (): Autostart => (process.platform === 'linux' ? linux() : loginItem())
