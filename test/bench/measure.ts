/** Ratios within one run: a figure and the floor beside it, measured in turns. */
import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
export const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? 0

/** Milliseconds that `work` takes. */
export const time = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export type Held = {
  /** Milliseconds that `work` took. */
  took: number
  /** How much longer than that of an idle process beside it the event loop was held at once, in milliseconds. */
  gap: number
  /** The most bytes of the file that was asked for. */
  largest: number
}

/**
 * Runs `work` with an idle process beside it: what the machine does to both is not the work's doing. `file` is looked
 * at from there too, by its size alone.
 */
export const beside = async (work: () => unknown, file = ''): Promise<Held> => {
  const child = spawn(process.execPath, ['test/bench/idle.mjs', file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said = () =>
    new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
  try {
    await said()
    const monitor = monitorEventLoopDelay({ resolution: 1 })
    monitor.enable()
    const took = await time(work)
    monitor.disable()
    const ended = said()
    child.stdin.write('end\n')
    const idle = JSON.parse(await ended) as { gap: number; largest: number }
    return { took, gap: monitor.max / 1e6 - idle.gap, largest: idle.largest }
  } finally {
    child.kill()
  }
}

/** Prints one line of the table in docs/benchmarks.md. */
export const report = (what: string, figures: Record<string, number | string>, bar: string): void => {
  const shown = Object.entries(figures).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`,
  )
  const line = `| ${what} | ${shown.join(', ')} | ${bar} |`
  console.log(line)
  mkdirSync('test-results', { recursive: true })
  appendFileSync('test-results/bench.md', `${line}\n`)
}
