/** A file of people as a table: what it is encoded in, what divides it, its headings and rows. */
import { Refusal } from '#contract'
import { decodeText } from '#core/text-file'
import Papa from 'papaparse'
import type { Decided, DryRun } from './rows'

export type Held = {
  name: string
  headings: string[]
  rows: string[][]
  encoding: string
  delimiter: string
  run: { mapping: DryRun['mapping']; options: DryRun['options']; rows: Decided[] } | null
  cancelled: boolean
}

const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as Record<string, string>

const readUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Parses in pieces and lets the window breathe between them: a large file takes seconds. */
const parseTable = (text: string): Promise<{ rows: string[][]; delimiter: string }> =>
  new Promise((resolve, reject) => {
    const rows: string[][] = []
    let delimiter = ','
    Papa.parse<string[]>(text, {
      delimitersToGuess: [',', ';', '\t', '|'],
      skipEmptyLines: 'greedy',
      chunkSize: 256 * 1024,
      chunk({ data, meta }: Papa.ParseResult<string[]>, parser: Papa.Parser) {
        for (const row of data) rows.push(row)
        delimiter = NAMES[meta.delimiter] ?? meta.delimiter
        parser.pause()
        setImmediate(() => parser.resume())
      },
      complete: () => resolve({ rows, delimiter }),
      error: reject,
    })
  })

/** Reads a file. @throws Refusal with words for the file field */
export const readFile = async (name: string, bytes: Uint8Array): Promise<Held> => {
  if (bytes.length === 0) throw new Refusal('bad-input', 'This file is empty. Choose another one.', 'file')
  // Spreadsheets and archives start with these; reading them as text would only make noise.
  const magic = String.fromCharCode(...bytes.subarray(0, 4))
  if (magic.startsWith('PK') || magic.startsWith('\xd0\xcf\x11\xe0') || magic.startsWith('%PDF')) {
    throw new Refusal(
      'bad-input',
      'This is not a CSV file. In the spreadsheet choose Save as, CSV, and import that file.',
      'file',
    )
  }
  const { text, encoding } = decodeText(bytes, readUtf8)
  if (text.includes('\0')) throw new Refusal('bad-input', 'This file is not text. Choose a CSV file.', 'file')
  const { rows, delimiter } = await parseTable(text)
  const [headings, ...rest] = rows
  if (!headings || rest.length === 0) {
    throw new Refusal(
      'bad-input',
      'There are no people in this file: the first line must be the headings, then a line for each person.',
      'file',
    )
  }
  const width = Math.max(...rows.slice(0, 200).map((row) => row.length))
  return {
    name,
    headings: Array.from({ length: width }, (_, i) => headings[i]?.trim() || `Column ${i + 1}`),
    rows: rest,
    encoding,
    delimiter,
    run: null,
    cancelled: false,
  }
}
