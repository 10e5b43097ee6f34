/** What the parts of an Excel workbook (.xlsx, ECMA-376) say beside the values of its cells, and how a cell is written as text. Pure. */

/** A cell over several rows: its column and its first and last row, from 0. */
export type MergedRows = { column: number; from: number; to: number }
export type SheetProperties = { hidden: boolean; active: boolean; merged: readonly MergedRows[] }

const MOST_MERGED = 20_000

const MS_PER_DAY = 86_400_000
const MS_PER_MINUTE = 60_000
const MINUTES_PER_DAY = 1440
/** Serial numbers below 60 are a day behind: Excel counts a 29 February 1900. */
const FIRST_SOUND_DAY = Date.UTC(1900, 2, 1)

const twoDigits = (n: number) => String(n).padStart(2, '0')

const dateText = (value: Date): string => {
  if (Number.isNaN(value.getTime())) return ''
  const early = value.getTime() < FIRST_SOUND_DAY ? MS_PER_DAY : 0
  // Fractions of a day are rounded to minutes.
  const at = new Date(Math.round((value.getTime() + early) / MS_PER_MINUTE) * MS_PER_MINUTE)
  const day = at.toISOString().slice(0, 10)
  const minutes = (((at.getTime() / MS_PER_MINUTE) % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY
  return minutes === 0 ? day : `${day}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/** A cell as text: dates as YYYY-MM-DD, with the time where there is one. */
export const readCell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value instanceof Date ? dateText(value) : String(value)
}

/**
 * The digits of a number as the file writes it, 4.5E+3 as 4500. One that would end in six zeros or more was rounded before it came
 * here: it stays as it is.
 */
export const numberDigits = (text: string): string => {
  const parts = /^(-?\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(text)
  if (!parts) return text
  const [, lead = '', decimals = '', power = ''] = parts
  const zeros = Number(power) - decimals.length
  return zeros >= 0 && zeros < 6 && Number(power) < 16 ? lead + decimals + '0'.repeat(zeros) : text
}

/** The number of a column, from 1: A is 1, AA is 27. */
const columnNumber = (letters: string): number => {
  let n = 0
  for (const letter of letters) n = n * 26 + letter.charCodeAt(0) - 64
  return n
}

/**
 * Cells of a worksheet from its first to its last one, the empty ones between them included.
 * @param pieces of its XML; a reference that the edge of one cuts has to stand in the next one as well
 */
export const cellsOfSheet = (pieces: Iterable<string>): number => {
  let columns = 0
  let rows = 0
  for (const xml of pieces) {
    for (const [, letters = '', row] of xml.matchAll(/\br="([A-Z]{1,3})(\d{1,7})"/g)) {
      columns = Math.max(columns, columnNumber(letters))
      rows = Math.max(rows, Number(row))
    }
    for (const [, row] of xml.matchAll(/<row\b[^>]{0,200}?\br="(\d{1,7})"/g))
      rows = Math.max(rows, Number(row))
  }
  return columns * rows
}

/** Is it the part of a worksheet? */
export const isWorksheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/.test(name)

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const LAST_CODE_POINT = 0x10ffff
const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g,
    (_all, hex?: string, decimal?: string, name = '') =>
      ENTITIES[name] ??
      String.fromCodePoint(Math.min(LAST_CODE_POINT, hex ? Number.parseInt(hex, 16) : Number(decimal))),
  )
const attribute = (tag: string, name: string): string =>
  decoded(new RegExp(` ${name}="([^"]{0,500})"`).exec(tag)?.[1] ?? '')

const mergedRows = (xml: string): MergedRows[] => {
  const merged: MergedRows[] = []
  for (const [, column = '', from, , to] of xml.matchAll(
    /<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g,
  )) {
    if (merged.length >= MOST_MERGED) break
    if (to !== from)
      merged.push({ column: columnNumber(column) - 1, from: Number(from) - 1, to: Number(to) - 1 })
  }
  return merged
}

/**
 * Which sheets people see, which one was in front, and where cells are merged; by the names of the sheets.
 * @param book the XML of `xl/workbook.xml`
 * @param relations the XML of `xl/_rels/workbook.xml.rels`
 * @param endOfSheet the end of the XML of a worksheet, where merged cells stand; empty where there is no such part
 */
export const sheetProperties = (
  book: string,
  relations: string,
  endOfSheet: (name: string) => string,
): Map<string, SheetProperties> => {
  const targets = new Map<string, string>()
  for (const [tag] of relations.matchAll(/<Relationship\b[^>]{0,2000}>/g))
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\/?(?:xl\/)?/, 'xl/'))
  const view = /<workbookView\b[^>]{0,2000}>/.exec(book)?.[0] ?? ''
  const active = Number(attribute(view, 'activeTab')) || 0
  const sheets = new Map<string, SheetProperties>()
  let index = 0
  for (const [tag] of book.matchAll(/<sheet\b[^>]{0,2000}>/g)) {
    const state = attribute(tag, 'state')
    sheets.set(attribute(tag, 'name'), {
      hidden: state === 'hidden' || state === 'veryHidden',
      active: index === active,
      merged: mergedRows(endOfSheet(targets.get(attribute(tag, 'r:id')) ?? '')),
    })
    index += 1
  }
  return sheets
}

/**
 * Writes the value of a cell over several rows into each of them, where they hold none. One over several columns is a title and stays.
 * @param most so many cells are written at most
 */
export const fillDown = (rows: unknown[][], merged: readonly MergedRows[], most: number): void => {
  let work = 0
  for (const { column, from, to } of merged) {
    const value = rows[from]?.[column]
    if (value === null || value === undefined) continue
    for (let row = from + 1; row <= to; row += 1) {
      const cells = rows[row]
      if (!cells) break
      work += 1
      if (work > most) return
      cells[column] ??= value
    }
  }
}
