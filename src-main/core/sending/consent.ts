/** Who may be texted. The one place that decides; no screen and no service can override its no. */
import type { Purpose } from '#shared/values'

export type ConsentState = 'granted' | 'refused' | 'none'
/** Why a number is blocked: STOP by text, the carrier (21610), by hand, or a doubtful opt-out that waits for a person. */
export type SuppressionCause = 'stop' | 'carrier' | 'manual' | 'doubtful'

export type TextingFacts = {
  purpose: Purpose
  /** Consent of this recipient at this number for this purpose. */
  consent: ConsentState
  suppressedBy: SuppressionCause | null
  /** When this number last texted the office, in epoch milliseconds. */
  heardAt: number | null
  /** One person's own message; bulk texts never travel on a conversation. */
  individual: boolean
  now: number
}

export type Refused = 'suppressed' | 'held' | 'refused' | 'not-asked'
export type Permission = { ok: true; until: number | null } | { ok: false; reason: Refused }

/** How long an answer is permitted after somebody's own text. */
export const REPLY_WINDOW_MS = 30 * 24 * 3_600_000

/** Decides from the facts alone; the strongest no comes first. */
export const mayText = (facts: TextingFacts): Permission => {
  if (facts.suppressedBy === 'doubtful') return { ok: false, reason: 'held' }
  if (facts.suppressedBy) return { ok: false, reason: 'suppressed' }
  if (facts.consent === 'refused') return { ok: false, reason: 'refused' }
  if (facts.purpose === 'conversation') {
    const until = facts.heardAt === null ? 0 : facts.heardAt + REPLY_WINDOW_MS
    return facts.individual && until > facts.now ? { ok: true, until } : { ok: false, reason: 'not-asked' }
  }
  return facts.consent === 'granted' ? { ok: true, until: null } : { ok: false, reason: 'not-asked' }
}

/** The block that counts when a number has several: a person's own STOP before all. */
export const strongest = (causes: readonly SuppressionCause[]): SuppressionCause | null =>
  (['stop', 'carrier', 'manual', 'doubtful'] as const).find((cause) => causes.includes(cause)) ?? null

/**
 * What a reply does to the block of its number (X9): STOP sets one, START lifts only what STOP set, YES only if there is one, and
 * not where it was sent to a toll-free number: there Twilio itself takes START and UNSTOP only.
 * https://help.twilio.com/articles/360038173654
 */
export const effectOfReply = (
  meaning: 'stop' | 'start' | 'yes' | 'help' | 'doubtful' | 'other',
  active: readonly SuppressionCause[],
  { tollFree = false }: { tollFree?: boolean } = {},
): { set: SuppressionCause | null; lift: SuppressionCause[] } => {
  const stopped = active.filter((cause) => cause === 'stop' || cause === 'carrier')
  switch (meaning) {
    case 'stop':
      return {
        set: active.includes('stop') ? null : 'stop',
        lift: active.filter((cause) => cause === 'doubtful'),
      }
    case 'start':
      return { set: null, lift: stopped }
    case 'yes':
      return { set: null, lift: tollFree ? [] : stopped }
    case 'doubtful':
      return { set: active.length === 0 ? 'doubtful' : null, lift: [] }
    default:
      return { set: null, lift: [] }
  }
}
