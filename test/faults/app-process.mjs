// The built program as a process that can be killed: commands come as JSON lines, answers go the same way.
import path from 'node:path'
import readline from 'node:readline'
import { createPins, startInBrowser } from '../../out/main/start.js'

const options = JSON.parse(process.argv[2] ?? '{}')
const clock = {
  now: () => Date.now() + (options.clockOffsetMs ?? 0),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(ms, 2 ** 30))
    return () => clearTimeout(timer)
  },
}
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

const running = await startInBrowser({
  dataDir: options.dataDir,
  pageRoot: path.resolve('out/renderer'),
  resources: path.resolve('resources'),
  port: 0,
  clock,
  version: 'test',
  log: (line) => say({ log: line }),
  carrierUrl: options.carrierUrl,
  pins: createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }),
  pace: options.pace ?? { inbound: 1000, status: 300, reconcile: 300 },
  ...(options.settleMs ? { settleMs: options.settleMs } : {}),
  ...(options.maxInFlight ? { maxInFlight: options.maxInFlight } : {}),
}).catch((error) => {
  say({ failed: error.name, why: error.why, message: error.message })
  process.exit(3)
})
say({ ready: running.host.url })

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { id, name, input } = JSON.parse(line)
  if (name === 'close') {
    await running.close()
    say({ id, value: {} })
    process.exit(0)
  }
  running.call(name, input).then(
    (value) => say({ id, value }),
    (error) => say({ id, error: { code: error.code, message: error.message } }),
  )
}
process.exit(0)
