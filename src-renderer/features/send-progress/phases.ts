/** Where a send is, in words, and how its texts stand, as parts of a bar. */
import { countOf, GROUPS, type TextGroup } from '../../ui/messages/text-groups'
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

const LOOK: Record<TextGroup, Omit<Part, 'count'>> = {
  delivered: { tone: 'ok', word: 'delivered' },
  sent: { tone: 'accent', word: 'sent, not confirmed' },
  sending: { tone: 'accent', word: 'sending' },
  scheduled: { tone: 'accent', word: 'with Twilio' },
  canceling: { tone: 'warn', word: 'being taken back' },
  unknown: { tone: 'warn', word: 'unknown: decide' },
  failed: { tone: 'bad', word: 'failed' },
  waiting: { tone: 'track', word: 'queued' },
  cancelled: { tone: 'off', word: 'cancelled' },
}
/** How the texts of a send stand, the empty groups left out. */
export const partsOf = ({ states }: Progress): Part[] =>
  GROUPS.map((group) => ({ ...LOOK[group], count: countOf(group, states) })).filter(({ count }) => count > 0)

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
