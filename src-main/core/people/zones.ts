/**
 * The time zones a phone number may be in, from its leading digits.
 * `phone-zones.json` holds the facts of Google libphonenumber's time zone map (Apache License 2.0):
 * https://github.com/google/libphonenumber/tree/master/resources/timezones
 */
import { createBoundedCache } from '#shared/bounded-cache'
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

/** Mobiles here are numbered by place, as landlines are: North America, Mexico, Argentina and Brazil. */
const PLACED = ['1', '52', '54', '55']
const countryZones = createBoundedCache<string>(500)

/**
 * All zones of a number's numbering plan, a space between. Russia and Kazakhstan share one, whose zones are told apart by the
 * country of the number.
 */
const zonesOfPlan = (code: string, country: string): string =>
  countryZones(`${code} ${country}`, () => {
    const all = new Set(
      [...byPrefix()].flatMap(([prefix, zones]) => (prefix.startsWith(code) ? zones.split(' ') : [])),
    )
    if (code === '7')
      for (const zone of all) if (country !== '' && KAZAKH.test(zone) !== (country === 'KZ')) all.delete(zone)
    return [...all].toSorted().join(' ')
  })
const KAZAKH = /^Asia\/(?:Almaty|Aqtau|Aqtobe|Atyrau|Oral|Qostanay|Qyzylorda)$/

/** The code of a number's country: the shortest prefix of the map that no shorter one begins. */
const callingCodeOf = (digits: string): string => {
  if (digits.startsWith('1') || digits.startsWith('7')) return digits.slice(0, 1)
  const map = byPrefix()
  for (let length = 2; length <= 3; length += 1)
    if (map.has(digits.slice(0, length))) return digits.slice(0, length)
  return digits.slice(0, 2)
}

/**
 * The zones in which a text to this number must be allowed. A mobile that may be anywhere in its country (+61 4, +7 9, +34 6) is
 * where the office is, if that is in the same country ('' means the office's zone); else it may be in any zone of its country.
 */
export const zonesToText = (
  number: { e164: string; country: string; line: string },
  officeCountry: string,
): string => {
  const digits = number.e164.replace(/\D/g, '')
  const code = callingCodeOf(digits)
  const placed = number.line === 'landline' || PLACED.includes(code)
  const zones = zonesOfNumber(number.e164)
  if (placed && zones !== '') return zones
  if (number.country !== '' && number.country === officeCountry) return ''
  return placed && zones === '' && number.country === '' ? '' : zonesOfPlan(code, number.country)
}

/** The list behind the text that a message keeps. */
export const zoneList = (zones: string): readonly string[] => (zones === '' ? [] : zones.split(' '))

/** To ask Intl takes a fifth of a millisecond, and each look at a send asks. */
const asked = createBoundedCache<boolean>(1_000)
/** Is this the name of a zone that the program knows? */
export const isZone = (zone: string): boolean =>
  asked(zone, () => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  })
