/**
 * How much a piece of work computes, in milliseconds of this thread alone. Tests run two at a time on whatever machine there is:
 * the time on the wall belongs to the benches.
 */
const spent = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Milliseconds that `work` computes. */
export const effort = (work: () => unknown): number => {
  const before = spent()
  work()
  return spent() - before
}

/** Milliseconds that are computed at most between two turns of the event loop while `work` is awaited, and how many turns there were. */
export const heldWhile = async (work: () => Promise<unknown>): Promise<{ held: number; turns: number }> => {
  let held = 0
  let turns = 0
  let last = spent()
  const look = () => {
    turns += 1
    const now = spent()
    held = Math.max(held, now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  try {
    await work()
    look()
  } finally {
    clearInterval(timer)
  }
  return { held, turns }
}
