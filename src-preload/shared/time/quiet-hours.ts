/** When texting is allowed, by the recipient's own clock. Zones come from Intl; all instants are Unix milliseconds. */
import { offsetAt } from './wall-time'

export type Window = {
  /** `HH:MM` on the wall clock, inclusive. The same as `to`: the whole day. */
  readonly from: string
  /** `HH:MM`, exclusive; earlier than `from`: the window ends on the next day. `24:00` is the end of the day. */
  readonly to: string
  /** Weekdays on which the window opens, 0 = Sunday … 6 = Saturday; without it, every day. */
  readonly days?: readonly number[]
  /** Dates as `YYYY-MM-DD` on the wall clock on which the window does not open. */
  readonly closed?: readonly string[]
}

/** What an office allows for one purpose. */
export type QuietRule = { from: string; to: string; days: number[]; onHolidays: boolean }
/** When texts to many may leave, by purpose; one person's reply is exempt. */
export type QuietRules = { alerts: QuietRule; marketing: QuietRule; holidays: string[] }

/** The window that counts for a purpose. */
export const windowFor = (rules: QuietRules, purpose: 'conversation' | 'alerts' | 'marketing'): Window => {
  const { from, to, days, onHolidays } = purpose === 'marketing' ? rules.marketing : rules.alerts
  return { from, to, days, closed: onHolidays ? [] : rules.holidays }
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** A window that does not open within this time is taken to never open: weekdays and a long holiday have passed. */
const HORIZON = 30 * DAY

/** Minutes after midnight; throws a RangeError for anything but `HH:MM`. */
function minutesOf(time: string): number {
  const match = /^(\d{2}):([0-5]\d)$/.exec(time)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  if (!(minutes <= 24 * 60)) throw new RangeError(`Not a time of day as HH:MM: ${time}`)
  return minutes
}

/** The first moment in (after, until] at which the clock of the zone is changed, if it is. */
function clockChange(after: number, until: number, zone: string): number | null {
  const before = offsetAt(after, zone)
  if (offsetAt(until, zone) === before) return null
  let low = after
  let high = until
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === before) low = middle
    else high = middle
  }
  return high
}

type Bounds = { from: number; to: number; days: readonly number[] | null; closed: ReadonlySet<number> | null }

function boundsOf({ from, to, days, closed }: Window): Bounds {
  return {
    from: minutesOf(from),
    to: minutesOf(to),
    days: days ?? null,
    closed: closed?.length ? new Set(closed.map((date) => Date.parse(date) / DAY)) : null,
  }
}

/** Does the window open on this day (days since 1970-01-01, a Thursday)? */
const opensOn = ({ days, closed }: Bounds, day: number) =>
  (days === null || days.includes((((day + 4) % 7) + 7) % 7)) && !closed?.has(day)

function permittedAt(at: number, bounds: Bounds, zone: string): boolean {
  const wall = at + offsetAt(at, zone)
  const day = Math.floor(wall / DAY)
  const minutes = (wall - day * DAY) / MINUTE
  const { from, to } = bounds
  if (from === to) return opensOn(bounds, day)
  if (from < to) return minutes >= from && minutes < to && opensOn(bounds, day)
  return (minutes >= from && opensOn(bounds, day)) || (minutes < to && opensOn(bounds, day - 1))
}

/** The next moment after `at` at which the answer may change: a bound, a midnight, or a change of the clock. */
function nextBound(at: number, bounds: Bounds, zone: string): number {
  const wall = at + offsetAt(at, zone)
  const midnight = Math.floor(wall / DAY) * DAY
  let wait = midnight + DAY - wall
  for (const bound of [bounds.from, bounds.to]) {
    const ahead = midnight + bound * MINUTE - wall
    if (ahead > 0 && ahead < wait) wait = ahead
  }
  return clockChange(at, at + wait, zone) ?? at + wait
}

/** The first moment ≥ `at` at which the answer is `wanted`; Infinity if it never is. */
function firstMoment(at: number, bounds: Bounds, zone: string, wanted: boolean): number {
  for (let moment = at; moment <= at + HORIZON; moment = nextBound(moment, bounds, zone)) {
    if (permittedAt(moment, bounds, zone) === wanted) return moment
  }
  return Number.POSITIVE_INFINITY
}

/** Whether texting is allowed at a moment in an IANA zone. Throws a RangeError for an unknown zone or time. */
export function isPermitted(at: number, window: Window, zone: string): boolean {
  return permittedAt(at, boundsOf(window), zone)
}

/**
 * The first moment ≥ `at` when texting is allowed: `at` itself if it is now. A bound that falls into the
 * hour skipped in spring counts from the moment the clock jumps; an hour repeated in autumn is judged both times
 * by what the clock shows. Infinity if no day is allowed.
 */
export function nextPermitted(at: number, window: Window, zone: string): number {
  return firstMoment(at, boundsOf(window), zone, true)
}

/** Milliseconds until the window closes, for the validity period: 0 if it is closed, Infinity if it never closes. */
export function millisLeft(at: number, window: Window, zone: string): number {
  return firstMoment(at, boundsOf(window), zone, false) - at
}

/**
 * `nextPermitted` where several zones count at once, such as those that an area code spans: the first moment at
 * which all of them permit it. Zones that never agree are left to `fallback`.
 */
export function nextPermittedInAll(
  at: number,
  window: Window,
  zones: readonly string[],
  fallback: string,
): number {
  const [only, ...others] = zones
  if (only === undefined) return nextPermitted(at, window, fallback)
  if (others.length === 0) return nextPermitted(at, window, only)
  let moment = at
  // Each round moves on to somebody's morning; a fortnight of rounds without agreement is none.
  for (let round = 0; round < 14 * zones.length; round += 1) {
    const latest = Math.max(...zones.map((zone) => nextPermitted(moment, window, zone)))
    if (latest === moment) return moment
    if (latest === Number.POSITIVE_INFINITY) return latest
    moment = latest
  }
  return nextPermitted(at, window, fallback)
}

/** `millisLeft` until the first of several zones closes. */
export function millisLeftInAll(
  at: number,
  window: Window,
  zones: readonly string[],
  fallback: string,
): number {
  return Math.min(...(zones.length === 0 ? [fallback] : zones).map((zone) => millisLeft(at, window, zone)))
}
