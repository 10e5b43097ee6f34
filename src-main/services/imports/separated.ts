/** CSV and its relatives: what the bytes are encoded in, what divides the cells. */
import { guessColumns } from '#shared/files/import-map'
import type { Encoding } from '#shared/files/text-file'
import Papa from 'papaparse'
import { yieldToLoop } from '../time-slice'
import { decodeChosen, decodeFile } from './decode'
import { type FileRow, type Grid, MOST_COLUMNS, unreadable } from './table'
import { phrase } from '#shared/phrases/phrase'

export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const
export type DelimiterName = keyof typeof DELIMITERS
const ALL = Object.values(DELIMITERS)
const nameOf = (delimiter: string): DelimiterName =>
  (Object.keys(DELIMITERS) as DelimiterName[]).find((name) => DELIMITERS[name] === delimiter) ?? 'comma'
const PIECE = 256 * 1024
/**
 * Pieces without the end of a row: what follows an opened quotation mark is read again with each of them. No row is as
 * long as that with cells within their limit.
 */
const MOST_IDLE_PIECES = 2

/** Known headings that this delimiter makes of one of the first lines. */
const knownHeadings = (text: string, delimiter: string): number => {
  const lines = Papa.parse<string[]>(text.slice(0, PIECE), {
    delimiter,
    preview: 5,
    skipEmptyLines: 'greedy',
  }).data
  return Math.max(
    0,
    ...lines.map(
      (cells) =>
        guessColumns(cells.slice(0, MOST_COLUMNS)).filter(({ target }) => target !== 'ignore').length,
    ),
  )
}

/**
 * What the headings tell goes before what the rows look like: cells may hold more semicolons than commas stand between
 * them.
 */
const delimiterOf = (text: string): string => {
  const known = ALL.map((delimiter) => ({ delimiter, count: knownHeadings(text, delimiter) }))
  const most = Math.max(...known.map(({ count }) => count))
  const best = known.filter(({ count }) => count === most)
  const [only] = best
  if (only && best.length === 1) return only.delimiter
  return Papa.parse(text.slice(0, PIECE), {
    delimitersToGuess: ALL,
    preview: 20,
    skipEmptyLines: 'greedy',
  }).meta.delimiter
}

/** `="0123"`: how a cell is kept from being calculated. */
const AS_TEXT = /^="(.*)"$/s
const unwrapped = (cell: string): string => {
  const inside = cell.startsWith('="') ? AS_TEXT.exec(cell)?.[1] : undefined
  return inside === undefined ? cell : inside.replaceAll('""', '"')
}
/** Line breaks inside the cells of a row: the next row begins so many lines later. */
const breaksIn = (cells: readonly string[]): number => {
  let count = 0
  for (const cell of cells) {
    if (!cell.includes('\n') && !cell.includes('\r')) continue
    count += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  }
  return count
}

/** Parses in pieces and lets the window answer between them: a large file takes seconds. */
const parseRows = (
  text: string,
  chosen: string,
  firstLine: number,
): Promise<{ rows: FileRow[]; delimiter: DelimiterName }> =>
  new Promise((resolve, reject) => {
    const rows: FileRow[] = []
    let line = firstLine
    let delimiter: DelimiterName = 'comma'
    let idle = 0
    const open = () => unreadable(phrase('imports.quote-never-closed', { line }))
    Papa.parse<string[]>(text, {
      delimiter: chosen || delimiterOf(text),
      chunkSize: PIECE,
      chunk({ data, meta, errors }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
        idle = data.length === 0 ? idle + 1 : 0
        for (const cells of data) {
          if (cells.some((cell) => cell.trim() !== '')) {
            const row: FileRow = { line, cells: cells.map(unwrapped) }
            if (cells.some((cell) => cell.includes('\ufffd'))) row.notes = [UNREAD_LETTER]
            rows.push(row)
          }
          line += 1 + breaksIn(cells)
        }
        delimiter = nameOf(meta.delimiter)
        const last = rows.at(-1)
        // The rest of the file is in its last cell: imported it would look like one row, and lose the others.
        if (last && errors.some(({ code }) => code === 'MissingQuotes'))
          last.problem = phrase('row.quote-never-closed')
        if (idle >= MOST_IDLE_PIECES) {
          // Aborting calls `complete` at once.
          reject(open())
          parser.abort()
          return
        }
        parser.pause()
        setImmediate(() => parser.resume())
      },
      complete: () => resolve({ rows, delimiter }),
      error: reject,
    })
  })
const UNREAD_LETTER = phrase('row.unread-letter')

export const readCsvFile = async (
  bytes: Uint8Array,
  chosen: { delimiter: DelimiterName | null; encoding: Encoding | null } = {
    delimiter: null,
    encoding: null,
  },
): Promise<Grid> => {
  const { text: whole, encoding } =
    chosen.encoding === null
      ? await decodeFile(bytes)
      : { text: await decodeChosen(bytes, chosen.encoding), encoding: chosen.encoding }
  await yieldToLoop()
  if (whole.includes('\0')) throw unreadable('imports.not-text')
  await yieldToLoop()
  // Excel writes which separator it used in a line of its own.
  const separator = /^"?sep=(.)"?\r?\n/i.exec(whole.slice(0, 12))
  const text = separator ? whole.slice(separator[0].length) : whole
  const told = ALL.find((one) => one === separator?.[1]) ?? ''
  const { rows, delimiter } = await parseRows(
    text,
    chosen.delimiter === null ? told : DELIMITERS[chosen.delimiter],
    separator ? 2 : 1,
  )
  return { format: 'csv', sheets: [{ name: '', rows }], encoding, delimiter, active: 0 }
}
