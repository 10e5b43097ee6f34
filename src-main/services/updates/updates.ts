/**
 * Newer versions of the program (issue 14): looked for where the office's supplier said, downloaded when a person agrees,
 * installed when nothing leaves and a backup was made. Off until an Admin turns it on.
 */
import { type AppContract, type Events, type HandlersOf, Refusal } from '#contract'
import type { AuditNote } from '#shared/audit'
import { readUpdateAddress } from '#shared/update-address'
import { isNewer } from '#core/office/versions'
import type { Changed, Office } from '../office'
import { type Clock, UpdateError, type UpdateOffer, type Updater } from '../ports'
import type { SettingsStore } from '../settings/settings-store'

type Api = HandlersOf<AppContract['updates']>
type State = Awaited<ReturnType<Api['get']>>['state']

type Ports = {
  /** Null where the host is not installed by itself. */
  updater: Updater | null
  settings: SettingsStore
  clock: Clock
  version: string
  /** Does a text leave now, or within minutes? */
  leaving: () => boolean
  /** Makes a backup. @throws Refusal */
  backUp: () => Promise<void>
  audit: (note: AuditNote) => void
  say: Office['say']
  publish: <E extends keyof Events>(event: E, payload: Events[E]) => void
  changed: Changed
  report: (what: string, error: unknown) => void
}

const FIRST_LOOK_MS = 60_000
const LOOK_MS = 24 * 3_600_000
const LOOK_AGAIN_MS = 4 * 3_600_000
/** The answer to the click arrives before the program ends. */
const ANSWERED_MS = 500

/** How far an update is, and since when what is under way counts. */
const createProgress = ({ changed, report }: Pick<Ports, 'changed' | 'report'>) => {
  let state: State = { kind: 'off' }
  /** What was begun before the setting changed says nothing any more. */
  let era = 0

  const become = (next: State) => {
    state = next
    changed('updates')
  }
  const failed = (error: unknown, of: string | null): State => {
    if (!(error instanceof UpdateError)) report('updates', error)
    return { kind: 'failed', code: error instanceof UpdateError ? error.why : 'other', version: of }
  }
  return {
    state: () => state,
    become,
    failed,
    era: () => era,
    beginEra(): void {
      era += 1
    },
  }
}
type Progress = ReturnType<typeof createProgress>

/** Looks for newer versions, now and then. */
const createLooking = (
  { updater, settings, clock, version }: Pick<Ports, 'updater' | 'settings' | 'clock' | 'version'>,
  progress: Progress,
) => {
  let offer: UpdateOffer | null = null
  let cancelLook = () => {}
  let stopped = false
  const busy = () => ['looking', 'downloading', 'ready', 'installing'].includes(progress.state().kind)

  const look = async () => {
    if (updater === null || busy()) return
    const mine = progress.era()
    progress.become({ kind: 'looking' })
    let next: State
    try {
      offer = await updater.look(settings.get().updates.address)
      // Whatever is offered: an older version would not open what this one wrote.
      next =
        offer !== null && isNewer(offer.version, version)
          ? { kind: 'found', ...offer }
          : { kind: 'none', at: new Date(clock.now()).toISOString() }
    } catch (error) {
      next = progress.failed(error, null)
    }
    if (mine !== progress.era()) return
    progress.become(next)
    plan(next.kind === 'failed' ? LOOK_AGAIN_MS : LOOK_MS)
  }
  const plan = (ms: number) => {
    cancelLook()
    if (!stopped) cancelLook = clock.after(ms, () => void look())
  }
  /** Begins anew with what is set: nothing of before goes on. */
  const begin = (first: number) => {
    progress.beginEra()
    cancelLook()
    updater?.cancel()
    offer = null
    if (updater === null || updater.unable !== null || !settings.get().updates.on)
      return progress.become({ kind: 'off' })
    progress.become({ kind: 'none', at: null })
    if (first === 0) void look()
    else plan(first)
  }

  return {
    look,
    begin,
    offer: () => offer,
    stop(): void {
      stopped = true
      progress.beginEra()
      cancelLook()
      updater?.cancel()
    },
  }
}

/** Downloads what was found, and installs it when nothing leaves and a backup was made. */
const createInstalling = (ports: Ports, progress: Progress) => {
  const { settings, clock, version } = ports

  const download = async (there: Updater, wanted: UpdateOffer) => {
    const mine = progress.era()
    progress.become({ kind: 'downloading', ...wanted })
    let said = -1
    let next: State
    try {
      await there.download((part) => {
        const done = Math.min(100, Math.floor(part * 100))
        if (done === said || mine !== progress.era()) return
        said = done
        ports.publish('job', { job: 'update', done, total: 100 })
      })
      next = { kind: 'ready', ...wanted }
    } catch (error) {
      next = progress.failed(error, wanted.version)
    }
    if (mine === progress.era()) progress.become(next)
  }

  const install = async (there: Updater, ready: Extract<State, { kind: 'ready' }>) => {
    progress.become({ kind: 'installing', version: ready.version })
    try {
      await ports.backUp()
      // It took a while: something may have been sent meanwhile.
      if (ports.leaving()) throw new Refusal('refused', 'updates.texts-leave')
    } catch (error) {
      progress.become(ready)
      throw error
    }
    const { updates } = settings.get()
    settings.set({ updates: { ...updates, pending: { version: ready.version, from: version } } })
    clock.after(ANSWERED_MS, () => {
      there.install().catch((error: unknown) => {
        settings.set({ updates: { ...settings.get().updates, pending: null } })
        progress.become(progress.failed(error, ready.version))
      })
    })
  }

  return { download, install }
}

/** The updater that can be used here. */
const createNeeds = ({ updater, settings }: Pick<Ports, 'updater' | 'settings'>) => {
  const able = (): Updater => {
    if (updater === null) throw new Refusal('refused', 'updates.not-in-browser')
    if (updater.unable !== null) throw new Refusal('refused', 'updates.not-able')
    return updater
  }
  const needOn = (): Updater => {
    const there = able()
    if (!settings.get().updates.on) throw new Refusal('refused', 'updates.turn-on')
    return there
  }
  return { able, needOn }
}

export type Updates = ReturnType<typeof createUpdates>
export const createUpdates = (ports: Ports) => {
  const { updater, settings, version, changed } = ports
  let updatedFrom: string | null = null
  const progress = createProgress(ports)
  const { look, begin, offer, stop } = createLooking(ports, progress)
  const { download, install } = createInstalling(ports, progress)
  const { able, needOn } = createNeeds(ports)

  const handlers: Api = {
    get() {
      const { on, address } = settings.get().updates
      return {
        unable: updater === null ? ('browser' as const) : updater.unable,
        on,
        address,
        version,
        state: progress.state(),
        leaving: ports.leaving(),
        updatedFrom,
      }
    },
    save({ on, address }) {
      const there = able()
      const read = readUpdateAddress(address)
      // Turned off, nothing has to stand there.
      if (!read.ok && (on || read.fault !== 'empty'))
        throw new Refusal('bad-input', `update-address.${read.fault}`, 'address')
      if (read.ok && on && read.address.kind === 'folder' && !there.isFolder(read.address.value))
        throw new Refusal('not-found', 'updates.no-such-folder', 'address')
      settings.set({ updates: { ...settings.get().updates, on, address: read.ok ? read.address.value : '' } })
      changed('settings')
      begin(0)
      return {}
    },
    look() {
      needOn()
      void look()
      return {}
    },
    download() {
      const there = needOn()
      const { kind } = progress.state()
      const found = offer()
      if (found === null || !['found', 'failed'].includes(kind) || !isNewer(found.version, version))
        throw new Refusal('refused', 'updates.nothing-found')
      void download(there, found)
      return {}
    },
    async install() {
      const there = needOn()
      const state = progress.state()
      if (state.kind !== 'ready') throw new Refusal('refused', 'updates.download-first')
      if (ports.leaving()) throw new Refusal('refused', 'updates.texts-leave')
      await install(there, state)
      return {}
    },
    seen() {
      updatedFrom = null
      changed('updates')
      return {}
    },
  }

  return {
    handlers,
    start() {
      const { pending } = settings.get().updates
      begin(FIRST_LOOK_MS)
      if (pending === null) return
      settings.set({ updates: { ...settings.get().updates, pending: null } })
      if (pending.version === version) {
        updatedFrom = pending.from
        ports.audit({
          action: 'settings-changed',
          by: null,
          subject: ports.say('audit.updates'),
          detail: `${pending.from} → ${version}`,
        })
      } else if (progress.state().kind !== 'off')
        progress.become({ kind: 'failed', code: 'not-installed', version: pending.version })
    },
    stop,
  }
}
