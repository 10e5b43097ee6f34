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
  /** Each feature takes of this what it names. */
  const parts = {
    stores,
    office,
    recipients,
    outbox,
    sms,
    files,
    clock,
    changed,
    report,
    beforeSend,
    newId: randomUUID,
    sender: outbox.sender,
    accountSid: outbox.accountSid,
  }
  const templates = createTemplates(parts)
  const prices = createPrices(stores, sms, office.now)
  const checkBody = templates.checkBody
  const reviewer = createReviewer({
    ...parts,
    prices,
    checkBody,
    template: templates.get,
    job: job('review'),
  })
  const campaigns = createCampaigns(parts)
  const daily = createDaily({ ...parts, reviewer })
  const retention = createRetention({
    ...parts,
    redact: () => redactor.wake(),
    audit: (note) => audit.note(note),
  })
  const readiness = createReadiness(parts)
  const handlers: DeskHandlers = {
    readiness: readiness.handlers,
    people: { ...createPeople(parts), ...createRecordChanges(parts) },
    fields: createFields(parts),
    notes: createNotes(parts),
    ...createConsent(parts),
    imports: createImports({ ...parts, job: job('import'), sample: options.sample, readWorkbook }),
    find: createFind(parts),
    privacy: createPrivacy({
      ...parts,
      forgotten: () => void safetyCopies.forgotten(),
      journal: forgetJournal,
      redactor,
    }),
    lists: createLists(parts),
    templates: templates.handlers,
    drafts: createDrafts(parts),
    bulk: createBulk({
      ...parts,
      reviewer,
      campaign: campaigns.toGenerate,
      checkBody,
      myNumber: numberOf,
      acknowledgeDuty: (country) =>
        settings.set({ duties: { ...settings.get().duties, [country]: office.now() } }),
    }),
    campaigns: campaigns.handlers,
    daily: daily.handlers,
    sends: createSends(parts),
    messages: createMessages(parts),
    outbox: createOutboxCalls(parts),
    inbox: createInbox(parts),
    mail: replyMail.handlers,
    insight: createInsight({ ...parts, counts: insightCounts, job: job('insight') }),
    audit: createAudit(parts),
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
