/** What a number in a form has to be. */
import { HAND_OVER_MOST_HOURS } from '#shared/hand-over'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { asTyped } from '#shared/text/decimals'

type Limits = {
  least: number
  most: number
  /** May it stay empty? */
  optional?: boolean
}

/** Answers what is wrong with the value of a `NumberField` in words, or null. */
const numberRule =
  ({ least, most, optional = false }: Limits, fits: (value: number) => boolean, asked: Phrase) =>
  (value: unknown): string | null => {
    const right =
      value === null || value === ''
        ? optional
        : typeof value === 'number' && fits(value) && value >= least && value <= most
    return right ? null : say(asked)
  }

/** A rule of Mantine's forms for a field that counts something. */
export const wholeRule = (limits: Limits) =>
  numberRule(
    limits,
    Number.isInteger,
    phrase('value.whole-from-to', { least: limits.least, most: limits.most }),
  )

/** The same for one that may have decimals, which the message writes as the country does. */
export const decimalRule = (limits: Limits, country: string) =>
  numberRule(
    limits,
    Number.isFinite,
    phrase('value.from-to', {
      least: asTyped(limits.least, country),
      most: asTyped(limits.most, country),
    }),
  )

/** For a `HandOverField`. */
export const handOverRule = wholeRule({ least: 0, most: HAND_OVER_MOST_HOURS, optional: true })
