/**
 * The time zones a phone number may be in, from its leading digits.
 * `phone-zones.json` holds the facts of Google libphonenumber's time zone map (Apache License 2.0):
 * https://github.com/google/libphonenumber/tree/master/resources/timezones
 */
import ZONES from './phone-zones.json' with { type: 'json' }

/** More zones than this say nothing: the number is not bound to a place, such as +1 800. */
const TOO_MANY = 6

let prefixes: Map<string, string> | null = null
let longest = 0

const byPrefix = (): Map<string, string> => {
  if (prefixes) return prefixes
  prefixes = new Map()
  for (const [zones, all] of Object.entries(ZONES)) {
    for (const prefix of all.split(' ')) {
      prefixes.set(prefix, zones)
      longest = Math.max(longest, prefix.length)
    }
  }
  return prefixes
}

/** IANA zones of a number in E.164 with a space between, as its longest known prefix has them; '' when they say nothing. */
export const zonesOfNumber = (e164: string): string => {
  const map = byPrefix()
  const digits = e164.replace(/\D/g, '')
  for (let length = Math.min(longest, digits.length); length > 0; length -= 1) {
    const zones = map.get(digits.slice(0, length))
    if (zones !== undefined) return zones.split(' ').length > TOO_MANY ? '' : zones
  }
  return ''
}

/** The list behind the text that a message keeps. */
export const zoneList = (zones: string): readonly string[] => (zones === '' ? [] : zones.split(' '))

/** Is this the name of a zone that the program knows? */
export const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
