/** Files cross the border in chunks under an id, never as paths. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { csvLine } from '#core/csv'
import { createPace } from './pace'
import type { Clock } from './ports'

const CHUNK = 1024 * 1024
const KEEP_MS = 30 * 60_000

export type Offer = { downloadId: string; name: string; type: string; chunks: number }
type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>
export type Files = {
  handlers: HandlersOf<AppContract['files']>
  /** Puts a made file where the screen can fetch it for half an hour. */
  offer(name: string, type: string, content: string | Uint8Array): Offer
  /** The same for a table as CSV, whose rows may come from long work. */
  offerTable(name: string, header: readonly string[], rows: Rows): Promise<Offer>
  /** The whole of an upload. */
  upload(uploadId: string): { name: string; bytes: Uint8Array }
}

export const createFiles = (clock: Clock, newId: () => string): Files => {
  const uploads = new Map<string, { name: string; size: number; parts: Uint8Array[]; got: number }>()
  const downloads = new Map<string, Uint8Array>()
  const forgetLater = (map: Map<string, unknown>, id: string) => {
    clock.after(KEEP_MS, () => map.delete(id))
  }
  const keep = (name: string, type: string, bytes: Uint8Array): Offer => {
    const downloadId = newId()
    downloads.set(downloadId, bytes)
    forgetLater(downloads, downloadId)
    return { downloadId, name, type, chunks: Math.max(1, Math.ceil(bytes.length / CHUNK)) }
  }
  const gone = () => new Refusal('not-found', 'This file is not held any more. Choose it again.')

  return {
    handlers: {
      start({ name, size }) {
        const uploadId = newId()
        uploads.set(uploadId, { name, size, parts: [], got: 0 })
        forgetLater(uploads, uploadId)
        return { uploadId }
      },
      chunk({ uploadId, index, base64 }) {
        const upload = uploads.get(uploadId)
        if (!upload) throw gone()
        if (index !== upload.parts.length)
          throw new Refusal('bad-input', 'The parts of the file arrived out of order. Choose it again.')
        const part = new Uint8Array(Buffer.from(base64, 'base64'))
        upload.got += part.length
        if (upload.got > upload.size || part.length > CHUNK)
          throw new Refusal('bad-input', 'The file grew while it was read. Choose it again.')
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
      const pace = createPace()
      const parts: Buffer[] = []
      let text = csvLine(header)
      for await (const row of rows) {
        text += csvLine(row)
        if (text.length >= CHUNK) {
          parts.push(Buffer.from(text, 'utf8'))
          text = ''
        }
        if (pace.due()) await pace.rest()
      }
      parts.push(Buffer.from(text, 'utf8'))
      return keep(name, 'text/csv', new Uint8Array(Buffer.concat(parts)))
    },
    upload(uploadId) {
      const upload = uploads.get(uploadId)
      if (!upload || upload.got !== upload.size) throw gone()
      const bytes = new Uint8Array(upload.size)
      let at = 0
      for (const part of upload.parts) {
        bytes.set(part, at)
        at += part.length
      }
      return { name: upload.name, bytes }
    },
  }
}
