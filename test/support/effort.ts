import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * How much a piece of work computes, in milliseconds of this thread alone. Tests run two at a time on whatever machine there is:
 * the time on the wall belongs to the benches.
 */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const collect = (): (() => void) => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
let collector: (() => void) | null = null
/** Frees what earlier work left: else a later one pays for it, and the larger one more than twice as often. */
export const clearMemory = (): void => {
  collector ??= collect()
  collector()
}

/** Milliseconds that `work` computes. */
export const effort = (work: () => unknown): number => {
  const before = spent()
  work()
  return spent() - before
}
/** The same of work that may be awaited. */
export const effortOf = async (work: () => unknown): Promise<number> => {
  const before = spent()
  await work()
  return spent() - before
}

/**
 * How much larger the larger input is. What grows with the size takes four times as much, what grows with its square sixteen
 * times: the bound lies between, far enough from both that a busy machine does not matter.
 */
export const LARGER = 4
const MOST_GROWTH = 7
/** Below this the clock of the processor tells nothing: what grows with the square takes minutes at the largest size. */
const NOTHING_MS = 60
/** Caches are taken away and memory is cleared now and then: of so many measurements the best one counts, of either size. */
const TRIES = 24

/**
 * What the smaller and the larger input cost, `LARGER` apart, in milliseconds of this thread (each function measures once), and
 * whether that is growth with the size and no faster. Measures again while it does not look so.
 */
export const measureGrowth = async (
  smaller: () => number | Promise<number>,
  larger: () => number | Promise<number>,
): Promise<{ small: number; large: number; linear: boolean }> => {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const linear = () => large <= NOTHING_MS || large <= MOST_GROWTH * small
  for (let i = 0; i === 0 || (i < TRIES && !linear()); i += 1) {
    if (i > 0) clearMemory()
    small = Math.min(small, await smaller())
    if (i > 0) clearMemory()
    large = Math.min(large, await larger())
  }
  return { small, large, linear: linear() }
}

/**
 * Milliseconds that are computed at most between two turns of the event loop while `work` is awaited, how many turns there were, and
 * what each of them computed, the longest first.
 */
export const heldWhile = async (
  work: () => Promise<unknown>,
): Promise<{ held: number; turns: number; steps: number[] }> => {
  let held = 0
  const steps: number[] = []
  let turns = 0
  let last = spent()
  const look = () => {
    turns += 1
    const now = spent()
    held = Math.max(held, now - last)
    steps.push(now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  try {
    await work()
    look()
  } finally {
    clearInterval(timer)
  }
  return { held, turns, steps: steps.toSorted((a, b) => b - a) }
}
