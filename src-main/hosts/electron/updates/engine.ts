/** electron-updater as Deskbell uses it: an explicit address, nothing by itself, whole packages. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { app } from 'electron'
import {
  AppImageUpdater,
  type AppUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
} from 'electron-updater'
import { readUpdateAddress } from '#shared/update-address'
import { UpdateError, type Updater } from '../../../services/ports'
import { HIDDEN } from '../autostart'
import { WAIT } from '../ending'
import { serveFolder } from './folder-feed'
import { SignedProvider } from './signed-provider'

export type Target = 'AppImage' | 'deb' | 'nsis' | 'mac'
const ENDING: Record<Target, string> = { AppImage: 'AppImage', deb: 'deb', nsis: 'exe', mac: 'zip' }

export type Engine = Pick<Updater, 'look' | 'download' | 'cancel'> & {
  /** Looks at the downloaded package once more. @throws UpdateError */
  check(): Promise<void>
  /** Replaces the program, which has closed everything, and has it start again. Answers false where it ends by itself. */
  replace(): boolean
}

/** The new file is started once this program has ended: two would meet at the lock. */
class StillAppImage extends AppImageUpdater {
  protected override spawnLog(): Promise<boolean> {
    return Promise.resolve(true)
  }
}

const made = (target: Target) => {
  if (target === 'mac') return new MacUpdater()
  if (target === 'nsis') return new NsisUpdater()
  return target === 'deb' ? new DebUpdater() : new StillAppImage()
}

/** Codes of electron-updater, of Node and of Chromium's network: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const failure = (error: unknown, log: (line: string) => void): UpdateError => {
  if (error instanceof UpdateError) return error
  const { code, statusCode, message } = (error ?? {}) as Partial<
    Record<'code' | 'statusCode' | 'message', unknown>
  >
  const text = `${String(code)} ${String(message)}`
  if (code === 'ERR_CHECKSUM_MISMATCH') return new UpdateError('damaged')
  if (/ENOSPC|EDQUOT|ERR_FILE_NO_SPACE/.test(text)) return new UpdateError('disk-full')
  // Of a download only the message says it.
  const status = Number(statusCode ?? /, status (\d{3}):/.exec(text)?.[1] ?? 0)
  if (status > 0) return new UpdateError(status < 500 ? 'missing' : 'unreachable')
  if (/net::|ECONN|ENOTFOUND|EAI_AGAIN|timed out|aborted|cancelled/i.test(text))
    return new UpdateError('unreachable')
  log(`updates: ${text.split('\n')[0]}`)
  return new UpdateError('other')
}

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('base64')
}

export const createEngine = (options: {
  target: Target
  publicKey: string
  config: string
  log: (line: string) => void
}): Engine => {
  const { target, publicKey, log } = options
  const updater: AppUpdater = made(target)
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.disableWebInstaller = true
  // A part of the old package and a part of the new one, put together: not worth what it can do wrong.
  updater.disableDifferentialDownload = true
  updater.isUserWithinRollout = () => true
  updater.updateConfigPath = options.config
  updater.forceDevUpdateConfig = !app.isPackaged
  updater.logger = { info() {}, warn() {}, error: (text) => log(`updates: ${String(text).split('\n')[0]}`) }
  // Else it keeps a number in the data folder that stands for this PC.
  Object.defineProperty(updater, 'stagingUserIdPromise', { value: { value: Promise.resolve('') } })

  let feed: { close(): void } | null = null
  let token: CancellationToken | null = null
  let downloaded: { file: string; sha512: string } | null = null
  let offered: { sha512: string } | null = null
  let execPath = process.env.APPIMAGE
  updater.on(
    'appimage-filename-updated' as 'error',
    ((file: string) => {
      execPath = file
    }) as never,
  )
  const cancel = () => {
    token?.cancel()
    token = null
    feed?.close()
    feed = null
  }
  return {
    async look(typed) {
      cancel()
      try {
        const read = readUpdateAddress(typed)
        if (!read.ok) throw new UpdateError('missing')
        let url = read.address.value
        if (read.address.kind === 'folder') {
          const served = await serveFolder(url)
          feed = served
          url = served.url
        }
        updater.setFeedURL({
          provider: 'custom',
          updateProvider: SignedProvider,
          url,
          publicKey,
          ending: ENDING[target],
        })
        const found = await updater.checkForUpdates()
        if (!found?.isUpdateAvailable) return null
        const { version, files, releaseNotes } = found.updateInfo
        offered = files[0] ?? null
        return {
          version,
          notes: typeof releaseNotes === 'string' ? releaseNotes : '',
          bytes: files[0]?.size ?? null,
        }
      } catch (error) {
        throw failure(error, log)
      }
    },
    async download(progress) {
      const mine = new CancellationToken()
      token = mine
      const tell = ({ percent }: { percent: number }) => progress(percent / 100)
      updater.on('download-progress', tell)
      try {
        const [file] = await updater.downloadUpdate(mine)
        if (file === undefined || offered === null) throw new UpdateError('other')
        downloaded = { file, sha512: offered.sha512 }
      } catch (error) {
        throw failure(error, log)
      } finally {
        updater.off('download-progress', tell)
      }
    },
    async check() {
      if (downloaded === null) throw new UpdateError('other')
      const found = await hashOf(downloaded.file).catch(() => null)
      if (found !== downloaded.sha512) throw new UpdateError('damaged')
    },
    replace() {
      cancel()
      if (updater instanceof MacUpdater) {
        updater.quitAndInstall()
        return false
      }
      // The NSIS installer starts the new program itself.
      const byItself = target === 'nsis'
      const done = (updater as DebUpdater).install(true, byItself || target === 'AppImage')
      if (!done) log('updates: the newer version was not installed')
      if (!done || !byItself)
        app.relaunch({
          args: process.argv.slice(1).filter((one) => one !== HIDDEN && !one.startsWith(WAIT)),
          ...(execPath ? { execPath } : {}),
        })
      return true
    },
    cancel,
  }
}
