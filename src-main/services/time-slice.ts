/** Long work in short steps: typing, clicks and the outbox wait behind each of them, however slow the PC is. */
import type { Stores } from './stores'

/** Lets timers, requests and clicks have their turn between two steps of long work. */
export const yieldToLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** So long a step may hold the event loop. */
const STEP_MS = 10

export type TimeSlice = {
  /** Is this step's time used up? */
  due(): boolean
  /** Lets everything else have its turn, and begins anew. */
  rest(): Promise<void>
}

export const createTimeSlice = (): TimeSlice => {
  let begun = performance.now()
  return {
    due: () => performance.now() - begun >= STEP_MS,
    async rest() {
      await yieldToLoop()
      begun = performance.now()
    },
  }
}

/**
 * Takes steps while they answer that there are more, as many in a transaction as its time allows. `written` is told
 * after each transaction. What is written stays when a later step fails.
 */
export const writeWhile = async (
  stores: Pick<Stores, 'write'>,
  step: () => boolean,
  written: () => void | Promise<void> = () => {},
): Promise<void> => {
  for (let more = true; more; ) {
    await yieldToLoop()
    more = await stores.write(() => {
      // From here on: others may have written first.
      const slice = createTimeSlice()
      let goesOn = step()
      while (goesOn && !slice.due()) goesOn = step()
      return goesOn
    })
    await written()
  }
}

/** The same for one item after another; `written` is told how far it came. */
export const writeEach = async <T>(
  stores: Pick<Stores, 'write'>,
  items: readonly T[],
  work: (item: T) => void,
  written: (done: number) => void | Promise<void> = () => {},
): Promise<void> => {
  if (items.length === 0) return
  let done = 0
  await writeWhile(
    stores,
    () => {
      work(items[done] as T)
      done += 1
      return done < items.length
    },
    () => written(done),
  )
}

const FEW = 50
/** For statements that change several at once: as many items as can be done before the clock is looked at. */
export const inFews = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / FEW) }, (_, i) => items.slice(i * FEW, (i + 1) * FEW))
