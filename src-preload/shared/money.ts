/** Money as whole millionths of a currency's main unit. No floats: prices go in and out as decimal text. */
import type { Money } from './values'

const MICROS = 1_000_000n
const DECIMALS = 6

function money(micros: bigint, currency: string): Money {
  const exact = Number(micros)
  if (!Number.isSafeInteger(exact)) throw new RangeError('Amount too large to be kept exactly')
  return { micros: exact, currency }
}

function sameCurrency(a: Money, b: Money): string {
  if (a.currency !== b.currency) throw new RangeError(`Cannot mix ${a.currency} and ${b.currency}`)
  return a.currency
}

/**
 * Reads a decimal such as `0.00790` or `-12.5` exactly, as Twilio writes prices and balances. Throws a
 * RangeError for other text, for more than six decimals that count, and for a currency not of three letters.
 */
export function parseDecimal(text: string, currency: string): Money {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (match === null) throw new RangeError(`Not a decimal number: ${text}`)
  if (!/^[A-Za-z]{3}$/.test(currency)) throw new RangeError(`Not a currency: ${currency}`)
  const [, sign, whole = '0', decimals = ''] = match
  const fraction = decimals.replace(/0+$/, '')
  if (fraction.length > DECIMALS) throw new RangeError(`More than ${DECIMALS} decimals: ${text}`)
  const micros = BigInt(whole) * MICROS + BigInt(fraction.padEnd(DECIMALS, '0'))
  return money(sign === '-' ? -micros : micros, currency.toUpperCase())
}

/** The sum. Throws a RangeError for two currencies. */
export function add(a: Money, b: Money): Money {
  return money(BigInt(a.micros) + BigInt(b.micros), sameCurrency(a, b))
}

/** A price times a count. Throws a RangeError unless `count` is a whole number. */
export function times(price: Money, count: number): Money {
  if (!Number.isSafeInteger(count)) throw new RangeError(`Not a whole number: ${count}`)
  return money(BigInt(price.micros) * BigInt(count), price.currency)
}

/** Negative if `a` is less, 0 if equal, positive if more: for `sort`. Throws a RangeError for two currencies. */
export function compare(a: Money, b: Money): number {
  sameCurrency(a, b)
  return a.micros - b.micros
}

const formatters = new Map<string, Intl.NumberFormat>()

/**
 * For the screen: totals with two decimals, or with `precise` unit prices with four. Currencies
 * without a small unit (JPY) show none in totals. Throws a RangeError for an unknown locale.
 */
export function formatMoney(
  amount: Money,
  locale: string,
  { precise = false }: { precise?: boolean } = {},
): string {
  const key = `${locale} ${amount.currency} ${precise}`
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: amount.currency,
      ...(precise ? { minimumFractionDigits: 4, maximumFractionDigits: 4 } : {}),
    })
    formatters.set(key, formatter)
  }
  // As decimal text, which Intl formats without passing through a float.
  const digits = String(Math.abs(amount.micros)).padStart(DECIMALS + 1, '0')
  const decimal = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`
  return formatter.format((amount.micros < 0 ? `-${decimal}` : decimal) as Intl.StringNumericLiteral)
}
