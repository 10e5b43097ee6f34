/** Quitting by hand: one question where texts wait, however often it is asked for. */
/** A database in the middle of something answers a moment later. */
const TRIES = 3
const AGAIN_MS = 100

/** @param waiting how many texts wait to leave; may throw where the database cannot be read. */
export const createQuit = (options: {
  waiting: () => number
  /** True when the person wants to leave although so many wait. */
  ask: (waiting: number) => Promise<boolean>
  leave: () => Promise<void>
  /** Told why it could not be found out. */
  report: (error: unknown) => void
}): (() => Promise<void>) => {
  let asking = false

  /** Where it cannot be found out nothing can leave either: the program ends without a question, and without a crash. */
  const count = async (): Promise<number> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return options.waiting()
      } catch (error) {
        if (tries === TRIES) {
          options.report(error)
          return 0
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
  }

  return async () => {
    if (asking) return
    asking = true
    try {
      const waiting = await count()
      if (waiting > 0 && !(await options.ask(waiting))) return
    } finally {
      asking = false
    }
    await options.leave()
  }
}
