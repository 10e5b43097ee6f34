/** What may still be spent: the carrier's balance and the month's cap, less what neither of them shows yet. */
import type { Money } from '#shared/values'
import { CarrierError, type Clock, type Sms } from '../../ports'
import type { Stores } from '../../stores'
import type { Settings } from '../../settings/settings-store'

/** Money in millionths, and what limits it. */
export type Limit = { micros: number; by: 'balance' | 'cap' | 'unknown' }
/** The balance of an office that pays beforehand could not be read yet: not even a text without a price fits in. */
const NOT_KNOWN: Limit = { micros: -1, by: 'unknown' }
/** A text to one person does not wait for a balance to be read. */
export type Whose = 'one' | 'many'

export type Budget = {
  /** What a claim may still spend, never more than there is; null while nothing limits it. */
  available(whose: Whose): Limit | null
  /** The same, from every text: `available` lags behind what was given back. */
  exactly(whose: Whose): Limit | null
  /** A text of this price is claimed. */
  claimed(micros: number): void
  /**
   * What the carrier said, no longer ago than so many ms (a minute where it is left out); else it is asked. Null where it cannot be
   * known.
   */
  balance(mostAgeMs?: number): Promise<Money | null>
  /** Do sends to many wait because the balance could not be read? */
  waits(): boolean
  /** Money spent since the month began, in millionths, as far as known. */
  spentThisMonth(): number
}

/** So long the carrier's balance is believed; what was spent meanwhile is known here. */
export const BALANCE_FOR_MS = 60_000
/** The sum goes over every text since the balance was asked for, so it is made once a second; claims are added to it. */
const SUM_FOR_MS = 1_000

export const createBudget = (ports: {
  stores: Pick<Stores, 'spending'>
  sms: Sms
  clock: Clock
  /** How the office pays. */
  sending: () => Settings['sending']
  /** When the month began at the office. */
  monthStart: () => string
}): Budget => {
  const { stores, sms, clock, sending, monthStart } = ports
  /** `sure`: the carrier said so itself. `old`: it is asked again, however late it is. */
  let known: { money: Money | null; sure: boolean; spent: number; at: number; old: boolean } | null = null
  let sum: { micros: number; at: number } | null = null

  const spentSince = (at: number) => stores.spending.spentSince(new Date(at).toISOString())
  /** Own spend since balance and spending were asked for, and what is scheduled: neither shows in them yet. */
  const gone = () => {
    if (!known) return 0
    // The clock was put back: from here on texts bear earlier times than the question.
    if (clock.now() < known.at) known = { ...known, at: clock.now(), old: true }
    return spentSince(known.at) + stores.spending.reserved(sms.accountSid)
  }

  const limit = (whose: Whose, less: () => number): Limit | null => {
    const { funding, cap } = sending()
    if (funding !== 'prepaid' && !cap) return null
    const unread = funding === 'prepaid' && !known?.money
    if (unread && whose === 'many') return NOT_KNOWN
    if (!known) return null
    const gone = less()
    const limits: Limit[] = []
    if (funding === 'prepaid' && known.money)
      limits.push({ micros: known.money.micros - gone, by: 'balance' })
    if (cap) limits.push({ micros: cap.micros - known.spent - gone, by: 'cap' })
    return limits.toSorted((one, other) => one.micros - other.micros)[0] ?? null
  }
  const exactly = (whose: Whose) =>
    limit(whose, () => {
      sum = { micros: gone(), at: clock.now() }
      return sum.micros
    })

  /** The balance less what is spent or promised since it was known. */
  const left = (money: Money | null): Money | null =>
    money && { micros: money.micros - gone(), currency: money.currency }

  /** What the carrier says; where it cannot be asked, what it said before less what was spent since. */
  const ask = async (): Promise<{ money: Money | null; sure: boolean }> => {
    try {
      return { money: await sms.balance(), sure: true }
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error
      const before = known?.money
      const money = known && before ? { ...before, micros: before.micros - spentSince(known.at) } : null
      return { money, sure: false }
    }
  }

  return {
    available(whose) {
      const made = sum
      const age = made ? clock.now() - made.at : -1
      return made && age >= 0 && age < SUM_FOR_MS ? limit(whose, () => made.micros) : exactly(whose)
    },
    exactly,
    claimed(micros) {
      if (sum) sum.micros += micros
    },
    async balance(mostAgeMs = BALANCE_FOR_MS) {
      const age = known && !known.old ? clock.now() - known.at : -1
      if (!known || age < 0 || age >= mostAgeMs) {
        // Before the question: what is claimed meanwhile may not be in the answer.
        const at = clock.now()
        const asked = await ask()
        const spent = await stores.spending.spentBetween(monthStart(), new Date(at).toISOString())
        known = { ...asked, spent, at, old: false }
        sum = null
      }
      return known.sure ? left(known.money) : null
    },
    waits: () => limit('many', () => 0)?.by === 'unknown',
    spentThisMonth: () => (known?.spent ?? 0) + gone(),
  }
}
