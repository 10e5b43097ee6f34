/** The rows that were not imported, as the file wrote them, with the reason as their last column. */
import { CSV_START, csvLine } from '#core/files/csv'
import { type Encoding, encodeText } from '#shared/files/text-file'
import type { Files, Offer } from '../files'
import type { Office } from '../office'
import { createTimeSlice } from '../time-slice'
import type { Held } from './file'
import type { Decided } from './rows'
import { DELIMITERS, type DelimiterName } from './separated'

/** In the file's own separator and encoding, so that it can be put right where it came from and imported again. */
export const offerRejected = async (
  file: Held,
  rows: readonly Decided[],
  files: Files,
  say: Office['say'],
): Promise<Offer> => {
  const pace = createTimeSlice()
  const separator = DELIMITERS[file.delimiter as DelimiterName] ?? ','
  const width = file.headings.length
  const parts = [csvLine([...file.headings, say('table.reason')], separator)]
  // Rows and what was decided about them stand in the same order.
  for (const [index, row] of rows.entries()) {
    if (row.fate === 'rejected') {
      const cells = file.rows[index]?.cells ?? []
      parts.push(
        csvLine(
          [...Array.from({ length: width }, (_, i) => cells[i] ?? ''), row.why === '' ? '' : say(row.why)],
          separator,
        ),
      )
    }
    if (pace.due()) await pace.rest()
  }
  const text = parts.join('')
  const bytes = file.format === 'csv' ? encodeText(text, file.encoding as Encoding) : null
  return files.offer(
    `${file.name.replace(/\.\w+$/, '')} rejected.csv`,
    'text/csv',
    bytes ?? `${CSV_START}${text}`,
  )
}
