/** When each text of a send leaves: nights and holidays where people are, and the sender's rate. */
import { windowFor } from '#core/quiet-hours'
import { timetable, type Timetable } from '#core/timetable'
import type { Purpose } from '#core/values'
import type { Office } from './office'
import type { Outbox } from './outbox/index'

/** @param start epoch milliseconds before which none leaves */
export const layOut = (
  { office, outbox }: { office: Office; outbox: Pick<Outbox, 'rate'> },
  texts: readonly { zones: string; units: number }[],
  purpose: Purpose,
  start: number,
): Timetable => {
  const { sending, office: place } = office.settings()
  return timetable(texts, {
    start,
    window: windowFor(sending.quiet, purpose),
    zone: place.zone,
    perSecond: outbox.rate(),
  })
}
