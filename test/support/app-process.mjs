// The built program as a process that can be killed: commands come as JSON lines, answers go the same way.
import fs, { readFileSync, writeSync } from 'node:fs'
import http from 'node:http'
import { flushCompileCache, syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import readline from 'node:readline'
import Database from 'better-sqlite3'
import { createPins, startInBrowser } from '../../out/main/start.js'
import { createMovingClock } from './moving-clock.ts'

const options = JSON.parse(process.argv[2] ?? '{}')
const clock = createMovingClock(options.startAt ?? new Date().toISOString())
// Whoever listened is gone.
process.stdout.on('error', () => process.exit())
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

/*
 * Dies at a named step, seen from outside the program: in SQLite's statements and in the requests that leave. So the
 * code that is tested is the code that ships.
 */
let left = options.dieAfter ?? 1
const at = (step) => {
  if (options.dieAt !== step) return
  left -= 1
  if (left > 0) return
  writeSync(1, `${JSON.stringify({ died: step })}\n`)
  process.kill(process.pid, 'SIGKILL')
}
if (options.dieAt) {
  const { prepare, exec } = Database.prototype
  let claiming = false
  let recording = false
  Database.prototype.exec = function (text) {
    const result = exec.call(this, text)
    // A crash is only at this step once it is on the disk.
    if (text === 'COMMIT' && claiming) at('claimed')
    if (text === 'COMMIT' && recording) at('recorded')
    if (/^(COMMIT|ROLLBACK)/.test(text)) claiming = recording = false
    return result
  }
  Database.prototype.prepare = function (text) {
    const statement = prepare.call(this, text)
    const { run } = statement
    statement.run = (...values) => {
      const result = run.apply(statement, values)
      if (/INSERT INTO attempt/.test(text)) claiming = true
      if (/UPDATE attempt SET outcome/.test(text)) recording = true
      if (/UPDATE claim SET last/.test(text)) at('journalled')
      return result
    }
    return statement
  }
  // Each file that a restore moves, makes or takes away; others are made durable at every start.
  const ofRestore = new Set()
  const { openSync } = fs
  fs.openSync = (...given) => {
    const handle = openSync(...given)
    if (/restoring/.test(String(given[0]))) ofRestore.add(handle)
    return handle
  }
  for (const name of ['renameSync', 'rmSync', 'mkdirSync', 'fsyncSync']) {
    const real = fs[name]
    fs[name] = (...given) => {
      const result = real(...given)
      const counts =
        name === 'fsyncSync'
          ? ofRestore.has(given[0])
          : /restoring|before-restore/.test(`${given[0]}${given[1]}`)
      if (counts) at('restoring')
      return result
    }
  }
  const { request } = http
  http.request = function (...given) {
    const made = request.apply(this, given)
    const { method, path: where } = made
    const cancels = /Messages\/(SM|MM)/.test(where)
    if (method === 'POST' && /Messages/.test(where)) {
      made.once('finish', () => at(cancels ? 'cancelling' : 'posted'))
      made.once('response', (response) => response.once('end', () => at(cancels ? 'cancelled' : 'answered')))
    }
    return made
  }
  syncBuiltinESMExports()
}

/** The most memory this process ever had, in bytes. What `resourceUsage` says on Linux begins with the parent's, by way of fork. */
const peak = () =>
  1024 *
  (process.platform === 'linux'
    ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
    : process.resourceUsage().maxRSS)

const running = await startInBrowser({
  dataDir: options.dataDir,
  pageRoot: path.resolve('out/renderer'),
  resources: path.resolve('resources'),
  port: 0,
  clock,
  version: 'test',
  log: (line) => say({ log: line }),
  carrierUrl: options.carrierUrl,
  liveCarrierUrl: options.carrierUrl,
  pins: createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }),
  pace: options.pace ?? { inbound: 1000, status: 300, reconcile: 300 },
  ...(options.settleMs ? { settleMs: options.settleMs } : {}),
  ...(options.maxInFlight ? { maxInFlight: options.maxInFlight } : {}),
}).catch((error) => {
  say({ failed: error.name, why: error.why, message: error.message })
  process.exit(3)
})
// The most that is computed between two turns of the event loop, in milliseconds of this thread alone.
let mostHeld = 0
let spentBefore = process.threadCpuUsage()
setInterval(() => {
  const { user, system } = process.threadCpuUsage(spentBefore)
  spentBefore = process.threadCpuUsage()
  mostHeld = Math.max(mostHeld, (user + system) / 1000)
}, 1).unref()
// Whoever is killed leaves the next one nothing.
flushCompileCache()
say({ ready: true })

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { id, name, input } = JSON.parse(line)
  if (name === 'skip') {
    clock.skip(input)
    say({ id, value: {} })
    continue
  }
  if (name === 'newUrl') {
    say({ id, value: running.host.newUrl() })
    continue
  }
  if (name === 'close') {
    await running.close()
    say({ id, value: {} })
    process.exit(0)
  }
  if (name === 'held') {
    say({ id, value: { held: mostHeld } })
    mostHeld = 0
    continue
  }
  if (name === 'peak') {
    say({ id, value: peak() })
    continue
  }
  running.call(name, input).then(
    (value) => say({ id, value }),
    (error) => say({ id, error: { code: error.code, message: error.message } }),
  )
}
process.exit(0)
