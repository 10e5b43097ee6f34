/**
 * The composition root: builds the whole program from what the host gives it. A desk is one open database with its
 * carrier; practice and live are two desks over two files, and only one is open at a time.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { type AppContract, type Events, type HandlersOf, Refusal } from '#contract'
import type { E164 } from '#core/values'
import { createVault } from './adapters/backup/vault'
import { checkDatabase } from './adapters/database/check'
import { openClaimJournal } from './adapters/database/claim-journal'
import { openForgetJournal } from './adapters/database/forget-journal'
import { SCHEMA_VERSION } from './adapters/database/migrations/index'
import { CannotOpen, type Db, needsMigration, openDatabase } from './adapters/database/open'
import { intend, putInPlace } from './adapters/database/put-in-place'
import { createStores } from './adapters/database/stores'
import { createPracticeCarrier } from './adapters/practice/practice-carrier'
import { PRACTICE_ACCOUNT, PRACTICE_PICTURE } from './adapters/practice/account'
import { sendMail } from './adapters/mail/smtp'
import { createNumberHash } from './adapters/secrets/number-hash'
import { createPins } from './adapters/secrets/pins'
import { readWorkbook } from './adapters/spreadsheet/read-workbook'
import { createTwilioSms } from './adapters/twilio/twilio-sms'
import { createBackups, EVERYTHING, settingsAfter } from './services/backups'
import { createBulk } from './services/bulk'
import { createCampaigns } from './services/campaigns'
import { createConsent } from './services/consent'
import { createDaily } from './services/daily'
import { createFind } from './services/find'
import { createFields } from './services/fields'
import { createFiles } from './services/files'
import { createInbox } from './services/inbox'
import { createImports } from './services/imports/index'
import { createLists } from './services/lists'
import { createMessages } from './services/messages'
import { createNotes } from './services/notes'
import { createNotify } from './services/notify'
import { createOffice, type Topic } from './services/office'
import { closedOutbox, noCarrier } from './services/outbox/closed'
import { createOutbox, type Outbox } from './services/outbox/index'
import { createOwnNumbers } from './services/outbox/own-numbers'
import { createPeople } from './services/people'
import type { Clock, Mailer, Secrets, Sender, Settings, SettingsStore, Sms, Vault } from './services/ports'
import { createPrivacy, forgetAgain } from './services/privacy/index'
import { createRedactor, type Redactor } from './services/privacy/redactor'
import { createPrices } from './services/prices'
import { createRecordChanges } from './services/record-changes'
import { createRecipients } from './services/recipients'
import { createReplyMail } from './services/reply-mail'
import { createReviewer } from './services/review'
import { createSends } from './services/sends'
import { createSession, type Pins, type Session } from './services/session'
import { createSettings, SECRET, type TwilioLogin } from './services/settings'
import type { ForgetJournal, Stores } from './services/stores'
import { createDrafts, createTemplates } from './services/templates'
import { createTextIndexer } from './services/text-index'
import { traceOf } from './services/trace'

export type Handlers = { readonly [F in keyof AppContract]: HandlersOf<AppContract[F]> }

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
  /** Sample people for the first run, as CSV. */
  sample: () => Promise<string>
  /** Browser host only: another practice carrier on loopback, instead of the built-in one. */
  carrierUrl?: string
  /** Another sender in practice mode, such as a number, which has no schedule. */
  practiceSender?: Sender
  pins?: Pins
  /** For tests: how e-mails leave. */
  mailer?: Mailer
  /** For tests: scrypt that costs less. */
  vault?: Vault
  pace?: { inbound: number; status: number; reconcile: number }
  settleMs?: number
  maxInFlight?: number
}

export type App = {
  handlers: Handlers
  session: Session
  /** Texts that wait to leave, for Quit and for the power-save blocker. */
  waiting(): number
  /** Conversations with a text that nobody read, for the badge. */
  unread(): number
  /** Is the runner sending right now? */
  busy(): boolean
  /** Is a database open to be read only? Then nothing else is answered. */
  archived(): boolean
  /** For fault tests: the open database, to damage it. No service and no host reaches for this. */
  readonly testing: { readonly db: Db['raw'] }
  close(): Promise<void>
}

/** A database that is open to be read only. */
type Archive = {
  title: string
  mode: 'practice' | 'live'
  handlers: Desk['handlers']
  close(): Promise<void>
}

type Desk = {
  db: Db
  stores: Stores
  outbox: Outbox
  handlers: Omit<Handlers, 'session' | 'users' | 'settings' | 'files' | 'backups'>
  pretendReply(from: E164, body: string, picture: boolean): Promise<void>
  close(): Promise<void>
}

const PACE = { inbound: 10_000, status: 5_000, reconcile: 20_000 }
const PRACTICE_PACE = { inbound: 2_000, status: 1_500, reconcile: 10_000 }
/** Progress of a long job is told so often. */
const JOB_EVERY_MS = 100
/** The Messaging Service, so that hand-over to the carrier's schedule can be tried as well. */
const PRACTICE_SENDER: Sender = { kind: 'service', sid: PRACTICE_ACCOUNT.services[0]?.sid ?? '' }
const PRACTICE_NUMBER = PRACTICE_ACCOUNT.services[0]?.numbers[0] ?? ''

export const createApp = async (options: AppOptions): Promise<App> => {
  const { dataDir, settings, secrets, clock, log } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const office = createOffice(settings, clock)
  const files = createFiles(clock, randomUUID)
  const changed = (...topics: Topic[]) => {
    options.publish('changed', { topics })
    if (topics.includes('messages') || topics.includes('inbox')) indexTexts()
  }
  /** The index of texts of the open desk follows what is written. */
  let indexTexts = () => {}
  const report = (what: string, error: unknown) => log(`${what}: ${traceOf(error)}`)

  const practiceLogin: TwilioLogin = {
    accountSid: PRACTICE_ACCOUNT.sid,
    login: { kind: 'token', token: PRACTICE_ACCOUNT.credentials[0]?.password ?? '' },
  }

  const numberHash = await createNumberHash(secrets)

  const openPractice = async () => {
    if (options.carrierUrl) return { baseUrl: options.carrierUrl, inbound: null, close: async () => {} }
    const carrier = await createPracticeCarrier({ clock, file: path.join(dataDir, 'practice-carrier.jsonl') })
    return { baseUrl: carrier.baseUrl, inbound: carrier.inbound, close: () => carrier.close() }
  }

  /** Everything that a screen of a desk can ask, over whatever database, outbox and carrier it is given. */
  const assemble = (parts: {
    stores: Stores
    outbox: Outbox
    sms: Sms
    recipients: ReturnType<typeof createRecipients>
    replyMail: ReturnType<typeof createReplyMail>
    forgetJournal: ForgetJournal
    redactor: Redactor
  }) => {
    const { stores, outbox, sms, recipients, replyMail, forgetJournal, redactor } = parts
    const beforeSend = () => backups.beforeSend()
    const job = (name: string) => {
      let said = 0
      return (done: number, total: number) => {
        // A screen cannot show more, and each step of a long job says how far it is.
        if (done < total && performance.now() - said < JOB_EVERY_MS) return
        said = performance.now()
        options.publish('job', { job: name, done, total })
      }
    }
    const templates = createTemplates({ stores, office, recipients, changed })
    const prices = createPrices(stores, sms, office.now)
    const reviewer = createReviewer({
      prices,
      stores,
      office,
      recipients,
      outbox,
      checkBody: templates.checkBody,
      template: templates.get,
      job: job('review'),
    })
    const campaigns = createCampaigns({ stores, office, recipients, outbox, changed })
    const daily = createDaily({
      stores,
      office,
      recipients,
      outbox,
      reviewer,
      clock,
      changed,
      report,
      beforeSend,
    })
    const messages = createMessages({ stores, office, recipients, outbox, files, changed })
    const handlers: Desk['handlers'] = {
      people: {
        ...createPeople({ stores, office, recipients, files, changed }),
        ...createRecordChanges({ stores, office, recipients, changed }),
      },
      fields: createFields({ stores, office, changed }),
      notes: createNotes({ stores, office, changed }),
      ...createConsent({ stores, office, recipients, files, changed }),
      imports: createImports({
        stores,
        office,
        files,
        changed,
        job: job('import'),
        sample: options.sample,
        readWorkbook,
      }),
      find: createFind({ stores, recipients }),
      privacy: createPrivacy({
        stores,
        office,
        recipients,
        files,
        journal: forgetJournal,
        redactor,
        accountSid: outbox.accountSid,
        newId: randomUUID,
        changed,
      }),
      lists: createLists({ stores, office, recipients, changed }),
      templates: templates.handlers,
      drafts: createDrafts({ stores, office, changed }),
      bulk: createBulk({
        stores,
        office,
        recipients,
        outbox,
        reviewer,
        files,
        clock,
        changed,
        newId: randomUUID,
        campaign: campaigns.toGenerate,
        checkBody: templates.checkBody,
        beforeSend,
        myNumber: (userId) => session.numberOf(userId),
        acknowledgeDuty: (country) =>
          settings.set({ duties: { ...settings.get().duties, [country]: office.now() } }),
      }),
      campaigns: campaigns.handlers,
      daily: daily.handlers,
      sends: createSends({ stores, office, outbox, files, changed }),
      ...messages,
      inbox: createInbox({ stores, office, recipients, files, sms, changed }),
      mail: replyMail.handlers,
    }
    return { handlers, daily, prices }
  }

  const openDesk = async (mode: 'practice' | 'live'): Promise<Desk> => {
    const file = path.join(dataDir, `${mode}.db`)
    if (needsMigration(file)) await backups.beforeUpdate()
    const journalFile = path.join(dataDir, `${mode}-claims.db`)
    const hadJournal = existsSync(journalFile)
    const journal = openClaimJournal(journalFile)
    const db = await openDatabase(file, {
      expected: hadJournal && journal.last() > 0,
      optOuts: path.join(dataDir, `${mode}-optouts.db`),
    }).catch((error: unknown) => {
      journal.close()
      throw error
    })
    const forgetJournal = openForgetJournal(path.join(dataDir, `${mode}-forgotten.db`))
    const sound = checkDatabase(file)
    sound.catch(() => undefined)
    const stores = createStores(db, numberHash)
    const practice = mode === 'practice' ? await openPractice() : null
    const live = mode === 'live' ? await storedLogin() : null
    const sms = practice
      ? await createTwilioSms({ ...practiceLogin, clock, baseUrl: practice.baseUrl })
      : live
        ? await createTwilioSms({
            ...live,
            clock,
            ...(options.carrierUrl ? { baseUrl: options.carrierUrl } : {}),
          })
        : null
    if (!sms) throw new Error('live mode without a login')
    const sender = (): Sender | null => {
      if (practice) return options.practiceSender ?? PRACTICE_SENDER
      const { sender: chosen } = settings.get().twilio
      return chosen
    }
    const recipients = createRecipients(stores, office)
    const replyMail = createReplyMail({
      stores,
      mailer: options.mailer ?? sendMail,
      settings,
      secrets,
      clock,
      office,
      recipients,
      changed,
      report,
    })
    const notify = createNotify({
      stores,
      office,
      recipients,
      signedIn: () => session.caller().user !== null,
      publish: (arrived) => options.publish('arrived', arrived),
    })
    const outbox = createOutbox({
      stores,
      journal,
      sms,
      clock,
      office,
      sender,
      ownNumbers: createOwnNumbers({ sms, sender, senders: stores.outbox.senders, clock }),
      changed,
      replies: {
        keeping: replyMail.keeping,
        arrived(replies) {
          notify(replies)
          replyMail.wake()
        },
      },
      report,
      sound,
      pace: options.pace ?? (practice ? PRACTICE_PACE : PACE),
      ...(options.settleMs ? { settleMs: options.settleMs } : {}),
      ...(options.maxInFlight ? { maxInFlight: options.maxInFlight } : {}),
    })
    // Before anything can be sent or shown: a restored copy may know people who were forgotten since.
    await forgetAgain(stores, forgetJournal, outbox.accountSid)
    const redactor = createRedactor({ stores, sms, clock }, report)
    const { handlers, daily, prices } = assemble({
      stores,
      outbox,
      sms,
      recipients,
      replyMail,
      forgetJournal,
      redactor,
    })
    await outbox.start()
    daily.start()
    replyMail.wake()
    const textIndexer = createTextIndexer(stores, clock, report)
    indexTexts = () => textIndexer.wake()
    // The price of the office's own country is wanted before the first meter shows one.
    void prices
      .ensure([settings.get().office.country])
      .then(() => changed('settings'))
      .catch((error: unknown) => report('price', error))
    return {
      db,
      stores,
      outbox,
      handlers,
      async pretendReply(from, body, picture) {
        if (!practice?.inbound) return
        practice.inbound({ from, to: PRACTICE_NUMBER, body, media: picture ? [PRACTICE_PICTURE] : [] })
        await outbox.check()
      },
      async close() {
        await daily.stop()
        await textIndexer.stop()
        await redactor.stop()
        await outbox.stop()
        await replyMail.stop()
        await practice?.close()
        await db.close()
        forgetJournal.close()
        journal.close()
      },
    }
  }

  const storedLogin = async (): Promise<TwilioLogin | null> => {
    const { accountSid, kind, keySid } = settings.get().twilio
    const secret = await secrets.get(SECRET)
    if (!accountSid || !secret) return null
    if (kind === 'token') return { accountSid, login: { kind, token: secret } }
    return keySid ? { accountSid, login: { kind, keySid, secret } } : null
  }

  const session = createSession({
    settings,
    clock,
    pins: options.pins ?? createPins(),
    version: options.version,
    opened: () => ({
      archive: archive && { title: archive.title, mode: archive.mode },
      broken: broken?.message ?? null,
    }),
    carrier: async () => {
      if (!desk) return { ok: false, reason: broken?.message ?? null, balance: null }
      const balance = await desk.outbox.balance()
      const trouble = desk.outbox.trouble()
      return { ok: trouble === null, reason: trouble, balance }
    },
    changed,
  })

  let desk: Desk | null = null
  /** Why there is none: a damaged, missing or newer database is kept as it is, and a backup can be put in its place. */
  let broken: CannotOpen | null = null
  let archive: Archive | null = null
  /** One change of desk at a time; calls meanwhile wait for it. */
  let opening: Promise<unknown> = Promise.resolve()
  const openedDesk = (): Desk => {
    if (!desk) throw new Refusal('storage', broken?.message ?? 'The database is being opened.')
    return desk
  }

  /** What a restore has put in the folder, now or before a crash, with its settings. */
  const finishRestore = () => {
    const restored = putInPlace(dataDir)
    if (!restored) return
    if (restored.settings) settings.set(settingsAfter(settings.get(), restored.settings as Partial<Settings>))
    restored.done()
    session.signOut()
  }
  const open = async () => {
    finishRestore()
    if (settings.get().mode === 'live' && !(await storedLogin())) settings.set({ mode: 'practice' })
    broken = null
    try {
      desk = await openDesk(settings.get().mode)
    } catch (error) {
      if (!(error instanceof CannotOpen)) throw error
      broken = error
    }
  }
  const reopen = (between: () => Promise<void> | void = () => {}) => {
    const turn = opening.then(async () => {
      const before = desk
      desk = null
      await before?.close()
      try {
        await between()
      } finally {
        await open()
      }
    })
    opening = turn.catch(() => undefined)
    return turn
  }
  const journalOf = (mode: 'practice' | 'live'): number => {
    const file = path.join(dataDir, `${mode}-claims.db`)
    if (!existsSync(file)) return 0
    const journal = openClaimJournal(file)
    try {
      return journal.last()
    } finally {
      journal.close()
    }
  }

  const closeArchive = async () => {
    const before = archive
    archive = null
    await before?.close()
  }
  const backups = createBackups({
    vault: options.vault ?? createVault(),
    settings,
    secrets,
    clock,
    dataDir,
    version: options.version,
    schema: SCHEMA_VERSION,
    journals: () => ({ live: journalOf('live'), practice: journalOf('practice') }),
    numberKeys: numberHash,
    readText: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
    putInPlace: (staged, kept, { madeAt, journals }) =>
      reopen(() => intend(dataDir, { staged, kept, madeAt, journals })).then(() => changed(...EVERYTHING)),
    async copyDatabase(from, to) {
      mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 })
      for (const end of ['', '-wal'])
        if (end === '' || existsSync(from + end)) await copyFile(from + end, to + end)
    },
    async openArchive(file, title, mode) {
      await closeArchive()
      // A copy of ours: older tables are brought up to date here, never in the original.
      const brought = await openDatabase(file)
      const forgetJournal = openForgetJournal(path.join(dataDir, `${mode}-forgotten.db`))
      // Who was forgotten since is not to be found in an archive either.
      await forgetAgain(createStores(brought, numberHash), forgetJournal, '')
      await brought.close()
      const db = await openDatabase(file, { readonly: true })
      const stores = createStores(db, numberHash)
      const recipients = createRecipients(stores, office)
      const replyMail = createReplyMail({
        stores,
        mailer: options.mailer ?? sendMail,
        settings,
        secrets,
        clock,
        office,
        recipients,
        changed,
        report,
      })
      const { handlers } = assemble({
        stores,
        outbox: closedOutbox,
        sms: noCarrier,
        recipients,
        replyMail,
        forgetJournal,
        redactor: { wake() {}, stop: async () => {} },
      })
      archive = {
        title,
        mode,
        handlers,
        async close() {
          await db.close()
          forgetJournal.close()
        },
      }
    },
    closeArchive,
    copy: () => desk?.outbox.copy ?? null,
    changed,
    report,
  })
  await open()
  backups.start()

  /** A feature of whichever database is open when the call is made. */
  const current = <F extends keyof Desk['handlers']>(feature: F): Desk['handlers'][F] =>
    new Proxy({} as Desk['handlers'][F], {
      get: (_target, verb) => async (input: unknown, caller: unknown) => {
        await opening
        const handlers = (archive ?? openedDesk()).handlers[feature] as Record<
          string,
          (input: unknown, caller: unknown) => unknown
        >
        return handlers[String(verb)]?.(input, caller)
      },
    })

  return {
    session,
    handlers: {
      session: session.handlers,
      users: session.users,
      files: files.handlers,
      settings: createSettings({
        settings,
        secrets,
        office,
        stores: () => openedDesk().stores,
        dataDir,
        connect: (login) =>
          createTwilioSms({
            ...login,
            clock,
            ...(options.carrierUrl ? { baseUrl: options.carrierUrl } : {}),
          }),
        carrier: () => openedDesk().outbox.sms,
        reopen: () => reopen(),
        pretendReply: (from, body, picture) => openedDesk().pretendReply(from, body, picture),
        changed,
      }),
      people: current('people'),
      fields: current('fields'),
      notes: current('notes'),
      consent: current('consent'),
      suppressions: current('suppressions'),
      imports: current('imports'),
      lists: current('lists'),
      find: current('find'),
      privacy: current('privacy'),
      templates: current('templates'),
      drafts: current('drafts'),
      bulk: current('bulk'),
      sends: current('sends'),
      campaigns: current('campaigns'),
      daily: current('daily'),
      messages: current('messages'),
      outbox: current('outbox'),
      inbox: current('inbox'),
      mail: current('mail'),
      backups: backups.handlers,
    },
    get testing() {
      return { db: openedDesk().db.raw }
    },
    waiting: () => desk?.stores.outbox.waiting() ?? 0,
    unread: () => desk?.stores.conversations.unread() ?? 0,
    busy: () => desk !== null && desk.stores.outbox.nextDue(desk.outbox.accountSid) !== null,
    archived: () => archive !== null,
    async close() {
      await opening
      await backups.stop()
      await closeArchive()
      await desk?.close()
    },
  }
}
