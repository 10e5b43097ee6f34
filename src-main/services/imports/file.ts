/** A file of people as a table, whatever it came as: headings, and a row with its line for each of them. */
import type { Encoding } from '#shared/files/text-file'
import { CannotRead, type ReadWorkbook } from '../ports'
import { readCardFile } from './cards'
import type { Decided, DryRun } from './rows'
import { type DelimiterName, readCsvFile } from './separated'
import { type Grid, type Layout, type Table, tableOf, unreadable, withinLimits } from './table'
import { readSheetFile } from './workbook'

/** How a file was read, as far as somebody chose; null is found out. */
export type Reading = Layout & { delimiter: DelimiterName | null; encoding: Encoding | null }
export const AS_FOUND: Reading = { sheet: null, headingLine: null, delimiter: null, encoding: null }

export type Held = Table & {
  name: string
  /** When the file was last changed, in epoch milliseconds; null when nobody says. */
  modifiedAt: number | null
  /** To read it again in another way. */
  bytes: Uint8Array
  /** The same file before its headings are known: another sheet or line needs no new reading. */
  grid: Grid
  layout: { sheet: string; headingLine: number }
  run: { mapping: DryRun['mapping']; options: DryRun['options']; rows: Decided[] } | null
  cancelled: boolean
}

const startsWith = (bytes: Uint8Array, ...magics: string[]): boolean => {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  return magics.some((magic) => start.startsWith(magic))
}

const workbook = async (bytes: Uint8Array, readWorkbook: ReadWorkbook): Promise<Grid> => {
  try {
    return readSheetFile(await readWorkbook(bytes))
  } catch (error) {
    if (!(error instanceof CannotRead)) throw error
    throw unreadable(error.why === 'large' ? 'imports.workbook-too-large' : 'imports.workbook-damaged')
  }
}

/** Reads a file by what it holds, not by what it is called. @throws Refusal with words for the file field */
export const readFile = async (
  name: string,
  bytes: Uint8Array,
  readWorkbook: ReadWorkbook,
  reading: Reading = AS_FOUND,
  /** The office's: names of its people are divided as there. */
  country = '',
): Promise<Held> => {
  if (bytes.length === 0) throw unreadable('imports.file-empty')
  // The workbook of Excel 97 to 2003, which may also be a Word document or an Outlook message.
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) throw unreadable('imports.old-excel')
  if (startsWith(bytes, '%PDF')) throw unreadable('imports.pdf')
  const grid = startsWith(bytes, 'PK')
    ? await workbook(bytes, readWorkbook)
    : ((await readCardFile(bytes, country)) ?? (await readCsvFile(bytes, reading)))
  return heldAs({ name, modifiedAt: null, bytes, grid }, reading)
}

/** The same file with another sheet or another line of headings. @throws Refusal where nobody is in it */
export const heldAs = async (
  { name, modifiedAt, bytes, grid }: Pick<Held, 'name' | 'modifiedAt' | 'bytes' | 'grid'>,
  reading: Layout,
): Promise<Held> => {
  const { table, layout } = tableOf(grid, reading)
  if (table.rows.length === 0)
    throw unreadable(table.format === 'vcard' ? 'imports.no-cards' : 'imports.no-people')
  return {
    ...(await withinLimits(table)),
    name,
    modifiedAt,
    bytes,
    grid,
    layout,
    run: null,
    cancelled: false,
  }
}
