/** A cell of a spreadsheet that should hold a phone number: it may hold two, and words beside them. */
import { LONGEST_PHONE, MOST_NUMBERS } from '#shared/limits'
import { parsePhone } from '#shared/phone/phone-number'
import type { ParsedPhone } from '#shared/phone/phone-plan'
import { labelKind } from '#shared/phone/phone-labels'
import { plainDigits } from '#shared/phone/phone-text'
import { type Phrase, phrase } from '#shared/phrases/phrase'

export type CellNumber = {
  parsed: Extract<ParsedPhone, { ok: true }>
  /** What the cell calls it: `mobile`, `Büro`; empty when it says nothing. */
  label: string
  /** Other words beside it: `Mum`, `after 5 pm`. */
  words: string
}
export type PhoneCell = {
  numbers: CellNumber[]
  /** Parts that are no number, with the reason. */
  problems: { part: string; message: Phrase }[]
  /** Words that stand beside no number. */
  words: string
}

/** What people write between two numbers. Words for "or" and "and" need spaces around them. */
const BETWEEN =
  /:::|;(?!\s?ext)|[\n|•]|,(?=\s*[+(\d\p{L}])|\s[/&]\s|\s(?:or|and|oder|und|bzw\.?|sowie|ou|et|o|ó|y|u|e|of|en|lub|i|eller|og|och|или|и)\s(?=[^\p{L}]|\p{L}{1,12}[:. ])/iu
const PLACES =
  /^(?:home|work|office|business|private?|personal|main|other|reception|geschäftlich|dienstlich|arbeit|firma|büro|privat|zuhause|zu hause|haupt|maison|domicile|travail|bureau|perso|pro|casa|trabajo|oficina|particular|ufficio|lavoro|thuis|werk|prive|comercial|residencial|tel|tél|telefon|telephone|téléphone|teléfono|telefono|phone|ph|fon|nr|no|num|number|numéro|numero|número|nummer|t|h|w|m|p|c|f)$/iu
const SHORT_LABELS: Readonly<Record<string, string>> = {
  m: 'Mobile',
  c: 'Mobile',
  h: 'Home',
  w: 'Work',
  f: 'Fax',
  p: '',
  t: '',
  tel: '',
  telefon: '',
  telephone: '',
  téléphone: '',
  teléfono: '',
  telefono: '',
  phone: '',
  tél: '',
  ph: '',
  fon: '',
  nr: '',
  no: '',
  num: '',
  number: '',
  numéro: '',
  numero: '',
  número: '',
  nummer: '',
}
/** "No texts", "keine SMS": what somebody asks for, and no name of a number. */
const NEGATED =
  /\b(?:no|not|do ?n['’]?o?t|never|kein\w*|nicht|pas|plus|non|niente|n[aã]o|sem|sin|geen|niet|nie|stop\w*)\b/iu
const isLabel = (words: string): boolean =>
  PLACES.test(words) || (labelKind(words) !== 'unknown' && !NEGATED.test(words))
const digitsIn = (text: string) => text.replace(/\D/g, '').length
/** What can be the middle of a number; letters and quotation marks cannot. */
const NUMBER = /[+(]{0,2}\d[\d\s().\-/·]{3,60}\d/

const tidyWords = (words: string): string =>
  words
    .replace(/[()[\]{}<>:;,.*"“”„|/\-–]/g, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .join(' ')

/** `Mum: +12025550101; Work: +12025550102`, as our exports write every number of a record; null for any other cell. */
export const labelledNumbers = (cell: string): { label: string; number: string }[] | null => {
  const found = [...cell.matchAll(/(?:^|; )(?:([^\n]{0,30}?): )?(\+\d{5,15})(?=; |$)/g)]
  const read = found.map(([, label = '', number = '']) => ({ label, number }))
  return found.length > 0 && found.map(([whole]) => whole).join('') === cell ? read : null
}

type Part = { numbers: CellNumber[]; problem: PhoneCell['problems'][number] | null; words: string }

/** Words in brackets at the end, which an extension may stand before. */
const IN_BRACKETS = /\(([^()]{0,60}\p{L}[^()]{0,60})\)$/u

/** As NUMBER, each that a text holds. */
const NUMBERS = new RegExp(NUMBER.source, 'g')
/** Enough for two numbers with their words. */
const LONGEST_PAIR = 160

/** A part with a number and words for it, and another number after: one part for each. */
const withTheirWords = (part: string): string[] => {
  if (part.length > LONGEST_PAIR || !/\p{L}/u.test(part)) return [part]
  const runs = [...part.matchAll(NUMBERS)].filter(([run]) => digitsIn(run) >= 7)
  if (runs.length < 2) return [part]
  // The words stand before each number, or else after it.
  const leads = /\p{L}/u.test(part.slice(0, runs[0]?.index))
  const cuts = runs.map(({ index, 0: run }) => (leads ? index + run.length : index))
  if (leads) cuts.pop()
  else cuts.shift()
  return [0, ...cuts].map((from, i) => part.slice(from, cuts[i]).trim())
}

/** Two numbers with nothing but spaces or a dash between them: the one cut that makes two numbers, if there is just one. */
const inTwo = (part: string, country: string): Part | null => {
  if (part.length > LONGEST_PAIR || digitsIn(part) < 14 || digitsIn(part) > 30) return null
  const found: Part[] = []
  for (const { index, 0: gap } of part.matchAll(/\s*[-–—]\s*|\s+/g)) {
    const both = [part.slice(0, index), part.slice(index + gap.length)]
    if (both.some((one) => digitsIn(one) < 7)) continue
    const numbers = both.flatMap((one) => {
      const parsed = parsePhone(one, country)
      return parsed.ok ? [{ parsed, label: '', words: '' }] : []
    })
    if (numbers.length === 2) found.push({ numbers, problem: null, words: '' })
  }
  return found.length === 1 ? (found[0] ?? null) : null
}

const readPart = (part: string, country: string): Part => {
  const aside = IN_BRACKETS.exec(part)
  if (aside) {
    const read = readPart(part.slice(0, aside.index).trim(), country)
    const [number] = read.numbers
    const words = tidyWords(aside[1] ?? '')
    if (number && number.label === '' && isLabel(words))
      number.label = SHORT_LABELS[words.toLowerCase()] ?? words
    else if (number) number.words = [number.words, words].filter(Boolean).join(' ')
    if (number) return read
  }
  const whole = parsePhone(part, country)
  if (whole.ok) return { numbers: [{ parsed: whole, label: '', words: '' }], problem: null, words: '' }
  const plain = plainDigits(part)
  if (digitsIn(plain) === 0) {
    return { numbers: [], problem: null, words: tidyWords(part) }
  }
  const problem = { part, message: whole.message }
  if (whole.problem === 'spreadsheet-exponent') return { numbers: [], problem, words: '' }
  if (!/\p{L}/u.test(plain)) return inTwo(plain, country) ?? { numbers: [], problem, words: '' }
  const found = NUMBER.exec(plain)
  if (!found) return { numbers: [], problem, words: '' }
  const before = tidyWords(plain.slice(0, found.index))
  const rest = plain.slice(found.index)
  // What follows may be an extension, which `parsePhone` knows; else it is words.
  const withRest = parsePhone(rest, country)
  const parsed = withRest.ok ? withRest : parsePhone(found[0], country)
  if (!parsed.ok) return { numbers: [], problem: { part, message: parsed.message }, words: '' }
  const after = withRest.ok ? '' : tidyWords(rest.slice(found[0].length))
  // Letters that are glued to the digits are part of what was meant: 1-800-FLOWERS, 020 7946 O958.
  if (!withRest.ok && /^[-.]?\p{L}/u.test(rest.slice(found[0].length)))
    return { numbers: [], problem, words: '' }
  // More digits than the number has: an hour, or a number that was cut.
  if (digitsIn(after) >= 5) return { numbers: [], problem, words: '' }
  let label = ''
  const words: string[] = []
  for (const one of [before, after]) {
    if (one === '') continue
    if (label === '' && isLabel(one)) label = SHORT_LABELS[one.toLowerCase()] ?? one
    else words.push(one)
  }
  return { numbers: [{ parsed, label, words: words.join(' ') }], problem: null, words: '' }
}

/**
 * Every number of a cell, read in an office of `country`. What cannot be read is a problem of its part alone. A cell longer than
 * twenty numbers is read no further.
 */
export const readPhoneCell = (cell: string, country: string): PhoneCell => {
  const result: PhoneCell = { numbers: [], problems: [], words: '' }
  const trimmed = cell.trim()
  if (trimmed === '') return result
  const whole: ParsedPhone | null = trimmed.length <= LONGEST_PHONE ? parsePhone(trimmed, country) : null
  if (whole?.ok) {
    result.numbers.push({ parsed: whole, label: '', words: '' })
    return result
  }
  // 1,71235E+11: its comma divides no numbers.
  if (whole?.problem === 'spreadsheet-exponent') {
    result.problems.push({ part: trimmed, message: whole.message })
    return result
  }
  const words: string[] = []
  const parts = trimmed
    .split(BETWEEN)
    .flatMap(withTheirWords)
    .flatMap((part) => {
      // 0176 1234567/0176 7654321: a slash between two whole numbers.
      const [a = '', b = '', ...more] = part.split('/')
      return more.length === 0 && digitsIn(a) >= 7 && digitsIn(b) >= 7 ? [a, b] : [part]
    })
  for (const [index, part] of parts.entries()) {
    const text = part.trim()
    if (text === '') continue
    if (index >= MOST_NUMBERS) {
      result.problems.push({ part: text, message: phrase('row.at-most-numbers', { most: MOST_NUMBERS }) })
      break
    }
    const read = readPart(text, country)
    const last = result.numbers.at(-1)
    if (read.problem) result.problems.push(read.problem)
    else if (read.numbers.length > 0) result.numbers.push(...read.numbers)
    else if (read.words !== '' && last && last.words === '') last.words = read.words
    else if (read.words !== '') words.push(read.words)
  }
  result.words = words.join(' ')
  return result
}
