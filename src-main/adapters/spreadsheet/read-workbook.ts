/** Excel workbooks (.xlsx) as tables of text, read in a thread of its own: see `workbook-worker.ts`. */
import { Worker } from 'node:worker_threads'
import { CannotRead, type ReadWorkbook, type Sheet } from '../../services/ports'
import { workerFile } from '../threads/worker-file'
import type { WorkbookMessage, WorkbookWork } from './workbook-worker'

/** Bytes that a workbook may unpack to: 100,000 people with 30 columns are about 100 MB. */
const MOST_BYTES = 400 * 1024 * 1024
/** Cells, empty ones between them included: one cell in the last corner of a sheet stands for 17 billion. */
const MOST_CELLS = 12_000_000
const MOST_HEAP_MB = 1536
const MOST_MS = 120_000
const ROWS_AT_ONCE = 1000

/** Reads every sheet. Dates become YYYY-MM-DD (with the time where there is one), numbers keep the digits of the file. */
export const readWorkbook: ReadWorkbook = (bytes) =>
  new Promise((resolve, reject) => {
    const work: WorkbookWork = {
      bytes,
      mostBytes: MOST_BYTES,
      mostCells: MOST_CELLS,
      rowsAtOnce: ROWS_AT_ONCE,
    }
    const worker = new Worker(workerFile('workbook-worker', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
      workerData: work,
    })
    const sheets: Sheet[] = []
    const slow = setTimeout(() => end(() => reject(new CannotRead('large'))), MOST_MS)
    const end = (settle: () => void) => {
      clearTimeout(slow)
      settle()
      void worker.terminate()
    }
    worker.on('message', (message: WorkbookMessage) => {
      if ('sheet' in message)
        sheets.push({ name: message.sheet, hidden: message.hidden, active: message.active, rows: [] })
      else if ('rows' in message) for (const row of message.rows) sheets.at(-1)?.rows.push(row)
      else if ('done' in message) end(() => resolve(sheets))
      else end(() => reject(new CannotRead(message.why)))
    })
    // Out of memory, in nearly all cases.
    worker.once('error', () => end(() => reject(new CannotRead('large'))))
  })
