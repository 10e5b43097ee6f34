/** When each text of a send can leave: not at night, and not faster than the sender may. Unix milliseconds. */
import { millisLeftInAll, nextPermittedInAll, type Window } from './quiet-hours'
import { zoneList } from './zones'

export type Timetable = {
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
export const timetable = (
  texts: readonly { zones: string; units: number }[],
  { start, window, zone, perSecond }: { start: number; window: Window; zone: string; perSecond: number },
): Timetable => {
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
  let end = start
  // The earliest windows first: a night elsewhere holds nobody up here.
  const order = texts.map((_, i) => i)
  const opening = (i: number) => {
    const zones = texts[i]?.zones ?? ''
    return (places.get(zones) ?? openAt(zones, start)).opens
  }
  const opens = order.map(opening)
  order.sort((a, b) => (opens[a] ?? 0) - (opens[b] ?? 0) || a - b)
  let busyUntil = start
  for (const i of order) {
    const { zones = '', units = 1 } = texts[i] ?? {}
    let place = places.get(zones) ?? openAt(zones, start)
    let leaves = Math.max(busyUntil, place.opens)
    if (leaves >= place.closes && place.opens !== Number.POSITIVE_INFINITY) {
      place = openAt(zones, leaves)
      leaves = Math.max(leaves, place.opens)
    }
    at[i] = place.opens
    if (leaves === Number.POSITIVE_INFINITY) continue
    busyUntil = leaves + (units / perSecond) * 1000
    end = Math.max(end, busyUntil)
  }
  const counts = new Map<number, number>()
  for (const moment of at) counts.set(moment, (counts.get(moment) ?? 0) + 1)
  return {
    at,
    groups: [...counts].map(([moment, count]) => ({ at: moment, count })).toSorted((a, b) => a.at - b.at),
    end,
  }
}
