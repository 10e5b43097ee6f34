/** Loaded by the unpackaged program in Electron: the clock, the carrier and the patience of a test. */
import { createPins } from '../../src-main/adapters/secrets/pins'
import { createMovingClock } from '../support/moving-clock'

const given = JSON.parse(process.env.DESKBELL_TEST_OPTIONS ?? '{}') as {
  startAt: string
  carrierUrl: string
  pace: { inbound: number; status: number; reconcile: number }
  settleMs: number
}
const clock = createMovingClock(given.startAt)
/** For the test, which reaches into the main process. */
Object.assign(globalThis, { deskbellTest: { skip: (ms: number) => clock.skip(ms), now: () => clock.now() } })

export const options = {
  clock,
  carrierUrl: given.carrierUrl,
  liveCarrierUrl: given.carrierUrl,
  pace: given.pace,
  settleMs: given.settleMs,
  // What a package would have of itself: the key, and how it was installed.
  ...(process.env.DESKBELL_TEST_UPDATES
    ? { updates: JSON.parse(process.env.DESKBELL_TEST_UPDATES) as object }
    : {}),
  pins: createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }),
}
