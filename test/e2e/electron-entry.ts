/** Loaded by the unpackaged program in Electron: the clock, the carrier and the patience of a test, one after the other. */
import type { Reply } from '../../src-preload/contract'
import type { Programs, Steered } from '../../src-main/hosts/electron/steered'
import { createPins } from '../../src-main/adapters/secrets/pins'
import { createMovingClock } from '../support/moving-clock'

export type Given = {
  startAt: string
  carrierUrl: string
  pace: { inbound: number; status: number; reconcile: number }
  settleMs: number
}
/** For the test, which reaches into the main process. */
export type Steering = {
  skip(ms: number): void
  now(): number
  /** Ends the program; the process waits for the next test. Null until the program runs. */
  close: (() => Promise<void>) | null
  /** Begins the program of the next test over its own folder. */
  open: ((dataDir: string, given: Given) => Promise<void>) | null
  /** A call of that program while there is no page. */
  call: ((name: string, input: unknown) => Promise<Reply>) | null
}

const pins = createPins({ N: 1024, r: 8, p: 1, maxmem: 64 * 1024 * 1024 })
let clock: ReturnType<typeof createMovingClock>
const optionsOf = ({ startAt, carrierUrl, pace, settleMs }: Given): Steered => {
  clock = createMovingClock(startAt)
  return {
    clock,
    carrierUrl,
    liveCarrierUrl: carrierUrl,
    pace,
    settleMs,
    pins,
    // What a package would have of itself: the key, and how it was installed.
    ...(process.env.DESKBELL_TEST_UPDATES
      ? { updates: JSON.parse(process.env.DESKBELL_TEST_UPDATES) as NonNullable<Steered['updates']> }
      : {}),
  }
}

export const options = optionsOf(JSON.parse(process.env.DESKBELL_TEST_OPTIONS ?? '{}') as Given)
const deskbellTest: Steering = {
  skip: (ms) => clock.skip(ms),
  now: () => clock.now(),
  close: null,
  open: null,
  call: null,
}
Object.assign(globalThis, { deskbellTest })

export const running = (programs: Programs): void => {
  deskbellTest.close = programs.close
  deskbellTest.open = async (dataDir, given) => {
    deskbellTest.call = await programs.open(dataDir, optionsOf(given))
  }
}
