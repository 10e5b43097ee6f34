/** A desk: one open database with its carrier. Practice and live are two desks over two files; one is open at a time. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { createCarrier } from './carrier'
import { checkDatabase } from './adapters/database/threads/check-database'
import type { Db } from './adapters/database/db'
import { needsMigration, openDatabase } from './adapters/database/open'
import { openClaimJournal } from './adapters/database/outbox/claim-journal'
import { generationFile } from './adapters/database/outbox/generation-file'
import { openForgetJournal } from './adapters/database/privacy/forget-journal'
import { createStores } from './adapters/database/stores'
import { sendMail } from './adapters/mail/smtp'
import { type Around, createFeatures } from './features'
import type { DeskHandlers, Mode, Program } from './program'
import type { Backups } from './services/backups/backups'
import { createNotify } from './services/inbox/notify'
import { createReplyMail } from './services/inbox/reply-mail'
import { createOutbox } from './services/outbox/index'
import { createOwnNumbers } from './services/outbox/copies/own-numbers'
import { createRecipients } from './services/people/recipients'
import { createTextIndexer } from './services/people/text-index'
import { forgetAgain } from './services/privacy/index'
import { createRedactor } from './services/privacy/redactor'
import { createInsightCounts } from './services/reports/insight'
import type { Stores } from './services/stores'
import type { Outbox } from './services/outbox/outbox'

export type Desk = {
  db: Db
  stores: Stores
  outbox: Outbox
  handlers: DeskHandlers
  /** Practice mode: a person texts the office. */
  pretendReply(from: string, body: string, picture: boolean): Promise<void>
  close(): Promise<void>
}

const PACE = { inbound: 10_000, status: 5_000, reconcile: 20_000 }
const PRACTICE_PACE = { inbound: 10_000, status: 1_500, reconcile: 10_000 }

/** What a desk needs of the program around it. */
export type AroundDesk = Around & { signedIn: () => boolean; beforeUpdate: Backups['beforeUpdate'] }

export const replyMailFor = (
  { options, settings, secrets, clock, office, changed, report }: Program,
  stores: Stores,
) =>
  createReplyMail({
    stores,
    mailer: options.mailer ?? sendMail,
    settings,
    secrets,
    clock,
    office,
    recipients: createRecipients(stores, office),
    changed,
    report,
  })

/** @throws CannotOpen where the file is damaged, missing, newer or in use; nothing was written to it then. */
export const openDesk = async (program: Program, around: AroundDesk, mode: Mode): Promise<Desk> => {
  const { options, settings, clock, office, changed, report, numberHash } = program
  const inFolder = (name: string) => path.join(options.dataDir, `${mode}${name}`)
  const file = inFolder('.db')
  if (needsMigration(file)) await around.beforeUpdate()
  const hadJournal = existsSync(inFolder('-claims.db'))
  const journal = openClaimJournal(inFolder('-claims.db'))
  const db = await openDatabase(file, {
    expected: hadJournal && journal.last() > 0,
    optOuts: inFolder('-optouts.db'),
  }).catch((error: unknown) => {
    journal.close()
    throw error
  })
  const forgetJournal = openForgetJournal(inFolder('-forgotten.db'))
  const sound = checkDatabase(file)
  sound.catch(() => undefined)
  const stores = createStores(db, numberHash)
  const carrier = await createCarrier(program, mode)
  const { sms, sender } = carrier
  const recipients = createRecipients(stores, office)
  const replyMail = replyMailFor(program, stores)
  const notify = createNotify({
    stores,
    office,
    recipients,
    signedIn: around.signedIn,
    publish: (arrived) => options.publish('arrived', arrived),
  })
  const outbox = createOutbox({
    stores,
    journal,
    generation: generationFile(inFolder('-generation.txt')),
    newId: randomUUID,
    sms,
    clock,
    office,
    sender,
    ownNumbers: createOwnNumbers({ sms, sender, senders: stores.sends.senders, clock }),
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
    pace: options.pace ?? (mode === 'practice' ? PRACTICE_PACE : PACE),
    ...(options.settleMs ? { settleMs: options.settleMs } : {}),
    ...(options.maxInFlight ? { maxInFlight: options.maxInFlight } : {}),
  })
  // Before anything can be sent or shown: a restored copy may know people who were forgotten since.
  await forgetAgain(stores, forgetJournal, outbox.accountSid)
  const redactor = createRedactor({ stores, sms, clock }, report)
  const insightCounts = createInsightCounts(stores, office, clock, report)
  const { handlers, daily, prices, retention, readiness } = createFeatures(program, around, {
    stores,
    outbox,
    sms,
    recipients,
    replyMail,
    forgetJournal,
    redactor,
    insightCounts,
  })
  await outbox.start()
  daily.start()
  retention.start()
  readiness.start()
  replyMail.wake()
  const textIndexer = createTextIndexer(stores, clock, report)
  // The price of the office's own country is wanted before the first meter shows one.
  let priced = ''
  const wantPrice = () => {
    const { country } = settings.get().office
    if (country === priced) return
    priced = country
    prices
      .ensure([country])
      .then(() => changed('settings'))
      .catch((error: unknown) => report('price', error))
  }
  const stopIndexing = program.onChanged((topics) => {
    if (topics.includes('settings') || topics.includes('session')) wantPrice()
    if (topics.includes('messages') || topics.includes('inbox')) {
      textIndexer.wake()
      insightCounts.wake()
    }
  })
  insightCounts.wake()
  wantPrice()
  return {
    db,
    stores,
    outbox,
    handlers,
    async pretendReply(from, body, picture) {
      if (carrier.pretendReply(from, body, picture)) await outbox.check()
    },
    async close() {
      stopIndexing()
      await daily.stop()
      await retention.stop()
      await readiness.stop()
      await textIndexer.stop()
      await insightCounts.stop()
      await redactor.stop()
      await outbox.stop()
      await replyMail.stop()
      await carrier.close()
      await db.close()
      forgetJournal.close()
      journal.close()
    },
  }
}
