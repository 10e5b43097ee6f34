/** The composition root: the program as a host sees it, built from what the host gives it. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { TOPICS } from '#contract'
import { createVault } from './adapters/backup/vault'
import type { Db } from './adapters/database/db'
import { SCHEMA_VERSION } from './adapters/database/migrations/index'
import { intend } from './adapters/database/put-in-place'
import { tableSizes } from './adapters/database/table-sizes'
import { createPins } from './adapters/secrets/pins'
import { createBackupFiles } from './backup-files'
import { connectTwilio } from './carrier'
import { createDatabases } from './databases'
import { type AppOptions, createProgram, type DeskHandlers, type Handlers, type Program } from './program'
import { audited } from './services/audit/calls'
import { createBackups } from './services/backups/backups'
import { createSession, type Session } from './services/session/session'
import { createSettings } from './services/settings/settings'
import { createStartup } from './services/settings/startup'
import { createSupport } from './services/settings/support'
import { createUpdates } from './services/updates/updates'

export type { AppOptions, Handlers } from './program'

export type App = {
  handlers: Handlers
  session: Session
  /** Texts that wait to leave, for Quit and for the power-save blocker. */
  waiting(): number
  /** Conversations with a text that nobody read, for the badge. */
  unread(): number
  /** Does a text leave now, or within minutes? Then the PC must not fall asleep. */
  busy(): boolean
  /** Is a database open to be read only? Then nothing else is answered. */
  archived(): boolean
  /** For fault tests: the open database, to damage it. No service and no host reaches for this. */
  readonly testing: { readonly db: Db['raw'] }
  close(): Promise<void>
}

/** So long before a text leaves the PC is kept awake: longer than the longest hold, so that nothing held falls asleep. */
const AWAKE_BEFORE_MS = 15 * 60_000

/** What is set, whether the program starts with the PC, and what helps to find a fault. */
const settingsHandlers = (program: Program, databases: ReturnType<typeof createDatabases>) => {
  const { options, settings, secrets, office, files, changed, report } = program
  const { dataDir, version } = options
  const live = () => databases.openedDesk()
  return {
    ...createSettings({
      settings,
      secrets,
      office,
      stores: () => live().stores,
      dataDir,
      connect: (login) => connectTwilio(program, login),
      carrier: () => live().outbox.sms,
      sender: () => live().outbox.sender(),
      reopen: () => databases.reopen(),
      pretendReply: (from, body, picture) => live().pretendReply(from, body, picture),
      changed,
    }),
    ...createStartup({ autostart: options.autostart ?? null, changed, report }),
    ...createSupport({
      files,
      office,
      versions: { deskbell: version, node: process.versions.node, ...options.runtime },
      logTail: options.logTail ?? (() => ''),
      tables: async () => {
        const desk = databases.desk()
        return desk ? tableSizes(desk.db) : null
      },
      outbox: () => databases.desk()?.outbox ?? null,
      broken: () => databases.opened().broken,
    }),
  }
}

export const createApp = async (options: AppOptions): Promise<App> => {
  const { dataDir, version } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const program = await createProgram(options)
  const { settings, secrets, clock, office, files, changed, report, audit, numberHash } = program
  const note: typeof audit.note = (entry) => audit.note(entry)

  const session = createSession({
    settings,
    clock,
    pins: options.pins ?? createPins(),
    version,
    random: (bytes) => randomBytes(bytes),
    restarted: options.restarted ?? null,
    audit: note,
    say: office.say,
    left: () => files.release(),
    opened: () => databases.opened(),
    carrier: () => databases.carrierState(),
    changed,
  })
  const databases = createDatabases(program, {
    signOut: () => session.signOut(),
    around: {
      numberOf: (userId) => session.numberOf(userId),
      signedIn: () => session.caller().user !== null,
      beforeSend: () => backups.beforeSend(),
      beforeUpdate: () => backups.beforeUpdate(),
      safetyCopies: {
        forgotten: () => backups.safety.forgotten(),
        overdue: (days) => backups.safety.overdue(days),
      },
    },
  })
  const backups = createBackups({
    ...createBackupFiles(program),
    vault: options.vault ?? createVault(),
    chooser: options.chooser ?? null,
    audit: note,
    settings,
    secrets,
    clock,
    dataDir,
    version,
    schema: SCHEMA_VERSION,
    numberKeys: numberHash,
    readText: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
    putInPlace: (staged, kept, { madeAt }) =>
      databases.reopen(() => intend(dataDir, { staged, kept, madeAt })).then(() => changed(...TOPICS)),
    openArchive: databases.openArchive,
    closeArchive: databases.closeArchive,
    copy: () => databases.desk()?.outbox.copy ?? null,
    changed,
    report,
  })
  const updates = createUpdates({
    updater: options.updater ?? null,
    settings,
    clock,
    version,
    leaving: () => databases.leavesWithin(AWAKE_BEFORE_MS),
    backUp: () => backups.beforeInstall(),
    audit: note,
    say: office.say,
    publish: options.publish,
    changed,
    report,
  })
  await databases.open()
  backups.start()
  updates.start()

  const desks = Object.fromEntries(
    DESK_FEATURES.map((feature) => [feature, databases.current(feature)]),
  ) as DeskHandlers

  return {
    session,
    handlers: audited(
      {
        ...desks,
        session: session.handlers,
        users: session.users,
        files: files.handlers,
        settings: settingsHandlers(program, databases),
        backups: backups.handlers,
        updates: updates.handlers,
      },
      settings,
      note,
      office.say,
    ),
    get testing() {
      return { db: databases.openedDesk().db.raw }
    },
    waiting: () => databases.desk()?.stores.outbox.waiting() ?? 0,
    unread: () => databases.desk()?.stores.conversations.unread() ?? 0,
    busy: () => databases.leavesWithin(AWAKE_BEFORE_MS),
    archived: () => databases.opened().archive !== null,
    async close() {
      updates.stop()
      await databases.settled()
      await backups.stop()
      await databases.close()
    },
  }
}

/** The features that are answered by whichever database is open. */
const DESK_FEATURES = [
  'people',
  'fields',
  'notes',
  'consent',
  'suppressions',
  'imports',
  'lists',
  'find',
  'privacy',
  'templates',
  'drafts',
  'bulk',
  'sends',
  'campaigns',
  'daily',
  'messages',
  'outbox',
  'inbox',
  'mail',
  'audit',
  'retention',
  'insight',
  'readiness',
] as const satisfies readonly (keyof DeskHandlers)[]
