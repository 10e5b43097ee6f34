/** When each text of a send can leave: not at night, and not faster than the sender may. Unix milliseconds. */
import { millisLeftInAll, nextPermittedInAll, type Window } from '#shared/time/quiet-hours'
import { zoneList } from '../people/zones'

export type SendSchedule = {
  /** The earliest time of each text, in the order given; Infinity where no day is ever allowed. */
  at: number[]
  /** How many leave from when, the earliest first. */
  groups: { at: number; count: number }[]
  /** When the last one has left, as the sender's rate allows. */
  end: number
}

/**
 * Lays a send out in time. What does not fit before its recipient's window closes goes to the next one.
 * @param perSecond segments a second
 */
export const planSchedule = (
  texts: readonly { zones: string; units: number }[],
  { start, window, zone, perSecond }: { start: number; window: Window; zone: string; perSecond: number },
): SendSchedule => {
  const places = new Map<string, { opens: number; closes: number }>()
  const openAt = (zones: string, moment: number) => {
    const list = zoneList(zones)
    const opens = nextPermittedInAll(moment, window, list, zone)
    const closes =
      opens === Number.POSITIVE_INFINITY ? opens : opens + millisLeftInAll(opens, window, list, zone)
    const place = { opens, closes }
    places.set(zones, place)
    return place
  }
  const at = new Array<number>(texts.length)
  // The earliest windows first: a night elsewhere holds nobody up here. Grouped, not sorted: there are few places.
  const byPlace = new Map<string, number[]>()
  texts.forEach(({ zones }, i) => {
    const members = byPlace.get(zones)
    if (members) members.push(i)
    else byPlace.set(zones, [i])
  })
  const opening = new Map([...byPlace.keys()].map((zones) => [zones, openAt(zones, start).opens]))
  const order = [...opening].toSorted(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([zones]) => zones)
  let end = start
  let busyUntil = start
  for (const zones of order) {
    for (const i of byPlace.get(zones) ?? []) {
      let place = places.get(zones) ?? openAt(zones, start)
      let leaves = Math.max(busyUntil, place.opens)
      if (leaves >= place.closes && place.opens !== Number.POSITIVE_INFINITY) {
        place = openAt(zones, leaves)
        leaves = Math.max(leaves, place.opens)
      }
      at[i] = place.opens
      if (leaves === Number.POSITIVE_INFINITY) continue
      busyUntil = leaves + ((texts[i]?.units ?? 1) / perSecond) * 1000
      end = Math.max(end, busyUntil)
    }
  }
  const counts = new Map<number, number>()
  for (const moment of at) counts.set(moment, (counts.get(moment) ?? 0) + 1)
  return {
    at,
    groups: [...counts].map(([moment, count]) => ({ at: moment, count })).toSorted((a, b) => a.at - b.at),
    end,
  }
}

/** The same moments as ISO strings; many texts share one, and writing it out is the costly part. Never is `otherwise`. */
export const instantsOf = (at: readonly number[], otherwise: number): string[] => {
  const written = new Map<number, string>()
  return at.map((moment) => {
    const known = written.get(moment)
    if (known !== undefined) return known
    const iso = new Date(Number.isFinite(moment) ? moment : otherwise).toISOString()
    written.set(moment, iso)
    return iso
  })
}
