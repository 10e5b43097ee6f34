/** Keeps the search over texts in step, behind the sending: a few rows, then the event loop breathes. */
import { breathe } from './office'
import type { Clock } from './ports'
import type { Stores } from './stores'

const SOON_MS = 1000
const ROWS = 200

export const createTextIndexer = (
  stores: Stores,
  clock: Clock,
  report: (what: string, error: unknown) => void,
) => {
  let stopped = false
  let waiting = false
  let cancel = () => {}
  let work: Promise<void> = Promise.resolve()

  const catchUp = async () => {
    if (!stores.texts.pending()) return
    while (!stopped && (await stores.write(() => stores.texts.catchUp(ROWS)))) await breathe()
  }
  const run = () => {
    waiting = false
    work = work.then(catchUp).catch((error: unknown) => report('text index', error))
  }
  run()
  return {
    /** Something may have been written: looked at in a moment, however often this is said meanwhile. */
    wake() {
      if (waiting || stopped) return
      waiting = true
      cancel = clock.after(SOON_MS, run)
    },
    async stop() {
      stopped = true
      cancel()
      await work
    },
  }
}
