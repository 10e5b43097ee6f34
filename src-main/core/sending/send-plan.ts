/**
 * Plans a send: everybody selected ends as one text or as one reason. Pure, and fed in chunks, so that a plan of
 * 50,000 never holds the event loop.
 */
import { dress, type Dressing } from '#shared/text/compose'
import { type ConsentState, mayText, type SuppressionCause } from './consent'
import { explainFailure } from './failures'
import type { UnitPrice } from './price-book'
import { times } from '#shared/money'
import { isNoTextLabel, labelKind } from '#shared/phone/phone-labels'
import { measure, plainly } from '#shared/text/segments'
import { type Compiled, render } from '#shared/text/template'
import type { TextStyle, TextValues } from '#shared/text/text-values'
import type { E164, Language, Purpose, RecordKind, SkipReason } from '#shared/values'
import { type Phrase, type PlainKey, type Reason, phrase, phraseOf } from '#shared/phrases/phrase'
import { zonesToText } from '../people/zones'

export type PlanNumber = {
  e164: E164
  label: string
  primary: boolean
  country: string
  /** By its prefix, whatever its label: `landline` is sure where numbering plans tell. */
  line: 'mobile' | 'landline' | 'either' | 'other'
  /** The code with which the carrier said that it cannot be texted (21211, 21614, 30005, 30006); null if it did not. */
  flagged: number | null
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
  /** Of the person; null where nobody said. */
  language: Language | null
  values: TextValues
  numbers: readonly PlanNumber[]
}
export type Rules = {
  purpose: Purpose
  template: Compiled
  each: 'number' | 'person'
  plain: boolean
  /** What is put around a text to somebody of this language. */
  dressing(language: Language | null): Dressing
  leaveOut: ReadonlySet<number>
  /** People who had as many texts lately as the office allows one person, and how that is said. */
  tired?: ReadonlyMap<number, Phrase>
  style: TextStyle
  /** Price of one segment to a country; null when unknown. */
  unitPrice(country: string): UnitPrice | null
  /** Countries of which the carrier said that it has no price: it does not text there. */
  noPrice?: ReadonlySet<string>
  now: number
  /** ISO 3166-1 alpha-2: mobiles of the office's own country are where the office is. */
  officeCountry?: string
  individual?: boolean
}

export type PlannedText = {
  recipientId: number
  name: string
  e164: E164
  label: string
  text: string
  units: number
  /** On the careful side, with how it was made. */
  price: UnitPrice | null
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
  why: Phrase
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

/** Can this number receive texts? For accounts a landline prefix only warns (X4); a fax is none for anybody. */
export const receives = (number: Pick<PlanNumber, 'flagged' | 'line' | 'label'>, kind: RecordKind): boolean =>
  number.flagged === null &&
  !isNoTextLabel(number.label) &&
  (number.line !== 'landline' || kind === 'account')

/** The primary number if it can receive texts, else the first labelled Mobile that can (X4). */
export const numberToText = (candidate: Pick<Candidate, 'kind' | 'numbers'>): PlanNumber | null => {
  const primary = candidate.numbers.find((number) => number.primary) ?? candidate.numbers[0]
  if (primary && receives(primary, candidate.kind)) return primary
  return (
    candidate.numbers.find(
      (number) => labelKind(number.label) === 'mobile' && receives(number, candidate.kind),
    ) ?? null
  )
}

/** Whether the carrier's code says that no phone has the number, rather than that it is a landline. */
export const saysInvalid = (code: number): boolean => explainFailure(code).effect === 'invalid'

/** What the carrier said about a number, for a row of the review and for the record. */
export const carrierSays = (code: number): Phrase =>
  phrase(
    !saysInvalid(code)
      ? 'skip.landline-by-carrier'
      : code === 21211
        ? 'skip.invalid-by-carrier'
        : 'skip.not-in-service',
  )

const CAUSE = {
  stop: 'skip.stop',
  carrier: 'skip.carrier',
  manual: 'skip.manual',
  doubtful: 'skip.held',
} as const satisfies Record<SuppressionCause, PlainKey>

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

/** Who gets what at the same number. */
const createSharers = (each: Rules['each']) => {
  const bearers = new Map<E164, Bearer>()
  let perPerson = 0
  return {
    /** Takes one more text to a number; answers why it is one too many, null where it is not. */
    add({ id, name }: Candidate, e164: E164, text: string): Phrase | null {
      const first = bearers.get(e164)
      if (!first) {
        bearers.set(e164, { recipientId: id, name, text, all: null })
        perPerson += 1
        return null
      }
      const { people, names } = sharersOf(first)
      people.push(id)
      const ownName = names.get(text)
      if (ownName === undefined) {
        names.set(text, name)
        perPerson += 1
      }
      const before = each === 'number' ? first.name : ownName
      if (before === undefined) return null
      const key = each === 'number' && text !== first.text ? 'skip.same-number' : 'skip.same-text'
      return phrase(key, { name: before })
    },
    result: (): Pick<Plan, 'perNumber' | 'perPerson' | 'shared'> => ({
      perNumber: bearers.size,
      perPerson,
      shared: [...bearers].flatMap(([e164, { all }]) => (all ? [{ e164, recipientIds: all.people }] : [])),
    }),
  }
}

/** The same object for the same price: fifty thousand texts have a handful of prices. */
const createPrices = (unitPrice: Rules['unitPrice']) => {
  const prices = new Map<string, UnitPrice | null>()
  return (country: string, segments: number): UnitPrice | null => {
    const key = `${country} ${segments}`
    let price = prices.get(key)
    if (price === undefined) {
      const unit = unitPrice(country)
      price = unit && { ...times(unit, segments), low: unit.low * segments, basis: unit.basis }
      prices.set(key, price)
    }
    return price
  }
}

/** Starts a plan; give it everybody once with `take`, then ask for the `result`. */
export const startPlan = (rules: Rules): { take(candidates: readonly Candidate[]): void; result(): Plan } => {
  const will: PlannedText[] = []
  const wont: Skipped[] = []
  const seen = new Set<number>()
  const sharers = createSharers(rules.each)
  const priceOf = createPrices(rules.unitPrice)

  const skip = (candidate: Candidate, e164: E164 | null, reason: SkipReason, why: Reason) => {
    wont.push({ recipientId: candidate.id, name: candidate.name, e164, reason, why: phraseOf(why) })
  }

  const takeOne = (candidate: Candidate) => {
    if (seen.has(candidate.id)) return
    seen.add(candidate.id)
    if (candidate.archived) return skip(candidate, null, 'archived', 'skip.archived')
    const primary = candidate.numbers.find((number) => number.primary) ?? candidate.numbers[0]
    if (!primary) return skip(candidate, null, 'no-number', 'skip.no-number')
    const number = numberToText(candidate)
    if (!number) {
      return skip(
        candidate,
        primary.e164,
        primary.flagged !== null && saysInvalid(primary.flagged) ? 'invalid-number' : 'landline',
        primary.flagged !== null
          ? carrierSays(primary.flagged)
          : isNoTextLabel(primary.label)
            ? phrase('skip.only-labelled', { label: primary.label })
            : 'skip.only-landline',
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
      const why = number.suppressedBy ? CAUSE[number.suppressedBy] : (`skip.${permission.reason}` as const)
      return skip(candidate, number.e164, permission.reason, why)
    }
    if (rules.leaveOut.has(candidate.id)) return skip(candidate, number.e164, 'left-out', 'skip.left-out')
    const tired = rules.tired?.get(candidate.id)
    if (tired !== undefined) return skip(candidate, number.e164, 'fatigue', tired)
    if (rules.noPrice?.has(number.country)) return skip(candidate, number.e164, 'no-price', 'skip.no-price')
    const rendered = render(rules.template, candidate.values, rules.style)
    if (!rendered.ok) {
      return skip(
        candidate,
        number.e164,
        'missing-variable',
        phrase('skip.empty', { missing: rendered.missing.join(', ') }),
      )
    }
    const dressed = dress(rendered.text, rules.dressing(candidate.language))
    const text = rules.plain ? plainly(dressed) : dressed
    if (text.length > LONGEST_BODY) {
      return skip(
        candidate,
        number.e164,
        'too-long',
        phrase('skip.too-long', { length: text.length, most: LONGEST_BODY }),
      )
    }
    const duplicate = sharers.add(candidate, number.e164, text)
    if (duplicate) return skip(candidate, number.e164, 'duplicate', duplicate)
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
      zones: candidate.zone ?? zonesToText(number, rules.officeCountry ?? ''),
    })
  }

  return {
    take: (candidates) => {
      for (const candidate of candidates) takeOne(candidate)
    },
    result: () => ({ will, wont, ...sharers.result() }),
  }
}
