/** What the carrier says of prices, as it comes: kept for the text or reply, and learned from for the next estimate. */
import { countryOf } from '#shared/phone/phone-number'
import { type Direction, FAILED_FEE, senderKindOf } from '#core/sending/price-book'
import type { E164, Instant, Money } from '#shared/values'
import type { CarrierMessage, CarrierStatus } from '../../ports'
import type { Stores } from '../../stores'

/** A price may come with any status from here on. `sent` may stay for ever. */
const GONE: readonly CarrierStatus[] = ['sent', 'delivered', 'undelivered', 'failed', 'read', 'received']
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** When the price is asked for after a text ended: Twilio says it within a day. */
export const PRICE_ASKED_AFTER: readonly number[] = [
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  18 * HOUR,
  24 * HOUR,
  26 * HOUR,
]

/** The next time to ask for the price of a text that ended then; null when a day has passed. */
export const nextPriceAsk = (endedAt: Instant, now: number): Instant | null => {
  const ended = Date.parse(endedAt)
  const after = PRICE_ASKED_AFTER.find((ms) => ended + ms > now)
  return after === undefined ? null : new Date(ended + after).toISOString()
}

export type Charges = ReturnType<typeof createCharges>
export const createCharges = (stores: Pick<Stores, 'charges' | 'prices'>, now: () => Instant) => {
  const { charges, prices } = stores
  /** A price of all units of a text tells that of one. */
  const learn = (direction: Direction, number: string, own: string | null, units: number, price: Money) => {
    const country = countryOf(number as E164)
    if (country === null || own === null || own === '' || units === 0 || price.micros === 0) return
    const unit = { micros: Math.round(price.micros / units), currency: price.currency }
    prices.learn({ country, sender: senderKindOf(own), direction, unit, at: now() })
  }
  return {
    learn,
    /**
     * Inside a write: what an answer about one of our texts says of its price. True when that was new.
     * @param isNews its status is new as well
     * @param currency of the estimate
     */
    told(carrier: CarrierMessage, isNews: boolean, currency: string | null): boolean {
      if (carrier.price) {
        if (!charges.charge(carrier.sid, carrier.price)) return false
        // A failed text costs a fee, which says nothing of the next one.
        if (carrier.status !== 'failed')
          learn('out', carrier.to, carrier.from, carrier.segments ?? 0, carrier.price)
        return true
      }
      if (!isNews || !GONE.includes(carrier.status)) return false
      if (carrier.status === 'failed')
        charges.assume(
          carrier.sid,
          (currency ?? 'USD') === 'USD' ? FAILED_FEE : { micros: 0, currency: currency ?? '' },
        )
      const at = now()
      charges.ask(carrier.sid, nextPriceAsk(at, Date.parse(at)))
      return false
    },
  }
}
