/** What asks the carrier again and again: each look goes on by itself, and a failure of one is words, never a stop. */
import { LOGIN_REFUSED } from '#core/sending/failures'
import { CarrierError, type Clock } from '../ports'
import { accountReason, type Gate, REASONS } from './guards/gate'
import type { Look, WhyKeeper } from './why'

/** So long the end of a program waits for looks under way: the database stays open until then. */
const PATIENCE_MS = 2_000

type Ports = {
  gate: Gate
  clock: Clock
  why: WhyKeeper
  report: (what: string, error: unknown) => void
}

export const createLooks = ({ gate, clock, why, report }: Ports) => {
  const cancels = new Map<Look, () => void>()
  const underWay = new Set<Promise<void>>()
  let stopped = false
  let resumes = 0

  /** Sends to many do not even begin while replies cannot be read: it is said why, instead of waiting. */
  const failed = async (name: Look, error: unknown, resumesBefore: number) => {
    if (!(error instanceof CarrierError)) {
      report(`outbox: ${name}`, error)
      if (name === 'inbound') await gate.pause(REASONS.replies)
    } else if (
      error.kind === 'auth' &&
      name === 'inbound' &&
      gate.reason() === null &&
      // What was asked before somebody resumed says nothing about now.
      resumes === resumesBefore
    )
      await gate.pause(accountReason(LOGIN_REFUSED, clock.now()))
    why.failed(name, error)
  }
  return {
    /** Runs `work` again and again, `pause` milliseconds after each end; `not-yet` answers that nothing was asked. */
    every(name: Look, pause: () => number, work: () => Promise<unknown>): void {
      const turn = async () => {
        if (stopped) return
        const before = resumes
        try {
          if ((await work()) !== 'not-yet') why.worked(name)
        } catch (error) {
          await failed(name, error, before)
        }
        if (!stopped) cancels.set(name, clock.after(pause(), begin))
      }
      const begin = () => {
        const look = turn().finally(() => underWay.delete(look))
        underWay.add(look)
      }
      begin()
    },
    /** Somebody resumed sending. */
    resumed(): void {
      resumes += 1
    },
    cancel(): void {
      stopped = true
      for (const cancel of cancels.values()) cancel()
    },
    /** Resolves when no look is under way any more, or patience is over. */
    async settled(): Promise<void> {
      let cancel = () => {}
      const patience = new Promise<void>((resolve) => {
        cancel = clock.after(PATIENCE_MS, resolve)
      })
      await Promise.race([Promise.all(underWay), patience])
      cancel()
    },
  }
}
