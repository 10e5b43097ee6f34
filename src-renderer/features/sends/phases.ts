/** Where a send is, in words, and how its texts stand, as parts of a bar. */
import type { Progress } from './use-sends'

export const PHASE_TITLE: Record<Progress['phase'], string> = {
  writing: 'Getting ready',
  holding: 'Ready to leave',
  waiting: 'Waiting',
  sending: 'Sending',
  paused: 'Paused',
  confirming: 'All have left',
  done: 'Sent',
  cancelled: 'Cancelled',
}
export const isOver = ({ phase }: Progress): boolean => phase === 'done' || phase === 'cancelled'

export type Tone = 'ok' | 'accent' | 'bad' | 'warn' | 'track' | 'off'
export type Part = { readonly tone: Tone; readonly count: number; readonly word: string }

/** The states of a send's texts, joined to what a reader needs to tell apart. */
export const partsOf = ({ states }: Progress): Part[] => {
  const count = (...names: (keyof typeof states)[]) =>
    names.reduce((sum, name) => sum + (states[name] ?? 0), 0)
  const parts: Part[] = [
    { tone: 'ok', count: count('delivered'), word: 'delivered' },
    { tone: 'accent', count: count('sent'), word: 'sent, not confirmed' },
    { tone: 'accent', count: count('claimed', 'accepted', 'sending'), word: 'sending' },
    { tone: 'accent', count: count('scheduled'), word: 'with Twilio' },
    { tone: 'warn', count: count('canceling'), word: 'being taken back' },
    { tone: 'warn', count: count('unknown'), word: 'unknown: decide' },
    { tone: 'bad', count: count('failed', 'undelivered', 'rejected', 'expired'), word: 'failed' },
    { tone: 'track', count: count('queued', 'draft'), word: 'queued' },
    { tone: 'off', count: count('canceled'), word: 'cancelled' },
  ]
  return parts.filter((part) => part.count > 0)
}

export const COLOR: Record<Tone, string> = {
  ok: 'var(--db-ok-fill)',
  accent: 'var(--db-accent)',
  bad: 'var(--db-bad-fill)',
  warn: 'var(--db-warn-fill)',
  track: 'var(--db-track)',
  off: 'var(--db-track)',
}
/** Waiting texts are the empty part of the bar. */
export const isDrawn = ({ tone }: Part): boolean => tone !== 'track' && tone !== 'off'
