/**
 * What a restore replaced, kept for a while in case the restore was a mistake: one encrypted file like a backup. Who is
 * forgotten is forgotten in it too, and it goes when its days are over.
 */
import type { Clock, Secrets, Vault } from '../ports'
import type { SettingsStore } from '../settings/settings-store'

const DAY_MS = 86_400_000
const MODES = ['live', 'practice'] as const
const LEFT = /^before-restore-(\d{4}-\d{2}-\d{2}T\d{6})$/

type Ports = {
  vault: Vault
  settings: SettingsStore
  secrets: Secrets
  clock: Clock
  dataDir: string
  /** The secret under which the passphrase is kept. */
  passphrase: string
  folder: () => string
  /** The copies there are, by name and moment. */
  list: () => { name: string; at: number }[]
  nameOf: (at: number) => string
  /** What else belongs into a backup. */
  texts: () => { name: string; text: string }[]
  /** Forgets again, in the databases of this folder, whoever was forgotten here; false where one cannot be opened. */
  forgetIn: (folder: string) => Promise<boolean>
  report: (what: string, error: unknown) => void
}

export const createSafetyCopies = (ports: Ports) => {
  const { vault, settings, secrets, clock, dataDir } = ports
  /** One at a time: each takes a second of computing, and they write in the same folder. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }

  const sealFolder = async (from: string, name: string, passphrase: string, texts = ports.texts()) => {
    await vault.seal(vault.at(ports.folder(), name), passphrase, {
      databases: MODES.map((mode) => ({ name: `${mode}.db`, file: vault.at(from, `${mode}.db`) })),
      texts,
      // What a restore replaced may be the damaged file that it was for.
      damagedToo: true,
    })
  }

  /** Answers where the copy is: its name, or the folder if it could not be encrypted yet. */
  const seal = async (
    kept: string,
    at: number,
    passphrase: string,
    texts?: { name: string; text: string }[],
  ) => {
    await ports.forgetIn(kept)
    const name = ports.nameOf(at)
    await sealFolder(kept, name, passphrase, texts)
    vault.remove(kept)
    return name
  }

  /** Makes one anew without whoever was forgotten; one that cannot be opened any more goes. */
  const renew = async (name: string): Promise<void> => {
    const file = vault.at(ports.folder(), name)
    const passphrase = await secrets.get(ports.passphrase)
    const into = vault.at(dataDir, 'restoring-renewed')
    try {
      vault.remove(into)
      if (passphrase === null) throw new Error('no passphrase')
      await vault.open(file, passphrase, into)
      if (!(await ports.forgetIn(into))) throw new Error('cannot be opened')
      await sealFolder(into, name, passphrase)
    } catch (error) {
      ports.report('safety copy', error)
      vault.remove(file)
    } finally {
      vault.remove(into)
    }
  }

  const renewAll = async () => {
    for (const { name } of ports.list()) await renew(name)
    settings.set({ forgottenSince: false })
  }

  /** Those whose days are over. */
  const overdue = (now: number, safetyCopyDays = settings.get().retention.safetyCopyDays): string[] =>
    safetyCopyDays === null
      ? []
      : ports
          .list()
          .filter(({ at }) => now - at > safetyCopyDays * DAY_MS)
          .map(({ name }) => name)

  return {
    /** Encrypts what a restore left in this folder. @throws VaultError */
    seal: (kept: string, at: number, passphrase: string, texts?: { name: string; text: string }[]) =>
      inTurn(() => seal(kept, at, passphrase, texts)),
    texts: ports.texts,
    /** Somebody was forgotten; goes on at the next start if it is cut short. */
    forgotten(): Promise<void> {
      settings.set({ forgottenSince: true })
      return inTurn(renewAll).catch((error: unknown) => ports.report('safety copies', error))
    },
    /** Those that would go if copies were kept for so many days. */
    overdue: (days: number | null) => overdue(clock.now(), days),
    removeOverdue(): number {
      const names = overdue(clock.now())
      for (const name of names) vault.remove(vault.at(ports.folder(), name))
      return names.length
    },
    /** What a crash, or an older version, left unencrypted; and what has to go. */
    tend: () =>
      inTurn(async () => {
        const passphrase = await secrets.get(ports.passphrase)
        const { safetyCopyDays } = settings.get().retention
        for (const name of vault.folders(dataDir)) {
          const stamp = LEFT.exec(name)?.[1]
          if (stamp === undefined) continue
          const at = Date.parse(`${stamp.slice(0, 13)}:${stamp.slice(13, 15)}:${stamp.slice(15)}Z`)
          const folder = vault.at(dataDir, name)
          if (passphrase !== null)
            await seal(folder, at, passphrase).catch((error: unknown) => ports.report('safety copy', error))
          else if (safetyCopyDays !== null && clock.now() - at > safetyCopyDays * DAY_MS) vault.remove(folder)
          else await ports.forgetIn(folder)
        }
        if (settings.get().forgottenSince) await renewAll()
        for (const name of overdue(clock.now())) vault.remove(vault.at(ports.folder(), name))
      }).catch((error: unknown) => ports.report('safety copies', error)),
    /** When what is under way has ended. */
    settled: () => turn.then(() => undefined),
  }
}
