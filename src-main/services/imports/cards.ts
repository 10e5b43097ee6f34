/** vCards as a table, so that their columns are looked at and mapped like those of any other file. */
import { MOST_NUMBERS } from '#shared/limits'
import { splitName } from '#core/people/names'
import { fieldOf, fieldsWhere, labelOf } from '#shared/people/person-fields'
import { say } from '#shared/phrases/say'
import { decodeText } from '#shared/files/text-file'
import { type Card, readCards } from '#core/files/vcard'
import { phrase } from '#shared/phrases/phrase'
import { yieldToLoop } from '../time-slice'
import { decodeFile } from './decode'
import { readUtf8 } from './utf8'
import type { FileRow, Grid } from './table'

const REST_MS = 15
type Column = { heading: string; of: (card: Card) => string; optional?: boolean }
const columnsOf = (contact: boolean): Column[] =>
  fieldsWhere((field) => field.card !== null && field.contact === contact).map((key) => ({
    heading: say(labelOf(key)),
    of: ({ values: { [key]: found = [] } }) =>
      fieldOf(key).several ? found.join(' ::: ') : (found[0] ?? ''),
    optional: true,
  }))
/** Most cards hold nothing that is optional: a column without anything would only be in the way. */
const COLUMNS: readonly Column[] = [
  { heading: 'First name', of: ({ first }) => first },
  { heading: 'Middle name', of: ({ middle }) => middle },
  { heading: 'Last name', of: ({ last }) => last },
  { heading: 'Suffix', of: ({ suffix }) => suffix, optional: true },
  ...columnsOf(true),
  { heading: 'Account', of: ({ organisation }) => organisation },
  { heading: 'Tags', of: ({ tags }) => tags.join(' ::: ') },
  ...columnsOf(false),
  { heading: 'Note', of: ({ note }) => note },
  { heading: 'Birthday', of: ({ birthday }) => birthday, optional: true },
]

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

const rowOf = (card: Card, country: string): FileRow => {
  let { first, last } = card
  // Programs that know one name only write all of it as the last.
  if (first === '' && last !== '' && last === card.full && /\s/.test(last)) last = ''
  if (first === '' && last === '' && card.full !== '' && card.full !== card.organisation) {
    ;({ first, last } = splitName(card.full, country))
  }
  const named = { ...card, first, last }
  const numbers = card.numbers.slice(0, MOST_NUMBERS)
  const notes = [
    ...card.numbers
      .slice(MOST_NUMBERS)
      .map(({ value }) => phrase('row.number-left-out', { number: value, most: MOST_NUMBERS })),
  ]
  return {
    line: card.line,
    cells: [
      ...COLUMNS.map((column) => column.of(named)),
      ...numbers.flatMap(({ label, value }) => [label, value]),
    ],
    ...(card.problem ? { problem: card.problem } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  }
}

/** Reads a file of cards; null when it is none. */
export const readCardFile = async (bytes: Uint8Array, country = ''): Promise<Grid | null> => {
  const head = decodeText(bytes.subarray(0, 4096), (part) => new TextDecoder().decode(part)).text
  if (!head.split('\n').some((line) => line.trim().toUpperCase() === 'BEGIN:VCARD')) return null
  const { text: whole, encoding } = await decodeFile(bytes)
  await yieldToLoop()
  // A character for each byte: what a fold has cut in two is whole again before it is read. The mark of UTF-8 is no part of it.
  const text = Buffer.from(encoding.startsWith('UTF-16') ? Buffer.from(whole, 'utf8') : bytes)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
  const rows: FileRow[] = []
  let most = 0
  let rested = performance.now()
  for (const card of readCards(text, decode)) {
    if (card) {
      rows.push(rowOf(card, country))
      most = Math.max(most, Math.min(card.numbers.length, MOST_NUMBERS))
    }
    if (performance.now() - rested > REST_MS) {
      await yieldToLoop()
      rested = performance.now()
    }
  }
  const shown = COLUMNS.map(({ optional }, at) => !optional || rows.some(({ cells }) => cells[at] !== ''))
  for (const row of rows) row.cells = row.cells.filter((_, at) => shown[at] ?? true)
  const headings = [
    ...COLUMNS.filter((_, at) => shown[at]).map(({ heading }) => heading),
    ...Array.from({ length: most }, (_, i) => [`Phone ${i + 1} - Label`, `Phone ${i + 1} - Value`]).flat(),
  ]
  return {
    format: 'vcard',
    sheets: [{ name: '', rows: rows.length === 0 ? [] : [{ line: 0, cells: headings }, ...rows] }],
    active: 0,
    encoding,
    delimiter: '',
  }
}
