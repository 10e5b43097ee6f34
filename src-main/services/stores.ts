/** Everything a database keeps, by subject. The database adapter implements it; a service names the stores it uses. */
import type { AuditStore } from './audit/audit-store'
import type { ConsentStore } from './consent/consent-store'
import type { ImportRecord, ImportStore } from './imports/import-store'
import type { ConversationStore, InboundStore, PictureStore, ReplyMailStore } from './inbox/inbox-store'
import type { ListMembers, ListRecord } from './lists/list-store'
import type { OutboxStore } from './outbox/outbox-store'
import type { NoteStore } from './people/note-store'
import type { FieldRecord, RecipientStore } from './people/people-store'
import type { ForgetStore, RetentionStore } from './privacy/privacy-store'
import type { InsightStore } from './reports/insight-store'
import type { ReportStore, TextIndex } from './reports/report-store'
import type { CampaignRecipients, CampaignRecord, DailyRecord } from './sending/campaign-store'
import type { ReachStore, SpendingStore } from './sending/reach-store'
import type { SendStore } from './sending/send-store'
import type { ChargeStore, PriceStore } from './sending/price-store'
import type { DraftStore, TemplateRecord } from './templates/template-store'

export type FactStore = { get(key: string): string | null; set(key: string, value: string | null): void }

/** The one way to write; see the database adapter. */
export type Write = <T>(work: () => T) => Promise<T>

/** Plain records, by id; the database adapter keeps them through TypeORM. */
export type Records<R extends { id: number }> = {
  all(): Promise<R[]>
  get(id: number): Promise<R | null>
  add(record: Omit<R, 'id'>): Promise<number>
  change(id: number, patch: Partial<Omit<R, 'id'>>): Promise<void>
}

export type Stores = {
  audit: AuditStore
  retention: RetentionStore
  write: Write
  recipients: RecipientStore
  consent: ConsentStore
  sends: SendStore
  spending: SpendingStore
  reach: ReachStore
  outbox: OutboxStore
  inbound: InboundStore
  conversations: ConversationStore
  pictures: PictureStore
  replyMails: ReplyMailStore
  texts: TextIndex
  forget: ForgetStore
  facts: FactStore
  notes: NoteStore
  drafts: DraftStore
  prices: PriceStore
  charges: ChargeStore
  imports: ImportStore
  report: ReportStore
  insight: InsightStore
  templates: Records<TemplateRecord>
  lists: Records<ListRecord>
  members: ListMembers
  fields: Records<FieldRecord>
  importRuns: Records<ImportRecord>
  campaigns: Records<CampaignRecord>
  campaignRecipients: CampaignRecipients
  daily: Records<DailyRecord>
}
