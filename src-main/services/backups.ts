/**
 * Backups (M14): made daily, before an update changes the tables and beside each send to many; kept by age; one file,
 * encrypted. And archives (X13): a backup or a database file of before, opened to be read only.
 */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { newestOf, tooOld } from '#core/backup-keeping'
import type { CopyCheck } from './outbox/copy'
import type { Topic } from './office'
import { type Clock, type Secrets, type Settings, type SettingsStore, type Vault, VaultError } from './ports'

type Api = HandlersOf<AppContract['backups']>
type Kept = Awaited<ReturnType<Api['now']>>
type Why = NonNullable<Kept['why']>
type Mode = 'practice' | 'live'
export type Manifest = {
  format: 1
  madeAt: string
  version: string
  schema: number
  journals: Record<Mode, number>
}

type Ports = {
  vault: Vault
  settings: SettingsStore
  secrets: Secrets
  clock: Clock
  dataDir: string
  version: string
  schema: number
  /** The newest claim of each desk. */
  journals: () => Record<Mode, number>
  readText: (file: string) => string | null
  /** Keys of the hashes that outlive a forgotten person: they travel with the backup, and nowhere else. */
  numberKeys: { keys(): string; adopt(keys: string): Promise<void> }
  /** Closes the desk, puts the opened backup in place, opens it again. */
  putInPlace: (staged: string, kept: string, manifest: Manifest) => Promise<void>
  openArchive: (file: string, title: string, mode: Mode) => Promise<void>
  closeArchive: () => Promise<void>
  /** A copy of a database file, to be migrated and read as an archive. */
  copyDatabase: (from: string, to: string) => Promise<void>
  copy: () => CopyCheck | null
  changed: (...topics: Topic[]) => void
  report: (what: string, error: unknown) => void
}

export const PASSPHRASE = 'backup'
const NUMBER_KEYS = 'number-keys.json'
const DAY_MS = 86_400_000
const LOOK_MS = 10 * 60_000
/** So many sends to many that follow each other share a backup. */
const FRESH_MS = 60_000
const DATABASES = ['live', 'practice'].flatMap((mode) => [
  `${mode}.db`,
  `${mode}-optouts.db`,
  `${mode}-forgotten.db`,
])
const NAME = /^deskbell-(\d{4}-\d{2}-\d{2})-(\d{2})(\d{2})(\d{2})-(daily|update|send|hand)\.age$/

const nameOf = (at: number, why: Why) =>
  `deskbell-${new Date(at)
    .toISOString()
    .slice(0, 19)
    .replace('T', '-')
    .replaceAll(/(\d\d):(\d\d):(\d\d)/g, '$1$2$3')}-${why}.age`
const madeAt = (name: string): { at: number; why: Why } | null => {
  const [, day, hour, minute, second, why] = NAME.exec(name) ?? []
  return day === undefined ? null : { at: Date.parse(`${day}T${hour}:${minute}:${second}Z`), why: why as Why }
}

const SAY: Record<VaultError['why'], string> = {
  passphrase: 'This passphrase does not open the backup.',
  damaged: 'The file is damaged, or it is no backup of Deskbell. Try another one.',
  'disk-full': 'The disk is full. Free some space, then try again.',
  folder: 'The folder of the backups cannot be written to. Choose another one, or connect its drive.',
  missing: 'There is no such file.',
  other: 'The backup did not work. Try again.',
}
const FIELD: Partial<Record<VaultError['why'], string>> = {
  passphrase: 'passphrase',
  damaged: 'file',
  missing: 'file',
}
/** The reader of a file of one's own choice may find nothing there. */
const isMissing = (error: unknown) => (error as { code?: unknown } | null)?.code === 'ENOENT'
const words = (error: unknown) => (error instanceof VaultError ? SAY[error.why] : SAY.other)
const refusal = (error: unknown) =>
  error instanceof VaultError ? new Refusal('refused', SAY[error.why], FIELD[error.why]) : error

export const createBackups = (ports: Ports) => {
  const { vault, settings, secrets, clock, dataDir, changed, report } = ports
  let running: Promise<Kept> | null = null
  let failure: string | null = null
  let cancel = () => {}
  let stopped = false
  /** One restore or archive at a time. */
  let opening = false

  const usual = vault.at(dataDir, 'backups')
  const folder = () => settings.get().backups.folder ?? usual
  const list = (): Kept[] =>
    vault
      .list(folder())
      .map(({ name, bytes }) => {
        const made = madeAt(name)
        return { name, bytes, at: made ? new Date(made.at).toISOString() : '', why: made?.why ?? null }
      })
      .toSorted((one, other) => (one.at < other.at ? 1 : -1))

  const ours = () =>
    list().flatMap(({ name, at, why }) => (why === null ? [] : [{ name, at: Date.parse(at) }]))

  const tidy = () => {
    for (const { name } of tooOld(ours(), clock.now())) vault.remove(vault.at(folder(), name))
  }

  /** Settings belong to the backup; the login of this PC does not: it stands among the secrets, and stays there. */
  const settingsText = () => JSON.stringify(settings.get())

  const make = async (why: Why): Promise<Kept> => {
    const passphrase = await secrets.get(PASSPHRASE)
    if (passphrase === null)
      throw new Refusal('refused', 'Choose a passphrase first: backups are encrypted with it.', 'passphrase')
    const at = clock.now()
    const name = nameOf(at, why)
    const manifest: Manifest = {
      format: 1,
      madeAt: new Date(at).toISOString(),
      version: ports.version,
      schema: ports.schema,
      journals: ports.journals(),
    }
    try {
      const bytes = await vault.seal(vault.at(folder(), name), passphrase, {
        databases: DATABASES.map((one) => ({ name: one, file: vault.at(dataDir, one) })),
        texts: [
          { name: 'manifest.json', text: JSON.stringify(manifest) },
          { name: 'settings.json', text: settingsText() },
          { name: NUMBER_KEYS, text: JSON.stringify(ports.numberKeys.keys()) },
        ],
      })
      failure = null
      tidy()
      return { name, at: manifest.madeAt, bytes, why }
    } catch (error) {
      failure = words(error)
      throw error
    }
  }
  /** Two at once would only be the same twice. */
  const begin = (why: Why): Promise<Kept> => {
    if (running) return running
    const turn = make(why).finally(() => {
      running = null
      changed('backups')
    })
    running = turn
    changed('backups')
    return turn
  }
  /** Made beside the work that asks for it; what goes wrong is shown in Settings. */
  const beside = (why: Why, olderThan: number) => {
    if (stopped || !settings.get().backups.passphraseStored) return
    if (clock.now() - newestOf(ours(), clock.now()) < olderThan) return
    void begin(why).catch((error: unknown) => report('backup', error))
  }
  const look = () => {
    cancel()
    if (stopped) return
    beside('daily', DAY_MS)
    cancel = clock.after(LOOK_MS, look)
  }

  const pathOf = (file: string) => (vault.isFullPath(file) ? file : vault.at(folder(), vault.nameIn(file)))
  const passphraseFor = async (typed: string | null) => {
    const passphrase = typed === null || typed === '' ? await secrets.get(PASSPHRASE) : typed
    if (!passphrase) throw new Refusal('bad-input', 'Type the passphrase of this backup.', 'passphrase')
    return passphrase
  }
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (opening) throw new Refusal('refused', 'A backup is being opened already. Wait a moment.')
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
      const text = ports.readText(vault.at(into, 'manifest.json'))
      const manifest = text === null ? null : (JSON.parse(text) as Manifest)
      // A key does not lie about: it goes to the secrets, and its file at once.
      const keys = ports.readText(vault.at(into, NUMBER_KEYS))
      vault.remove(vault.at(into, NUMBER_KEYS))
      if (keys !== null) await ports.numberKeys.adopt(String(JSON.parse(keys)))
      if (manifest?.format !== 1) throw new VaultError('damaged')
      if (manifest.schema > ports.schema) {
        throw new Refusal(
          'refused',
          `This backup was made by a newer version of Deskbell (${manifest.version}). Update Deskbell to open it.`,
          'file',
        )
      }
      for (const mode of ['live', 'practice']) {
        const database = vault.at(into, `${mode}.db`)
        await vault.check(database).catch((error: unknown) => {
          // A desk that was never opened is not in it.
          if (!(error instanceof VaultError) || error.why !== 'missing') throw error
        })
      }
      return manifest
    } catch (error) {
      vault.remove(into)
      throw error
    }
  }

  const handlers: Api = {
    async get() {
      const { folder: chosen, passphraseStored } = settings.get().backups
      return {
        passphraseStored,
        folder: folder(),
        isDefaultFolder: chosen === null,
        running: running !== null,
        failure,
        list: list(),
      }
    },
    state: () => ({ missing: !settings.get().backups.passphraseStored, failure }),
    async setPassphrase({ passphrase }) {
      await secrets.set(PASSPHRASE, passphrase)
      settings.set({ backups: { ...settings.get().backups, passphraseStored: true } })
      changed('backups', 'settings')
      beside('daily', 0)
      return {}
    },
    setFolder({ folder: typed }) {
      const next = typed === '' || typed === usual ? null : typed
      if (next !== null && !vault.isFullPath(next))
        throw new Refusal('bad-input', 'Type the full path of a folder.', 'folder')
      if (!vault.usable(next ?? usual)) throw new Refusal('bad-input', SAY.folder, 'folder')
      settings.set({ backups: { ...settings.get().backups, folder: next } })
      changed('backups', 'settings')
      return {}
    },
    now: () =>
      begin('hand').catch((error: unknown) => {
        throw refusal(error)
      }),
    restore: ({ file, passphrase }) =>
      alone(async () => {
        await running?.catch(() => undefined)
        const stamp = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(':', '')
        const staged = vault.at(dataDir, `restoring-${stamp}`)
        const kept = vault.at(dataDir, `before-restore-${stamp}`)
        const manifest = await stage(file, passphrase, staged)
        await ports.putInPlace(staged, kept, manifest)
        return { kept }
      }),
    restored: () => ports.copy()?.state() ?? null,
    async cancelStranger({ sid }) {
      return { canceled: (await ports.copy()?.cancel(sid)) ?? false }
    },
    async seen() {
      if (ports.copy()?.pending()) throw new Refusal('refused', 'The carrier is still being asked.')
      await ports.copy()?.forget()
      return {}
    },
    openArchive: ({ file, passphrase, mode }) =>
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
          if ((await vault.check(opened)) > ports.schema)
            throw new Refusal(
              'refused',
              'This database was written by a newer version of Deskbell. Update Deskbell to open it.',
              'file',
            )
        } else {
          const manifest = await stage(file, passphrase, into)
          title = manifest.madeAt
          await vault.check(opened).catch((error: unknown) => {
            vault.remove(into)
            if (error instanceof VaultError && error.why === 'missing')
              throw new Refusal('not-found', `There is no ${mode} data in this backup.`, 'mode')
            throw error
          })
        }
        await ports.openArchive(opened, title, mode)
        changed(...EVERYTHING)
        return { title, mode }
      }),
    async closeArchive() {
      await ports.closeArchive()
      vault.remove(vault.at(dataDir, 'archive'))
      changed(...EVERYTHING)
      return {}
    },
  }

  return {
    handlers,
    /** Before a migration, awaited: nothing is changed before there is a copy. A failure is shown, and does not keep the office closed. */
    async beforeUpdate() {
      if (!settings.get().backups.passphraseStored) return
      await begin('update').catch((error: unknown) => report('backup', error))
    },
    /** A send to many begins; it does not wait. */
    beforeSend: () => beside('send', FRESH_MS),
    start() {
      vault.sweep(folder())
      // What a crash in mid-restore left was opened, and is in the clear.
      vault.sweep(dataDir)
      vault.remove(vault.at(dataDir, 'archive'))
      look()
    },
    async stop() {
      stopped = true
      cancel()
      await running?.catch(() => undefined)
    },
  }
}

export const EVERYTHING: Topic[] = [
  'session',
  'settings',
  'people',
  'notes',
  'consent',
  'lists',
  'templates',
  'imports',
  'sends',
  'messages',
  'outbox',
  'inbox',
  'drafts',
  'campaigns',
  'backups',
]

/** The settings after a restore: the backup's, but what belongs to this PC. */
export const settingsAfter = (now: Settings, restored: Partial<Settings>): Partial<Settings> => ({
  ...restored,
  backups: now.backups,
  mail: { ...now.mail, ...restored.mail, passwordStored: now.mail.passwordStored },
  ...(now.twilio.accountSid === null ? {} : { twilio: now.twilio }),
})
