/** The log: files of this user alone in the data folder, rotated by size, so that it never fills a disk. */
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createStream } from 'rotating-file-stream'
import { redact } from '#core/office/redact'

const NAME = 'deskbell.log'
const SIZE = '1M'
const FILES = 5
/** How much of its end a support file takes. */
const TAIL_BYTES = 256 * 1024

export type Log = {
  /** Adds one line with the time; whatever could name a person is taken out. */
  write(line: string): void
  /** The newest lines on disk. */
  tail(): string
  /** Resolves when everything is written. */
  close(): Promise<void>
}

/** Opens the log in `folder`. A log that cannot be written stops nothing: it says so once on `fallback`. */
export const createRotatingLog = (folder: string, fallback: (line: string) => void): Log => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let broken = false
  const stream = createStream(
    (index) => (typeof index === 'number' && index > 0 ? `deskbell.${index}.log` : NAME),
    {
      path: folder,
      size: SIZE,
      rotate: FILES,
      mode: 0o600,
    },
  )
  stream.on('error', (error) => {
    if (broken) return
    broken = true
    fallback(`log: it cannot be written (${(error as NodeJS.ErrnoException).code ?? error.name})`)
  })
  stream.on('rotated', (file) => chmodSync(file, 0o600))
  return {
    write(line) {
      const safe = redact(line)
      fallback(safe)
      if (!broken) stream.write(`${new Date().toISOString()} ${safe}\n`)
    },
    tail() {
      try {
        return readFileSync(path.join(folder, NAME)).subarray(-TAIL_BYTES).toString('utf8')
      } catch {
        return ''
      }
    },
    close: () =>
      new Promise((resolve) => {
        if (broken) return resolve()
        stream.end(() => resolve())
      }),
  }
}
