/** Dumps of a crashed process stay on this PC: nothing is sent anywhere. The newest few are kept for whoever helps. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { app, crashReporter } from 'electron'

const MOST = 5

/** @param folder made where it is missing; readable by this user alone, as what was in memory may name people */
export const keepCrashDumps = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('crashDumps', folder)
  crashReporter.start({ uploadToServer: false, compress: false })
  const dumps = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dmp'))
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, at: statSync(file).mtimeMs }))
    .toSorted((one, other) => other.at - one.at)
  for (const { file } of dumps.slice(MOST)) rmSync(file, { force: true })
}
