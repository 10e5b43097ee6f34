/**
 * Asks the carrier for prices it has not said yet. It does so up to a day after a text ended; after that the estimate
 * stays, and says that it is one.
 */
import { writeEach } from '../../time-slice'
import type { Instant } from '#shared/values'
import { CarrierError, type CarrierMessage, type Clock, type Sms } from '../../ports'
import type { OwedPrice } from '../../sending/price-store'
import type { Stores } from '../../stores'
import { type Charges, nextPriceAsk } from './charges'

/** So many are looked at in one turn, and so many asked for one by one. */
const AT_ONCE = 2000
const FETCH_AT_MOST = 15
/** More than a few are asked for by one list, so often at most. */
const LIST_EVERY_MS = 5 * 60_000
const MOST_LISTED = 10_000
const MARGIN_MS = 10 * 60_000
/** The carrier answers a keyword within this time. */
const ANSWER_WITHIN_MS = 5 * 60_000
/** The carrier's times are whole seconds. */
const SAME_MOMENT_MS = 1000
/** Words that the carrier itself answers, which costs as well. */
export const ANSWERED: readonly string[] = ['stop', 'start', 'yes', 'help']

export const createPricePoll = (ports: {
  stores: Pick<Stores, 'write' | 'charges' | 'prices'>
  sms: Sms
  clock: Clock
  charges: Charges
  changed: () => void
}) => {
  const { stores, sms, clock, charges, changed } = ports
  const { write } = stores
  let listedAt = Number.NEGATIVE_INFINITY

  const later = ({ sid, endedAt }: OwedPrice) => stores.charges.ask(sid, nextPriceAsk(endedAt, clock.now()))

  /** The keyword that the carrier answered at that time: the last one before it. */
  const answeredBy = (keywords: readonly { sid: string; at: Instant }[], answeredAt: number) =>
    keywords.findLast(({ at }) => {
      const waited = answeredAt - Date.parse(at)
      return waited >= -SAME_MOMENT_MS && waited <= ANSWER_WITHIN_MS
    })?.sid

  /** A reply costs what it is, and what the carrier answered by itself to it: each answer belongs to one keyword. */
  const replyCost = async (owed: OwedPrice, reply: CarrierMessage) => {
    if (!reply.price) return null
    if (owed.meaning === null || !ANSWERED.includes(owed.meaning)) return reply.price
    const at = Date.parse(owed.endedAt)
    const { messages } = await sms.list({
      to: owed.e164,
      sentOnOrAfter: new Date(at - MARGIN_MS).toISOString(),
    })
    const keywords = stores.charges.repliesOf(
      owed.e164,
      ANSWERED,
      new Date(at - ANSWER_WITHIN_MS).toISOString(),
      new Date(at + ANSWER_WITHIN_MS).toISOString(),
    )
    const answers = messages.filter(
      ({ direction, createdAt }) =>
        direction === 'outbound-reply' && answeredBy(keywords, Date.parse(createdAt)) === owed.sid,
    )
    let { micros } = reply.price
    for (const { price } of answers) {
      if (!price) return null
      micros += price.micros
    }
    return { ...reply.price, micros }
  }

  const askOne = async (owed: OwedPrice): Promise<void> => {
    try {
      const carrier = await sms.fetch(owed.sid)
      if (owed.direction === 'in') {
        const price = carrier && (await replyCost(owed, carrier))
        await write(() => (price ? stores.charges.charge(owed.sid, price) : later(owed)))
        if (carrier?.price)
          await write(() =>
            charges.learn(
              'in',
              owed.e164,
              carrier.to,
              carrier.segments ?? 0,
              carrier.price ?? { micros: 0, currency: '' },
            ),
          )
      } else
        await write(() => {
          if (carrier?.price) charges.told(carrier, false, null)
          else later(owed)
        })
    } catch (error) {
      // One odd answer holds up no other price.
      if (!(error instanceof CarrierError) || error.kind !== 'unreadable') throw error
      await write(() => later(owed))
    }
  }

  /** One list for the prices of many texts; answers those it did not hold. */
  const listed = async (owed: readonly OwedPrice[]): Promise<OwedPrice[]> => {
    const oldest = owed.reduce(
      (min, { sentAfter }) => (sentAfter < min ? sentAfter : min),
      owed[0]?.sentAfter ?? '',
    )
    const { messages } = await sms.list(
      { sentOnOrAfter: new Date(Date.parse(oldest) - MARGIN_MS).toISOString() },
      MOST_LISTED,
    )
    const bySid = new Map(messages.map((message) => [message.sid, message]))
    await writeEach(stores, owed, (one) => {
      const carrier = bySid.get(one.sid)
      if (!carrier) return
      if (carrier.price) charges.told(carrier, false, null)
      else later(one)
    })
    return owed.filter(({ sid }) => !bySid.has(sid))
  }

  return {
    /** Answers how many prices were due to be asked for. */
    async tick(): Promise<number> {
      const now = clock.now()
      const owed = stores.charges.owed(sms.accountSid, new Date(now).toISOString(), AT_ONCE)
      if (owed.length === 0) return 0
      const texts = owed.filter(({ direction }) => direction === 'out')
      const replies = owed.filter(({ direction }) => direction === 'in')
      let single = texts
      if (texts.length > FETCH_AT_MOST && Math.abs(now - listedAt) >= LIST_EVERY_MS) {
        single = await listed(texts)
        listedAt = now
      }
      for (const one of [...replies, ...single].slice(0, FETCH_AT_MOST)) await askOne(one)
      changed()
      return owed.length
    },
  }
}
