/** CSV and its relatives: what the bytes are encoded in, what divides the cells. */
import { decodeText } from '#core/text-file'
import Papa from 'papaparse'
import { type FileRow, type Table, unreadable, widthOf } from './table'

const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as Record<string, string>
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

/** Parses in pieces and lets the window breathe between them: a large file takes seconds. */
const parseTable = (text: string): Promise<{ rows: FileRow[]; delimiter: string }> =>
  new Promise((resolve, reject) => {
    const rows: FileRow[] = []
    let delimiter = ','
    let idle = 0
    const open = () =>
      unreadable(
        `A quotation mark in line ${rows.length + 1} is opened and never closed, so where its cell ends is not known. Put that right in the file.`,
      )
    Papa.parse<string[]>(text, {
      delimitersToGuess: [',', ';', '\t', '|'],
      skipEmptyLines: 'greedy',
      chunkSize: PIECE,
      chunk({ data, meta, errors }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
        idle = data.length === 0 ? idle + 1 : 0
        for (const cells of data) rows.push({ line: rows.length + 1, cells })
        delimiter = NAMES[meta.delimiter] ?? meta.delimiter
        const last = rows.at(-1)
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
      complete: () => resolve({ rows, delimiter }),
      error: reject,
    })
  })

export const readCsvFile = async (bytes: Uint8Array): Promise<Table> => {
  const { text, encoding } = decodeText(bytes, readUtf8)
  if (text.includes('\0')) throw unreadable('This file is not text. Choose a CSV, Excel or vCard file.')
  const { rows: all, delimiter } = await parseTable(text)
  const [headings, ...rows] = all
  const { width, notes } = widthOf(all.map(({ cells }) => cells))
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
