/** Moments by the office's clock, whatever this PC thinks where it is. */
import { clockAt, dateAt, plusDays, wallTime } from '#shared/time/wall-time'

/** What the office's clock shows at a moment, as a picker writes it: `2026-11-26 09:00:00`. */
export const shownAt = (at: number, zone: string): string => `${clockAt(at, zone).replace('T', ' ')}:00`

/** The moment a picker's text means on the office's clock. A day alone keeps the hour of now. */
export const momentOf = (shown: string | null, zone: string, now = Date.now()): string | null => {
  const [day, time] = shown?.split(' ') ?? []
  if (!day) return null
  return new Date(wallTime(day, (time ?? shownAt(now, zone).slice(11)).slice(0, 5), zone)).toISOString()
}

/** The times that are chosen most, each with the moment it means now. */
export const quickTimes = (zone: string, now = Date.now()): { label: string; at: string }[] => {
  const today = dateAt(now, zone)
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay()
  const monday = (8 - weekday) % 7 || 7
  const nine = (days: number) => new Date(wallTime(plusDays(today, days), '09:00', zone)).toISOString()
  return [
    { label: 'In an hour', at: new Date(Math.ceil((now + 3_600_000) / 60_000) * 60_000).toISOString() },
    { label: 'Tomorrow 9:00', at: nine(1) },
    // On a Sunday that is tomorrow.
    ...(monday === 1 ? [] : [{ label: 'Monday 9:00', at: nine(monday) }]),
  ]
}
