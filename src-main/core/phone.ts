/** Phone numbers as people type them and spreadsheets break them, to E.164 and back. */
import {
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import { createMemo } from './memo'
import type { E164 } from './values'

export type PhoneKind = 'mobile' | 'landline' | 'either' | 'other'
export type PhoneProblem =
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'not-a-number'
  | 'invalid'
  | 'spreadsheet-exponent'
  | 'short-code'

export type ParsedPhone =
  | {
      readonly ok: true
      readonly e164: E164
      /** ISO 3166-1 alpha-2, or null where the number belongs to no single country. */
      readonly country: string | null
      /** By its prefix; `either` where the plan does not tell mobile from landline (US, Canada). */
      readonly kind: PhoneKind
      /** What was mended or left out, in words. */
      readonly repaired?: string
    }
  | {
      readonly ok: false
      readonly problem: PhoneProblem
      /** Names what is wrong and how to mend it. */
      readonly message: string
    }

/**
 * Numbers set aside for films, examples and tests, which the metadata calls invalid. Sources: NANPA 555-0100 to
 * 0199; Ofcom "numbers for drama"; ARCEP décision 2018-0881 (6 39 98, 1 99 00 …); ACMA "numbers for use in
 * creative works".
 */
const RESERVED: readonly (readonly [RegExp, string, PhoneKind])[] = [
  [/^\+1[2-9]\d{2}55501\d{2}$/, 'US', 'either'],
  [/^\+447700900\d{3}$/, 'GB', 'mobile'],
  [
    /^\+44(?:1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960|1514960|1614960|2079460|1914980|2890180|2920180|1632960)\d{3}$/,
    'GB',
    'landline',
  ],
  [/^\+3363998\d{4}$/, 'FR', 'mobile'],
  [/^\+33(?:19900|26191|35301|46571|53649)\d{4}$/, 'FR', 'landline'],
  [
    /^\+61491(?:570(?:006|156|157|158|159|110|313|737)|571(?:266|491|804)|572(?:549|665|983)|573(?:770|087)|574(?:118|632)|575(?:254|789)|576(?:398|801)|577(?:426|644)|578(?:957|148|888)|579(?:212|760|455))$/,
    'AU',
    'mobile',
  ],
]

const KINDS: Readonly<Record<string, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'either',
}

type Found = { e164: E164; country: string | null; kind: PhoneKind }

const known = (country: string): country is Parameters<typeof getCountryCallingCode>[0] =>
  isSupportedCountry(country)

/** The number as assigned or reserved, or null if nobody can have it. */
function identified(number: PhoneNumber): Found | null {
  const e164 = number.number as string as E164
  if (number.isValid()) {
    return { e164, country: number.country ?? null, kind: KINDS[number.getType() ?? ''] ?? 'other' }
  }
  for (const [range, country, kind] of RESERVED) {
    if (range.test(e164)) return { e164, country: number.country ?? country, kind }
  }
  return null
}

function read(text: string, country: string): PhoneNumber | PhoneProblem {
  try {
    return parsePhoneNumberWithError(text, {
      ...(known(country) ? { defaultCountry: country } : {}),
      extract: false,
    })
  } catch (error) {
    switch ((error as Error).message) {
      case 'TOO_SHORT':
        return 'too-short'
      case 'TOO_LONG':
        return 'too-long'
      case 'INVALID_COUNTRY':
        return 'invalid'
      default:
        return 'not-a-number'
    }
  }
}

const EXPONENT = /^\+?(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i
const EXTENSION = /[\s,;]*(?:;ext=|\bext(?:ension|n|\.)?|\bpo?ste|\bx|x|#|~)[\s.:]*(\d{1,7})\s*$/i
// Marks that address books and web pages leave in copied numbers: direction, zero width, soft hyphen.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Full-width and Arabic, Persian and Devanagari digits as 0–9; invisible marks out; dashes and spaces plain. */
function tidied(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) =>
      String((digit.charCodeAt(0) & 0xf) - (digit.charCodeAt(0) >= 0x966 ? 6 : 0)),
    )
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
    .replace(/^'+/, '')
    .replace(/^tel:/i, '')
    .trim()
}

/**
 * Reads a number as typed in an office of `country` (ISO 3166-1 alpha-2), whatever its punctuation.
 * Mends what can be mended without guessing (a leading zero or a plus lost in a spreadsheet) and says so.
 * A number outside the assigned ranges is refused, except those reserved for examples.
 */
export function parsePhone(raw: string, country: string): ParsedPhone {
  let text = tidied(raw)
  const repairs: string[] = []
  if (text === '') return refused('empty', 'Enter a phone number')

  const exponent = EXPONENT.exec(text)
  if (exponent) {
    const [, lead = '', decimals = '', power = ''] = exponent
    if (decimals.length !== Number(power) || lead.length + decimals.length < 7) {
      return refused(
        'spreadsheet-exponent',
        `A spreadsheet has shortened this number to ${text}, and its last digits are lost. ` +
          'Format the column as text in the spreadsheet and export it again',
      )
    }
    text = lead + decimals
    repairs.push('Written out in full: a spreadsheet had turned it into a power of ten')
  }
  if (/^\+?\d{7,15}[.,]0{1,2}$/.test(text)) {
    text = text.replace(/[.,]0+$/, '')
    repairs.push('Decimals added by a spreadsheet removed')
  }

  // No plan gives out numbers that end so; a spreadsheet that writes 4.14E+11 out again does.
  if (/^\d{5,9}0{6,}$/.test(text)) {
    return refused(
      'spreadsheet-exponent',
      `A spreadsheet has rounded this number to ${text}, and its last digits are lost. ` +
        'Format the column as text in the spreadsheet and export it again',
    )
  }

  const extension = EXTENSION.exec(text)
  if (extension && /\d.*\d.*\d/.test(text.slice(0, extension.index))) {
    text = text.slice(0, extension.index).trim()
    repairs.push(`Extension ${extension[1]} left out: a text cannot reach it`)
  }

  const letters = /\p{L}[\p{L}\s.-]*/u.exec(text)
  if (letters) {
    return refused(
      'not-a-number',
      `"${letters[0].trim()}" is not part of a phone number. Use digits only, with the area code`,
    )
  }
  if (text.split(/[/;,|&\n]|\s{3,}/).filter((part) => part.replace(/\D/g, '').length >= 7).length > 1) {
    return refused('not-a-number', 'There is more than one number here. Put each in its own field')
  }
  if (!/^[\d\s+().\-/]*$/.test(text) || text.lastIndexOf('+') > 0) {
    const odd = /[^\d\s().\-/]/.exec(text.slice(1))?.[0] ?? text[0]
    return refused(
      'not-a-number',
      `A phone number cannot hold "${odd}" there. Use digits, with + only at the start`,
    )
  }

  // 00 and +00 are how a plus is dialled in most countries; offices of others (011 in the US) type it too.
  if (/^(?:\(?00|\+\s*00)/.test(text) && text.replace(/\D/g, '').length >= 10)
    text = text.replace(/^(?:\(?00|\+\s*00)/, '+')
  const digits = text.replace(/\D/g, '')
  if (digits === '') return refused('not-a-number', 'There are no digits here. Enter a phone number')

  const international = text.startsWith('+')
  const number = read(text, country)
  if (typeof number !== 'string') {
    const found = identified(number)
    if (found) {
      if (!international && zeroWasLost(number, digits, country)) {
        repairs.push('The leading zero, lost in a spreadsheet, is understood')
      } else if (!international && digits === number.number.slice(1) && number.countryCallingCode !== '1') {
        repairs.push('Read as an international number: its + was missing')
      }
      return accepted(found, repairs)
    }
  }
  if (!international) {
    const mended = withZero(digits, country) ?? withPlus(digits, country)
    if (mended) return accepted(mended.found, [...repairs, mended.repair])
  }
  return explain(number, digits, international, country)
}

/** Whether a national number was given without the 0 that people of this country write before it. */
function zeroWasLost(number: PhoneNumber, digits: string, country: string): boolean {
  if (!known(country) || number.countryCallingCode !== getCountryCallingCode(country)) return false
  if (digits !== number.nationalNumber || digits.startsWith('0')) return false
  return number.formatNational().replace(/\D/g, '') === `0${digits}`
}

/** Countries whose numbers themselves begin with 0 (Italy): try again with the zero. */
function withZero(digits: string, country: string): { found: Found; repair: string } | null {
  if (digits.startsWith('0')) return null
  const number = read(`0${digits}`, country)
  const found = typeof number === 'string' ? null : identified(number)
  return found && { found, repair: 'The leading zero, lost in a spreadsheet, is put back' }
}

/** An international number whose plus was lost: 447700900123. Only if it is sure to be one. */
function withPlus(digits: string, country: string): { found: Found; repair: string } | null {
  if (digits.startsWith('0') || digits.length < 10) return null
  const own = known(country) ? getCountryCallingCode(country) : null
  // Ten digits in an office with ten-digit numbers are a mistyped local number, not a foreign one.
  if (digits.length === 10 && own === '1') return null
  const number = read(`+${digits}`, country)
  const found = typeof number === 'string' ? null : identified(number)
  return found && { found, repair: 'Read as an international number: its + was missing' }
}

function accepted(found: Found, repairs: readonly string[]): ParsedPhone {
  return { ok: true, ...found, ...(repairs.length > 0 ? { repaired: repairs.join('. ') } : {}) }
}

const refused = (problem: PhoneProblem, message: string): ParsedPhone => ({ ok: false, problem, message })

const START_OVER = 'or start with + and the country code'

function explain(
  number: PhoneNumber | PhoneProblem,
  digits: string,
  international: boolean,
  country: string,
): ParsedPhone {
  const place = known(country) && !international ? ` for ${country}` : ''
  if (!international && !known(country)) {
    return refused('invalid', 'The country is not known. Start with + and the country code')
  }
  if (!international && digits.length >= 3 && digits.length <= 6) {
    if (digits.length >= 5) {
      return refused(
        'short-code',
        `${digits} is a short code, not a person's number. Enter the full number with area code`,
      )
    }
    return refused('too-short', `${digits} is too short${place}. Add the area code, ${START_OVER}`)
  }
  if (international && digits.startsWith('0')) {
    return refused(
      'invalid',
      'A country code does not begin with 0. Write + and the country code, such as +1 or +44',
    )
  }
  const length =
    typeof number === 'string' ? number : lengthProblem(international ? `+${digits}` : digits, country)
  switch (length) {
    case 'too-short':
      return refused('too-short', `${digits} has too few digits${place}. Add the area code, ${START_OVER}`)
    case 'too-long':
      return refused('too-long', `${digits} has too many digits${place}. Check it, ${START_OVER}`)
    case 'not-a-number':
      return refused('not-a-number', 'This is not a phone number. Use digits, with the area code')
    default:
      if (number === 'invalid') {
        return refused(
          'invalid',
          `No country has a code that begins +${digits.slice(0, 3)}. Check the digits after the +`,
        )
      }
      return refused(
        'invalid',
        `${international ? '+' : ''}${digits} is not in use${place}. Check the area code and the digits`,
      )
  }
}

function lengthProblem(text: string, country: string): PhoneProblem | null {
  const problem = validatePhoneNumberLength(text, known(country) ? { defaultCountry: country } : {})
  return problem === 'TOO_SHORT' ? 'too-short' : problem === 'TOO_LONG' ? 'too-long' : null
}

/** A screenful is asked for at each event of a send. */
const written = createMemo<string>(2_000)

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
