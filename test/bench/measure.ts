/** Ratios within one run: a figure and the floor beside it, measured in turns. */
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

/** The longest time, in milliseconds, that the event loop was held while `work` ran. */
export const longestGap = async (work: () => Promise<unknown>): Promise<number> => {
  const monitor = monitorEventLoopDelay({ resolution: 1 })
  monitor.enable()
  await work()
  monitor.disable()
  return monitor.max / 1e6
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
