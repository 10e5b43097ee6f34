/** Whether texts may leave at all, and why not, in words a person can act on. Kept in the database: a restart does not forget. */
import { endsByItself, explainFailure } from '#core/failures'
import type { FactStore, Write } from '../stores'

export type GateReason = {
  title: string
  say: string
  next: string
  action: string
  code: number | null
  /** When it ends by itself, in epoch milliseconds; a person may end it before. */
  until?: number
}

export type Gate = {
  reason(): GateReason | null
  pause(reason: GateReason): Promise<void>
  /** Opens the gate for one probe first: see the runner. */
  resume(): Promise<void>
}

const KEY = 'outbox.paused'

export const REASONS = {
  byHand: {
    title: 'Sending is paused',
    say: 'Somebody paused all sending.',
    next: 'Resume when you are ready.',
    action: 'resume',
    code: null,
  },
  copy: {
    title: 'This database is a copy',
    say: 'It is older than what was sent from this PC, so some of its waiting texts may have left already.',
    next: 'Deskbell is looking each of them up at the carrier and reading every reply since. Resume is possible once that is done.',
    action: 'wait',
    code: null,
  },
  copyChecked: {
    title: 'This database is a copy',
    say: 'Its waiting texts were looked up at the carrier, and every reply since was read.',
    next: 'Check the list, then resume.',
    action: 'resume',
    code: null,
  },
  restored: {
    title: 'Restored from a backup',
    say: 'What was sent after the backup was made is not known here yet.',
    next: 'Deskbell is looking every open text up at the carrier and reading every reply since. Resume is possible once that is done.',
    action: 'wait',
    code: null,
  },
  restoredChecked: {
    title: 'Restored from a backup',
    say: 'Every open text was looked up at the carrier, and every opt-out since the backup is known.',
    next: 'Check what is below, then resume.',
    action: 'resume',
    code: null,
  },
  damaged: {
    title: 'The database is damaged',
    say: 'A check of the file found damage, so nothing is sent.',
    next: 'Restore the newest backup in Settings, Backups. The damaged file is kept.',
    action: 'open-backups',
    code: null,
  },
  unknowns: {
    title: 'The carrier does not answer clearly',
    say: 'Several texts in a row ended without a clear answer. They may or may not have been sent.',
    next: 'Deskbell is looking them up. Resume when the connection is good again: one text goes first.',
    action: 'resume',
    code: null,
  },
  diskFull: {
    title: 'The disk is full',
    say: 'A text is only sent when it can be written down first, so sending has stopped.',
    next: 'Free some space on this PC, then resume.',
    action: 'resume',
    code: null,
  },
  replies: {
    title: 'A reply could not be read in',
    say: 'It might be an opt-out, so nothing is sent until it is understood.',
    next: 'Try again. If it stays, ask for help: the log has the details.',
    action: 'resume',
    code: null,
  },
} satisfies Record<string, GateReason>

/** The pause that a carrier error for the whole account causes. */
export const accountReason = (code: number, now: number): GateReason => {
  const { title, say, next, action } = explainFailure(code)
  const until = endsByItself(code, now)
  return { title, say, next, action, code, ...(until === null ? {} : { until }) }
}

export const createGate = (facts: FactStore, write: Write, changed: () => void): Gate => {
  const read = (): GateReason | null => {
    const text = facts.get(KEY)
    return text === null ? null : (JSON.parse(text) as GateReason)
  }
  let current = read()
  const set = async (reason: GateReason | null) => {
    // In memory first: on a full disk the write fails, and sending must stop all the same.
    current = reason
    changed()
    await write(() => facts.set(KEY, reason === null ? null : JSON.stringify(reason))).catch(
      (error: unknown) => {
        if (reason === null) throw error
      },
    )
  }
  return {
    reason: () => current,
    pause: (reason) => set(reason),
    resume: () => set(null),
  }
}
