/**
 * Backups (M14): made daily, before an update changes the tables and beside each send to many; kept by age; one file,
 * encrypted. And archives (X13): a backup or a database file of before, opened to be read only.
 */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { Phrase } from '#shared/phrases/phrase'
import { newestOf, tooOld } from '#core/office/backup-keeping'
import { madeAt, nameOf, type Why } from './backup-names'
import { type BackupPorts, NUMBER_KEYS, PASSPHRASE } from './backup-ports'
import { createOpening } from './opening'
import { createSafetyCopies } from './safety-copies'
import { refusal, REASON, reasonOf } from './vault-words'
import type { Manifest } from './manifest'

type Api = HandlersOf<AppContract['backups']>
type Kept = Awaited<ReturnType<Api['now']>>
/** So many days without a backup that worked, and it is said where people look. */
const OVERDUE_DAYS = 3
/** What can be restored or opened to read: backups and databases. */
const OPENED = ['age', 'db']
const MOST_SHOWN = 500
const DAY_MS = 86_400_000
const LOOK_MS = 10 * 60_000
/** So many sends to many that follow each other share a backup. */
const FRESH_MS = 60_000
const DATABASES = ['live', 'practice'].flatMap((mode) => [
  `${mode}.db`,
  `${mode}-optouts.db`,
  `${mode}-forgotten.db`,
])

/** Where backups are kept, and which are there, the newest first. */
const createKept = ({ vault, settings, clock, dataDir }: BackupPorts) => {
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
    list().flatMap(({ name, at, why }) =>
      why === null || why === 'restore' ? [] : [{ name, at: Date.parse(at) }],
    )
  const tidy = () => {
    for (const { name } of tooOld(ours(), clock.now())) vault.remove(vault.at(folder(), name))
  }
  return { usual, folder, list, ours, tidy }
}
type KeptBackups = ReturnType<typeof createKept>

/** What is in a backup besides the databases. */
const textsOf = ({ settings, version, schema, numberKeys }: BackupPorts, madeAt: string) => {
  const manifest: Manifest = { format: 1, madeAt, version, schema }
  return [
    { name: 'manifest.json', text: JSON.stringify(manifest) },
    // Settings belong to the backup; the login of this PC does not: it stands among the secrets, and stays there.
    { name: 'settings.json', text: JSON.stringify(settings.get()) },
    { name: NUMBER_KEYS, text: JSON.stringify(numberKeys.keys()) },
  ]
}

/** Makes backups, one at a time, and knows how the last one went. */
const createMaking = (ports: BackupPorts, { folder, ours, tidy }: KeptBackups, stopped: () => boolean) => {
  const { vault, settings, secrets, clock, dataDir, changed, report } = ports
  let running: Promise<Kept> | null = null
  let failure: Phrase | null = null
  /** Looked at with the others, not at each question: the folder may be on a slow drive. */
  let newest: number | null = null
  const overdueDays = (): number | null => {
    if (!settings.get().backups.passphraseStored || newest === null) return null
    const days = Math.floor((clock.now() - newest) / DAY_MS)
    return days >= OVERDUE_DAYS ? days : null
  }

  const make = async (why: Why): Promise<Kept> => {
    const passphrase = await secrets.get(PASSPHRASE)
    if (passphrase === null) throw new Refusal('refused', 'backups.choose-passphrase', 'passphrase')
    const at = clock.now()
    const name = nameOf(at, why)
    const madeAt = new Date(at).toISOString()
    try {
      const bytes = await vault.seal(vault.at(folder(), name), passphrase, {
        databases: DATABASES.map((one) => ({ name: one, file: vault.at(dataDir, one) })),
        texts: textsOf(ports, madeAt),
      })
      failure = null
      newest = at
      tidy()
      ports.audit({ action: 'backup-made', by: null, subject: name, detail: why })
      return { name, at: madeAt, bytes, why }
    } catch (error) {
      failure = reasonOf(error)
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
    if (stopped() || !settings.get().backups.passphraseStored) return
    const last = newestOf(ours(), clock.now())
    // Without any, the time runs from when it was first looked for one.
    newest = last > 0 ? last : (newest ?? clock.now())
    if (clock.now() - last < olderThan) return
    void begin(why).catch((error: unknown) => report('backup', error))
  }
  return {
    begin,
    beside,
    overdueDays,
    running: () => running,
    failure: () => failure,
    /** Waits for the one that is made now, however it ends. */
    async settled(): Promise<void> {
      await running?.catch(() => undefined)
    },
  }
}
type Making = ReturnType<typeof createMaking>

/** The folder that backups go to, and what can be chosen in it. */
const createFolderCalls = (
  { vault, settings, chooser, changed }: BackupPorts,
  { usual, folder }: KeptBackups,
): Pick<Api, 'setFolder' | 'choose' | 'look'> => ({
  setFolder({ folder: typed, make: mayMake = false }) {
    const next = typed === '' || typed === usual ? null : typed
    if (next !== null && !vault.isFullPath(next))
      throw new Refusal('bad-input', 'backups.full-path', 'folder')
    if (next !== null && !mayMake && !vault.isFolder(next))
      throw new Refusal('not-found', 'backups.no-such-folder', 'folder')
    if (!vault.usable(next ?? usual)) throw new Refusal('bad-input', REASON.folder, 'folder')
    settings.set({ backups: { ...settings.get().backups, folder: next } })
    changed('backups', 'settings')
    return {}
  },
  async choose({ what, at }) {
    if (chooser === null) throw new Refusal('refused', 'backups.choose-from-list')
    const from = at !== '' && vault.isFullPath(at) ? at : folder()
    return { path: await (what === 'folder' ? chooser.folder(from) : chooser.file(from, OPENED)) }
  },
  look({ folder: asked }) {
    const at = asked === '' ? folder() : asked
    const found = vault.isFullPath(at) ? vault.look(at) : null
    if (found === null) throw new Refusal('not-found', 'backups.folder-not-readable', 'folder')
    const named = (name: string) => ({ name, path: vault.at(at, name) })
    return {
      folder: at,
      parent: found.parent,
      folders: found.folders.slice(0, MOST_SHOWN).map(named),
      files: found.files
        .filter((name) => OPENED.some((end) => name.endsWith(`.${end}`)))
        .slice(0, MOST_SHOWN)
        .map(named),
    }
  },
})

/** Puts a backup in the place of everything, and asks the carrier for what it cannot know. */
const createRestoring = (
  ports: BackupPorts,
  { alone, stage, passphraseFor }: ReturnType<typeof createOpening>,
  safety: ReturnType<typeof createSafetyCopies>,
  making: Making,
): Pick<Api, 'restore' | 'restored' | 'cancelUnknownOutbound' | 'seen'> => {
  const { vault, secrets, clock, dataDir, changed, report } = ports
  return {
    restore: ({ file, passphrase }) =>
      alone(async () => {
        await making.settled()
        await safety.settled()
        const at = clock.now()
        const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(':', '')
        const staged = vault.at(dataDir, `restoring-${stamp}`)
        const kept = vault.at(dataDir, `before-restore-${stamp}`)
        const manifest = await stage(file, passphrase, staged)
        const before = safety.texts()
        const sealing = (await secrets.get(PASSPHRASE)) ?? (await passphraseFor(passphrase))
        await ports.putInPlace(staged, kept, manifest)
        // Beside the program, which is open again; cut short, it is done at the next start.
        void safety
          .seal(kept, at, sealing, before)
          .catch((error: unknown) => report('safety copy', error))
          .finally(() => changed('backups'))
        return { kept: nameOf(at, 'restore') }
      }),
    restored: () => ports.copy()?.state() ?? null,
    async cancelUnknownOutbound({ sid }) {
      return { canceled: (await ports.copy()?.cancel(sid)) ?? false }
    },
    async seen() {
      if (ports.copy()?.pending()) throw new Refusal('refused', 'backups.carrier-asked')
      await ports.copy()?.forget()
      return {}
    },
  }
}

export type Backups = ReturnType<typeof createBackups>
export const createBackups = (ports: BackupPorts) => {
  const { vault, settings, secrets, clock, dataDir, changed, report } = ports
  let cancel = () => {}
  let stopped = false

  const kept = createKept(ports)
  const { folder, list } = kept
  const opening = createOpening(ports, folder)
  const making = createMaking(ports, kept, () => stopped)
  const { begin, beside } = making
  const safety = createSafetyCopies({
    vault,
    settings,
    secrets,
    clock,
    dataDir,
    passphrase: PASSPHRASE,
    folder,
    list: () =>
      list().flatMap(({ name, at, why }) => (why === 'restore' ? [{ name, at: Date.parse(at) }] : [])),
    nameOf: (at) => nameOf(at, 'restore'),
    texts: () => textsOf(ports, new Date(clock.now()).toISOString()),
    forgetIn: ports.forgetIn,
    report,
  })

  const look = () => {
    cancel()
    if (stopped) return
    safety.removeOverdue()
    beside('daily', DAY_MS)
    cancel = clock.after(LOOK_MS, look)
  }

  const handlers: Api = {
    async get() {
      const { folder: chosen, passphraseStored } = settings.get().backups
      return {
        passphraseStored,
        folder: folder(),
        isDefaultFolder: chosen === null,
        chooser: ports.chooser === null ? ('list' as const) : ('system' as const),
        running: making.running() !== null,
        failure: making.failure(),
        list: list(),
      }
    },
    state: () => ({
      missing: !settings.get().backups.passphraseStored,
      failure: making.failure(),
      overdueDays: making.overdueDays(),
    }),
    async setPassphrase({ passphrase }) {
      await secrets.set(PASSPHRASE, passphrase)
      settings.set({ backups: { ...settings.get().backups, passphraseStored: true } })
      changed('backups', 'settings')
      beside('daily', 0)
      return {}
    },
    ...createFolderCalls(ports, kept),
    now: () =>
      begin('hand').catch((error: unknown) => {
        throw refusal(error)
      }),
    ...createRestoring(ports, opening, safety, making),
    openArchive: opening.openArchive,
    closeArchive: opening.closeArchive,
  }

  return {
    handlers,
    /** Before a migration, awaited: nothing is changed before there is a copy. A failure is shown, and does not keep the office closed. */
    async beforeUpdate() {
      if (!settings.get().backups.passphraseStored) return
      await begin('update').catch((error: unknown) => report('backup', error))
    },
    /** Before a newer version is installed, awaited. @throws Refusal where it fails: then nothing is installed */
    async beforeInstall() {
      await making.settled()
      await begin('update').catch((error: unknown) => {
        throw refusal(error)
      })
    },
    safety,
    /** A send to many begins; it does not wait. */
    beforeSend: () => beside('send', FRESH_MS),
    start() {
      vault.sweep(folder())
      // What a crash in mid-restore left was opened, and is in the clear.
      vault.sweep(dataDir)
      vault.remove(vault.at(dataDir, 'archive'))
      void safety.tend()
      look()
    },
    async stop() {
      stopped = true
      cancel()
      await making.settled()
      await safety.settled()
    },
  }
}
