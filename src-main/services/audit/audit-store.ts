/** The audit log: entries are added and read; nothing changes one. Times are ISO strings in UTC. */
import type { AuditAction, AuditNote } from '#shared/audit'
import type { Instant } from '#shared/values'

/** Everything a database keeps. */
export type AuditFilter = {
  search: string
  /** None is all. */
  actions: readonly AuditAction[]
  from: Instant | null
  to: Instant | null
}

export type AuditRecord = {
  id: number
  at: Instant
  action: AuditAction
  by: string
  subject: string
  detail: string
  before: string | null
  after: string | null
}

/** Entries are added and read; nothing changes one. */
export type AuditStore = {
  add(at: Instant, note: AuditNote): void
  page(
    filter: AuditFilter,
    page: { offset: number; limit: number; descending: boolean },
  ): Promise<{ total: number; rows: AuditRecord[] }>
}
