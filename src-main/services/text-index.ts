/** Keeps the search over texts in step, behind the sending: a few rows, then the event loop breathes. */
import { breathe } from './office'
import type { Clock } from './ports'
import type { Stores } from './stores'

const EVERY_MS = 5000
const ROWS = 200

export const createTextIndexer = (
  stores: Stores,
  clock: Clock,
  report: (what: string, error: unknown) => void,
) => {
  let stopped = false
  let cancel = () => {}
  let work: Promise<void> = Promise.resolve()

  const catchUp = async () => {
    if (!stores.texts.pending()) return
    while (!stopped && (await stores.write(() => stores.texts.catchUp(ROWS)))) await breathe()
  }
  const run = () => {
    work = catchUp()
      .catch((error: unknown) => report('text index', error))
      .finally(() => {
        if (!stopped) cancel = clock.after(EVERY_MS, run)
      })
  }
  run()
  return {
    async stop() {
      stopped = true
      cancel()
      await work
    },
  }
}
