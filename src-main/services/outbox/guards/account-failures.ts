/** Texts that left and failed for a reason that is the account's: one alone may be nobody's fault, several stop sending. */
import type { Instant } from '#shared/values'
import type { Clock } from '../../ports'
import { accountReason, type Gate } from './gate'

/** So many with the same code within this time. */
const MOST = 3
const LATELY_MS = 60 * 60_000

export const createAccountFailures = ({ gate, clock }: { gate: Gate; clock: Clock }) => {
  const lately = new Map<number, number[]>()
  let resumedAt = 0
  return {
    /** A text that left then failed with this code. */
    seen(code: number, leftAt: Instant) {
      // Those of before somebody looked at it are known.
      if (gate.reason() !== null || Date.parse(leftAt) < resumedAt) return
      const now = clock.now()
      const times = [...(lately.get(code) ?? []).filter((at) => now - at < LATELY_MS), now]
      lately.set(code, times)
      if (times.length >= MOST) void gate.pause(accountReason(code, now))
    },
    /** Sending goes on: counted from nothing. */
    resumed() {
      resumedAt = clock.now()
      lately.clear()
    },
  }
}
