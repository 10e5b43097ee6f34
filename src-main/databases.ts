/** Which database is open: the desk of today's mode, an archive beside it, or none and why. */
import { Refusal } from '#contract'
import { phraseOf } from '#shared/phrases/phrase'
import { CannotOpen } from './adapters/database/open'
import { putInPlace } from './adapters/database/put-in-place'
import { type Archive, openArchive } from './archive'
import { storedLogin } from './carrier'
import { type AroundDesk, type Desk, openDesk } from './desk'
import type { DeskHandlers, Mode, Program } from './program'
import { readSettings, settingsAfter } from './services/backups/backup-copy'
import { MAIL_SECRET } from './services/inbox/reply-mail'
import { newerReason } from './services/updates/newer-version'

export const createDatabases = (
  program: Program,
  { around, signOut }: { around: AroundDesk; signOut: () => void },
) => {
  const { options, settings, secrets, audit, report } = program
  let desk: Desk | null = null
  /** Why there is none: a damaged, missing or newer database is kept as it is, and a backup can be put in its place. */
  let broken: CannotOpen | null = null
  let archive: Archive | null = null
  /** One change of desk at a time; calls meanwhile wait for it. */
  let opening: Promise<unknown> = Promise.resolve()

  const openedDesk = (): Desk => {
    if (!desk) throw new Refusal('storage', broken?.reason ?? 'app.database-opens')
    return desk
  }
  /** What a restore has put in the folder, now or before a crash, with its settings. */
  const finishRestore = async () => {
    const restored = putInPlace(options.dataDir)
    if (!restored) return
    try {
      if (restored.settings) {
        const after = settingsAfter(settings.get(), readSettings(restored.settings))
        if (after.forgetMailPassword) await secrets.set(MAIL_SECRET, null)
        settings.set(after.settings)
      }
    } catch (error) {
      // They were looked at before; what was damaged since must not keep the office closed.
      report('restored settings', error)
    }
    restored.done()
    signOut()
  }
  const open = async () => {
    await finishRestore()
    if (settings.get().mode === 'live' && !(await storedLogin(program))) settings.set({ mode: 'practice' })
    broken = null
    try {
      desk = await openDesk(program, around, settings.get().mode)
      audit.use(desk.stores)
    } catch (error) {
      if (!(error instanceof CannotOpen) || error.why === 'in-use') throw error
      broken = error.why === 'newer' ? new CannotOpen('newer', newerReason(settings.get().updates)) : error
    }
  }
  const closeArchive = async () => {
    const before = archive
    archive = null
    await before?.close()
  }
  return {
    open,
    /** Closes the desk, does what has to be done between, and opens the desk of the mode of then. */
    reopen(between: () => Promise<void> | void = () => {}): Promise<void> {
      const turn = opening.then(async () => {
        const before = desk
        desk = null
        audit.use(null)
        await before?.close()
        try {
          await between()
        } finally {
          await open()
        }
      })
      opening = turn.catch(() => undefined)
      return turn
    },
    async openArchive(file: string, title: string, mode: Mode): Promise<void> {
      await closeArchive()
      archive = await openArchive(program, around, { file, title, mode })
    },
    closeArchive,
    desk: () => desk,
    /** @throws Refusal while none is open. */
    openedDesk,
    opened: () => ({
      archive: archive && { title: archive.title, mode: archive.mode },
      broken: broken && phraseOf(broken.reason),
    }),
    /** Whether the carrier answers, and what is left on the account. */
    async carrierState() {
      // It may be closed while the carrier is asked.
      const asked = desk
      if (!asked) return { ok: false, reason: broken && phraseOf(broken.reason), balance: null }
      const balance = await asked.outbox.balance()
      const trouble = asked.outbox.trouble()
      return { ok: trouble === null, reason: trouble, balance }
    },
    /** Does a text of the open database leave now, or within so many milliseconds? */
    leavesWithin(ms: number): boolean {
      const next = desk?.stores.outbox.nextDue(desk.outbox.accountSid) ?? null
      return next !== null && Date.parse(next) <= program.clock.now() + ms
    },
    /** A feature of whichever database is open when the call is made. */
    current: <F extends keyof DeskHandlers>(feature: F): DeskHandlers[F] =>
      new Proxy({} as DeskHandlers[F], {
        get: (_target, verb) => async (input: unknown, caller: unknown) => {
          await opening
          const handlers = (archive ?? openedDesk()).handlers[feature] as Record<
            string,
            (input: unknown, caller: unknown) => unknown
          >
          return handlers[String(verb)]?.(input, caller)
        },
      }),
    /** No change of desk is under way any more. */
    settled: () => opening,
    async close(): Promise<void> {
      await closeArchive()
      const before = desk
      // Whoever still asks meets no closed database.
      desk = null
      await before?.close()
    },
  }
}
