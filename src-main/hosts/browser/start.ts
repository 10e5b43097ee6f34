/**
 * The program as a library: what the command line starts, and what the end-to-end tests start in their own process
 * with their own clock. Built beside the hosts, so that tests run the same bundle as users.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Conf from 'conf'
import { takeRunLock } from '../../adapters/database/run-lock'
import { createFileSecrets } from '../../adapters/secrets/file-secrets'
import { createPins } from '../../adapters/secrets/pins'
import { createSettingsStore } from '../../adapters/settings/settings-store'
import { type App, type AppOptions, createApp } from '../../app'
import type { Clock } from '../../services/ports'
import { createDispatch } from '../dispatch'
import { type BrowserHost, serveBrowser } from './serve'

export { createPracticeCarrier } from '../../adapters/practice/practice-carrier'
export { createPins }

export type StartOptions = Pick<AppOptions, 'carrierUrl' | 'pins' | 'pace' | 'settleMs' | 'maxInFlight'> & {
  dataDir: string
  /** Folder of the built renderer. */
  pageRoot: string
  resources: string
  port: number
  clock: Clock
  version: string
  log: (line: string) => void
}

export type Running = {
  app: App
  host: BrowserHost
  /** One call past the page, as the page would make it; throws its failure. */
  call(name: string, input: unknown): Promise<unknown>
  close(): Promise<void>
}

/** Another Deskbell has this data folder open. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
}

/** Starts the program behind the browser host. @throws AlreadyRunning, CannotOpen */
export const startInBrowser = async (options: StartOptions): Promise<Running> => {
  const { dataDir, clock, log } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = takeRunLock(path.join(dataDir, 'runner.lock'))
  if (!lock) throw new AlreadyRunning('Deskbell is already running on this data folder.')
  let host: BrowserHost | null = null
  try {
    const app = await createApp({
      dataDir,
      settings: createSettingsStore(
        new Conf({ cwd: dataDir, configName: 'settings', configFileMode: 0o600 }),
      ),
      secrets: createFileSecrets(path.join(dataDir, 'secrets.json')),
      clock,
      version: options.version,
      publish: (event, payload) => host?.publish(event, payload),
      log,
      sample: async () => readFileSync(path.join(options.resources, 'sample-people.csv'), 'utf8'),
      ...(options.carrierUrl ? { carrierUrl: options.carrierUrl } : {}),
      ...(options.pins ? { pins: options.pins } : {}),
      ...(options.pace ? { pace: options.pace } : {}),
      ...(options.settleMs ? { settleMs: options.settleMs } : {}),
      ...(options.maxInFlight ? { maxInFlight: options.maxInFlight } : {}),
    })
    const dispatch = createDispatch(app, log)
    const served = await serveBrowser({
      pageRoot: options.pageRoot,
      port: options.port,
      dispatch,
    })
    host = served
    return {
      app,
      host: served,
      async call(name, input) {
        const reply = await dispatch(name, input)
        if (!reply.ok) throw Object.assign(new Error(reply.error.message), reply.error)
        return reply.value
      },
      async close() {
        await served.close()
        await app.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
