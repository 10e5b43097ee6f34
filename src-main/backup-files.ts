/** What the backups do with files of databases: look at copies before they are opened, and forget people in them. */
import { existsSync, mkdirSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase } from './adapters/database/open'
import { openForgetJournal } from './adapters/database/privacy/forget-journal'
import { createStores } from './adapters/database/stores'
import { foreignIn } from './adapters/database/verify-copy'
import { MODES, type Program } from './program'
import { forgetAgain } from './services/privacy/index'

export const createBackupFiles = ({ options, numberHash, report }: Program) => ({
  /** Forgets again whoever was forgotten, in copies of the databases; false where one cannot be opened. */
  async forgetIn(folder: string): Promise<boolean> {
    let sound = true
    for (const mode of MODES) {
      const file = path.join(folder, `${mode}.db`)
      if (!existsSync(file)) continue
      try {
        const copy = await openDatabase(file)
        const journal = openForgetJournal(path.join(options.dataDir, `${mode}-forgotten.db`))
        try {
          await forgetAgain(createStores(copy, numberHash), journal, '')
        } finally {
          journal.close()
          await copy.close()
        }
      } catch (error) {
        report('safety copy', error)
        sound = false
      }
    }
    return sound
  },
  /** Is anything in this folder no database of ours? */
  isForeign: async (folder: string): Promise<boolean> =>
    (await foreignIn({
      databases: MODES.map((mode) => path.join(folder, `${mode}.db`)),
      optOuts: MODES.map((mode) => path.join(folder, `${mode}-optouts.db`)),
      forgotten: MODES.map((mode) => path.join(folder, `${mode}-forgotten.db`)),
    })) !== null,
  /** A database with its log. */
  async copyDatabase(from: string, to: string): Promise<void> {
    mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 })
    for (const end of ['', '-wal'])
      if (end === '' || existsSync(from + end)) await copyFile(from + end, to + end)
  },
})
