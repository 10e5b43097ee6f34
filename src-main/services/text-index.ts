/** Keeps the search over texts in step, behind the sending: a few rows, then the event loop breathes. */
import { breathe } from './office'
import type { Clock } from './ports'
import type { Stores } from './stores'

const EVERY_MS = 2000
const ROWS = 300
/** Merging keeps up with indexing at about half of these. */
const MERGE_STEPS = 12

export const createTextIndexer = (
  stores: Stores,
  clock: Clock,
  report: (what: string, error: unknown) => void,
) => {
  let stopped = false
  let cancel = () => {}
  let work: Promise<void> = Promise.resolve()

  const catchUp = async () => {
    for (let more = true; more && !stopped; ) {
      more = await stores.write(() => stores.texts.catchUp(ROWS))
      await breathe()
      for (let step = 0; step < MERGE_STEPS && !stopped; step += 1) {
        if (!(await stores.write(() => stores.texts.merge()))) break
        await breathe()
      }
    }
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
