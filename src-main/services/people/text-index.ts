/** Keeps the search over texts in step, behind the sending: a few rows, then the event loop breathes. */
import { yieldToLoop } from '../time-slice'
import type { Clock } from '../ports'
import type { Stores } from '../stores'

const SOON_MS = 1000
/** What a step of indexing may take, its commit and what FTS5 merges there included. */
const STEP_MS = 10
const FEWEST = 20
const MOST = 500

export const createTextIndexer = (
  stores: Pick<Stores, 'write' | 'texts'>,
  clock: Clock,
  report: (what: string, error: unknown) => void,
) => {
  let stopped = false
  let waiting = false
  let cancel = () => {}
  let work: Promise<void> = Promise.resolve()

  const catchUp = async () => {
    if (!stores.texts.pending()) return
    // Most of a step is its commit, so the clock says only afterwards how many rows fit in the next.
    let rows = FEWEST
    for (let more = true; more && !stopped; ) {
      await yieldToLoop()
      let begun = 0
      more = await stores.write(() => {
        begun = performance.now()
        return stores.texts.catchUp(rows)
      })
      const fit = (rows * STEP_MS) / Math.max(1, performance.now() - begun)
      // Never twice as many at once: one quick step is no promise.
      rows = Math.round(Math.min(MOST, rows * 1.5, Math.max(FEWEST, fit)))
    }
  }
  const run = () => {
    waiting = false
    work = work.then(catchUp).catch((error: unknown) => report('text index', error))
  }
  const wake = () => {
    if (waiting || stopped) return
    waiting = true
    cancel = clock.after(SOON_MS, run)
  }
  // The first screen comes first.
  wake()
  return {
    /** Something may have been written: looked at in a moment, however often this is said meanwhile. */
    wake,
    async stop() {
      stopped = true
      cancel()
      await work
    },
  }
}
