/** The legal duty of the office's country (B9): nothing leaves to many before somebody confirmed that they know it. */
import { Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { dutyOf } from '#core/sending/duty'
import type { Office } from '../office'

/** The duty that nobody confirmed yet; null when it was confirmed for the country the office is in now. */
export const dutyOwed = (office: Office) => {
  const { office: place, duties } = office.settings()
  if (Object.hasOwn(duties, place.country)) return null
  const { title, points, address } = dutyOf(place.country)
  return { country: place.country, title, points: [...points], address }
}

/** @throws Refusal (field `duty`) until the duty of the office's country was confirmed */
export const requireDuty = (office: Office): void => {
  const owed = dutyOwed(office)
  if (owed) throw new Refusal('refused', phrase('consent.confirm-duty', { duty: owed.title }), 'duty')
}
