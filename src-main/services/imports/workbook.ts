import type { Sheet } from '../ports'
import type { Grid } from './table'

const filled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '')

/** The sheets that people see and that hold something. Those hidden from them may be of another year. */
export const readSheetFile = (sheets: readonly Sheet[]): Grid => {
  const seen = sheets.filter(({ hidden }) => !hidden)
  const used = (seen.length > 0 ? seen : sheets)
    .map(({ name, rows, active }) => ({
      name,
      active,
      rows: rows.map((cells, index) => ({ line: index + 1, cells })).filter(({ cells }) => filled(cells)),
    }))
    .filter(({ rows }) => rows.length > 0)
  return {
    format: 'xlsx',
    sheets: used.map(({ name, rows }) => ({ name, rows })),
    active: Math.max(
      0,
      used.findIndex(({ active }) => active),
    ),
    encoding: '',
    delimiter: '',
  }
}
