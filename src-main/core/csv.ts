/** CSV to be opened in a spreadsheet (RFC 4180), with cells that would run as formulas made harmless. */

// OWASP "CSV Injection": these at the start of a cell make spreadsheets calculate; full-width forms included.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/

/**
 * One field. A value that a spreadsheet would calculate is preceded by an apostrophe, phone numbers
 * (`'+12025550142`) and negative amounts included, which also keeps their digits; `parsePhone` reads it back.
 */
export function csvField(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One row, ended by CRLF. */
export function csvLine(fields: readonly string[]): string {
  const text = fields.map(csvField).join(',')
  // A lone empty field would be an empty line, which readers skip.
  return `${text === '' && fields.length === 1 ? '""' : text}\r\n`
}
