import type { Clock } from '../../src-main/services/ports'

export type FakeClock = Clock & {
  /** Moves time on by `ms`, running what falls due in order and letting promises settle between. */
  advance(ms: number): Promise<void>
  /** Sets the time without running anything: a PC clock put forward or back, or a PC that slept. Timers keep what they had left, as real ones do. */
  jump(to: string): void
  /** How many timers wait. */
  waiting(): number
}

/** A clock that stands still at `start` (ISO 8601) until it is told to move. */
export function createFakeClock(start: string): FakeClock {
  let now = Date.parse(start)
  /** What was jumped over: no time that passed. */
  let jumped = now
  let order = 0
  const timers = new Map<number, { at: number; order: number; work: () => void }>()

  const nextUntil = (end: number) => {
    let next: { at: number; order: number; work: () => void } | undefined
    for (const timer of timers.values()) {
      if (timer.at > end) continue
      if (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer
    }
    return next
  }

  return {
    now: () => now,
    elapsed: () => now - jumped,
    after(ms, work) {
      const id = ++order
      timers.set(id, { at: now + Math.max(0, ms), order: id, work })
      return () => {
        timers.delete(id)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        timers.delete(timer.order)
        now = Math.max(now, timer.at)
        timer.work()
        await settle()
      }
      now = Math.max(now, end)
      await settle()
    },
    jump(to) {
      const by = Date.parse(to) - now
      now += by
      jumped += by
      for (const timer of timers.values()) timer.at += by
    },
    waiting: () => timers.size,
  }
}

/** The clock of a PC that is wrong by what `by` says; the time that passes is the same. */
export const wrongBy = (clock: Clock, by: () => number): Clock => ({
  ...clock,
  now: () => clock.now() + by(),
})

/** A few turns of the event loop: enough for chains of promises, not for the network. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setImmediate(done))
}
