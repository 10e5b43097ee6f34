/** Days of the calendar as people of any country write them. */
import { type Phrase, phrase } from '../phrases/phrase'

/** Only in these is the month written first (CLDR, short date formats). */
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'AS', 'VI', 'MP', 'UM', 'FM', 'PW', 'MH'])
/** In these the year is written first, with whatever between (CLDR). */
const YEAR_FIRST = new Set(['CN', 'JP', 'KR', 'TW', 'HU', 'LT', 'MN', 'IR', 'KP'])

/** Years that a date of an office may have; others are a typing error, or a program's way to leave the year out (1604). */
const FIRST_YEAR = 1880
const LAST_YEAR = 2150

/** Months by the first letters of their names, folded, in the languages of offices: the longest that begins a word counts. */
const MONTHS: readonly string[] = [
  'jan january januar janvier janv enero ene gennaio gen janeiro januari stycznia styczen sty jaenner janner leden ianuarie tammikuu',
  'feb february februar fevrier fevr fev febrero febbraio fevereiro februari lutego luty lut feber helmikuu',
  'mar march marz maerz mrz mars marzo marco maart mrt marca marzec maaliskuu',
  'apr april avril avr abril abr aprile kwietnia kwiecien kwi huhtikuu',
  'may mai mayo maggio mag maio mei maja maj toukokuu',
  'jun june juni juin junio giugno giu junho czerwca czerwiec cze kesakuu',
  'jul july juli juillet juil julio luglio lug julho lipca lipiec lip heinakuu',
  'aug august aout agosto ago augustus sierpnia sierpien sie augusti elokuu',
  'sep sept september septembre septiembre setiembre settembre set setembro wrzesnia wrzesien wrz syyskuu',
  'oct october okt oktober octobre octubre ottobre ott outubro out pazdziernika pazdziernik paz lokakuu',
  'nov november novembre noviembre novembro listopada listopad lis marraskuu',
  'dec december dez dezember decembre dic diciembre dicembre dezembro grudnia grudzien gru des desember joulukuu',
]
const MONTH_OF = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
)
/** Words between the parts: "29 de noviembre de 1980", "the 1st of May". */
const FILLERS = new Set([
  'de',
  'del',
  'of',
  'the',
  'den',
  'der',
  'am',
  'le',
  'el',
  'il',
  'di',
  'do',
  'r',
  'a',
  'on',
  'born',
])
const WEEKDAY =
  /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mie|jue|vie|sab|dom|gio|seg|ter|qua|qui|sex|ma|wo|vr|za|zo|pon|wt|sr|czw|pt|pia|sob|nie)[a-z]*$/

export type ReadDay =
  | { ok: true; date: string }
  | { ok: false; why: 'no-date' | 'no-such-day' | 'no-year' | 'year' }

const two = (n: number | string) => String(n).padStart(2, '0')

/** A day as YYYY-MM-DD; null for one that does not exist, such as 30 February. */
export const calendarDay = (year: number, month: number, date: number): string | null => {
  const made = new Date(Date.UTC(year, month - 1, date))
  const real =
    made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date
  return real && year >= 1000 ? `${String(year)}-${two(month)}-${two(date)}` : null
}

export type DayOptions = {
  /** Today, as YYYY-MM-DD: what two digits of a year mean depends on it. */
  today: string
  /** It is past: `30` is 1930 and not 2030. */
  past?: boolean
}

/** A year of two digits: the last such year for what is past, else the one from 79 years ago to 20 years ahead. */
const fullYear = (digits: string, { today, past = false }: DayOptions): number => {
  if (digits.length !== 2) return Number(digits)
  const now = Number(today.slice(0, 4))
  const last = past ? now : now + 20
  const year = Math.floor(last / 100) * 100 + Number(digits)
  return year > last ? year - 100 : year
}

const wordKey = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.charCodeAt(0) & 0xf) % 10))

const fail = (why: Extract<ReadDay, { ok: false }>['why']): ReadDay => ({ ok: false, why })
const checked = (year: number, month: number, date: number): ReadDay => {
  const day = calendarDay(year, month, date)
  if (day === null) return fail('no-such-day')
  return year < FIRST_YEAR || year > LAST_YEAR ? fail('year') : { ok: true, date: day }
}
/** The first of several readings that is a day of the calendar. */
const firstOf = (readings: readonly ReadDay[]): ReadDay =>
  readings.find((reading) => reading.ok) ?? readings[0] ?? fail('no-date')

/** Three numbers without a word: by the country, unless only another order makes a day. */
const numeric = (parts: readonly string[], country: string, options: DayOptions): ReadDay => {
  const [a = '', b = '', c = ''] = parts
  if (a.length > 2) return a.length === 4 ? checked(Number(a), Number(b), Number(c)) : fail('no-date')
  const year = fullYear(c, options)
  const dayFirst = checked(year, Number(b), Number(a))
  const monthFirst = checked(year, Number(a), Number(b))
  if (c.length === 2 && YEAR_FIRST.has(country))
    return firstOf([checked(fullYear(a, options), Number(b), Number(c)), dayFirst])
  return firstOf(MONTH_FIRST.has(country) ? [monthFirst, dayFirst] : [dayFirst, monthFirst])
}

/** Digits without anything between: 29111980, 291180, 19801129. */
const unbroken = (digits: string, country: string, options: DayOptions): ReadDay => {
  if (digits.length === 6)
    return numeric([digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)], country, options)
  if (digits.length !== 8) return fail('no-date')
  const yearFirst = checked(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)))
  const yearLast = numeric([digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)], country, options)
  return firstOf([yearFirst, yearLast])
}

/** What stands before a birthday in a cell: "geb. 29.11.1980", "* 29.11.1980", "DOB: 29/11/1980". */
const BORN =
  /^(?:\*|geb(?:oren)?|geburtstag|born|d\.?o\.?b|date of birth|birthday|nee? le|nato|nata|nacid[oa]|f ?nac|nasc(?:id[oa])?|ur)[\s.:]+(?:am |on |op |il |el |le |em )?(?=\d)|^\*(?=\d)/
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']
/** Brackets, dashes of any kind and the month in Roman numerals as numbers with points between. */
const tidied = (text: string): string =>
  text
    .replace(/^\((.*)\)$/, '$1')
    .replace(BORN, '')
    .replace(/(\d)\s?[\u2010-\u2015\u2212]\s?(?=\d)/g, '$1-')
    .replace(/(\d)\s?[_|\\\u00b7\u2022\u2219]\s?(?=\d)/g, '$1.')
    .replace(
      /^(\d{1,2})[\s./-]{1,3}([ivx]{1,4})[\s./-]{1,3}(?=\d{2,4}$)/,
      (all, day: string, month: string) =>
        ROMAN.includes(month) ? `${day}.${ROMAN.indexOf(month) + 1}.` : all,
    )

const readAny = (text: string, country: string, options: DayOptions): ReadDay => {
  if (text.length > 60) return fail('no-date')
  const plain = tidied(wordKey(text).trim())
  // A time after it says nothing about the day: 1980-11-29T00:00:00Z.
  const day = plain.replace(/^(\d{4}-\d{1,2}-\d{1,2})t\d.*$/, '$1').replace(/^(\d{8})t\d.*$/, '$1')
  if (/^\d+$/.test(day)) return unbroken(day, country, options)
  if (/^-{1,2}\d{1,2}-?\d{1,2}$/.test(day) || /^\d{1,2}[./-]\d{1,2}[./-]?$/.test(day)) return fail('no-year')
  const parts = /^(\d{1,4})\s?[./\-,\s年]\s?(\d{1,2})\s?[./\-,\s月]\s?(\d{1,4})\s?[.日]?$/.exec(day)
  if (parts) {
    const [, a = '', b = '', c = ''] = parts
    return [1, 2, 4].includes(c.length) && c.length !== 1
      ? numeric([a, b, c], country, options)
      : a.length === 4
        ? numeric([a, b, c.padStart(2, '0')], country, options)
        : fail('no-date')
  }
  return named(day, options)
}

/** With the name of the month: "29 Nov 1980", "November 29th, 1980", "29 de noviembre de 1980", "1er mars 80". */
const named = (text: string, options: DayOptions): ReadDay => {
  const words = text.match(/\p{L}+|\d+/gu) ?? []
  if (words.length > 8) return fail('no-date')
  let month = 0
  const numbers: string[] = []
  for (const [index, word] of words.entries()) {
    if (/^\d+$/.test(word)) {
      numbers.push(word)
      continue
    }
    const is = MONTH_OF.get(word)
    if (is !== undefined && month === 0) month = is
    else if (/^(?:st|nd|rd|th|er|e|o|ste|de)$/.test(word) && /^\d+$/.test(words[index - 1] ?? '')) continue
    else if (!FILLERS.has(word) && !(index === 0 && WEEKDAY.test(word))) return fail('no-date')
  }
  if (month === 0 || numbers.length === 0 || numbers.length > 2) return fail('no-date')
  const [a = '', b = ''] = numbers
  if (b === '') return a.length === 4 ? fail('no-date') : fail('no-year')
  // The year is the one with four digits, else the last.
  if (a.length === 4 && b.length <= 2) return checked(Number(a), month, Number(b))
  if (a.length > 2 || (b.length !== 2 && b.length !== 4)) return fail('no-date')
  return checked(fullYear(b, options), month, Number(a))
}

/**
 * Reads a day as an office of this country (ISO 3166-1 alpha-2) writes it: in numbers, day or month first by the country, with
 * two or four digits of the year, with any separators or none; with the month's name in the languages of offices; as ISO 8601.
 */
export const readDay = (text: string, country: string, options: DayOptions): ReadDay => {
  const read = readAny(text, country, options)
  // Two digits of this year and a day that is still to come: a hundred years ago.
  if (!read.ok || !options.past || read.date <= options.today || text.includes(read.date.slice(0, 4)))
    return read
  const [year = 0, month = 0, date = 0] = read.date.split('-').map(Number)
  return checked(year - 100, month, date)
}

/** How an office of this country writes a day in numbers, as an example of what can be typed. */
export const dayExample = (country: string, iso = '1980-11-29'): string => {
  const [year = '', month = '', date = ''] = iso.split('-')
  if (MONTH_FIRST.has(country)) return `${month}/${date}/${year}`
  if (YEAR_FIRST.has(country) || country === 'CA' || country === 'SE') return `${year}-${month}-${date}`
  return [
    'DE',
    'AT',
    'CH',
    'PL',
    'CZ',
    'SK',
    'RU',
    'UA',
    'NO',
    'DK',
    'FI',
    'TR',
    'RO',
    'BG',
    'RS',
    'HR',
    'SI',
    'EE',
    'LV',
    'IS',
  ].includes(country)
    ? `${date}.${month}.${year}`
    : country === 'NL'
      ? `${date}-${month}-${year}`
      : `${date}/${month}/${year}`
}

/** Why something typed is no day, in words; `what` is what was typed. */
export const dayProblem = (
  what: string,
  why: Extract<ReadDay, { ok: false }>['why'],
  country: string,
): Phrase => {
  const params = { said: what.length > 40 ? `${what.slice(0, 40)} …` : what, example: dayExample(country) }
  switch (why) {
    case 'no-year':
      return phrase('date.no-year', params)
    case 'no-such-day':
      return phrase('date.no-such-day', params)
    case 'year':
      return phrase('date.year', params)
    default:
      return phrase('date.no-date', params)
  }
}
