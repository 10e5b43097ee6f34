/** Opening what may be damaged, newer or hostile: a backup to be restored, a backup or a database to be read only. */
import { Refusal, TOPICS } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { VaultError } from '../ports'
import { readManifest, readNumberKeys, readSettingsText } from './backup-copy'
import { type BackupPorts, NUMBER_KEYS, PASSPHRASE } from './backup-ports'
import type { Manifest } from './manifest'
import { isMissing, refusal } from './vault-words'

type Mode = 'practice' | 'live'
type Asked = { file: string; passphrase: string | null; mode: Mode }

/** @param folder where backups are kept now: a name without a path stands for a file there. */
export const createOpening = (ports: BackupPorts, folder: () => string) => {
  const { vault, secrets, dataDir, changed } = ports
  /** One restore or archive at a time. */
  let opening = false

  const pathOf = (file: string) => (vault.isFullPath(file) ? file : vault.at(folder(), vault.nameIn(file)))
  const passphraseFor = async (typed: string | null) => {
    const passphrase = typed === null || typed === '' ? await secrets.get(PASSPHRASE) : typed
    if (!passphrase) throw new Refusal('bad-input', 'backups.type-passphrase', 'passphrase')
    return passphrase
  }
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (opening) throw new Refusal('refused', 'backups.opens-already')
    opening = true
    try {
      return await work()
    } catch (error) {
      throw refusal(error)
    } finally {
      opening = false
    }
  }

  /** Opens a backup beside everything and looks whether it can be used, before anything is touched. */
  const stage = async (file: string, typed: string | null, into: string): Promise<Manifest> => {
    try {
      await vault.open(pathOf(file), await passphraseFor(typed), into)
      const manifest = readManifest(ports.readText(vault.at(into, 'manifest.json')), ports.schema)
      // A key does not lie about: it goes to the secrets, and its file at once.
      const keys = readNumberKeys(ports.readText(vault.at(into, NUMBER_KEYS)))
      vault.remove(vault.at(into, NUMBER_KEYS))
      if (manifest === null) throw new VaultError('damaged')
      for (const mode of ['live', 'practice']) {
        const database = vault.at(into, `${mode}.db`)
        await vault.check(database).catch((error: unknown) => {
          // A desk that was never opened is not in it.
          if (!(error instanceof VaultError) || error.why !== 'missing') throw error
        })
      }
      if (await ports.isForeign(into)) throw new VaultError('foreign')
      readSettingsText(ports.readText(vault.at(into, 'settings.json')))
      if (keys !== null) await ports.numberKeys.adopt(keys)
      return manifest
    } catch (error) {
      vault.remove(into)
      throw error
    }
  }

  /** Refuses a database that is damaged, newer, or was changed by something else. */
  const lookAt = async (file: string, folder: string) => {
    if ((await vault.check(file)) > ports.schema) throw new Refusal('refused', 'app.database-newer', 'file')
    if (await ports.isForeign(folder)) throw new VaultError('foreign')
  }

  return {
    alone,
    stage,
    passphraseFor,
    openArchive: ({ file, passphrase, mode }: Asked) =>
      alone(async () => {
        const source = pathOf(file)
        const into = vault.at(dataDir, 'archive')
        vault.remove(into)
        let title = vault.nameIn(source)
        const opened = vault.at(into, `${mode}.db`)
        if (source.endsWith('.db')) {
          await ports.copyDatabase(source, opened).catch((error: unknown) => {
            throw isMissing(error) ? new VaultError('missing') : error
          })
          // The copy is looked at, not the file: even reading a database writes beside it.
          await lookAt(opened, into).catch((error: unknown) => {
            vault.remove(into)
            throw error
          })
        } else {
          const manifest = await stage(file, passphrase, into)
          title = manifest.madeAt
          await vault.check(opened).catch((error: unknown) => {
            vault.remove(into)
            if (error instanceof VaultError && error.why === 'missing')
              throw new Refusal('not-found', phrase('backups.no-data-of-mode', { mode }), 'mode')
            throw error
          })
        }
        await ports.openArchive(opened, title, mode)
        changed(...TOPICS)
        return { title, mode }
      }),
    async closeArchive() {
      await ports.closeArchive()
      vault.remove(vault.at(dataDir, 'archive'))
      changed(...TOPICS)
      return {}
    },
  }
}
