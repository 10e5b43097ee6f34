/**
 * Which texts may wait in the carrier's schedule instead of here. Twilio takes them from 5 minutes to 35 days
 * ahead: https://www.twilio.com/docs/api/errors/35114 (changed 2026-04)
 */
import type { Phrase, Reason } from './phrases/phrase'
import type { Purpose } from './values'

const MINUTE = 60_000
/** A minute more than Twilio asks for: the request takes its time too. */
export const HAND_OVER_FROM_MS = 6 * MINUTE
/** An hour less than Twilio's 35 days. */
export const HAND_OVER_MOST_HOURS = 35 * 24 - 1
/** Marketing handed over long before may arrive after a STOP that came while the PC was off. */
export const HAND_OVER_MARKETING_HOURS = 72
/** With a clock that differs more from the carrier's, a schedule would be wrong. */
export const SKEW_MOST_MS = 2 * MINUTE

/** How many hours ahead a text may be handed over; `chosen` is the user's own number. */
export const handOverHours = (purpose: Purpose, chosen: number | null): number =>
  Math.min(
    chosen ?? (purpose === 'marketing' ? HAND_OVER_MARKETING_HOURS : HAND_OVER_MOST_HOURS),
    HAND_OVER_MOST_HOURS,
  )

/** What is to become of a text in the carrier's schedule. */
export type ScheduleVerdict =
  | { keep: true }
  /** Cancel it there; `back` queues it here again, else it is over. */
  | { keep: false; back: boolean; why: Reason }

/** Asked of every scheduled text at every look: a fact that changed meanwhile is caught, however it changed. */
export const scheduleVerdict = (facts: {
  allowed: boolean
  sendState: 'writing' | 'live' | 'paused' | 'cancelled'
  /** Who recalled the send; null for no more than that. */
  sendWhy: Phrase | null
  /** Who took this one text out of its send; left out or null for nobody. */
  leftOut?: Phrase | null
  /** What the carrier was told, against what is wanted now. */
  sendAt: string | null
  notBefore: string
}): ScheduleVerdict => {
  if (!facts.allowed) return { keep: false, back: false, why: 'text.opted-out-since' }
  if (facts.sendState === 'cancelled')
    return { keep: false, back: false, why: facts.sendWhy ?? 'text.recalled' }
  if (facts.leftOut) return { keep: false, back: false, why: facts.leftOut }
  if (facts.sendState === 'paused') return { keep: false, back: true, why: 'text.paused' }
  if (facts.sendAt !== facts.notBefore) return { keep: false, back: true, why: 'text.moved' }
  return { keep: true }
}
