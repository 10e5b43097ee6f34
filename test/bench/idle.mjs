// The idle process beside a measured one: how long its event loop was held, and how large a file became meanwhile.
import { statSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const [file] = process.argv.slice(2)
const monitor = monitorEventLoopDelay({ resolution: 1 })
let largest = 0
const look = () => {
  largest = Math.max(largest, file ? (statSync(file, { throwIfNoEntry: false })?.size ?? 0) : 0)
}
process.stdin.once('end', () => process.exit(0))
process.stdin.once('data', () => {
  look()
  process.stdout.write(`${JSON.stringify({ gap: monitor.max / 1e6, largest })}\n`, () => process.exit(0))
})
setTimeout(() => {
  monitor.enable()
  setInterval(look, 5)
  process.stdout.write('ready\n')
}, 50)
