/** The generation of the newest run, in a small file beside the database and its journal: see `core/history`. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

export type GenerationFile = { read(): string | null; write(generation: string): void }

/** A file that is missing or was cut has no generation. `write` is durable when it returns. */
export const generationFile = (file: string): GenerationFile => ({
  read() {
    try {
      const text = readFileSync(file, 'utf8').trim()
      return /^[0-9a-f-]{36}$/.test(text) ? text : null
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return null
      throw error
    }
  },
  write(generation) {
    const handle = openSync(`${file}.new`, 'w', 0o600)
    try {
      writeSync(handle, `${generation}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(`${file}.new`, file)
  },
})
