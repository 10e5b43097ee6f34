/** Prices of a unit by country, asked of the carrier when first needed: the cost is known before sending. */
import { createPriceBook, type PriceBook, senderKindOf } from '#core/sending/price-book'
import type { Instant } from '#shared/values'
import { CarrierError, type Sender, type Sms } from '../ports'
import type { Stores } from '../stores'

/** So long the carrier's word counts that it has no price for a country; then it is asked again. */
const NONE_FOR_MS = 86_400_000
/** A list price is read again after so long. */
const LIST_FOR_MS = 7 * 86_400_000

/** What texts from this sender cost: what the carrier charged lately, else its list. */
export const priceBook = (stores: Pick<Stores, 'prices'>, sender: Sender | null): PriceBook =>
  createPriceBook(
    stores.prices.all(),
    stores.prices.learned(),
    sender?.kind === 'number' ? senderKindOf(sender.number) : null,
  )

/** Asks for the prices that are missing or old. A price that cannot be had stays unknown, and the review says so. */
export const createPrices = (stores: Pick<Stores, 'write' | 'prices'>, sms: Sms, now: () => Instant) => {
  /** Countries without a price at the carrier, with the time until which that counts. */
  const none = new Map<string, number>()
  return {
    /** @returns the countries for which the carrier has no price: it does not text there */
    async ensure(countries: readonly string[]): Promise<ReadonlySet<string>> {
      const at = Date.parse(now())
      const listed = stores.prices.all()
      const known = new Set(listed.map((price) => price.country))
      const fresh = new Set(
        listed.filter((price) => at - Date.parse(price.at) < LIST_FOR_MS).map((price) => price.country),
      )
      for (const country of new Set(countries)) {
        if (country === '' || fresh.has(country) || (none.get(country) ?? 0) > at) continue
        try {
          const price = await sms.price(country)
          if (price) await stores.write(() => stores.prices.put({ country, ...price, at: now() }))
          else none.set(country, at + NONE_FOR_MS)
        } catch (error) {
          if (!(error instanceof CarrierError)) throw error
          break
        }
      }
      return new Set(countries.filter((country) => !known.has(country) && (none.get(country) ?? 0) > at))
    },
  }
}
export type Prices = ReturnType<typeof createPrices>
