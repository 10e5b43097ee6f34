/** CSV to be opened in a spreadsheet (RFC 4180), with cells that would run as formulas made harmless. */

// OWASP "CSV Injection": these at the start of a cell make spreadsheets calculate; full-width forms included.
const FORMULA = new Set('=+-@\t\r\n＝＋－＠')
/** What divides cells somewhere: a spreadsheet takes the mark of its country, whatever this file uses. A line break ends a row. */
const DIVIDES = new Set(';|\t\r\n')
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/

/** Puts an apostrophe before whatever a spreadsheet would calculate, at the start and after each mark that may divide cells. */
const neutral = (value: string): string => {
  let text = ''
  let from = 0
  let starts = true
  for (let i = 0; i < value.length; i += 1) {
    const letter = value[i] ?? ''
    if (starts && FORMULA.has(letter) && (i === 0 || !DIVIDES.has(letter))) {
      text += `${value.slice(from, i)}'`
      from = i
    }
    // Spaces and quotation marks before it are taken off when it is read.
    starts = DIVIDES.has(letter) || (starts && (letter === ' ' || letter === '"'))
  }
  return text + value.slice(from)
}

/**
 * A cell without the apostrophes that keep a spreadsheet from calculating: what `csvField`, and other programs that protect
 * their files, put there is no part of what it says. What began with one before such a sign loses it.
 */
export const unprotected = (cell: string): string => {
  let text = ''
  let from = 0
  let starts = true
  for (let i = 0; i < cell.length; i += 1) {
    const letter = cell[i] ?? ''
    if (starts && letter === "'" && FORMULA.has(cell[i + 1] ?? '')) {
      text += cell.slice(from, i)
      from = i + 1
      starts = false
    } else starts = DIVIDES.has(letter) || (starts && (letter === ' ' || letter === '"'))
  }
  return text + cell.slice(from)
}

/**
 * One field. What a spreadsheet would calculate is preceded by an apostrophe, phone numbers (`'+12025550142`) and negative
 * amounts included, which also keeps their digits; `parsePhone` reads it back.
 */
export function csvField(value: string, separator = ','): string {
  const safe = neutral(value)
  return NEEDS_QUOTES.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** By this a spreadsheet knows that the file is UTF-8; without it “Zoë” becomes “ZoÃ«”. */
export const CSV_START = '\ufeff'

/** One row with this separator, ended by CRLF. */
export function csvLine(fields: readonly string[], separator = ','): string {
  const text = fields.map((field) => csvField(field, separator)).join(separator)
  // A lone empty field would be an empty line, which readers skip.
  return `${text === '' && fields.length === 1 ? '""' : text}\r\n`
}
