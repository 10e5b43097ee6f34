/** What a log line may hold: no number, no address, no words that somebody wrote. */

/** Seven digits and more in a row, however they are set apart: a phone number, or something that may be one. */
const NUMBER = /\+?\d(?:[\s().\-/]{0,2}\d){6,}/g
/** Identifiers that help to find a fault stay readable: times, SIDs and UUIDs. */
const KEPT =
  /\d{4}-\d\d-\d\dT[\d:.]+Z|\b[A-Z]{2}[0-9a-f]{32}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g
const ADDRESS = /[^\s@<>"']{1,64}@[^\s@<>"']{1,255}/g
const QUOTED = /“[^”]{0,2000}”/g
const LONGEST = 2000

/** One line for the log; longer ones are cut. Linear in its length. */
export const redact = (line: string): string => {
  const text = line.slice(0, LONGEST).replaceAll(/[\r\n]+/g, ' ⏎ ')
  let out = ''
  let from = 0
  const hide = (part: string) => part.replace(ADDRESS, '…@…').replace(QUOTED, '“…”').replace(NUMBER, '…')
  for (const { 0: kept, index } of text.matchAll(KEPT)) {
    out += hide(text.slice(from, index)) + kept
    from = index + kept.length
  }
  return out + hide(text.slice(from))
}
