import type { Money } from '#shared/values'

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Twilio's decimal strings (`"-0.00830"`, `"0.05"`) as millionths, without floating point. Digits past the
 * sixth round half up. Null for anything that is not a plain decimal.
 */
export function microsOf(decimal: unknown): number | null {
  const match = DECIMAL.exec(typeof decimal === 'number' ? String(decimal) : String(decimal ?? '').trim())
  if (!match) return null
  const fraction = (match[3] ?? '').padEnd(7, '0')
  const micros = Number(match[2]) * 1_000_000 + Number(fraction.slice(0, 6)) + (fraction[6]! >= '5' ? 1 : 0)
  if (!Number.isSafeInteger(micros)) return null
  return match[1] && micros !== 0 ? -micros : micros
}

/** A price as the app counts it: what is paid is positive, though Twilio reports charges as negative. */
export function priceOf(decimal: unknown, currency: unknown): Money | null {
  const micros = microsOf(decimal)
  return micros === null ? null : { micros: Math.abs(micros), currency: currencyOf(currency) }
}

/** A balance keeps its sign: it can be overdrawn. */
export function balanceOf(decimal: unknown, currency: unknown): Money | null {
  const micros = microsOf(decimal)
  return micros === null ? null : { micros, currency: currencyOf(currency) }
}

/** Twilio writes both `usd` and `USD`. */
function currencyOf(currency: unknown): string {
  return typeof currency === 'string' && currency ? currency.toUpperCase() : 'USD'
}
