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
export const guessZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const zones = (): { value: string; label: string }[] =>
  [...new Set([guessZone(), ...Intl.supportedValuesOf('timeZone')])]
    .sort()
    .map((value) => ({ value, label: value.replaceAll('_', ' ').replaceAll('/', ' / ') }))
