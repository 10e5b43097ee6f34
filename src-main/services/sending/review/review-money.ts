/** What a reviewed send costs: against what there is, and what answers to it will cost. */
import type { AppContract } from '#contract'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import type { PriceBasis, PriceBook } from '#core/sending/price-book'
import type { PlannedText } from '#core/sending/send-plan'
import type { Money } from '#shared/values'
import type { z } from 'zod'
import { isOneWay } from '../../consent/way-out'
import type { Office } from '../../office'
import { whySenderNotReady } from '../../settings/readiness'
import type { Stores } from '../../stores'
import { priceBook } from '../prices'
import type { Outbox } from '../../outbox/outbox'

type Out = z.output<AppContract['bulk']['review']['output']>
const DAY_MS = 86_400_000
/** How often people answer is told from so long, and from no fewer texts. */
const RATE_FROM_MS = 90 * DAY_MS
const RATE_FROM_TEXTS = 20
/** What was asked so long ago is not asked again. */
const JUST_NOW_MS = 1000

type Cost = { cost: Money | null; costLow: Money | null; costBasis: Out['costBasis'] }
/** What they cost together. Units without a known price are counted as the dearest and the cheapest that are known. */
const costOf = (will: readonly PlannedText[], span: ReturnType<PriceBook['span']>): Cost => {
  let [high, low, unknown] = [0, 0, 0]
  let currency: string | undefined
  const bases = new Set<PriceBasis>()
  for (const { price, units } of will) {
    if (!price) {
      unknown += units
      continue
    }
    high += price.micros
    low += price.low
    currency ??= price.currency
    bases.add(price.basis)
  }
  if (unknown > 0 && span && span.currency === (currency ?? span.currency)) {
    high += unknown * span.high
    low += unknown * span.low
    currency ??= span.currency
    bases.add('range')
  }
  if (currency === undefined) return { cost: null, costLow: null, costBasis: null }
  const [basis = 'list', other] = bases
  const costBasis = bases.has('range') ? 'range' : other ? 'partly' : basis
  return { cost: { micros: high, currency }, costLow: { micros: low, currency }, costBasis }
}

export const createReviewMoney = ({
  stores,
  office,
  outbox,
}: {
  stores: Pick<Stores, 'spending' | 'prices' | 'report' | 'facts' | 'recipients'>
  office: Office
  outbox: Outbox
}) => {
  /** What these texts cost against what there is; `blocked` says why they may not be sent. */
  const money = async (will: readonly PlannedText[]) => {
    const { cost, costLow, costBasis } = costOf(will, priceBook(stores, outbox.sender()).span())
    const { funding, cap } = office.settings().sending
    const against = (balance: Money | null) => {
      // What waits already is as good as spent.
      const waiting = stores.spending.promised(outbox.accountSid)
      const have = balance && { micros: balance.micros - waiting, currency: balance.currency }
      const short =
        have && cost && cost.currency === have.currency && cost.micros > have.micros
          ? { micros: cost.micros - have.micros, currency: have.currency }
          : null
      return { waiting, have, short }
    }
    let found = against(await outbox.balance())
    // It may have been topped up, or the connection be back: what was known before stops nobody.
    if (funding === 'prepaid' && (found.have === null || found.short))
      found = against(await outbox.balance(JUST_NOW_MS))
    const { waiting, have, short } = found
    let blocked: Phrase | null = null
    if (funding === 'prepaid' && have === null) {
      blocked = phrase('sending.balance-unread')
    } else if (funding === 'prepaid' && short) {
      blocked = phrase('sending.balance-low')
    }
    if (cap && cost && cost.currency === cap.currency) {
      const spent = outbox.spentThisMonth() + waiting
      if (cost.micros + spent > cap.micros) {
        blocked = phrase(spent > 0 ? 'sending.cap-by-month' : 'sending.cap')
      }
    }
    const notReady = whySenderNotReady(
      stores,
      JSON.stringify(outbox.sender()),
      will.map(({ recipientId }) => recipientId),
    )
    const reserved = waiting + stores.spending.reserved(outbox.accountSid)
    const currency = have?.currency ?? cost?.currency
    return {
      cost,
      costLow,
      costBasis,
      have,
      short,
      blocked: notReady ?? blocked,
      notReady: notReady !== null,
      reserved: currency && reserved > 0 ? { micros: reserved, currency } : null,
    }
  }

  /** Answers by the office's own rate of the last three months; null where nobody can answer, or too few texts tell. */
  const expectedReplies = async (texts: number): Promise<Out['replies']> => {
    const sender = outbox.sender()
    if (isOneWay(sender, office.settings().sending)) return null
    const since = new Date(Date.parse(office.now()) - RATE_FROM_MS).toISOString()
    const past = await stores.report.replyRate(since)
    if (past.texts < RATE_FROM_TEXTS) return null
    const count = Math.round((texts * past.replies) / past.texts)
    const units = past.replies === 0 ? 0 : Math.max(count, Math.round((count * past.units) / past.replies))
    const unit = priceBook(stores, sender).inbound(office.settings().office.country)
    return {
      count,
      units,
      cost: unit && { micros: unit.micros * units, currency: unit.currency },
      percent: Math.round((past.replies / past.texts) * 1000) / 10,
    }
  }

  return { money, expectedReplies }
}
