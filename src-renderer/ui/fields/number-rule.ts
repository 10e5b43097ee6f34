/** What a number in a form has to be. */
import { phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { asTyped } from '#shared/text/decimals'

type Limits = {
  least: number
  most: number
  /** May it stay empty? */
  optional?: boolean
}

const outside = (value: unknown, { least, most, optional = false }: Limits): boolean =>
  value === null || value === ''
    ? !optional
    : typeof value !== 'number' || !Number.isFinite(value) || value < least || value > most

/** A rule of Mantine's forms for the value of a `NumberField` that counts something. Answers what is wrong with it in words, or null. */
export const wholeRule =
  (limits: Limits) =>
  (value: unknown): string | null =>
    outside(value, limits) || (typeof value === 'number' && !Number.isInteger(value))
      ? say(phrase('value.whole-from-to', { least: limits.least, most: limits.most }))
      : null

/** The same for one that may have decimals, which the message writes as the country does. */
export const decimalRule =
  (limits: Limits, country: string) =>
  (value: unknown): string | null =>
    outside(value, limits)
      ? say(
          phrase('value.from-to', {
            least: asTyped(limits.least, country),
            most: asTyped(limits.most, country),
          }),
        )
      : null
