/** Prices of a segment by country, asked of the carrier when first needed: the cost is known before sending. */
import type { Instant } from '#core/values'
import { CarrierError, type Sms } from './ports'
import type { Stores } from './stores'

/** Asks for the prices that are missing. A price that cannot be had stays unknown, and the review says so. */
export const createPrices = (stores: Stores, sms: Sms, now: () => Instant) => ({
  async ensure(countries: readonly string[]): Promise<void> {
    const known = new Set(stores.prices.all().map((price) => price.country))
    for (const country of new Set(countries)) {
      if (country === '' || known.has(country)) continue
      try {
        const price = await sms.price(country)
        if (price) await stores.write(() => stores.prices.put(country, price.outbound, price.inbound, now()))
      } catch (error) {
        if (!(error instanceof CarrierError)) throw error
        return
      }
    }
  },
})
export type Prices = ReturnType<typeof createPrices>
