/** Excel workbooks (.xlsx) as tables of text, read in a thread of its own: a large one takes seconds and a hostile one all memory. */
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { CannotRead, type ReadWorkbook, type Sheet } from '../../services/ports'

/** Bytes that a workbook may unpack to: 100,000 people with 30 columns are about 100 MB. */
const MOST_BYTES = 400 * 1024 * 1024
/** Cells, empty ones between them included: one cell in the last corner of a sheet stands for 17 milliards. */
const MOST_CELLS = 12_000_000
const MOST_HEAP_MB = 1536
const MOST_MS = 120_000
const ROWS_AT_ONCE = 1000

// Sizes come from the archive's own directory, and fflate unpacks no more than it names. What came out is packed again
// without compression for the reader, which would believe the stream instead; the heap of the thread is bounded besides.
const WORK = `
const { workerData, parentPort } = require('node:worker_threads')
const refuse = (why) => Object.assign(new Error(why), { why })
const two = (n) => String(n).padStart(2, '0')
const asText = (value) => {
  if (value === null || value === undefined) return ''
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (!(value instanceof Date)) return String(value)
  if (Number.isNaN(value.getTime())) return ''
  // Serial numbers below 60 are a day behind: Excel believes in 29 February 1900. Fractions are rounded to minutes.
  const early = value.getTime() < Date.UTC(1900, 2, 1) ? 86400000 : 0
  const at = new Date(Math.round((value.getTime() + early) / 60000) * 60000)
  const day = at.toISOString().slice(0, 10)
  const minutes = ((at.getTime() / 60000) % 1440 + 1440) % 1440
  return minutes === 0 ? day : day + 'T' + two(Math.floor(minutes / 60)) + ':' + two(minutes % 60)
}
// A number is exact however it is written; one that would end in six zeros and more was rounded before it came here.
const digitsOf = (text) => {
  const parts = /^(-?\\d)(?:\\.(\\d+))?E\\+?(\\d{1,2})$/i.exec(text)
  if (!parts) return text
  const [, lead, decimals = '', power] = parts
  const zeros = Number(power) - decimals.length
  return zeros >= 0 && zeros < 6 && Number(power) < 16 ? lead + decimals + '0'.repeat(zeros) : text
}
const column = (letters) => {
  let n = 0
  for (const letter of letters) n = n * 26 + letter.charCodeAt(0) - 64
  return n
}
const checked = ({ unzipSync, zipSync }, bytes) => {
  let size = 0
  const parts = unzipSync(bytes, { filter: (file) => {
    if (!/\\.(xml|rels)$/.test(file.name)) return false
    size += file.originalSize
    if (size > workerData.mostBytes) throw refuse('large')
    return true
  } })
  const decoder = new TextDecoder('latin1')
  for (const [name, sheet] of Object.entries(parts)) {
    if (!/^xl\\/worksheets\\/[^/]+\\.xml$/.test(name)) continue
    let columns = 0, rows = 0
    for (let at = 0; at < sheet.length; at += 4194304) {
      // A reference cut by the edge of a piece is read with the next one.
      const text = decoder.decode(sheet.subarray(at, at + 4194304 + 64))
      for (const [, letters, row] of text.matchAll(/\\br="([A-Z]{1,3})(\\d{1,7})"/g)) {
        columns = Math.max(columns, column(letters))
        rows = Math.max(rows, Number(row))
      }
      for (const [, row] of text.matchAll(/<row\\b[^>]{0,200}?\\br="(\\d{1,7})"/g)) rows = Math.max(rows, Number(row))
    }
    if (columns * rows > workerData.mostCells) throw refuse('large')
  }
  return { archive: Buffer.from(zipSync(parts, { level: 0 })), parts }
}
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decoded = (text) => text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\\d{1,7})|(amp|lt|gt|quot|apos));/g, (all, hex, dec, name) =>
  name ? ENTITIES[name] : String.fromCodePoint(Math.min(0x10ffff, hex ? parseInt(hex, 16) : Number(dec))))
const attribute = (tag, name) => {
  const found = new RegExp(' ' + name + '="([^"]{0,500})"').exec(tag)
  return found ? decoded(found[1]) : ''
}
const textOf = (part) => part ? new TextDecoder().decode(part.subarray(0, 8388608)) : ''
// Which sheets people see, which was in front, and where cells are merged.
const about = (parts) => {
  const book = textOf(parts['xl/workbook.xml'])
  const targets = new Map()
  for (const [tag] of textOf(parts['xl/_rels/workbook.xml.rels']).matchAll(/<Relationship\\b[^>]{0,2000}>/g))
    targets.set(attribute(tag, 'Id'), attribute(tag, 'Target').replace(/^\\/?(?:xl\\/)?/, 'xl/'))
  const active = Number(attribute((/<workbookView\\b[^>]{0,2000}>/.exec(book) || [''])[0], 'activeTab')) || 0
  const sheets = new Map()
  let index = 0
  for (const [tag] of book.matchAll(/<sheet\\b[^>]{0,2000}>/g)) {
    const xml = parts[targets.get(attribute(tag, 'r:id'))]
    const merged = []
    if (xml) {
      const end = new TextDecoder('latin1').decode(xml.subarray(Math.max(0, xml.length - 2097152)))
      for (const [, c1, r1, c2, r2] of end.matchAll(/<mergeCell ref="([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})"/g)) {
        if (merged.length >= 20000) break
        if (r2 !== r1) merged.push([column(c1) - 1, Number(r1) - 1, Number(r2) - 1])
      }
    }
    const state = attribute(tag, 'state')
    sheets.set(attribute(tag, 'name'), { hidden: state === 'hidden' || state === 'veryHidden', active: index === active, merged })
    index += 1
  }
  return sheets
}
// A cell over several rows stands for each of them; over several columns it is a title.
const fillDown = (data, merged) => {
  let work = 0
  for (const [col, from, to] of merged) {
    const value = data[from]?.[col]
    if (value === null || value === undefined) continue
    for (let row = from + 1; row <= to && row < data.length; row += 1) {
      work += 1
      if (work > workerData.mostCells) return
      data[row][col] ??= value
    }
  }
}
;(async () => {
  const { archive, parts } = checked(require(workerData.fflate), Buffer.from(workerData.bytes))
  const known = about(parts)
  const { default: read } = require(workerData.reader)
  const sheets = await read(archive, { parseNumber: digitsOf, trim: false })
  for (const { sheet, data } of sheets) {
    const { hidden = false, active = false, merged = [] } = known.get(sheet) ?? {}
    fillDown(data, merged)
    parentPort.postMessage({ sheet, hidden, active })
    for (let i = 0; i < data.length; i += workerData.rowsAtOnce)
      parentPort.postMessage({ rows: data.slice(i, i + workerData.rowsAtOnce).map((row) => row.map(asText)) })
  }
  parentPort.postMessage({ done: true })
})().catch((error) => parentPort.postMessage({ why: error.why === 'large' ? 'large' : 'damaged' }))
`

type Message =
  | { sheet: string; hidden: boolean; active: boolean }
  | { rows: string[][] }
  | { done: true }
  | { why: 'large' | 'damaged' }

/** Reads every sheet. Dates become YYYY-MM-DD (with the time where there is one), numbers keep the digits of the file. */
export const readWorkbook: ReadWorkbook = (bytes) =>
  new Promise((resolve, reject) => {
    const find = createRequire(import.meta.url)
    const worker = new Worker(WORK, {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
      workerData: {
        bytes,
        fflate: find.resolve('fflate'),
        reader: find.resolve('read-excel-file/node'),
        mostBytes: MOST_BYTES,
        mostCells: MOST_CELLS,
        rowsAtOnce: ROWS_AT_ONCE,
      },
    })
    const sheets: Sheet[] = []
    const slow = setTimeout(() => end(() => reject(new CannotRead('large'))), MOST_MS)
    const end = (settle: () => void) => {
      clearTimeout(slow)
      settle()
      void worker.terminate()
    }
    worker.on('message', (message: Message) => {
      if ('sheet' in message)
        sheets.push({ name: message.sheet, hidden: message.hidden, active: message.active, rows: [] })
      else if ('rows' in message) for (const row of message.rows) sheets.at(-1)?.rows.push(row)
      else if ('done' in message) end(() => resolve(sheets))
      else end(() => reject(new CannotRead(message.why)))
    })
    // Out of memory, in nearly all cases.
    worker.once('error', () => end(() => reject(new CannotRead('large'))))
  })
