/** CSV and its relatives: what the bytes are encoded in, what divides the cells. */
import { guessColumns } from '#core/import-map'
import { decodeText } from '#core/text-file'
import Papa from 'papaparse'
import { breathe } from '../office'
import { type FileRow, type Table, unreadable, widthOf } from './table'

const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as Record<string, string>
const DELIMITERS = Object.keys(NAMES)
const PIECE = 256 * 1024
/** Pieces without the end of a row: what follows an opened quotation mark is read again and again. */
const MOST_IDLE_PIECES = 16

export const readUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Known headings that this delimiter makes of the first line. */
const knownHeadings = (text: string, delimiter: string): number => {
  const [headings = []] = Papa.parse<string[]>(text.slice(0, PIECE), {
    delimiter,
    preview: 1,
    skipEmptyLines: 'greedy',
  }).data
  return guessColumns(headings).filter(({ target }) => target !== 'ignore').length
}

/**
 * What the headings tell goes before what the rows look like: cells may hold more semicolons than commas stand between
 * them. '' when the headings do not tell.
 */
const delimiterOf = (text: string): string => {
  const known = DELIMITERS.map((delimiter) => ({ delimiter, count: knownHeadings(text, delimiter) }))
  const most = Math.max(...known.map(({ count }) => count))
  const best = known.filter(({ count }) => count === most)
  return best.length === 1 ? (best[0]?.delimiter ?? '') : ''
}

/** Parses in pieces and lets the window breathe between them: a large file takes seconds. */
const parseTable = (
  text: string,
): Promise<{ headings: FileRow | undefined; rows: FileRow[]; width: number; delimiter: string }> =>
  new Promise((resolve, reject) => {
    let headings: FileRow | undefined
    const rows: FileRow[] = []
    let width = 0
    let lines = 0
    let delimiter = ','
    let idle = 0
    const open = () =>
      unreadable(
        `A quotation mark in line ${lines + 1} is opened and never closed, so where its cell ends is not known. Put that right in the file.`,
      )
    Papa.parse<string[]>(text, {
      delimiter: delimiterOf(text),
      delimitersToGuess: DELIMITERS,
      skipEmptyLines: 'greedy',
      chunkSize: PIECE,
      chunk({ data, meta, errors }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
        idle = data.length === 0 ? idle + 1 : 0
        for (const cells of data) {
          lines += 1
          width = Math.max(width, cells.length)
          const row = { line: lines, cells }
          if (lines === 1) headings = row
          else rows.push(row)
        }
        delimiter = NAMES[meta.delimiter] ?? meta.delimiter
        const last = rows.at(-1) ?? headings
        // The rest of the file is in its last cell: imported it would look like one row, and lose the others.
        if (last && errors.some(({ code }) => code === 'MissingQuotes'))
          last.problem = 'A quotation mark is opened here and never closed: all that follows is in this line'
        if (idle >= MOST_IDLE_PIECES) {
          // Aborting calls `complete` at once.
          reject(open())
          parser.abort()
          return
        }
        parser.pause()
        setImmediate(() => parser.resume())
      },
      complete: () => resolve({ headings, rows, width, delimiter }),
      error: reject,
    })
  })

export const readCsvFile = async (bytes: Uint8Array): Promise<Table> => {
  const { text, encoding } = decodeText(bytes, readUtf8)
  await breathe()
  if (text.includes('\0')) throw unreadable('This file is not text. Choose a CSV, Excel or vCard file.')
  await breathe()
  const { headings, rows, width: found, delimiter } = await parseTable(text)
  const { width, notes } = widthOf(found)
  return {
    format: 'csv',
    headings: Array.from({ length: width }, (_, i) => headings?.cells[i]?.trim() || `Column ${i + 1}`),
    // Headings that swallowed the file: nobody can be told apart in it.
    rows: headings?.problem ? [{ ...headings, line: 1 }] : rows,
    encoding,
    delimiter,
    notes,
  }
}
