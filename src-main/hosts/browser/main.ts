/** `deskbell --browser`: starts the program on 127.0.0.1 and prints one line with the address. */
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { CannotOpen } from '../../adapters/database/open'
import { systemClock } from '../../adapters/clock/system-clock'
import { AlreadyRunning, startInBrowser } from './start'

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

startInBrowser({
  dataDir,
  pageRoot: path.join(out, '../renderer'),
  resources: path.join(root, 'resources'),
  port,
  clock: systemClock(),
  version: process.env.npm_package_version ?? '0.1.0',
  log: (line) => console.error(line),
  ...(carrierUrl ? { carrierUrl } : {}),
})
  .then(({ host, close }) => {
    console.log(`Deskbell is open at ${host.url}`)
    let closing = false
    const stop = () => {
      if (closing) process.exit(1)
      closing = true
      void close().then(() => process.exit(0))
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  })
  .catch((error: unknown) => {
    if (error instanceof AlreadyRunning || error instanceof CannotOpen) fail(error.message)
    const code = (error as { code?: string }).code
    if (code === 'EADDRINUSE') fail(`Port ${port} is in use by another program. Choose another one, or none.`)
    if (code === 'EACCES' || code === 'EROFS') fail(`The data folder cannot be written: ${dataDir}`)
    throw error
  })
