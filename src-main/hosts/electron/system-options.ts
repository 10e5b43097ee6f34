/** What Electron and the system give to a program over a data folder: its files, its secrets, its clock, updates, the start with the PC. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { app, type BrowserWindow } from 'electron'
import Store from 'electron-store'
import { systemClock } from '../../adapters/clock/system-clock'
import { createSettingsStore } from '../../adapters/settings/settings-store'
import type { AppOptions } from '../../app'
import { createAutostart } from './autostart'
import type { Ending } from './ending'
import type { Steered } from './steered'
import { createSystemSecrets } from './system-secrets'
import { BUILT_IN_KEY, createUpdates, installedAs } from './updates/updates'
import { createChooser } from './window/chooser'

const storeIn = (folder: string, name: string) =>
  new Store<Record<string, unknown>>({ cwd: folder, name, configFileMode: 0o600 })
/** The settings of a data folder. Throws where they cannot be read. */
export const settingsIn = (folder: string) => createSettingsStore(storeIn(folder, 'settings'))

export type FromSystem = Omit<AppOptions, 'publish' | 'restarted' | 'firstScreen'>

/**
 * @param folder the data folder
 * @param steered what a test gives instead
 */
export const fromSystem = (
  folder: string,
  { updates, ...steered }: Steered,
  given: {
    log: (line: string) => void
    logTail: () => string
    /** Where a file of `resources` stands. */
    resource: (name: string) => string
    window: () => BrowserWindow | null
    endWith: Ending['endWith']
  },
): FromSystem => {
  const { log, resource } = given
  /** What electron-builder put beside the archive. */
  const beside = path.dirname(app.getAppPath())
  return {
    dataDir: folder,
    settings: settingsIn(folder),
    secrets: createSystemSecrets(storeIn(folder, 'secrets'), log),
    clock: systemClock(),
    version: app.getVersion(),
    log,
    logTail: given.logTail,
    runtime: {
      electron: process.versions.electron ?? '',
      chrome: process.versions.chrome ?? '',
      system: `${process.platform} ${process.arch}`,
    },
    autostart: createAutostart(),
    chooser: createChooser(given.window),
    sample: async () => readFileSync(resource('sample-people.csv'), 'utf8'),
    updater: createUpdates({
      publicKey: BUILT_IN_KEY,
      target: app.isPackaged ? installedAs(process.platform, process.env, beside) : null,
      config: path.join(beside, 'app-update.yml'),
      log,
      endWith: given.endWith,
      ...updates,
    }),
    ...steered,
  }
}
