/**
 * A block that the carrier set: whether the person opted in there again, only the carrier knows. So it is asked with one text,
 * and the block is lifted when that is accepted, never before (X9). The send itself says that it asks, and goes with it when the
 * person is forgotten.
 */
import type { SuppressionCause } from '#core/sending/consent'
import type { Stores } from '../stores'

type Sends = Pick<Stores, 'sends'>

/** What a send that asks keeps as its review. @param why what the person told at the desk */
export const questionToCarrier = (why: string): string => JSON.stringify({ asksCarrier: why })

/** What was told when the carrier was asked with this send; null where it does not ask. */
export const whyAsked = ({ sends }: Sends, sendId: string): string | null => {
  const review = sends.get(sendId)?.review ?? null
  return review === null ? null : ((JSON.parse(review) as { asksCarrier?: string }).asksCarrier ?? null)
}

/** Does this text ask the carrier about its own block? Any other block stands. */
export const asksCarrier = (
  stores: Sends,
  { sendId, causes }: { sendId: string; causes: readonly SuppressionCause[] },
): boolean =>
  causes.length > 0 && causes.every((cause) => cause === 'carrier') && whyAsked(stores, sendId) !== null
