/** A file of people as a table, whatever it came as: headings, and a row with its line for each of them. */
import { CannotRead, type ReadWorkbook } from '../ports'
import { readCardFile } from './cards'
import type { Decided, DryRun } from './rows'
import { readCsvFile } from './separated'
import { type Table, unreadable } from './table'
import { readSheetFile } from './workbook'

export type Held = Table & {
  name: string
  run: { mapping: DryRun['mapping']; options: DryRun['options']; rows: Decided[] } | null
  cancelled: boolean
}

const startsWith = (bytes: Uint8Array, ...magics: string[]): boolean => {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  return magics.some((magic) => start.startsWith(magic))
}

const workbook = async (bytes: Uint8Array, readWorkbook: ReadWorkbook): Promise<Table> => {
  try {
    return readSheetFile(await readWorkbook(bytes))
  } catch (error) {
    if (!(error instanceof CannotRead)) throw error
    throw unreadable(
      error.why === 'large'
        ? 'This workbook is too large to read. Copy the rows of people alone into a new one, or save it as CSV.'
        : 'This is not an Excel workbook, or it is damaged. Open it in the spreadsheet, choose Save as, CSV, and import that file.',
    )
  }
}

/** Reads a file by what it holds, not by what it is called. @throws Refusal with words for the file field */
export const readFile = async (
  name: string,
  bytes: Uint8Array,
  readWorkbook: ReadWorkbook,
): Promise<Held> => {
  if (bytes.length === 0) throw unreadable('This file is empty. Choose another one.')
  // The workbook of Excel 97 to 2003, which may also be a Word document or an Outlook message.
  if (startsWith(bytes, '\xd0\xcf\x11\xe0'))
    throw unreadable(
      'This is a file of an old Excel. Open it in the spreadsheet, choose Save as, Excel workbook (.xlsx), and import that file.',
    )
  if (startsWith(bytes, '%PDF'))
    throw unreadable('This is a PDF. Export the people as CSV, Excel workbook or vCard and import that file.')
  const table = startsWith(bytes, 'PK')
    ? await workbook(bytes, readWorkbook)
    : ((await readCardFile(bytes)) ?? (await readCsvFile(bytes)))
  if (table.rows.length === 0)
    throw unreadable(
      table.format === 'vcard'
        ? 'There are no cards in this file.'
        : 'There are no people in this file: the first line must be the headings, then a line for each person.',
    )
  return { ...table, name, run: null, cancelled: false }
}
