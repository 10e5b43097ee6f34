/** Files cross the border in chunks under an id, never as paths. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { isPhrase } from '#shared/phrases/say'
import type { Phrase, PlainKey } from '#shared/phrases/phrase'
import { CSV_START, csvLine } from '#core/files/csv'
import { type Cell, cellText, headingText, separatorOf, type TableFormat } from '#shared/files/table-cells'
import { createTimeSlice } from './time-slice'
import type { Office } from './office'
import type { Clock } from './ports'

const CHUNK = 1024 * 1024
const KEEP_MS = 30 * 60_000
/** Held at once, of each direction: the oldest goes when there are more, or when they are larger together. */
const MOST_FILES = 6
const MOST_BYTES = 400 * CHUNK

export type Offer = { downloadId: string; name: string; type: string; chunks: number }
/** A cell, or what is to be said in it. */
export type ExportCell = Cell | Phrase
type Rows = Iterable<readonly ExportCell[]> | AsyncIterable<readonly ExportCell[]>
/** The key of a heading; that of moments says their zone, and a field of the office has a label of its own. */
export type ExportHeading = PlainKey | { readonly timeOf: PlainKey } | { readonly label: string }
export type Files = {
  handlers: HandlersOf<AppContract['files']>
  /** Puts a made file where the screen can fetch it for half an hour. */
  offer(name: string, type: string, content: string | Uint8Array): Offer
  /** The same for a table as CSV, in the format and the language of the office, whose rows may come from long work. */
  offerTable(name: string, header: readonly ExportHeading[], rows: Rows): Promise<Offer>
  /** The whole of an upload, which is not held any more then. */
  take(uploadId: string): { name: string; bytes: Uint8Array; modifiedAt: number | null }
  /** Whoever sent and fetched files is gone: nothing is held for them. */
  release(): void
}

/**
 * @param format how the office wants its tables, asked for at each export
 * @param say in the office's language
 */
export const createFiles = (
  clock: Clock,
  newId: () => string,
  format: () => TableFormat,
  say: Office['say'],
): Files => {
  type Upload = { name: string; size: number; modifiedAt: number | null; parts: Uint8Array[]; got: number }
  const uploads = new Map<string, Upload>()
  const downloads = new Map<string, Uint8Array>()
  /** Makes room for a file of so many bytes. */
  const makeRoom = <Held>(map: Map<string, Held>, sizeOf: (held: Held) => number, size: number) => {
    let bytes = [...map.values()].reduce((sum, held) => sum + sizeOf(held), size)
    for (const [id, held] of map) {
      if (map.size < MOST_FILES && bytes <= MOST_BYTES) return
      map.delete(id)
      bytes -= sizeOf(held)
    }
  }
  const forgetLater = (map: Map<string, unknown>, id: string) => {
    clock.after(KEEP_MS, () => map.delete(id))
  }
  const keep = (name: string, type: string, bytes: Uint8Array): Offer => {
    const downloadId = newId()
    makeRoom(downloads, (held) => held.length, bytes.length)
    downloads.set(downloadId, bytes)
    forgetLater(downloads, downloadId)
    return { downloadId, name, type, chunks: Math.max(1, Math.ceil(bytes.length / CHUNK)) }
  }
  const gone = () => new Refusal('not-found', 'files.not-held')
  const headingIn = (as: TableFormat) => (heading: ExportHeading) => {
    if (typeof heading === 'string') return say(heading)
    return 'label' in heading ? heading.label : headingText({ timeOf: say(heading.timeOf) }, as)
  }

  return {
    handlers: {
      start({ name, size, modifiedAt }) {
        const uploadId = newId()
        makeRoom(uploads, (held) => held.size, size)
        uploads.set(uploadId, { name, size, modifiedAt: modifiedAt ?? null, parts: [], got: 0 })
        forgetLater(uploads, uploadId)
        return { uploadId }
      },
      chunk({ uploadId, index, base64 }) {
        const upload = uploads.get(uploadId)
        if (!upload) throw gone()
        if (index !== upload.parts.length) throw new Refusal('bad-input', 'files.out-of-order')
        const part = new Uint8Array(Buffer.from(base64, 'base64'))
        upload.got += part.length
        // Parts without content would be kept without end.
        if (upload.got > upload.size || part.length > CHUNK || part.length === 0)
          throw new Refusal('bad-input', 'files.grew')
        upload.parts.push(part)
        return {}
      },
      read({ downloadId, index }) {
        const bytes = downloads.get(downloadId)
        if (!bytes) throw gone()
        return { base64: Buffer.from(bytes.subarray(index * CHUNK, (index + 1) * CHUNK)).toString('base64') }
      },
    },
    offer: (name, type, content) =>
      keep(name, type, typeof content === 'string' ? new Uint8Array(Buffer.from(content, 'utf8')) : content),
    async offerTable(name, header, rows) {
      const pace = createTimeSlice()
      const as = format()
      const line = (cells: readonly string[]) => csvLine(cells, separatorOf(as))
      const parts: Buffer[] = []
      let text = CSV_START + line(header.map(headingIn(as)))
      for await (const row of rows) {
        text += line(row.map((cell) => cellText(isPhrase(cell) ? say(cell) : cell, as)))
        if (text.length >= CHUNK) {
          parts.push(Buffer.from(text, 'utf8'))
          text = ''
        }
        if (pace.due()) await pace.rest()
      }
      parts.push(Buffer.from(text, 'utf8'))
      return keep(name, 'text/csv', new Uint8Array(Buffer.concat(parts)))
    },
    take(uploadId) {
      const upload = uploads.get(uploadId)
      if (!upload || upload.got !== upload.size) throw gone()
      uploads.delete(uploadId)
      const bytes = new Uint8Array(upload.size)
      let at = 0
      for (const part of upload.parts) {
        bytes.set(part, at)
        at += part.length
      }
      return { name: upload.name, bytes, modifiedAt: upload.modifiedAt }
    },
    release() {
      uploads.clear()
      downloads.clear()
    },
  }
}
