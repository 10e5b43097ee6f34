/** Every table, as TypeORM knows it. The migrations hold the same in SQL; a test compares the two. */
import {
  recipient,
  recipientTally,
  phoneNumber,
  landline,
  recipientTag,
  customField,
  note,
} from './people/people-tables'
import { consentEntry, consent, suppression } from './consent/consent-tables'
import { list, listMember } from './lists/list-tables'
import { template, draft } from './templates/template-tables'
import { importRun, importChange } from './imports/import-tables'
import { send, sendTally, sendSkip, price, learnedPrice } from './sending/sending-tables'
import { message, attempt } from './outbox/outbox-tables'
import { campaign, campaignRecipient, dailySend } from './sending/campaign-tables'
import { inbound, conversation, inboundPicture, replyMail } from './inbox/inbox-tables'
import { fact } from './facts/fact-tables'
import { forgotten, keptOptOut, redaction } from './privacy/privacy-tables'
import { auditEntry } from './audit/audit-tables'
import { insight, insightHour, insightStale } from './reports/insight-tables'

export const ENTITIES = [
  recipient,
  recipientTally,
  phoneNumber,
  landline,
  recipientTag,
  customField,
  consentEntry,
  consent,
  suppression,
  note,
  list,
  listMember,
  template,
  draft,
  importRun,
  importChange,
  send,
  sendTally,
  sendSkip,
  message,
  attempt,
  campaign,
  campaignRecipient,
  dailySend,
  inbound,
  conversation,
  inboundPicture,
  replyMail,
  price,
  learnedPrice,
  fact,
  forgotten,
  keptOptOut,
  redaction,
  auditEntry,
  insight,
  insightHour,
  insightStale,
]
