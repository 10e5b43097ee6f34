/**
 * The composition root: builds the whole program from what the host gives it. A desk is one open database with its
 * carrier; practice and live are two desks over two files, and only one is open at a time.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { AppContract, Events, HandlersOf } from '#contract'
import type { E164 } from '#core/values'
import { checkDatabase } from './adapters/database/check'
import { openClaimJournal } from './adapters/database/claim-journal'
import { openForgetJournal } from './adapters/database/forget-journal'
import { type Db, openDatabase } from './adapters/database/open'
import { createStores } from './adapters/database/stores'
import { createPracticeCarrier } from './adapters/practice/practice-carrier'
import { PRACTICE_ACCOUNT, PRACTICE_PICTURE } from './adapters/practice/account'
import { sendMail } from './adapters/mail/smtp'
import { createNumberHash } from './adapters/secrets/number-hash'
import { createPins } from './adapters/secrets/pins'
import { readWorkbook } from './adapters/spreadsheet/read-workbook'
import { createTwilioSms } from './adapters/twilio/twilio-sms'
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
import { createOutbox, type Outbox } from './services/outbox/index'
import { createOwnNumbers } from './services/outbox/own-numbers'
import { createPeople } from './services/people'
import type { Clock, Mailer, Secrets, Sender, SettingsStore } from './services/ports'
import { createPrivacy, forgetAgain } from './services/privacy/index'
import { createRedactor } from './services/privacy/redactor'
import { createPrices } from './services/prices'
import { createRecordChanges } from './services/record-changes'
import { createRecipients } from './services/recipients'
import { createReplyMail } from './services/reply-mail'
import { createReviewer } from './services/review'
import { createSends } from './services/sends'
import { createSession, type Pins, type Session } from './services/session'
import { createSettings, SECRET, type TwilioLogin } from './services/settings'
import type { Stores } from './services/stores'
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
  /** For fault tests: the open database, to damage it. No service and no host reaches for this. */
  readonly testing: { readonly db: Db['raw'] }
  close(): Promise<void>
}

type Desk = {
  db: Db
  stores: Stores
  outbox: Outbox
  handlers: Omit<Handlers, 'session' | 'users' | 'settings' | 'files'>
  pretendReply(from: E164, body: string, picture: boolean): Promise<void>
  close(): Promise<void>
}

const PACE = { inbound: 10_000, status: 5_000, reconcile: 20_000 }
const PRACTICE_PACE = { inbound: 2_000, status: 1_500, reconcile: 10_000 }
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

  const openDesk = async (mode: 'practice' | 'live'): Promise<Desk> => {
    const file = path.join(dataDir, `${mode}.db`)
    const journalFile = path.join(dataDir, `${mode}-claims.db`)
    const hadJournal = existsSync(journalFile)
    const journal = openClaimJournal(journalFile)
    const db = await openDatabase(file, hadJournal && journal.last() > 0).catch((error: unknown) => {
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
      ownNumbers: createOwnNumbers({ sms, sender, clock }),
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
    const job = (name: string) => (done: number, total: number) =>
      options.publish('job', { job: name, done, total })
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
    const daily = createDaily({ stores, office, recipients, outbox, reviewer, clock, changed, report })
    const messages = createMessages({ stores, office, recipients, outbox, files, changed })
    // Before anything can be sent or shown: a restored copy may know people who were forgotten since.
    await forgetAgain(stores, forgetJournal, outbox.accountSid)
    await outbox.start()
    daily.start()
    replyMail.wake()
    const redactor = createRedactor({ stores, sms, clock }, report)
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
      handlers: {
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
      },
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
    carrier: async () => {
      const balance = await desk.outbox.balance()
      const trouble = desk.outbox.trouble()
      return { ok: trouble === null, reason: trouble, balance }
    },
    changed,
  })

  if (settings.get().mode === 'live' && !(await storedLogin())) settings.set({ mode: 'practice' })
  let desk = await openDesk(settings.get().mode)
  /** One change of desk at a time; calls meanwhile wait for it. */
  let opening: Promise<unknown> = Promise.resolve()

  /** A feature of whichever desk is open when the call is made. */
  const current = <F extends keyof Desk['handlers']>(feature: F): Desk['handlers'][F] =>
    new Proxy({} as Desk['handlers'][F], {
      get: (_target, verb) => async (input: unknown, caller: unknown) => {
        await opening
        const handlers = desk.handlers[feature] as Record<
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
        stores: () => desk.stores,
        dataDir,
        connect: (login) =>
          createTwilioSms({
            ...login,
            clock,
            ...(options.carrierUrl ? { baseUrl: options.carrierUrl } : {}),
          }),
        carrier: () => desk.outbox.sms,
        reopen: () => {
          const turn = opening.then(async () => {
            await desk.close()
            desk = await openDesk(settings.get().mode)
          })
          opening = turn.catch(() => undefined)
          return turn
        },
        pretendReply: (from, body, picture) => desk.pretendReply(from, body, picture),
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
    },
    get testing() {
      return { db: desk.db.raw }
    },
    waiting: () => desk.stores.outbox.waiting(),
    unread: () => desk.stores.conversations.unread(),
    busy: () => desk.stores.outbox.nextDue(desk.outbox.accountSid) !== null,
    async close() {
      await opening
      await desk.close()
    },
  }
}
