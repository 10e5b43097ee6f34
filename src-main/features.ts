/** Everything that a screen can ask of a database, over whatever stores, outbox and carrier it is given. */
import { randomUUID } from 'node:crypto'
import { readWorkbook } from './adapters/spreadsheet/read-workbook'
import type { DeskHandlers, Program } from './program'
import { createAudit } from './services/audit/index'
import type { Backups } from './services/backups/backups'
import { createConsent } from './services/consent/consent'
import { createImports } from './services/imports/index'
import { createInbox } from './services/inbox/inbox'
import type { createReplyMail } from './services/inbox/reply-mail'
import { createLists } from './services/lists/lists'
import { createFields } from './services/people/fields'
import { createFind } from './services/people/find'
import { createNotes } from './services/people/notes'
import { createPeople } from './services/people/people'
import type { Recipients } from './services/people/recipients'
import { createRecordChanges } from './services/people/record-changes'
import type { Sms } from './services/ports'
import { createPrivacy } from './services/privacy/index'
import type { ForgetJournal } from './services/privacy/privacy-store'
import type { Redactor } from './services/privacy/redactor'
import { createRetention } from './services/privacy/retention'
import { createInsight, type InsightCounts } from './services/reports/insight'
import { createReadiness } from './services/settings/readiness'
import { createMessages } from './services/reports/messages'
import { createCampaigns } from './services/sending/campaigns'
import { createDaily } from './services/sending/daily/daily'
import { createPrices } from './services/sending/prices'
import { createReviewer } from './services/sending/review/review'
import { createBulk } from './services/sending/sending'
import { createSends } from './services/sending/sends'
import type { Session } from './services/session/session'
import type { Stores } from './services/stores'
import { createDrafts, createTemplates } from './services/templates/templates'
import type { Outbox } from './services/outbox/outbox'
import { createOutboxCalls } from './services/outbox/calls/outbox-calls'

/** Progress of a long job is told so often. */
const JOB_EVERY_MS = 100

export type FeatureParts = {
  stores: Stores
  outbox: Outbox
  sms: Sms
  recipients: Recipients
  replyMail: ReturnType<typeof createReplyMail>
  forgetJournal: ForgetJournal
  redactor: Redactor
  insightCounts: Pick<InsightCounts, 'refresh'>
}
/** What the features of a desk need of the program around it. */
export type Around = {
  /** The number of a user, for a test text. */
  numberOf: Session['numberOf']
  beforeSend: Backups['beforeSend']
  safetyCopies: Pick<Backups['safety'], 'forgotten' | 'overdue'>
}

export const createFeatures = (
  { options, office, files, clock, settings, changed, report, audit }: Program,
  { numberOf, beforeSend, safetyCopies }: Around,
  { stores, outbox, sms, recipients, replyMail, forgetJournal, redactor, insightCounts }: FeatureParts,
) => {
  const job = (name: string) => {
    let said = 0
    return (done: number, total: number) => {
      // A screen cannot show more, and each step of a long job says how far it is.
      if (done < total && performance.now() - said < JOB_EVERY_MS) return
      said = performance.now()
      options.publish('job', { job: name, done, total })
    }
  }
  const templates = createTemplates({ stores, office, recipients, sender: outbox.sender, changed })
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
  const retention = createRetention({
    stores,
    office,
    clock,
    accountSid: outbox.accountSid,
    redact: () => redactor.wake(),
    audit: (note) => audit.note(note),
    changed,
    report,
  })
  const readiness = createReadiness({
    stores,
    sms,
    sender: outbox.sender,
    clock,
    office,
    changed,
    report,
  })
  const handlers: DeskHandlers = {
    readiness: readiness.handlers,
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
      forgotten: () => void safetyCopies.forgotten(),
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
      myNumber: numberOf,
      acknowledgeDuty: (country) =>
        settings.set({ duties: { ...settings.get().duties, [country]: office.now() } }),
    }),
    campaigns: campaigns.handlers,
    daily: daily.handlers,
    sends: createSends({ stores, office, outbox, files, changed }),
    messages,
    outbox: createOutboxCalls({ stores, office, outbox, changed }),
    inbox: createInbox({ stores, office, recipients, files, sms, changed }),
    mail: replyMail.handlers,
    insight: createInsight({ stores, office, files, counts: insightCounts, job: job('insight') }),
    audit: createAudit({ stores, files }),
    retention: {
      get: () => settings.get().retention,
      preview: async (rules) => ({
        ...(await retention.preview(rules)),
        safetyCopies: safetyCopies.overdue(rules.safetyCopyDays).length,
      }),
      save(rules) {
        settings.set({ retention: rules })
        changed('settings')
        return {}
      },
    },
  }
  return { handlers, daily, prices, retention, readiness }
}
