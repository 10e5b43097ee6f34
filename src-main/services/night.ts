/** What the hour and the day allow a send that waits. */
import { nextPermittedInAll, windowFor } from '#core/quiet-hours'
import type { Instant } from '#core/values'
import { zoneList } from '#core/zones'
import type { Office } from './office'
import type { SendKept, WaitingNext } from './stores'

export const QUIET = 'Quiet hours'

/**
 * Whether the next text leaves the moment its recipient's quiet hours end. A send planned at night has that as its date,
 * here and in the carrier's schedule, and looks like one with a date of its own.
 */
export const waitsForMorning = (
  { type, purpose, released }: SendKept,
  { at, zones }: WaitingNext,
  office: Office,
): boolean => {
  if (type === 'individual' || type === 'test' || (released && purpose === 'alerts')) return false
  const now = Date.parse(office.now())
  const {
    sending: { quiet },
    office: { zone },
  } = office.settings()
  const opens = nextPermittedInAll(now, windowFor(quiet, purpose), zoneList(zones), zone)
  return opens > now && opens === Date.parse(at)
}

/** A text of a daily send leaves on the day it was made for, or not at all. */
export const isItsDay = (
  { dailyId, createdAt }: Pick<SendKept, 'dailyId' | 'createdAt'>,
  at: Instant,
  office: Office,
): boolean => dailyId === null || office.dayAt(Date.parse(at)) === office.dayAt(Date.parse(createdAt))
