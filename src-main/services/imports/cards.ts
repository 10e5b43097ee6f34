/** vCards as a table, so that their columns are looked at and mapped like those of any other file. */
import { decodeText } from '#core/text-file'
import { type Card, readCards } from '#core/vcard'
import { breathe } from '../office'
import type { FileRow, Table } from './table'
import { readUtf8 } from './separated'

/** As many as a record may have. */
const MOST_NUMBERS = 20
const REST_MS = 15
const HEADINGS = ['First name', 'Middle name', 'Last name', 'E-mail', 'Account', 'Tags', 'Language', 'Note']

/** Octets of a quoted-printable value; a charset that nobody knows is tried as UTF-8, then read as Windows-1252. */
const decode = (bytes: Uint8Array, charset: string): string => {
  if (charset !== '') {
    try {
      return new TextDecoder(charset).decode(bytes)
    } catch {
      // An unknown name: as if there were none.
    }
  }
  return decodeText(bytes, readUtf8).text
}

const rowOf = (card: Card): FileRow => {
  let { first, last } = card
  if (first === '' && last === '' && card.full !== '' && card.full !== card.organisation) {
    const space = card.full.lastIndexOf(' ')
    first = space < 0 ? card.full : card.full.slice(0, space)
    last = space < 0 ? '' : card.full.slice(space + 1)
  }
  const numbers = card.numbers.slice(0, MOST_NUMBERS)
  const notes = [
    ...card.leftOut.map((what) => `${what} left out`),
    ...card.numbers
      .slice(MOST_NUMBERS)
      .map(({ value }) => `${value} left out: more than ${MOST_NUMBERS} numbers`),
  ]
  return {
    line: card.line,
    cells: [
      first,
      card.middle,
      last,
      card.emails.join(' ::: '),
      card.organisation,
      card.tags.join(' ::: '),
      card.language,
      card.note,
      ...numbers.flatMap(({ label, value }) => [label, value]),
    ],
    ...(card.problem ? { problem: card.problem } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  }
}

/** Reads a file of cards; null when it is none. */
export const readCardFile = async (bytes: Uint8Array): Promise<Table | null> => {
  const head = decodeText(bytes.subarray(0, 4096), (part) => new TextDecoder().decode(part)).text
  if (!/^\s*BEGIN:VCARD\s*$/im.test(head)) return null
  const { text, encoding } = decodeText(bytes, readUtf8)
  const rows: FileRow[] = []
  let most = 0
  let rested = performance.now()
  for (const card of readCards(text, decode)) {
    if (card) {
      rows.push(rowOf(card))
      most = Math.max(most, Math.min(card.numbers.length, MOST_NUMBERS))
    }
    if (performance.now() - rested > REST_MS) {
      await breathe()
      rested = performance.now()
    }
  }
  return {
    format: 'vcard',
    headings: [
      ...HEADINGS,
      ...Array.from({ length: most }, (_, i) => [`Phone ${i + 1} - Label`, `Phone ${i + 1} - Value`]).flat(),
    ],
    rows,
    encoding,
    delimiter: '',
    notes: [],
  }
}
