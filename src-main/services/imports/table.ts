/** What every format becomes. */
import { Refusal } from '#contract'

const MOST_COLUMNS = 400

export type FileRow = {
  /** Where it stands in the file, from 1. */
  line: number
  cells: string[]
  /** Why it cannot be imported, whatever its cells say. */
  problem?: string
  /** What the file holds of it that the table does not. */
  notes?: string[]
}
export type Table = {
  format: 'csv' | 'xlsx' | 'vcard'
  headings: string[]
  rows: FileRow[]
  encoding: string
  delimiter: string
  /** What else is worth knowing about the file. */
  notes: string[]
}
/** How many columns are read of those that the longest row has. */
export const widthOf = (found: number): { width: number; notes: string[] } => ({
  width: Math.min(found, MOST_COLUMNS),
  notes: found > MOST_COLUMNS ? [`Only the first ${MOST_COLUMNS} of ${found} columns are read.`] : [],
})

export const unreadable = (message: string) => new Refusal('bad-input', message, 'file')
