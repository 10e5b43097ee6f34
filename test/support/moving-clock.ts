import type { Clock } from '../../src-main/services/ports'

export type MovingClock = Clock & {
  /** Puts the time forward at once; what falls due meanwhile runs, in order. */
  skip(ms: number): void
}

/** A clock that runs like a real one but starts where a test wants it, and can be put forward: no test depends on the hour. */
export const createMovingClock = (start: string): MovingClock => {
  let offset = Date.parse(start) - Date.now()
  const timers = new Map<number, { at: number; work: () => void; handle: NodeJS.Timeout | null }>()
  let next = 1
  const now = () => Date.now() + offset
  const arm = (id: number) => {
    const timer = timers.get(id)
    if (!timer) return
    if (timer.handle) clearTimeout(timer.handle)
    timer.handle = setTimeout(
      () => {
        if (timer.at > now()) return arm(id)
        timers.delete(id)
        timer.work()
      },
      Math.min(2 ** 30, Math.max(0, timer.at - now())),
    )
  }
  return {
    now,
    elapsed: now,
    after(ms, work) {
      const id = next
      next += 1
      timers.set(id, { at: now() + Math.max(0, ms), work, handle: null })
      arm(id)
      return () => {
        const timer = timers.get(id)
        if (timer?.handle) clearTimeout(timer.handle)
        timers.delete(id)
      }
    },
    skip(ms) {
      offset += ms
      for (const id of [...timers.keys()].toSorted(
        (a, b) => (timers.get(a)?.at ?? 0) - (timers.get(b)?.at ?? 0),
      ))
        arm(id)
    },
  }
}
