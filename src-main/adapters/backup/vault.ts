/** Backups on the disk: each job runs in a thread, see `backup-worker.ts`; two at once in two. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Vault, VaultError } from '../../services/ports'
import type { Done, Work } from './backup-worker'

/** It stands beside this file, as source and as built. */
const WORKER = new URL(`./backup-worker${path.extname(fileURLToPath(import.meta.url))}`, import.meta.url)

/** A job is seldom alone: a thread that is done waits this long for the next one. */
const IDLE_MS = 5000
let waiting: { thread: Worker; ending: NodeJS.Timeout } | null = null

/** Not those of Node itself, which has its own. */
const forget = (thread: Worker): void => {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event)
}
const takeThread = (): Worker => {
  const kept = waiting
  waiting = null
  if (!kept) return new Worker(WORKER)
  clearTimeout(kept.ending)
  forget(kept.thread)
  kept.thread.ref()
  return kept.thread
}
const letWait = (thread: Worker): void => {
  forget(thread)
  // The next one is begun anew: a thread that fails while nobody waits fails nothing.
  thread.on('error', () => undefined)
  if (waiting) {
    void thread.terminate()
    return
  }
  thread.unref()
  const gone = () => {
    if (waiting?.thread === thread) waiting = null
  }
  thread.once('exit', gone)
  const ending = setTimeout(() => {
    gone()
    void thread.terminate()
  }, IDLE_MS)
  ending.unref()
  waiting = { thread, ending }
}

const inThread = (work: Work): Promise<Exclude<Done, { trouble: string }>> =>
  new Promise((resolve, reject) => {
    const thread = takeThread()
    thread.once('message', (done: Done) => {
      letWait(thread)
      if ('trouble' in done) reject(new VaultError(done.trouble))
      else resolve(done)
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new VaultError('other')))
    thread.postMessage(work)
  })

/** @param workFactor log2 of scrypt's cost: https://words.filippo.io/age-authentication/#passphrases */
export const createVault = (workFactor = 18): Vault => ({
  async seal(file, passphrase, { databases, texts, damagedToo = false }) {
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    } catch {
      throw new VaultError('folder')
    }
    const scratch = `${file}.scratch`
    const { bytes } = await inThread({
      do: 'seal',
      file,
      passphrase,
      scratch,
      workFactor,
      databases,
      texts,
      damagedToo,
    })
    return bytes ?? 0
  },
  async open(file, passphrase, into) {
    await inThread({ do: 'open', file, passphrase, into })
  },
  async check(file) {
    return (await inThread({ do: 'check', file })).version ?? 0
  },
  list(folder) {
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((name) => name.endsWith('.age'))
      .map((name) => ({ name, bytes: statSync(path.join(folder, name)).size }))
  },
  folders: (folder) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
      : [],
  remove: (file) => rmSync(file, { force: true, recursive: true }),
  usable(folder) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const trial = path.join(folder, `.deskbell-${process.pid}`)
      mkdirSync(trial)
      rmSync(trial, { recursive: true })
      return true
    } catch {
      return false
    }
  },
  isFolder: (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false,
  look(folder) {
    try {
      const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
      const sorted = (wanted: typeof entries) =>
        wanted.map(({ name }) => name).toSorted((one, other) => one.localeCompare(other))
      const parent = path.dirname(folder)
      return {
        parent: parent === folder ? null : parent,
        folders: sorted(entries.filter((entry) => entry.isDirectory())),
        files: sorted(entries.filter((entry) => entry.isFile())),
      }
    } catch {
      return null
    }
  },
  sweep(folder) {
    if (!existsSync(folder)) return
    for (const name of readdirSync(folder))
      if (/\.age\.(part|scratch)$|^restoring(-|\.json\.new$)/.test(name))
        rmSync(path.join(folder, name), { recursive: true, force: true })
  },
  at: (folder, name) => path.join(folder, name),
  isFullPath: (file) => path.isAbsolute(file),
  nameIn: (file) => path.basename(file),
})
