/** Campaigns and daily sends. Times are ISO strings in UTC. */
import type { Instant, Purpose, RecordKind } from '#shared/values'
import type { LatePolicy } from './sending-store'

export type CampaignRecord = {
  id: number
  name: string
  recordKind: RecordKind
  purpose: Purpose
  templateId: number | null
  /** Null is at once. */
  dispatchAt: Instant | null
  late: LatePolicy
  handOverHours: number | null
  createdAt: Instant
  updatedAt: Instant
  updatedBy: string
  archivedAt: Instant | null
}

export type CampaignRecipients = {
  add(campaignId: number, recipientIds: readonly number[]): number
  remove(campaignId: number, recipientIds: readonly number[]): number
  /** In the order of their names; `named`: only those with this in their name. Read on the reader thread. */
  ids(campaignId: number, named?: string): Promise<number[]>
  counts(): Map<number, number>
  campaignsOf(recipientId: number): number[]
}

export type DailyRecord = {
  id: number
  name: string
  listId: number
  templateId: number
  /** `HH:MM` in the office's zone. */
  at: string
  active: number
  /** The last date it ran for, in the office's zone. */
  lastDay: string | null
  lastResult: string
  userId: number
  userName: string
  updatedAt: Instant
  archivedAt: Instant | null
}
