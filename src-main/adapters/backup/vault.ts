/** Backups on the disk: each job runs in a thread, see `backup-worker.ts`; two at once in two. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Vault, VaultError } from '../../services/ports'
import { keepThreads } from '../threads/keep-threads'
import { workerFile } from '../threads/worker-file'
import type { Done, Work } from './backup-worker'

/** A job is seldom alone. */
const threads = keepThreads<Work, Done>(() => new Worker(workerFile('backup-worker', import.meta.url)), 1)

const inThread = async (work: Work): Promise<Exclude<Done, { trouble: string }>> => {
  const thread = threads.take()
  try {
    const done = await thread.ask(work)
    if ('trouble' in done) throw new VaultError(done.trouble)
    return done
  } finally {
    threads.giveBack(thread)
  }
}

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
