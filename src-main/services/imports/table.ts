/** What every format becomes. */
import { Refusal } from '#contract'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import { createTimeSlice } from '../time-slice'
import { LONGEST_CELL, LONGEST_HEADING } from '#shared/limits'
import { findHeadings, headingsOf, likenessToPeople } from '#core/files/table-shape'

export const MOST_COLUMNS = 400

export type FileRow = {
  /** Where it stands in the file, from 1. */
  line: number
  cells: string[]
  /** Why it cannot be imported, whatever its cells say. */
  problem?: Phrase
  /** What the file holds of it that the table does not. */
  notes?: Phrase[]
}
/** A file as rows of cells, before anybody knows which of them are the headings. */
export type Grid = {
  format: 'csv' | 'xlsx' | 'vcard'
  /** Those that hold something; one without a name for what is no workbook. */
  sheets: { name: string; rows: FileRow[] }[]
  /** The sheet that was in front when the workbook was saved. */
  active: number
  encoding: string
  delimiter: string
}
export type Table = {
  format: 'csv' | 'xlsx' | 'vcard'
  headings: string[]
  rows: FileRow[]
  encoding: string
  delimiter: string
  /** What else is worth knowing about the file. */
  notes: Phrase[]
}
/** Where the people are in a file; null is found out. */
export type Layout = {
  sheet: string | null
  /** Line of the headings in the file; 0 says that there are none. */
  headingLine: number | null
}

/**
 * Rows with a cell that is too long are told by name and not imported: nothing reads such a cell.
 */
export const withinLimits = async (table: Table): Promise<Table> => {
  const pace = createTimeSlice()
  for (const row of table.rows) {
    if (pace.due()) await pace.rest()
    const index = row.cells.findIndex((cell) => cell.length > LONGEST_CELL)
    if (index < 0 || row.problem !== undefined) continue
    const heading = table.headings[index] ?? `Column ${index + 1}`
    row.problem = phrase('row.long-cell', { heading, most: LONGEST_CELL.toLocaleString('en') })
  }
  return table
}

/** How many columns are read of those that the longest row has. */
export const widthOf = (found: number): { width: number; notes: Phrase[] } => ({
  width: Math.min(found, MOST_COLUMNS),
  notes: found > MOST_COLUMNS ? [phrase('file.only-columns', { most: MOST_COLUMNS, found })] : [],
})

const FIRST_LINES = 20
const short = (cells: readonly string[]) =>
  cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_HEADING))

/** The sheet that looks most like a list of people: its headings are known best, then the one that was in front. */
const likeliest = ({ sheets, active }: Grid): number => {
  let best = -1
  let most = -1
  for (const [index, { rows }] of sheets.entries()) {
    if (rows.length === 0) continue
    const head = rows.slice(0, FIRST_LINES).map(({ cells }) => short(cells))
    const at = findHeadings(head)
    const people = rows.length - 1 - (at ?? -1)
    const score = (people > 0 ? 40 + likenessToPeople(head) : 0) + (index === active ? 1 : 0)
    if (score > most) {
      most = score
      best = index
    }
  }
  return best
}

/**
 * The table of people in a file, and what of its layout was found out or chosen.
 * @throws Refusal when a heading is too long, without which no column is known
 */
export const tableOf = (
  grid: Grid,
  chosen: Layout,
): { table: Table; layout: { sheet: string; headingLine: number } } => {
  const named = grid.sheets.findIndex(({ name }) => name === chosen.sheet)
  const sheet = grid.sheets[named >= 0 ? named : likeliest(grid)]
  const rows = sheet?.rows ?? []
  const head = rows.slice(0, FIRST_LINES).map(({ cells }) => short(cells))
  const at =
    chosen.headingLine === null
      ? grid.format === 'vcard'
        ? 0
        : findHeadings(head)
      : chosen.headingLine === 0
        ? null
        : Math.max(
            0,
            rows.findIndex(({ line }) => line === chosen.headingLine),
          )
  const long = (rows[at ?? -1]?.cells ?? []).findIndex((heading) => heading.length > LONGEST_HEADING)
  if (long >= 0 && !rows[at ?? -1]?.problem)
    throw unreadable(phrase('imports.heading-too-long', { column: long + 1, most: LONGEST_HEADING }))
  const below = at === null ? rows : rows.slice(at + 1)
  const { width, notes } = widthOf(rows.reduce((most, { cells }) => Math.max(most, cells.length), 0))
  const headings = rows[at ?? -1]
  const others = grid.sheets.filter((one) => one !== sheet && one.rows.length > 0)
  return {
    table: {
      format: grid.format,
      headings: headingsOf(
        at !== null && at >= head.length ? rows.map(({ cells }) => cells) : head,
        at,
        width,
      ),
      // Headings that swallowed the file: nobody can be told apart in it.
      rows: headings?.problem ? [{ ...headings }] : below,
      encoding: grid.encoding,
      delimiter: grid.delimiter,
      notes: [
        ...(others.length > 0
          ? [
              phrase('file.only-sheet', {
                sheet: sheet?.name ?? '',
                others: others.map(({ name }) => `“${name}”`).join(', '),
              }),
            ]
          : []),
        ...(at !== null && at > 0
          ? [phrase('file.headings-in-line', { line: rows[at]?.line ?? 0 })]
          : at === null
            ? [phrase('file.no-headings')]
            : []),
        ...notes,
      ],
    },
    layout: { sheet: sheet?.name ?? '', headingLine: at === null ? 0 : (rows[at]?.line ?? 0) },
  }
}

export const unreadable = (reason: PlainKey | Phrase) => new Refusal('bad-input', reason, 'file')
