/** A database of a backup that is open to be read only. */
import path from 'node:path'
import { openDatabase } from './adapters/database/open'
import { openForgetJournal } from './adapters/database/privacy/forget-journal'
import { createStores } from './adapters/database/stores'
import { replyMailFor } from './desk'
import { type Around, createFeatures } from './features'
import type { DeskHandlers, Mode, Program } from './program'
import { closedOutbox, noCarrier } from './services/outbox/closed'
import { createRecipients } from './services/people/recipients'
import { forgetAgain } from './services/privacy/index'
import { createInsightCounts } from './services/reports/insight'

export type Archive = {
  title: string
  mode: Mode
  handlers: DeskHandlers
  close(): Promise<void>
}

/** `file` is a copy of ours: older tables are brought up to date in it, never in the original. */
export const openArchive = async (
  program: Program,
  around: Around,
  { file, title, mode }: { file: string; title: string; mode: Mode },
): Promise<Archive> => {
  const { options, office, numberHash } = program
  const brought = await openDatabase(file)
  const forgetJournal = openForgetJournal(path.join(options.dataDir, `${mode}-forgotten.db`))
  // Who was forgotten since is not to be found in an archive either.
  const broughtStores = createStores(brought, numberHash)
  await forgetAgain(broughtStores, forgetJournal, '')
  // What is only read later cannot be counted then.
  await createInsightCounts(broughtStores, office, program.clock, program.report).refresh()
  await brought.close()
  const db = await openDatabase(file, { readonly: true })
  const stores = createStores(db, numberHash)
  const { handlers } = createFeatures(program, around, {
    stores,
    outbox: closedOutbox,
    sms: noCarrier,
    recipients: createRecipients(stores, office),
    replyMail: replyMailFor(program, stores),
    forgetJournal,
    redactor: { wake() {}, stop: async () => {} },
    insightCounts: { refresh: async () => {} },
  })
  return {
    title,
    mode,
    handlers,
    async close() {
      await db.close()
      forgetJournal.close()
    },
  }
}
