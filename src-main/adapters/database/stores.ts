/** All stores of one open database. */
import type { Stores } from '../../services/stores'
import { createAuditStore } from './audit/audit-store'
import { createConsentStore } from './consent/consent-store'
import { createCampaignRecipients } from './sending/campaign-recipients'
import { createConversationStore } from './inbox/conversation-store'
import { campaign, dailySend } from './sending/campaign-tables'
import { customField } from './people/people-tables'
import { createImportChanges } from './imports/import-changes'
import { importRun } from './imports/import-tables'
import { list } from './lists/list-tables'
import { createMemberStore } from './lists/member-store'
import { createDraftStore } from './templates/draft-store'
import { template } from './templates/template-tables'
import { createFactStore } from './facts/fact-store'
import { createForgetStore, createKeptNoes } from './privacy/forget-store'
import { createInboundStore } from './inbox/inbound-store'
import { createNoteStore } from './people/note-store'
import { createOutboxStore } from './outbox/outbox-store'
import { createRecipientStore } from './people/recipient-store'
import { createPictureStore } from './inbox/picture-store'
import { createRecords } from './records'
import { createChargeStore, createPriceStore } from './sending/charge-store'
import { createReachStore, createSpendingStore } from './sending/reach-store'
import { createSendStore } from './sending/send-store'
import { createReplyMailStore } from './inbox/reply-mail-store'
import { createInsightStore } from './reports/insight-store'
import { createReportStore } from './reports/report-store'
import { createRetentionStore } from './privacy/retention-store'
import { createTextIndex } from './reports/text-index'
import type { Db } from './db'

/** `hash` are the keyed hashes of a number, for opt-outs that outlive the person who said them. */
export const createStores = (
  db: Db,
  hash: { of(e164: string): string; all(e164: string): string[] },
): Stores => {
  const keptNoes = createKeptNoes(db, hash)
  const forget = createForgetStore(db, hash)
  return {
    write: db.write,
    recipients: createRecipientStore(db, keptNoes.cameBack),
    consent: createConsentStore(db, keptNoes),
    forget,
    retention: createRetentionStore(db, forget),
    sends: createSendStore(db),
    spending: createSpendingStore(db),
    reach: createReachStore(db),
    outbox: createOutboxStore(db),
    inbound: createInboundStore(db),
    conversations: createConversationStore(db),
    pictures: createPictureStore(db),
    replyMails: createReplyMailStore(db),
    texts: createTextIndex(db),
    facts: createFactStore(db),
    audit: createAuditStore(db),
    notes: createNoteStore(db),
    report: createReportStore(db),
    insight: createInsightStore(db),
    prices: createPriceStore(db),
    charges: createChargeStore(db),
    templates: createRecords(db, template),
    lists: createRecords(db, list),
    fields: createRecords(db, customField),
    importRuns: createRecords(db, importRun),
    campaigns: createRecords(db, campaign),
    campaignRecipients: createCampaignRecipients(db),
    daily: createRecords(db, dailySend),
    members: createMemberStore(db),
    drafts: createDraftStore(db),
    imports: createImportChanges(db),
  }
}
