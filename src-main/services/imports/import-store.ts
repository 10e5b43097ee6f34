/** Imports and what each of them changed. Times are ISO strings in UTC. */
import type { Instant } from '#shared/values'

export type ImportRecord = {
  id: number
  name: string
  at: Instant
  userName: string
  created: number
  merged: number
  rejected: number
  finishedAt: Instant | null
  undoneAt: Instant | null
}

export type ImportChange = { id: number; recipientId: number; before: string | null }

export type ImportStore = {
  change(importId: number, recipientId: number, before: string | null): void
  count(importId: number): number
  /** What an import changed before the change `before`, the newest first. */
  changes(importId: number, before: number, limit: number): ImportChange[]
}
