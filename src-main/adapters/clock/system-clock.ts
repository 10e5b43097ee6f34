import type { Clock } from '../../services/ports'

/** The computer's own clock and timers. Waits longer than a timer can hold (2^31 - 1 ms) are taken in parts. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after(ms, work) {
      let timer: NodeJS.Timeout
      const wait = (left: number) => {
        const part = Math.min(left, LONGEST_TIMER)
        timer = setTimeout(() => (left > part ? wait(left - part) : work()), part)
      }
      wait(Math.max(0, ms))
      return () => clearTimeout(timer)
    },
  }
}

/** https://nodejs.org/api/timers.html#settimeoutcallback-delay-args: a longer delay is taken as 1 ms. */
const LONGEST_TIMER = 2 ** 31 - 1
