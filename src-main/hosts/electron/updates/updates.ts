/** Newer versions by electron-updater: only those that the key built into this program signed. Loaded when first needed. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Updater } from '../../../services/ports'
import type { Engine, Target } from './engine'

/** Set by electron.vite.config.ts; empty in a program that takes no updates. */
declare const __UPDATE_KEY__: string
export const BUILT_IN_KEY = typeof __UPDATE_KEY__ === 'string' ? __UPDATE_KEY__ : ''

/** How this program was installed; null where it cannot replace itself. */
export const installedAs = (
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  resources: string,
): Target | null => {
  if (platform === 'win32') return 'nsis'
  if (platform === 'darwin') return 'mac'
  if (env.APPIMAGE) return 'AppImage'
  // Written into the package by electron-builder.
  const file = path.join(resources, 'package-type')
  return existsSync(file) && readFileSync(file, 'utf8').trim() === 'deb' ? 'deb' : null
}

export type UpdatesOptions = {
  publicKey: string
  target: Target | null
  /** What electron-builder wrote of this package: `app-update.yml`. */
  config: string
  log: (line: string) => void
  /** Closes everything, runs `replace`, and ends unless that answers false. */
  endWith: (replace: () => boolean) => Promise<void>
}

export const createUpdates = ({ target, ...options }: UpdatesOptions): Updater => {
  const unable = target === null ? 'not-a-package' : options.publicKey === '' ? 'no-key' : null
  let engine: Promise<Engine> | null = null
  const loaded = (): Promise<Engine> => {
    if (unable !== null || target === null) throw new Error('Updates are not possible here')
    engine ??= import('./engine').then(({ createEngine }) => createEngine({ target, ...options }))
    return engine
  }
  return {
    unable,
    isFolder(folder) {
      try {
        return statSync(folder).isDirectory()
      } catch {
        return false
      }
    },
    look: async (address) => (await loaded()).look(address),
    download: async (progress) => (await loaded()).download(progress),
    async install() {
      const there = await loaded()
      await there.check()
      await options.endWith(() => there.replace())
    },
    cancel: () => void engine?.then((there) => there.cancel()),
  }
}
