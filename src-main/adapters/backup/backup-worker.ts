/**
 * The thread that seals and opens backups, so that the screen and the outbox wait for neither scrypt nor a large file.
 *
 * A backup is `age` around gzip around tar: without Deskbell, `age -d FILE | tar xz` opens it. age-encryption (typage)
 * is by the author of age himself, audited primitives (noble), one documented format (https://age-encryption.org/v1):
 * a passphrase through scrypt, then ChaCha20-Poly1305 in chunks, so that a cut or changed file never opens in part.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { parentPort } from 'node:worker_threads'
import { createGunzip, createGzip } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import Database from 'better-sqlite3'
import { extract, pack } from 'tar-stream'
import type { Answer, Question } from '../threads/keep-threads'

export type Work =
  | {
      do: 'seal'
      file: string
      passphrase: string
      scratch: string
      /** log2 of scrypt's cost; age's own default is 18: about a second. */
      workFactor: number
      damagedToo: boolean
      databases: { name: string; file: string }[]
      texts: { name: string; text: string }[]
    }
  | { do: 'open'; file: string; passphrase: string; into: string }
  | { do: 'check'; file: string }
export type Trouble = 'passphrase' | 'damaged' | 'large' | 'disk-full' | 'folder' | 'missing' | 'other'
export type Done = { bytes?: number; version?: number } | { trouble: Trouble }

/** No path of an archive is ever followed: only the names that we write are read, each once. */
const NAMES = /^(live|practice)(-optouts|-forgotten)?\.db$|^(manifest|settings|number-keys)\.json$/
const MOST_ENTRIES = 20
const LARGEST_TEXT = 4 * 1024 * 1024
/**
 * A database packs to a fifth or so, the emptiest to a thirtieth. What would unpack to much more was made to fill the
 * disk; it is left off there.
 */
const MOST_GROWTH = 100
const SMALL = 16 * 1024 * 1024

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )
const flush = async (file: string) => {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}
/** A rename is durable once its folder is; not every system can sync one. */
const flushFolder = async (folder: string) => {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/**
 * A whole copy as of one moment, whatever is written meanwhile. VACUUM INTO reads in one snapshot of this thread's own
 * connection; the online backup of another connection would begin again at every write of the outbox.
 */
const snapshot = (from: string, to: string) => {
  const db = new Database(from, { readonly: true })
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } finally {
    db.close()
  }
}

const seal = async (work: Extract<Work, { do: 'seal' }>): Promise<Done> => {
  const part = `${work.file}.part`
  await rm(work.scratch, { recursive: true, force: true })
  await mkdir(work.scratch, { recursive: true, mode: 0o700 })
  try {
    const tar = pack()
    const fill = async () => {
      for (const { name, text } of work.texts) tar.entry({ name, mode: 0o600 }, text)
      for (const { name, file } of work.databases) {
        if (!(await exists(file))) continue
        const copy = path.join(work.scratch, name)
        try {
          snapshot(file, copy)
        } catch (error) {
          if (!work.damagedToo || !/SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown }).code)))
            throw error
          await rm(copy, { force: true })
          await copyFile(file, copy)
        }
        const entry = tar.entry({ name, mode: 0o600, size: (await stat(copy)).size })
        await pipeline(createReadStream(copy), entry)
        await rm(copy)
      }
      tar.finalize()
    }
    const age = new Encrypter()
    age.setScryptWorkFactor(work.workFactor)
    age.setPassphrase(work.passphrase)
    const zip = createGzip()
    const sealed = await age.encrypt(Readable.toWeb(zip) as globalThis.ReadableStream<Uint8Array>)
    const filled = fill().catch((error: Error) => {
      tar.destroy(error)
      throw error
    })
    await Promise.all([
      filled,
      pipeline(tar, zip),
      pipeline(Readable.fromWeb(sealed as ReadableStream), createWriteStream(part, { mode: 0o600 })),
    ])
    await chmod(part, 0o600)
    await flush(part)
    await rename(part, work.file)
    await flushFolder(path.dirname(work.file))
    return { bytes: (await stat(work.file)).size }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await rm(work.scratch, { recursive: true, force: true })
  }
}

const unseal = async (work: Extract<Work, { do: 'open' }>): Promise<Done> => {
  const age = new Decrypter()
  age.addPassphrase(work.passphrase)
  const sealed = Readable.toWeb(createReadStream(work.file)) as globalThis.ReadableStream<Uint8Array>
  const opened = await age.decrypt(sealed)
  await mkdir(work.into, { recursive: true, mode: 0o700 })
  const tar = extract()
  let left = SMALL + MOST_GROWTH * (await stat(work.file)).size
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length
      if (left < 0) done(new TooLarge())
      else done(null, chunk)
    },
  })
  const seen = new Set<string>()
  let entries = 0
  const written = (async () => {
    for await (const entry of tar) {
      const { name, size = 0, type } = entry.header
      entries += 1
      if (entries > MOST_ENTRIES || (name.endsWith('.json') && size > LARGEST_TEXT)) throw new TooLarge()
      if (!NAMES.test(name) || type !== 'file' || seen.has(name)) {
        entry.resume()
        continue
      }
      seen.add(name)
      const file = path.join(work.into, name)
      await pipeline(entry, createWriteStream(file, { mode: 0o600 }))
      await flush(file)
    }
  })()
  await Promise.all([
    written.catch((error: Error) => {
      tar.destroy(error)
      throw error
    }),
    pipeline(Readable.fromWeb(opened as ReadableStream), createGunzip(), counted, tar),
  ])
  await flushFolder(work.into)
  return {}
}

/** More than a backup unpacks to. */
class TooLarge extends Error {}

const check = (work: Extract<Work, { do: 'check' }>): Done => {
  const db = new Database(work.file, { readonly: true })
  try {
    // A copy from elsewhere: nothing in it is believed, and no view or trigger of it runs.
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    const version = Number(db.pragma('user_version', { simple: true }))
    const [row] = db.pragma('integrity_check(1)') as { integrity_check: string }[]
    if (row?.integrity_check !== 'ok') return { trouble: 'damaged' }
    return { version }
  } finally {
    db.close()
  }
}

const troubleOf = (error: unknown, work: Work): Trouble => {
  if (error instanceof TooLarge) return 'large'
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (/ENOSPC|EDQUOT|SQLITE_FULL/.test(String(code))) return 'disk-full'
  if (/EACCES|EROFS|EPERM|ENOTDIR|EISDIR/.test(String(code))) return 'folder'
  if (/ENOENT|SQLITE_CANTOPEN/.test(String(code))) return work.do === 'seal' ? 'folder' : 'missing'
  if (/no identity matched/.test(String(message))) return 'passphrase'
  if (work.do !== 'seal') return 'damaged'
  return /SQLITE_(CORRUPT|NOTADB)/.test(String(code)) ? 'damaged' : 'other'
}

/** Only the beginning of an age file tells a wrong file from a wrong passphrase. */
const isAge = async (file: string) => {
  const handle = await open(file, 'r')
  const { buffer } = await handle.read(Buffer.alloc(22), 0, 22, 0)
  await handle.close()
  return buffer.toString('latin1').startsWith('age-encryption.org/v1\n')
}

const run = async (work: Work): Promise<Done> => {
  try {
    if (work.do === 'seal') return await seal(work)
    if (work.do === 'check') return check(work)
    return (await isAge(work.file)) ? await unseal(work) : { trouble: 'damaged' }
  } catch (error) {
    return { trouble: troubleOf(error, work) }
  }
}

const answer = async ({ id, given }: Question<Work>) => {
  parentPort?.postMessage({ id, value: await run(given) } satisfies Answer<Done>)
}
parentPort?.on('message', (question: Question<Work>) => void answer(question))
