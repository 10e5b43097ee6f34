/**
 * Plans a send: everybody selected ends as one text or as one reason. Pure, and fed in chunks, so that a plan of
 * 50,000 never holds the event loop.
 */
import { dress, type Dressing } from './compose'
import { type ConsentState, mayText, type SuppressionCause } from './consent'
import { times } from './money'
import { measure, plainly } from './segments'
import { type Compiled, type DateStyle, render } from './template'
import type { E164, Money, Purpose, RecordKind, SkipReason } from './values'
import { zonesOfNumber } from './zones'

export type PlanNumber = {
  e164: E164
  label: string
  primary: boolean
  country: string
  /** By its prefix: `landline` is sure where numbering plans tell. */
  line: 'mobile' | 'landline' | 'either' | 'other'
  /** The carrier said that it cannot be texted (21614, 30006). */
  flagged: boolean
  consent: ConsentState
  suppressedBy: SuppressionCause | null
  heardAt: number | null
}
export type Candidate = {
  id: number
  kind: RecordKind
  name: string
  archived: boolean
  /** IANA zone of the record; null leaves it to the number. */
  zone: string | null
  values: Record<string, string | null>
  numbers: readonly PlanNumber[]
}
export type Rules = {
  purpose: Purpose
  template: Compiled
  each: 'number' | 'person'
  plain: boolean
  dressing: Dressing
  leaveOut: ReadonlySet<number>
  /** People who had as many texts lately as the office allows one person, and in what words. */
  tired?: ReadonlyMap<number, string>
  style: DateStyle
  /** Price of one segment to a country; null when unknown. */
  unitPrice(country: string): Money | null
  now: number
  individual?: boolean
}

export type PlannedText = {
  recipientId: number
  name: string
  e164: E164
  label: string
  text: string
  units: number
  price: Money | null
  dedupeKey: string
  landlinePrefix: boolean
  /** The recipient's zones, a space between; empty means the office's. */
  zones: string
}
export type Skipped = {
  recipientId: number
  name: string
  e164: E164 | null
  reason: SkipReason
  why: string
}
export type Plan = {
  will: PlannedText[]
  wont: Skipped[]
  /** How many texts each way of treating shared numbers would mean. */
  perNumber: number
  perPerson: number
  /** Numbers that more than one of the selected people have. */
  shared: { e164: E164; recipientIds: number[] }[]
}

/** Twilio refuses longer bodies with 21617. */
export const LONGEST_BODY = 1600

/** Can this number receive texts? For accounts a landline prefix only warns (X4). */
const receives = (number: PlanNumber, kind: RecordKind): boolean =>
  !number.flagged && (number.line !== 'landline' || kind === 'account')

/** The primary number if it can receive texts, else the first labelled Mobile that can (X4). */
export const numberToText = (candidate: Pick<Candidate, 'kind' | 'numbers'>): PlanNumber | null => {
  const primary = candidate.numbers.find((number) => number.primary) ?? candidate.numbers[0]
  if (primary && receives(primary, candidate.kind)) return primary
  return (
    candidate.numbers.find(
      (number) =>
        /^(mobile|cell|handy|portable|móvil)/i.test(number.label) && receives(number, candidate.kind),
    ) ?? null
  )
}

const WHY: Record<'suppressed' | 'held' | 'refused' | 'not-asked', string> = {
  suppressed: 'This number has opted out',
  held: 'May have opted out: a person must decide',
  refused: 'Has said no',
  'not-asked': 'Not asked yet',
}
const CAUSE: Record<SuppressionCause, string> = {
  stop: 'Sent STOP',
  carrier: 'Blocked at the carrier',
  manual: 'Blocked by hand',
  doubtful: 'May have opted out: a person must decide',
}

/** Who was the first with a number. What all of them get is kept only where there are several: few share one. */
type Bearer = {
  recipientId: number
  name: string
  text: string
  all: { people: number[]; names: Map<string, string> } | null
}
const sharersOf = (first: Bearer) => {
  first.all ??= { people: [first.recipientId], names: new Map([[first.text, first.name]]) }
  return first.all
}

/** Starts a plan; give it everybody once with `take`, then ask for the `result`. */
export const startPlan = (rules: Rules): { take(candidates: readonly Candidate[]): void; result(): Plan } => {
  const will: PlannedText[] = []
  const wont: Skipped[] = []
  const seen = new Set<number>()
  const bearers = new Map<E164, Bearer>()
  const prices = new Map<string, Money | null>()
  let perPerson = 0

  const skip = (candidate: Candidate, e164: E164 | null, reason: SkipReason, why: string) => {
    wont.push({ recipientId: candidate.id, name: candidate.name, e164, reason, why })
  }

  /** The same object for the same price: fifty thousand texts have a handful of prices. */
  const priceOf = (country: string, segments: number): Money | null => {
    const key = `${country} ${segments}`
    let price = prices.get(key)
    if (price === undefined) {
      const unit = rules.unitPrice(country)
      price = unit && times(unit, segments)
      prices.set(key, price)
    }
    return price
  }

  const takeOne = (candidate: Candidate) => {
    if (seen.has(candidate.id)) return
    seen.add(candidate.id)
    if (candidate.archived) return skip(candidate, null, 'archived', 'Archived')
    const primary = candidate.numbers.find((number) => number.primary) ?? candidate.numbers[0]
    if (!primary) return skip(candidate, null, 'no-number', 'No number')
    const number = numberToText(candidate)
    if (!number) {
      return skip(
        candidate,
        primary.e164,
        'landline',
        primary.flagged ? 'The carrier says this is a landline' : 'Only a landline',
      )
    }
    const permission = mayText({
      purpose: rules.purpose,
      consent: number.consent,
      suppressedBy: number.suppressedBy,
      heardAt: number.heardAt,
      individual: rules.individual ?? false,
      now: rules.now,
    })
    if (!permission.ok) {
      const why = number.suppressedBy ? CAUSE[number.suppressedBy] : WHY[permission.reason]
      return skip(candidate, number.e164, permission.reason, why)
    }
    if (rules.leaveOut.has(candidate.id)) return skip(candidate, number.e164, 'left-out', 'Left out by you')
    const tired = rules.tired?.get(candidate.id)
    if (tired !== undefined) return skip(candidate, number.e164, 'fatigue', tired)
    const rendered = render(rules.template, candidate.values, rules.style)
    if (!rendered.ok) {
      return skip(candidate, number.e164, 'missing-variable', `Empty: ${rendered.missing.join(', ')}`)
    }
    const dressed = dress(rendered.text, rules.dressing)
    const text = rules.plain ? plainly(dressed) : dressed
    if (text.length > LONGEST_BODY) {
      return skip(
        candidate,
        number.e164,
        'too-long',
        `${text.length} characters; a text can have ${LONGEST_BODY}`,
      )
    }
    const first = bearers.get(number.e164)
    if (!first) {
      bearers.set(number.e164, { recipientId: candidate.id, name: candidate.name, text, all: null })
      perPerson += 1
    } else {
      const { people, names } = sharersOf(first)
      people.push(candidate.id)
      const twin = names.get(text)
      if (twin === undefined) {
        names.set(text, candidate.name)
        perPerson += 1
      }
      const before = rules.each === 'number' ? first.name : twin
      if (before !== undefined) {
        return skip(
          candidate,
          number.e164,
          'duplicate',
          rules.each === 'number' && text !== first.text
            ? `Same number as ${before}`
            : `Same number and text as ${before}`,
        )
      }
    }
    const { segments } = measure(text)
    will.push({
      recipientId: candidate.id,
      name: candidate.name,
      e164: number.e164,
      label: number.label,
      text,
      units: segments,
      price: priceOf(number.country, segments),
      dedupeKey: rules.each === 'number' ? number.e164 : `person:${candidate.id}`,
      landlinePrefix: number.line === 'landline',
      zones: candidate.zone ?? zonesOfNumber(number.e164),
    })
  }

  return {
    take: (candidates) => {
      for (const candidate of candidates) takeOne(candidate)
    },
    result: () => ({
      will,
      wont,
      perNumber: bearers.size,
      perPerson,
      shared: [...bearers].flatMap(([e164, { all }]) => (all ? [{ e164, recipientIds: all.people }] : [])),
    }),
  }
}
