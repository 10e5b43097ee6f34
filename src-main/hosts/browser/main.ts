/** `deskbell --browser`: starts the program on 127.0.0.1 and prints one line with the address. */
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { systemClock } from '../../adapters/clock/system-clock'
import { CRASHED, installLastResort } from '../last-resort'
import type { Kept } from './gate'
import { startFailure } from '../start-failure'
import { type Running, startInBrowser } from './start'
import type { FromWatcher, ToWatcher } from './supervise'

// Everything written from here on can be read by this user only.
process.umask(0o077)

const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '0' } },
  allowPositionals: true,
  strict: false,
})

const out = path.dirname(fileURLToPath(import.meta.url))
const root = path.resolve(out, '../..')
const dataDir = path.resolve(
  typeof values.data === 'string' ? values.data : path.join(os.homedir(), '.deskbell'),
)
const port = Number(values.port ?? 0)
const carrierUrl = process.env.DESKBELL_CARRIER_URL

const fail = (message: string): never => {
  console.error(message)
  process.exit(1)
}

if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('--port takes a number from 0 to 65535.')
if (carrierUrl !== undefined && !/^http:\/\/127\.0\.0\.1:\d+$/.test(carrierUrl)) {
  fail('DESKBELL_CARRIER_URL must be http://127.0.0.1:PORT: a practice carrier is only ever on this PC.')
}

/** What the host before a crash had, from the process that watches over this one. */
const keptByWatcher = (): Promise<Kept | null> =>
  new Promise((resolve) => {
    if (!process.send || process.env.DESKBELL_RESTART !== '1') return resolve(null)
    process.once('message', ({ kept }: FromWatcher) => resolve(kept as Kept))
  })
const tellWatcher = (message: ToWatcher) => process.send?.(message)

let running: Running | null = null
installLastResort({
  log: (line) => console.error(line),
  close: async () => running?.crash(),
  end: () => process.exit(CRASHED),
})

/** Ends orderly: no new claims, answers under way awaited, then code 0. A second signal more than a second later ends at once. */
let stoppingSince: number | null = null
const stop = () => {
  // A terminal sends Ctrl-C to the whole process group, and whoever started this passes it on as well: one wish, two signals.
  if (stoppingSince !== null) {
    if (performance.now() - stoppingSince > 1000) process.exit(1)
    return
  }
  stoppingSince = performance.now()
  void started
    .then(({ close }) => close())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('Deskbell could not close everything:', error instanceof Error ? error.message : error)
        process.exit(1)
      },
    )
}

const begin = async (): Promise<Running> => {
  const kept = await keptByWatcher()
  running = await startInBrowser({
    dataDir,
    pageRoot: path.join(out, '../renderer'),
    resources: path.join(root, 'resources'),
    port,
    clock: systemClock(),
    version: process.env.npm_package_version ?? '0.1.0',
    log: (line) => console.error(line),
    kept,
    keep: (next) => tellWatcher({ keep: next }),
    ...(carrierUrl ? { carrierUrl } : {}),
  })
  const { host } = running
  console.log(`Deskbell is open at ${host.url}`)
  tellWatcher({ ready: true })
  // Whoever watched is gone: nobody could end this one any more.
  process.on('disconnect', stop)
  return running
}

const started = begin()
started.catch((error: unknown) => fail(startFailure(error, { dataDir, port })))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // `when-exit` (in `conf`) raises the signal again at once, which would end the program before its answers arrived.
  // What it cleans up is cleaned up on 'exit' all the same.
  process.removeAllListeners(signal)
  process.on(signal, stop)
}
