/**
 * The program as a library: what the command line starts, and what the end-to-end tests start in their own process
 * with their own clock. Built beside the hosts, so that tests run the same bundle as users.
 */
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Conf from 'conf'
import { CannotOpen } from '../../adapters/database/open'
import { createRotatingLog } from '../../adapters/log/rotating-log'
import { takeRunLock } from '../../adapters/database/run-lock'
import { createFileSecrets } from '../../adapters/secrets/file-secrets'
import { createPins } from '../../adapters/secrets/pins'
import { createSettingsStore } from '../../adapters/settings/settings-store'
import { type App, type AppOptions, createApp } from '../../app'
import type { Clock } from '../../services/ports'
import { createDispatch } from '../dispatch'
import { beginRun } from '../last-run'
import type { Kept } from './gate'
import { AlreadyRunning } from '../start-failure'
import { type BrowserHost, serveBrowser } from './serve'

export { createPracticeCarrier } from '../../adapters/practice/practice-carrier'
import { inWords, say } from '#shared/phrases/say'
export { createPins }

export type StartOptions = Pick<
  AppOptions,
  'carrierUrl' | 'liveCarrierUrl' | 'pins' | 'pace' | 'settleMs' | 'maxInFlight'
> & {
  dataDir: string
  /** Folder of the built renderer. */
  pageRoot: string
  resources: string
  port: number
  clock: Clock
  version: string
  log: (line: string) => void
  /** What the host before a crash had; null begins anew. */
  kept?: Kept | null
  /** Is told what the next host would need after a crash. */
  keep?: (kept: Kept) => void
}

export type Running = {
  app: App
  host: BrowserHost
  /** One call past the page, as the page would make it, with its words; throws its failure. */
  call(name: string, input: unknown): Promise<unknown>
  close(): Promise<void>
  /** Ends after something that nobody caught: as `close`, but the next start says that it was not in order. */
  crash(): Promise<void>
}

/** Starts the program behind the browser host. @throws AlreadyRunning, CannotOpen */
export const startInBrowser = async (options: StartOptions): Promise<Running> => {
  const { dataDir, clock } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  // One that was there before may be open to others.
  chmodSync(dataDir, 0o700)
  const lock = takeRunLock(path.join(dataDir, 'runner.lock'))
  if (!lock) throw new AlreadyRunning()
  let host: BrowserHost | null = null
  const run = beginRun(dataDir, clock.now())
  const kept = createRotatingLog(path.join(dataDir, 'logs'), options.log)
  const log = kept.write
  try {
    const app = await createApp({
      dataDir,
      settings: createSettingsStore(
        new Conf({ cwd: dataDir, configName: 'settings', configFileMode: 0o600 }),
      ),
      secrets: createFileSecrets(path.join(dataDir, 'secrets.json')),
      clock,
      restarted: run.restarted,
      version: options.version,
      publish: (event, payload) => host?.publish(event, payload),
      log,
      logTail: kept.tail,
      sample: async () => readFileSync(path.join(options.resources, 'sample-people.csv'), 'utf8'),
      ...(options.carrierUrl ? { carrierUrl: options.carrierUrl } : {}),
      ...(options.liveCarrierUrl ? { liveCarrierUrl: options.liveCarrierUrl } : {}),
      ...(options.pins ? { pins: options.pins } : {}),
      ...(options.pace ? { pace: options.pace } : {}),
      ...(options.settleMs ? { settleMs: options.settleMs } : {}),
      ...(options.maxInFlight ? { maxInFlight: options.maxInFlight } : {}),
    })
    const dispatch = createDispatch(app, log)
    const served = await serveBrowser({
      pageRoot: options.pageRoot,
      port: options.port,
      dataDir,
      dispatch,
      epoch: () => app.session.epoch(),
      kept: options.kept ?? null,
      keep: (kept) => options.keep?.(kept),
    })
    host = served
    return {
      app,
      host: served,
      async call(name, input) {
        const reply = await dispatch(name, input)
        if (!reply.ok) throw Object.assign(new Error(say(reply.error.reason)), reply.error)
        return inWords(reply.value)
      },
      async close() {
        await served.close()
        await app.close()
        await kept.close()
        run.endInOrder()
        lock.release()
      },
      async crash() {
        await app.close()
        lock.release()
      },
    }
  } catch (error) {
    // It says why it does not start: that is no crash.
    run.endInOrder()
    lock.release()
    // The lock of the folder was deleted by somebody; the journal is locked by the program that runs.
    throw error instanceof CannotOpen && error.why === 'in-use' ? new AlreadyRunning() : error
  }
}
