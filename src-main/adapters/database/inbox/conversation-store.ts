/** The inbox by number. The `conversation` rows are kept by triggers; here they are read, and replies are marked. */
import type { SendType } from '#shared/values'
import type {
  ConversationKept,
  ConversationStore,
  ConversationView,
} from '../../../services/inbox/inbox-store'
import type { ConversationRow, InboundRow } from './inbox-tables'
import type { MessageRow } from '../outbox/outbox-tables'
import { inboundOf } from './inbound-store'
import { messageOf } from '../outbox/message-rows'
import { digitsQuery, wordsQuery } from '../people/search-words'
import type { Db } from '../db'

const conversationOf = ({ e164, last_at, open, unread }: ConversationRow): ConversationKept => ({
  e164,
  lastAt: last_at,
  open,
  unread,
})

/** Worded as the partial indexes are, so that they are used. */
const VIEW: Record<ConversationView, string> = {
  open: 'open > 0',
  unread: 'is_unread = 1',
  done: 'open = 0',
  all: '1',
}
/** As many people as are looked at for a name: who types "a" wants to type on. */
const MOST_FOUND = 1000

const searched = (search: string): { sql: string; args: unknown[] } => {
  const match = digitsQuery(search) ?? wordsQuery(search)
  if (search.trim() === '') return { sql: '', args: [] }
  if (match === null) return { sql: ' AND 0', args: [] }
  const digits = digitsQuery(search) === null ? null : search.replace(/\D/g, '').replace(/^0+/, '')
  return {
    // A number that nobody has stands in no index of people.
    sql: ` AND (e164 IN (SELECT p.e164 FROM phone_number p JOIN recipient r ON r.id = p.recipient_id
        WHERE r.archived_at IS NULL AND p.recipient_id IN
          (SELECT rowid FROM recipient_fts WHERE recipient_fts MATCH ? LIMIT ${MOST_FOUND}))
      ${digits === null ? '' : 'OR e164 LIKE ?'})`,
    args: digits === null ? [match] : [match, `%${digits}%`],
  }
}

export const createConversationStore = (db: Db): ConversationStore => ({
  page(view, search, offset, limit) {
    const { sql, args } = searched(search)
    const where = VIEW[view] + sql
    const { n } = db.sql(`SELECT count(*) AS n FROM conversation WHERE ${where}`).get(...args) as {
      n: number
    }
    const rows = db
      .sql(`SELECT * FROM conversation WHERE ${where} ORDER BY is_unread DESC, last_at DESC LIMIT ? OFFSET ?`)
      .all(...args, limit, offset) as ConversationRow[]
    return { total: n, rows: rows.map(conversationOf) }
  },
  get(e164) {
    const row = db.sql('SELECT * FROM conversation WHERE e164 = ?').get(e164) as ConversationRow | undefined
    return row ? conversationOf(row) : null
  },
  unread: () =>
    (db.sql('SELECT count(*) AS n FROM conversation WHERE is_unread = 1').get() as { n: number }).n,
  any: () => db.sql('SELECT 1 FROM conversation LIMIT 1').get() !== undefined,
  heard: (e164, limit) =>
    (
      db
        .sql('SELECT * FROM inbound WHERE from_e164 = ? ORDER BY at DESC, id DESC LIMIT ?')
        .all(e164, limit) as InboundRow[]
    ).map(inboundOf),
  said: (e164, limit) =>
    (
      db
        .sql(
          `SELECT m.*, s.type, s.template_name AS template, s.user_name AS by FROM message m JOIN send s ON s.id = m.send_id
           WHERE m.e164 = ? ORDER BY m.created_at DESC, m.id DESC LIMIT ?`,
        )
        .all(e164, limit) as (MessageRow & { type: SendType; template: string | null; by: string })[]
    ).map((row) => ({ ...messageOf(row), type: row.type, template: row.template, by: row.by })),
  read: (e164, upTo, at) =>
    db
      .sql('UPDATE inbound SET read_at = ? WHERE from_e164 = ? AND id <= ? AND read_at IS NULL')
      .run(at, e164, upTo).changes,
  done: (e164, upTo, at) =>
    db
      .sql(
        'UPDATE inbound SET done_at = ?, read_at = coalesce(read_at, ?) WHERE from_e164 = ? AND id <= ? AND done_at IS NULL',
      )
      .run(at, at, e164, upTo).changes,
  reopen: (e164) =>
    db
      .sql(
        `UPDATE inbound SET done_at = NULL WHERE from_e164 = ? AND done_at =
           (SELECT max(done_at) FROM inbound WHERE from_e164 = ?)`,
      )
      .run(e164, e164).changes,
  unnamed(e164) {
    const row = db
      .sql(
        `SELECT min(id) AS first, max(id) AS last FROM inbound WHERE from_e164 = ? AND recipient_id IS NULL
           AND id > coalesce((SELECT max(id) FROM inbound WHERE from_e164 = ? AND recipient_id IS NOT NULL), 0)`,
      )
      .get(e164, e164) as { first: number | null; last: number | null }
    return row.first === null || row.last === null ? null : { from: row.first, upTo: row.last }
  },
  file: (e164, from, upTo, recipientId) =>
    from === null
      ? db
          .sql('UPDATE inbound SET recipient_id = ? WHERE from_e164 = ? AND id <= ? AND recipient_id IS NULL')
          .run(recipientId, e164, upTo).changes
      : db
          .sql('UPDATE inbound SET recipient_id = ? WHERE from_e164 = ? AND id BETWEEN ? AND ?')
          .run(recipientId, e164, from, upTo).changes,
})
