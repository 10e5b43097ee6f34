import type { Sheet } from '../ports'
import { type Table, widthOf } from './table'

const filled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '')

/** The first sheet that holds something; its first line that holds something is the headings. */
export const readSheetFile = (sheets: readonly Sheet[]): Table => {
  const used = sheets.filter((sheet) => sheet.rows.some(filled))
  const [sheet, ...others] = used
  const rows = (sheet?.rows ?? [])
    .map((cells, index) => ({ line: index + 1, cells }))
    .filter(({ cells }) => filled(cells))
  const [headings] = rows
  const { width, notes } = widthOf(rows.reduce((most, { cells }) => Math.max(most, cells.length), 0))
  return {
    format: 'xlsx',
    headings: Array.from({ length: width }, (_, i) => headings?.cells[i]?.trim() || `Column ${i + 1}`),
    rows: rows.slice(1),
    encoding: '',
    delimiter: '',
    notes:
      others.length === 0
        ? notes
        : [
            `Only the sheet “${sheet?.name}” is read, not ${others.map(({ name }) => `“${name}”`).join(', ')}. Save each as a file of its own to import it too.`,
            ...notes,
          ],
  }
}
