/** What an answer in a file may do to what the consent ledger holds. */
import type { ConsentState } from '../sending/consent'

/** Why the ledger keeps what it has: a no, an opt-out of the number, or an answer given after the file was written. */
export type KeptAnswer = 'refused' | 'opted-out' | 'later'

export type HeldAnswer = {
  /** At this number, for this purpose. */
  state: ConsentState
  /** When that was entered, in epoch milliseconds; null when nothing was. */
  at: number | null
  /** Did this person, or somebody who may be this person, say no to the purpose, at whichever number? */
  refused: boolean
  /** Is the number blocked, for whatever reason? */
  blocked: boolean
}

/**
 * `record` where the answer is news, `known` where the ledger says the same. A file is as old as its last change, so it can
 * not lift a refusal, an opt-out or any answer later than that; its own no is taken over unless the person said yes since.
 */
export const answerFromFile = (
  said: 'granted' | 'refused',
  held: HeldAnswer,
  fileAt: number,
): 'record' | 'known' | KeptAnswer => {
  if (said === 'refused') {
    if (held.state === 'refused') return 'known'
    return held.state === 'granted' && held.at !== null && held.at > fileAt ? 'later' : 'record'
  }
  if (held.blocked) return 'opted-out'
  if (held.refused || held.state === 'refused') return 'refused'
  return held.state === 'granted' ? 'known' : 'record'
}
