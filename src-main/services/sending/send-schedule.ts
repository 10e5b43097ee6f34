/** When the texts of a send may leave: quiet hours and holidays where people are, and the sender's rate. */
import { isZone, zoneList } from '#core/people/zones'
import { planSchedule, type SendSchedule } from '#core/sending/send-schedule'
import { nextPermitted, nextPermittedInAll, windowFor } from '#shared/time/quiet-hours'
import type { Instant, Purpose } from '#shared/values'
import type { Office } from '../office'
import type { SendKept, WaitingNext } from './sending-store'
import type { Outbox } from '../outbox/outbox'

/** @param start epoch milliseconds before which none leaves */
export const scheduleTexts = (
  { office, outbox }: { office: Office; outbox: Pick<Outbox, 'rate'> },
  texts: readonly { zones: string; units: number }[],
  purpose: Purpose,
  start: number,
): SendSchedule => {
  const { sending, office: place } = office.settings()
  return planSchedule(texts, {
    start,
    window: windowFor(sending.quiet, purpose),
    zone: place.zone,
    perSecond: outbox.rate(),
  })
}

/**
 * Whether the next text leaves the moment its recipient's quiet hours end. A send planned at night has that as its date,
 * here and in the carrier's schedule, and looks like one with a date of its own.
 */
export const waitsForQuietHours = (
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
  // A damaged value says nothing here; the runner sets that text aside.
  const opens = nextPermittedInAll(now, windowFor(quiet, purpose), zoneList(zones).filter(isZone), zone)
  return opens > now && opens === Date.parse(at)
}

/**
 * Is it night at a moment, by the office's quiet hours for alerts, where a person may be? What their clock shows then, and when
 * they may be texted again; null by day. A text to one person is not held for it: whoever writes is asked once.
 */
export const quietHoursAt = (
  at: number,
  zones: string,
  office: Office,
): { clock: string; until: Instant } | null => {
  const {
    sending: { quiet },
    office: { zone },
  } = office.settings()
  const window = { ...windowFor(quiet, 'alerts'), days: [0, 1, 2, 3, 4, 5, 6], closed: [] }
  const list = zoneList(zones)
  const asleep = (list.length === 0 ? [zone] : list).find((one) => nextPermitted(at, window, one) > at)
  if (asleep === undefined) return null
  return {
    clock: new Intl.DateTimeFormat('en-GB', { timeZone: asleep, hour: '2-digit', minute: '2-digit' }).format(
      at,
    ),
    until: new Date(nextPermittedInAll(at, window, list, zone)).toISOString(),
  }
}

/** A text of a daily send leaves on the day it was made for, or not at all. */
export const isItsDay = (
  { dailyId, createdAt }: Pick<SendKept, 'dailyId' | 'createdAt'>,
  at: Instant,
  office: Office,
): boolean => dailyId === null || office.dayAt(Date.parse(at)) === office.dayAt(Date.parse(createdAt))
