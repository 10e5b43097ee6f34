/** Templates, and what is being typed. Times are ISO strings in UTC. */
import type { Instant, Language, Purpose, RecordKind } from '#shared/values'

export type TemplateRecord = {
  id: number
  name: string
  recordKind: RecordKind
  purpose: Purpose
  language: Language
  body: string
  updatedAt: Instant
  updatedBy: string
  archivedAt: Instant | null
}

export type DraftStore = {
  save(userId: number, key: string, body: string, at: Instant): Promise<void>
  get(userId: number, key: string): Promise<string | null>
  clear(userId: number, key: string): Promise<void>
  /** Oldest first. */
  list(userId: number, prefix: string): Promise<{ key: string; body: string }[]>
}
