import { searchKey } from '#shared/people/search-key'
/** Countries and time zones to choose from, and a guess at the office's own. */

// Regions that CLDR names but nobody has an office in.
const NO_COUNTRY = new Set([
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'ZZ',
  'QO',
  'CP',
  'DG',
  'EA',
  'IC',
  'CQ',
  'AQ',
  'BV',
  'HM',
])
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

export const countries = (language: string): { value: string; label: string }[] => {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .flatMap((value) => {
      const label = NO_COUNTRY.has(value) || !isCurrent(value) ? undefined : names.of(value)
      return label ? [{ value, label }] : []
    })
    .sort((a, b) => a.label.localeCompare(b.label, language))
}

/** Withdrawn codes (DD, SU) are rewritten by the locale data; current ones stay as they are. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code

export const guessCountry = (): string => new Intl.Locale(navigator.language).maximize().region ?? 'US'
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
/** The zone of this PC; where that is no place, as on a PC that keeps UTC, the main one of the country. */
export const guessZone = (country: string): string => {
  const zone = ownZone()
  return /^(UTC|GMT|Etc\/)/.test(zone) ? zoneFor(country, zone) : zone
}

export const zones = (): { value: string; label: string }[] =>
  [...new Set([ownZone(), ...Intl.supportedValuesOf('timeZone')])]
    .sort()
    .map((value) => ({ value, label: value.replaceAll('_', ' ').replaceAll('/', ' / ') }))

/** What countries are called in their own languages and for short, folded, with their codes. */
export const countryAliases = (): ReadonlyMap<string, string> => {
  const known = new Map(
    Object.entries({
      uk: 'GB',
      'great britain': 'GB',
      britain: 'GB',
      england: 'GB',
      scotland: 'GB',
      wales: 'GB',
      'northern ireland': 'GB',
      usa: 'US',
      us: 'US',
      america: 'US',
      'united states of america': 'US',
      holland: 'NL',
      eire: 'IE',
      'republic of ireland': 'IE',
      aotearoa: 'NZ',
      bharat: 'IN',
      brd: 'DE',
    }),
  )
  for (const language of ['de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'sv', 'da', 'cs', 'ja', 'zh']) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const { value } of countries('en')) {
      const name = names.of(value)
      if (name && !known.has(searchKey(name))) known.set(searchKey(name), value)
    }
  }
  return known
}

/** The zones of a country, the one with most people first where the locale data say so; empty where they do not. */
const zonesOf = (country: string): readonly string[] => {
  if (!/^[A-Z]{2}$/.test(country)) return []
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getTimeZones?: () => string[] | undefined
  }
  return locale.getTimeZones?.() ?? []
}
const MAIN: Readonly<Record<string, string>> = {
  US: 'America/New_York',
  CA: 'America/Toronto',
  AU: 'Australia/Sydney',
  ES: 'Europe/Madrid',
  NZ: 'Pacific/Auckland',
  PT: 'Europe/Lisbon',
  BR: 'America/Sao_Paulo',
  MX: 'America/Mexico_City',
  RU: 'Europe/Moscow',
  ID: 'Asia/Jakarta',
  DE: 'Europe/Berlin',
}
/** The zone of an office that moves to a country: the one it has where that is there, else the country's main one. */
export const zoneFor = (country: string, zone: string): string => {
  const all = zonesOf(country)
  if (all.length === 0 || all.includes(zone)) return zone
  return MAIN[country] ?? all[0] ?? zone
}
