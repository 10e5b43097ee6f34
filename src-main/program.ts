/** What every part of the program is given: the host's choices, and what is there whichever database is open. */
import { randomUUID } from 'node:crypto'
import type { AppContract, Events, HandlersOf, Topic } from '#contract'
import { createNumberHash } from './adapters/secrets/number-hash'
import { createAuditLog } from './services/audit/index'
import { errorSummary } from './services/error-summary'
import { createFiles } from './services/files'
import { type Changed, createOffice } from './services/office'
import type { Autostart, Chooser, Clock, Mailer, Secrets, Sender, Updater, Vault } from './services/ports'
import type { Pins } from './services/session/pins'
import type { SettingsStore } from './services/settings/settings-store'

export type Handlers = { readonly [F in keyof AppContract]: HandlersOf<AppContract[F]> }
/** What is asked of the open database, be it live, practice or an archive. */
export type DeskHandlers = Omit<Handlers, 'session' | 'users' | 'settings' | 'files' | 'backups' | 'updates'>
export type Mode = 'practice' | 'live'
export const MODES: readonly Mode[] = ['live', 'practice']

export type AppOptions = {
  dataDir: string
  settings: SettingsStore
  secrets: Secrets
  clock: Clock
  version: string
  /** Sends an event to every window. */
  publish: <E extends keyof Events>(event: E, payload: Events[E]) => void
  /** One line for the log: what happened, never a number, a text or a secret. */
  log: (line: string) => void
  /** The end of the log, for a support file. */
  logTail?: () => string
  /** What the program runs on, by name. */
  runtime?: Readonly<Record<string, string>>
  /** The system's window to choose a path in; left out where the host has none. */
  chooser?: Chooser
  /** Starting with the PC; left out where the host cannot. */
  autostart?: Autostart
  /** Newer versions; left out where the host is not installed by itself. */
  updater?: Updater
  /** Sample people for the first run, as CSV. */
  sample: () => Promise<string>
  /** Browser host only: another practice carrier on loopback, instead of the built-in one. Practice mode alone asks it. */
  carrierUrl?: string
  /** For tests: what stands for Twilio in live mode. No host takes it from anywhere. */
  liveCarrierUrl?: string
  /** Another sender in practice mode, such as a number, which has no schedule. */
  practiceSender?: Sender
  /** The program ended by itself before this start. */
  restarted?: { at: string; times: number } | null
  pins?: Pins
  /** Resolves when the first screen is there: what takes time and can wait begins then. */
  firstScreen?: Promise<unknown>
  /** For tests: how e-mails leave. */
  mailer?: Mailer
  /** For tests: scrypt that costs less. */
  vault?: Vault
  pace?: { inbound: number; status: number; reconcile: number }
  settleMs?: number
  maxInFlight?: number
}

export type Program = Awaited<ReturnType<typeof createProgram>>

export const createProgram = async (options: AppOptions) => {
  const { settings, secrets, clock, log } = options
  const office = createOffice(settings, clock)
  const files = createFiles(
    clock,
    randomUUID,
    () => {
      const { zone, exportZone, exportDecimals } = settings.get().office
      return { zone: exportZone === 'utc' ? 'UTC' : zone, decimals: exportDecimals }
    },
    office.say,
  )
  const listeners = new Set<(topics: readonly Topic[]) => void>()
  const changed: Changed = (...topics) => {
    options.publish('changed', { topics })
    for (const listener of listeners) listener(topics)
  }
  /** One line for the log: what went wrong, and of the error only what names nobody. */
  const report = (what: string, error: unknown) => log(`${what}: ${errorSummary(error)}`)
  const audit = createAuditLog({ office, changed, report })
  if (options.restarted)
    audit.note({ action: 'restarted', by: null, subject: office.say('audit.ended-by-itself') })
  return {
    options,
    settings,
    secrets,
    clock,
    office,
    files,
    changed,
    report,
    audit,
    numberHash: await createNumberHash(secrets),
    /** Calls `listener` after each change; the answer ends that. */
    onChanged(listener: (topics: readonly Topic[]) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
