/**
 * The thread that reads a workbook: a large one takes seconds, a hostile one all memory, which is bounded for a thread. Sizes come from
 * the directory of the archive, and fflate unpacks no more than that names. What came out is packed again without compression for
 * the reader, which would believe the stream instead.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { unzipSync, zipSync } from 'fflate'
import readSheets from 'read-excel-file/node'
import {
  cellsOfSheet,
  readCell,
  fillDown,
  isWorksheet,
  numberDigits,
  sheetProperties,
} from '#core/files/workbook-parts'

export type WorkbookWork = { bytes: Uint8Array; mostBytes: number; mostCells: number; rowsAtOnce: number }
/** A sheet is followed by its rows. */
export type WorkbookMessage =
  | { sheet: string; hidden: boolean; active: boolean }
  | { rows: string[][] }
  | { done: true }
  | { why: 'large' | 'damaged' }

const PIECE_BYTES = 4 * 1024 * 1024
/** Longer than a reference of a cell. */
const OVERLAP_BYTES = 64
/** Parts that describe the workbook are small; of a worksheet the end names the merged cells. */
const MOST_TEXT_BYTES = 8 * 1024 * 1024
const END_OF_SHEET_BYTES = 2 * 1024 * 1024

class TooLarge extends Error {}

/** References are ASCII: read so, a piece may begin anywhere. */
const ascii = new TextDecoder('latin1')
function* piecesOf(xml: Uint8Array): Generator<string> {
  for (let at = 0; at < xml.length; at += PIECE_BYTES)
    yield ascii.decode(xml.subarray(at, at + PIECE_BYTES + OVERLAP_BYTES))
}

const unpacked = ({ bytes, mostBytes, mostCells }: WorkbookWork): Readonly<Record<string, Uint8Array>> => {
  let size = 0
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!/\.(xml|rels)$/.test(name)) return false
      size += originalSize
      if (size > mostBytes) throw new TooLarge()
      return true
    },
  })
  for (const [name, xml] of Object.entries(parts))
    if (isWorksheet(name) && cellsOfSheet(piecesOf(xml)) > mostCells) throw new TooLarge()
  return parts
}

const read = async (work: WorkbookWork, post: (message: WorkbookMessage) => void): Promise<void> => {
  const parts = unpacked(work)
  const text = (name: string) => new TextDecoder().decode(parts[name]?.subarray(0, MOST_TEXT_BYTES))
  const known = sheetProperties(text('xl/workbook.xml'), text('xl/_rels/workbook.xml.rels'), (name) =>
    ascii.decode(parts[name]?.subarray(-END_OF_SHEET_BYTES)),
  )
  const archive = Buffer.from(zipSync(parts, { level: 0 }))
  for (const { sheet, data } of await readSheets(archive, { parseNumber: numberDigits, trim: false })) {
    const { hidden = false, active = false, merged = [] } = known.get(sheet) ?? {}
    fillDown(data, merged, work.mostCells)
    post({ sheet, hidden, active })
    for (let i = 0; i < data.length; i += work.rowsAtOnce)
      post({ rows: data.slice(i, i + work.rowsAtOnce).map((row) => row.map(readCell)) })
  }
  post({ done: true })
}

const port = parentPort
if (port)
  read(workerData as WorkbookWork, (message) => port.postMessage(message)).catch((error: unknown) =>
    port.postMessage({ why: error instanceof TooLarge ? 'large' : 'damaged' } satisfies WorkbookMessage),
  )
