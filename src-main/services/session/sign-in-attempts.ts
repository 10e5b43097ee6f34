/**
 * Guesses of PINs and recovery codes, one at a time: each is counted, durably, before it is looked at, so that neither
 * many at once nor a restart in between makes one free. Besides the count of each user there is one of the office.
 */
import { Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import type { Clock } from '../ports'
import type { SettingsStore } from '../settings/settings-store'

type Count = { failed: number; until: number }
type Ports = { settings: SettingsStore; clock: Clock; locked(subject: string, seconds: number): void }

const FREE_TRIES = 3
/** Several people mistype in a morning. */
const OFFICE_FREE_TRIES = 12
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 5 * 60_000
/** After so long without a guess the office counts from the beginning. */
const OFFICE_FORGETS_MS = 60 * 60_000
const OFFICE = 'office'

const pauseAfter = (failed: number, free: number): number =>
  failed < free ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, failed - free))

export type SignInAttempts = ReturnType<typeof createSignInAttempts>
export const createSignInAttempts = ({ settings, clock, locked }: Ports) => {
  let turn: Promise<unknown> = Promise.resolve()

  const countOf = (subject: string): Count => {
    const kept = settings.get().signIns[subject] ?? { failed: 0, until: 0 }
    if (subject === OFFICE && clock.now() - kept.until > OFFICE_FORGETS_MS) return { failed: 0, until: 0 }
    // A clock that was put back must not keep anybody out for years.
    return { failed: kept.failed, until: Math.min(kept.until, clock.now() + LONGEST_WAIT_MS) }
  }
  const keep = (counts: Record<string, Count>) =>
    settings.set({ signIns: { ...settings.get().signIns, ...counts } })

  const attempt = async <T>(
    subject: string,
    check: () => Promise<T | null>,
    what: 'pin' | 'code',
  ): Promise<T> => {
    const [own, office] = [countOf(subject), countOf(OFFICE)]
    const wait = Math.max(own.until, office.until) - clock.now()
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000)
      locked(subject, seconds)
      throw new Refusal('refused', phrase(`session.too-many-${what}s`, { seconds }), what)
    }
    const now = clock.now()
    const failed = { own: own.failed + 1, office: office.failed + 1 }
    const pause = Math.max(pauseAfter(failed.own, FREE_TRIES), pauseAfter(failed.office, OFFICE_FREE_TRIES))
    keep({
      [subject]: { failed: failed.own, until: now + pauseAfter(failed.own, FREE_TRIES) },
      [OFFICE]: { failed: failed.office, until: now + pauseAfter(failed.office, OFFICE_FREE_TRIES) },
    })
    const found = await check()
    if (found === null)
      throw new Refusal(
        'refused',
        pause > 0 ? phrase(`session.wrong-${what}-wait`, { seconds: pause / 1000 }) : `session.wrong-${what}`,
        what,
      )
    // The guesses of others stay counted: whoever knows one PIN could else try all the others' for free.
    keep({ [subject]: { failed: 0, until: 0 }, [OFFICE]: office })
    return found
  }

  return {
    /**
     * Looks at one guess when those before it are answered. `check` answers null for a wrong one; `what` is guessed.
     * @throws Refusal when it was wrong, or too many were
     */
    attempt<T>(subject: string, check: () => Promise<T | null>, what: 'pin' | 'code' = 'pin'): Promise<T> {
      const next = turn.then(() => attempt(subject, check, what))
      turn = next.catch(() => undefined)
      return next
    },
    /** Whose PIN was replaced begins anew. */
    forgive(subject: string): void {
      keep({ [subject]: { failed: 0, until: 0 } })
    },
  }
}
