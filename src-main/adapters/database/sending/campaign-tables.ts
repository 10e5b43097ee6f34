/** Campaigns and daily sends. */
import { index, int, maybeInt, maybeText, recordTable, serial, table, text, type RowOf } from '../columns'
import type { CampaignRecord } from '../../../services/sending/campaign-store'
import type { DailyRecord } from '../../../services/sending/campaign-store'

export const campaign = recordTable<CampaignRecord>('campaign', {
  id: serial(),
  name: text(),
  recordKind: text(),
  purpose: text(),
  templateId: maybeInt(),
  dispatchAt: maybeText(),
  late: text(),
  handOverHours: maybeInt(),
  createdAt: text(),
  updatedAt: text(),
  updatedBy: text(),
  archivedAt: maybeText(),
})

export const campaignRecipient = table(
  'campaign_recipient',
  { campaign_id: int({ primary: true }), recipient_id: int({ primary: true }) },
  [index('campaign_recipient_by_recipient', ['recipient_id'])],
)
export type CampaignRecipientRow = RowOf<typeof campaignRecipient>

/** A saved search and a template that leave once a day. */
export const dailySend = recordTable<DailyRecord>('daily_send', {
  id: serial(),
  name: text(),
  listId: int(),
  templateId: int(),
  at: text(),
  active: int({ default: 1 }),
  lastDay: maybeText(),
  lastResult: text({ default: '' }),
  userId: int(),
  userName: text(),
  updatedAt: text(),
  archivedAt: maybeText(),
})
