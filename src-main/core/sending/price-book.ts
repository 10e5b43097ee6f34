/**
 * What one message unit costs: what the carrier charged lately for such texts, else its price list. A text's real price
 * comes up to a day after it left and includes fees of the recipient's carrier that no price list shows, so an estimate
 * says how it was made.
 */
import { isTollFree } from '#shared/phone/phone-number'
import type { Money } from '#shared/values'

/** Carriers charge fees by what a text comes from. */
export type SenderKind = 'long' | 'toll-free' | 'short' | 'name'
export type Direction = 'out' | 'in'

/** `fee`: what a carrier may add to each unit, in millionths of the same currency; null for nothing. */
export type ListPrice = {
  country: string
  outbound: Money
  inbound: Money | null
  fee: { low: number; high: number } | null
  /** When the carrier was asked. */
  at: string
}
/** Prices of single units that the carrier charged, in millionths, the newest last. */
export type LearnedPrice = {
  country: string
  sender: SenderKind
  direction: Direction
  currency: string
  recent: readonly number[]
  at: string
}

/** `charged`: from what the carrier charged lately; `list`: from its price list; `range`: the list without the fees on top. */
export type PriceBasis = 'charged' | 'list' | 'range'
/** A price of one unit, on the careful side; `low` is the other end where it is a range. */
export type UnitPrice = Money & { readonly low: number; readonly basis: PriceBasis }

/** So many of the newest prices are kept: enough for a median that one odd price does not move. */
export const PRICES_KEPT = 25

/** Twilio charges so much for a text that failed before it left, in US dollars: https://www.twilio.com/en-us/sms/pricing/us */
export const FAILED_FEE: Money = { micros: 1000, currency: 'USD' }

/** What kind of sender a number, short code or name is. */
export const senderKindOf = (from: string): SenderKind =>
  isTollFree(from)
    ? 'toll-free'
    : /^\+?\d{3,8}$/.test(from)
      ? 'short'
      : /^\+?\d+$/.test(from)
        ? 'long'
        : 'name'

/** The middle value; of two middle ones the higher. Throws a RangeError for no values. */
export const median = (values: readonly number[]): number => {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
  if (middle === undefined) throw new RangeError('No values')
  return middle
}

/** The kept prices with one more: the newest last, the oldest dropped. */
export const withPrice = (recent: readonly number[], micros: number): number[] =>
  [...recent, micros].slice(-PRICES_KEPT)

export type PriceBook = {
  /** Price of a unit sent to a country; null where none is known. */
  unit(country: string): UnitPrice | null
  /** Price of a unit received from a country. */
  inbound(country: string): UnitPrice | null
  /** The cheapest and the dearest unit of all countries that are known here; null where there are none. */
  span(): { low: number; high: number; currency: string } | null
  /** Every country with a known price. */
  countries(): string[]
}

/**
 * @param sender what texts come from; null where that is chosen for each text (a Messaging Service with several
 *   numbers): then the newest prices of any sender count
 */
export const createPriceBook = (
  list: readonly ListPrice[],
  learned: readonly LearnedPrice[],
  sender: SenderKind | null,
): PriceBook => {
  const listed = new Map(list.map((price) => [price.country, price]))
  const charged = new Map<string, LearnedPrice>()
  for (const price of learned) {
    if (price.recent.length === 0 || (sender !== null && price.sender !== sender)) continue
    const key = `${price.direction} ${price.country}`
    const other = charged.get(key)
    if (!other || other.at < price.at) charged.set(key, price)
  }
  const fromCharged = (direction: Direction, country: string): UnitPrice | null => {
    const price = charged.get(`${direction} ${country}`)
    if (!price) return null
    const micros = median(price.recent)
    return { micros, low: micros, currency: price.currency, basis: 'charged' }
  }
  const unit = (country: string): UnitPrice | null => {
    const known = fromCharged('out', country)
    if (known) return known
    const price = listed.get(country)
    if (!price) return null
    const { micros, currency } = price.outbound
    return price.fee
      ? { micros: micros + price.fee.high, low: micros + price.fee.low, currency, basis: 'range' }
      : { micros, low: micros, currency, basis: 'list' }
  }
  const countries = () => [
    ...new Set([
      ...listed.keys(),
      ...[...charged.values()].filter(({ direction }) => direction === 'out').map(({ country }) => country),
    ]),
  ]
  return {
    unit,
    countries,
    inbound(country) {
      const known = fromCharged('in', country)
      if (known) return known
      const price = listed.get(country)?.inbound
      return price ? { ...price, low: price.micros, basis: 'list' } : null
    },
    span() {
      const units = countries().flatMap((country) => unit(country) ?? [])
      const [first] = units
      if (!first) return null
      return {
        low: Math.min(...units.map(({ low }) => low)),
        high: Math.max(...units.map(({ micros }) => micros)),
        currency: first.currency,
      }
    },
  }
}
