/** What may still be spent: the carrier's balance and the month's cap, less what neither of them shows yet. */
import type { Money } from '#core/values'
import { CarrierError, type Clock, type Settings, type Sms } from '../ports'
import type { Stores } from '../stores'

/** Money in millionths, and what limits it. */
export type Limit = { micros: number; by: 'balance' | 'cap' | 'unknown' }
/** The balance of an office that pays beforehand could not be read yet: not even a text without a price fits in. */
const NOT_KNOWN: Limit = { micros: -1, by: 'unknown' }

export type Budget = {
  /** What a claim may still spend, never more than there is; null while nothing limits it. */
  available(): Limit | null
  /** The same, from every text: `available` lags behind what was given back. */
  exactly(): Limit | null
  /** A text of this price is claimed. */
  claimed(micros: number): void
  /** Asks the carrier, once a minute; null where it cannot be known. */
  balance(): Promise<Money | null>
  /** Money spent since the month began, in millionths, as far as known. */
  spentThisMonth(): number
}

/** So long the carrier's balance is believed; what was spent meanwhile is known here. */
export const BALANCE_FOR_MS = 60_000
/** The sum goes over every text since the balance was asked for, so it is made once a second; claims are added to it. */
const SUM_FOR_MS = 1_000

export const createBudget = (ports: {
  stores: Pick<Stores, 'outbox'>
  sms: Sms
  clock: Clock
  /** How the office pays. */
  sending: () => Settings['sending']
  /** When the month began at the office. */
  monthStart: () => string
}): Budget => {
  const { stores, sms, clock, sending, monthStart } = ports
  let known: { money: Money | null; spent: number; at: number } | null = null
  let sum: { micros: number; at: number } | null = null

  /** Own spend since balance and spending were asked for, and what is scheduled: neither shows in them yet. */
  const gone = () =>
    known
      ? stores.outbox.spentSince(new Date(known.at).toISOString()) + stores.outbox.reserved(sms.accountSid)
      : 0

  const limit = (less: () => number): Limit | null => {
    const { funding, cap } = sending()
    if (funding !== 'prepaid' && !cap) return null
    if (!known || (funding === 'prepaid' && !known.money)) return NOT_KNOWN
    const gone = less()
    const limits: Limit[] = []
    if (funding === 'prepaid' && known.money)
      limits.push({ micros: known.money.micros - gone, by: 'balance' })
    if (cap) limits.push({ micros: cap.micros - known.spent - gone, by: 'cap' })
    return limits.toSorted((one, other) => one.micros - other.micros)[0] ?? null
  }
  const exactly = () =>
    limit(() => {
      sum = { micros: gone(), at: clock.now() }
      return sum.micros
    })

  /** The balance less what is spent or promised since it was known. */
  const left = (money: Money | null): Money | null =>
    money && { micros: money.micros - gone(), currency: money.currency }

  return {
    available() {
      const made = sum
      const age = made ? clock.now() - made.at : -1
      return made && age >= 0 && age < SUM_FOR_MS ? limit(() => made.micros) : exactly()
    },
    exactly,
    claimed(micros) {
      if (sum) sum.micros += micros
    },
    async balance() {
      if (known && clock.now() - known.at < BALANCE_FOR_MS) return left(known.money)
      const at = clock.now()
      const spent = await stores.outbox.spentBetween(monthStart(), new Date(at).toISOString())
      try {
        known = { money: await sms.balance(), spent, at }
      } catch (error) {
        if (!(error instanceof CarrierError)) throw error
        // What was known before still limits what leaves; to a person it is not known now.
        known ??= { money: null, spent, at }
        return null
      }
      sum = null
      return left(known.money)
    },
    spentThisMonth: () => (known?.spent ?? 0) + gone(),
  }
}
