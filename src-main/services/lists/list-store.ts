/** Saved searches and static lists. Times are ISO strings in UTC. */
import type { Instant, RecordKind } from '#shared/values'

export type ListRecord = {
  id: number
  name: string
  kind: 'saved' | 'static'
  recordKind: RecordKind | null
  /** JSON of `Conditions`; null for static lists. */
  conditions: string | null
  updatedAt: Instant
  archivedAt: Instant | null
}

export type ListMembers = {
  add(listId: number, recipientIds: readonly number[]): number
  remove(listId: number, recipientIds: readonly number[]): number
  counts(): Map<number, number>
  /** The static lists somebody is on. */
  of(recipientId: number): number[]
}
