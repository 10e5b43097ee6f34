/** Phone numbers as people type them and spreadsheets break them, to E.164 and back. */
import { getCountryCallingCode } from 'libphonenumber-js/max'
import { createBoundedCache } from '../bounded-cache'
import { LONGEST_PHONE } from '../limits'
import type { E164 } from '../values'
import { type Found, identified, known, type ParsedPhone, read } from './phone-plan'
import { explain, refused, severalIn } from './phone-problems'
import { readInternational, readNational } from './phone-readings'
import { plainDigits, unwrapped } from './phone-text'
import { type Phrase, joined, phrase, phraseOf } from '../phrases/phrase'

/** The one example of a plan (Korea's, in libphonenumber) that ends like a number that a spreadsheet has rounded. */
const ENDS_IN_ZEROS = new Set(['821020000000'])

const EXPONENT = /^\+?(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i

/**
 * Reads a number as typed in an office of `country` (ISO 3166-1 alpha-2), whatever its punctuation.
 * Mends what can be mended without guessing (a leading zero or a plus lost in a spreadsheet) and says so.
 * A number outside the assigned ranges is refused, except those reserved for examples.
 */
export function parsePhone(raw: string, country: string): ParsedPhone {
  if (raw.length > LONGEST_PHONE && raw.trim().length > LONGEST_PHONE)
    return refused('too-long', phrase('phone.long-input', { most: LONGEST_PHONE }))
  const whole = unwrapped(raw)
  const { extension } = whole
  let { text } = whole
  const repairs: Phrase[] = []
  if (text === '') {
    return raw.trim() === '' || plainDigits(raw).trim() === ''
      ? refused('empty', 'phone.empty')
      : refused('not-a-number', 'phone.no-digits')
  }

  const exponent = EXPONENT.exec(text)
  if (exponent) {
    const [, lead = '', decimals = '', power = ''] = exponent
    // Spreadsheets leave zeros at the end of the decimals out.
    const digits = lead + decimals.padEnd(Number(power), '0')
    // With fewer digits than seven it was rounded to what a column shows.
    const rounded = decimals.length < Number(power) && lead.length + decimals.length < 7
    if (rounded || Number(power) > 15 || decimals.length > Number(power) || digits.length < 7) {
      return refused('spreadsheet-exponent', phrase('phone.shortened', { text }))
    }
    text = digits
    repairs.push(phrase('phone.written-out'))
  }
  if (/^\+?\d{7,15}[.,]0{1,2}$/.test(text)) {
    text = text.replace(/[.,]0+$/, '')
    repairs.push(phrase('phone.decimals-removed'))
  }

  // No plan gives out numbers that end so; a spreadsheet that writes 4.14E+11 out again does.
  if (/^\d{5,9}0{6,}$/.test(text) && !ENDS_IN_ZEROS.has(text)) {
    return refused('spreadsheet-exponent', phrase('phone.rounded', { text }))
  }
  if (extension !== '') repairs.push(phrase('phone.extension-left-out', { extension }))

  const letters = /\p{L}[\p{L}\s.-]*/u.exec(text)
  if (letters) {
    return refused('not-a-number', phrase('phone.letters', { letters: letters[0].trim() }))
  }
  const many = severalIn(text)
  if (many !== null) return refused('not-a-number', many)
  if (!/^[\d\s+().\-/]*$/.test(text) || text.lastIndexOf('+') > 0) {
    const odd = /[^\d\s().\-/]/.exec(text.slice(1))?.[0] ?? text[0]
    return refused('not-a-number', phrase('phone.odd-sign', { sign: odd ?? '' }))
  }

  // 00 and +00 are how a plus is dialled in most countries; offices of others (011 in the US) type it too. Australia dials 0011.
  const own = country === 'AU' && /^\(?0011/.test(text)
  if (!own && /^(?:\(?00|\+\s*00)/.test(text) && text.replace(/\D/g, '').length >= 10)
    text = text.replace(/^(?:\(?00|\+\s*00)/, '+')
  const digits = text.replace(/\D/g, '')
  if (digits === '') return refused('not-a-number', 'phone.no-digits')

  const international = text.startsWith('+')
  const reading = international
    ? readInternational(text, digits, country)
    : readNational(text, digits, country)
  if (Array.isArray(reading)) {
    const [one, other] = reading
    return refused('ambiguous', phrase('phone.ambiguous', { digits, one: inFull(one), other: inFull(other) }))
  }
  if (reading !== null) {
    const found: Found = extension === '' ? reading.found : { ...reading.found, kind: 'landline' }
    return accepted(
      found,
      reading.repair === null ? repairs : [...repairs, phraseOf(reading.repair)],
      extension,
    )
  }
  return explain(read(text, country), digits, international, country)
}

const inFull = (e164: E164): string => {
  const number = read(e164, '')
  return typeof number === 'string' ? e164 : number.formatInternational()
}

function accepted(found: Found, repairs: readonly Phrase[], extension: string): ParsedPhone {
  const repaired = joined('stop', repairs)
  return {
    ok: true,
    ...found,
    ...(repaired ? { repaired } : {}),
    ...(extension === '' ? {} : { extension }),
  }
}

/** A screenful is asked for at each event of a send. */
const written = createBoundedCache<string>(2_000)

/** National form in the office's own country, `(202) 555-0142`; international elsewhere, `+44 7700 900123`. */
export const formatNational = (e164: E164, officeCountry: string): string =>
  written(`${officeCountry} ${e164}`, () => writeNational(e164, officeCountry))

function writeNational(e164: E164, officeCountry: string): string {
  const number = read(e164, officeCountry)
  if (typeof number === 'string') return e164
  const own = known(officeCountry) && number.countryCallingCode === getCountryCallingCode(officeCountry)
  const country = identified(number)?.country ?? number.country
  return own && (country === undefined || country === null || country === officeCountry)
    ? number.formatNational()
    : number.formatInternational()
}

/** ISO 3166-1 alpha-2 country of a number, or null if it belongs to none alone (+800, +870). */
export function countryOf(e164: E164): string | null {
  const number = read(e164, '')
  if (typeof number === 'string') return null
  return number.country ?? identified(number)?.country ?? null
}

/** Is this a toll-free number of the North American plan? Other rules of speed, registration and opting in hold for those. */
export const isTollFree = (e164: string): boolean => /^\+1(800|833|844|855|866|877|888)\d{7}$/.test(e164)
