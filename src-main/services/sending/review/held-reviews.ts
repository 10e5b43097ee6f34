/** The reviews that were made lately, to be looked through and sent. */
import { Refusal } from '#contract'
import type { HeldReview } from './review'

/** So many reviews are remembered; an older one is made again. */
const KEPT = 8

export type HeldReviews = ReturnType<typeof createHeldReviews>
export const createHeldReviews = () => {
  const held = new Map<string, HeldReview>()
  return {
    /** @throws Refusal where it is not remembered any more */
    get(id: string): HeldReview {
      const review = held.get(id)
      if (!review) throw new Refusal('not-found', 'sending.review-gone')
      return review
    },
    /** The newest of all, whatever was held under its id. */
    put(id: string, review: HeldReview): void {
      held.delete(id)
      held.set(id, review)
      for (const old of held.keys()) if (held.size > KEPT) held.delete(old)
    },
    drop(id: string): void {
      held.delete(id)
    },
  }
}
