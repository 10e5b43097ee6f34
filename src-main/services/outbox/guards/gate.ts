/** Whether texts may leave at all, and why not, with what a person can do. Kept in the database: a restart does not forget. */
import { endsByItself, explainFailure } from '#core/sending/failures'
import { type Key, type Phrase, phrase } from '#shared/phrases/phrase'
import type { Instant } from '#shared/values'
import type { FactStore, Write } from '../../stores'

export type GateReason = {
  title: Phrase
  say: Phrase
  next: Phrase
  action: string
  code: number | null
  /** When it ends by itself, in epoch milliseconds; a person may end it before. */
  until?: number
  /** Since when it holds. */
  since?: Instant
}

export type Gate = {
  reason(): GateReason | null
  pause(reason: GateReason): Promise<void>
  /** Opens the gate for one probe first: see the runner. */
  resume(): Promise<void>
}

const KEY = 'outbox.paused'

/** The names under which the words of a pause stand in the catalogue. */
type Pause = Extract<Key, `pause.${string}.title`> extends `pause.${infer Name}.title` ? Name : never
const wordsOf = <Name extends Pause>(name: Name) => ({
  title: phrase(`pause.${name}.title`),
  say: phrase(`pause.${name}.say`),
  next: phrase(`pause.${name}.next`),
})

export const REASONS = {
  byHand: {
    ...wordsOf('by-hand'),
    action: 'resume',
    code: null,
  },
  copy: {
    ...wordsOf('copy'),
    action: 'wait',
    code: null,
  },
  copyChecked: {
    ...wordsOf('copy-checked'),
    action: 'resume',
    code: null,
  },
  restored: {
    ...wordsOf('restored'),
    action: 'wait',
    code: null,
  },
  restoredChecked: {
    ...wordsOf('restored-checked'),
    action: 'resume',
    code: null,
  },
  history: {
    ...wordsOf('history'),
    action: 'wait',
    code: null,
  },
  historyChecked: {
    ...wordsOf('history-checked'),
    action: 'resume',
    code: null,
  },
  damaged: {
    ...wordsOf('damaged'),
    action: 'open-backups',
    code: null,
  },
  unknowns: {
    ...wordsOf('unknowns'),
    action: 'resume',
    code: null,
  },
  unwritten: {
    ...wordsOf('unwritten'),
    action: 'resume',
    code: null,
  },
  diskFull: {
    ...wordsOf('disk-full'),
    action: 'resume',
    code: null,
  },
  replies: {
    ...wordsOf('replies'),
    action: 'resume',
    code: null,
  },
} satisfies Record<string, GateReason>

/** The pause that a refusal of the whole account causes, or one that was met by several people in a row. */
export const accountReason = (code: number, now: number): GateReason => {
  const { title, say, next, action, scope } = explainFailure(code)
  if (scope === 'recipient')
    return {
      title: phrase('pause.refused.title'),
      say: phrase('pause.refused.say', { title }),
      next: phrase('pause.refused.next', { code: String(code) }),
      action: 'open-settings',
      code,
    }
  const until = endsByItself(code, now)
  return { title, say, next, action, code, ...(until === null ? {} : { until }) }
}

/** One that an older Deskbell kept has words in the places of phrases. */
const readable = (reason: GateReason): GateReason => {
  const read = (said: Phrase | string) =>
    typeof said === 'string' ? phrase('said.as-it-stands', { words: said }) : said
  return { ...reason, title: read(reason.title), say: read(reason.say), next: read(reason.next) }
}

export const createGate = (facts: FactStore, write: Write, now: () => Instant, changed: () => void): Gate => {
  const read = (): GateReason | null => {
    const text = facts.get(KEY)
    return text === null ? null : readable(JSON.parse(text) as GateReason)
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
    pause: (reason) =>
      set({ since: current?.title.key === reason.title.key ? (current.since ?? now()) : now(), ...reason }),
    resume: () => set(null),
  }
}
