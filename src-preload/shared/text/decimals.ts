/** Numbers as people type them: what stands between groups and before decimals differs by country. */
import { decimalsOf } from '../files/table-cells'

const DIGITS = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i
/** Spaces and apostrophes stand between groups and nowhere else. */
const GROUP_SPACES = /(\d)[\u0020\u00a0\u202f'’](?=\d{3}(?:\D|$))/g
const GROUPS_OF_POINTS = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$|^[+-]?\d{1,3}(?:\.\d{3}){2,}$/
const GROUPS_OF_COMMAS = /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$|^[+-]?\d{1,3}(?:,\d{3}){2,}$/
/** Lakhs and crores: groups of two before the last one of three. */
const INDIAN_GROUPS = /^[+-]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/

/**
 * A decimal with its decimals after a point, or null where it is none. Groups are known where another mark or a second group shows
 * what they are ("1.234,5", "1,234.50", "1 234,5", "1,00,000"). One mark before three digits is its country's decimals in "1,234"
 * (and then no group), and may be either in "1.234" where decimals have a comma: that is refused, never guessed.
 */
export const decimalText = (typed: string, country: string): string | null => {
  const plain = typed.trim().replace(GROUP_SPACES, '$1')
  const digits = (text: string) => (DIGITS.test(text) ? text : null)
  if (GROUPS_OF_POINTS.test(plain)) return digits(plain.replaceAll('.', '').replace(',', '.'))
  if (GROUPS_OF_COMMAS.test(plain) || INDIAN_GROUPS.test(plain)) return digits(plain.replaceAll(',', ''))
  const comma = decimalsOf(country) === 'comma'
  if (comma && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(plain)) return null
  if (!comma && /^[+-]?\d+,\d{3}$/.test(plain)) return null
  return digits(/^[+-]?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain)
}

/**
 * An amount of money with its decimals after a point, or null where it is none; signs and codes of currencies may stand beside it. No amount
 * has three decimals: one mark before three digits is a thousand where it stands between groups ("1.000" in Germany), and refused elsewhere.
 */
export const amountText = (typed: string, country: string): string | null => {
  const plain = typed
    .replace(/(?<!\p{L})[A-Z]{0,3}\p{Sc}/gu, '')
    .trim()
    .replace(/^[A-Z]{3}\s+|\s+[A-Z]{3}$/g, '')
  const [, thousands, mark, rest] = /^(\d{1,3})([.,])(\d{3})$/.exec(plain) ?? []
  if (mark === undefined) return decimalText(plain, country)
  const between = decimalsOf(country) === 'comma' ? '.' : ','
  return mark === between ? `${thousands}${rest}` : null
}

/** A number as it is typed in a country: without groups, its own mark before the decimals. */
export const asTyped = (digits: number | string, country: string): string =>
  decimalsOf(country) === 'comma' ? String(digits).replace('.', ',') : String(digits)
