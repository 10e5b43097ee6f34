/** Notes on a record. Times are ISO strings in UTC. */
import type { Instant } from '#shared/values'

export type NoteStore = {
  list(
    recipientId: number,
    offset: number,
    limit: number,
    how?: { search?: string; descending?: boolean; which?: 'all' | 'own' | 'automatic' | undefined },
  ): {
    total: number
    rows: { id: number; body: string; at: Instant; by: string; messageId: number | null }[]
  }
  add(note: { recipientId: number; body: string; at: Instant; by: string; messageId: number | null }): number
  /** Changes the note that belongs to a message. */
  amend(messageId: number, body: string): void
}
