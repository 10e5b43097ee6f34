/** Who meets a search, page by page, counted or all of them, and what the menus of a search offer. */
import type { RecipientStore } from '../../../services/people/people-store'
import type { Db } from '../db'
import { orderBy, where } from './recipient-query'

export type RecipientPages = Pick<
  RecipientStore,
  'page' | 'ids' | 'count' | 'counts' | 'tags' | 'countries' | 'nth'
>

export const createRecipientPages = (db: Db): RecipientPages => {
  const tallied = (kind: string | null) =>
    db
      .sql('SELECT coalesce(sum(count), 0) AS n FROM recipient_tally WHERE kind = coalesce(?, kind)')
      .all(kind)
  const countSql = (sql: string) => `SELECT count(*) AS n FROM recipient r WHERE ${sql}`

  return {
    async page(query, context, { offset, limit, sort, descending }) {
      const { sql, args } = where(query, context)
      const plain =
        query.search === '' &&
        query.staticListId === null &&
        query.conditions.length === 0 &&
        (query.accountId ?? null) === null &&
        !query.archived
      // The first screen: an index answers it sooner than a thread begins.
      const read =
        plain && sort === 'name' && !context.byLastName
          ? async (text: string, ...bound: unknown[]) => db.sql(text).all(...bound)
          : db.read
      const counted = plain ? tallied(query.kind) : db.read(countSql(sql), ...args)
      const [[total], rows] = (await Promise.all([
        counted,
        read(
          `SELECT r.id FROM recipient r WHERE ${sql} ORDER BY ${orderBy(sort, descending, context.byLastName)} LIMIT ? OFFSET ?`,
          ...args,
          limit,
          offset,
        ),
      ])) as [{ n: number }[], { id: number }[]]
      return { total: total?.n ?? 0, ids: rows.map((row) => row.id) }
    },
    async ids(query, context) {
      const { sql, args } = where(query, context)
      return db.readIds(
        `SELECT r.id FROM recipient r WHERE ${sql} ORDER BY ${orderBy('name', false, context.byLastName)}`,
        ...args,
      )
    },
    async count(query, context) {
      const { sql, args } = where(query, context)
      const [row] = (await db.read(countSql(sql), ...args)) as { n: number }[]
      return row?.n ?? 0
    },
    counts() {
      const rows = db.sql('SELECT kind, count AS n FROM recipient_tally WHERE count > 0').all() as {
        kind: string
        n: number
      }[]
      return Object.fromEntries(rows.map((row) => [row.kind, row.n]))
    },
    tags: () =>
      db
        .sql(
          `SELECT t.tag, count(*) AS count FROM recipient_tag t JOIN recipient r ON r.id = t.recipient_id
           WHERE r.archived_at IS NULL GROUP BY t.tag ORDER BY t.tag`,
        )
        .all() as { tag: string; count: number }[],

    countries: (ids) =>
      (
        db
          .sql(
            'SELECT DISTINCT country FROM phone_number WHERE recipient_id IN (SELECT value FROM json_each(?))',
          )
          .all(JSON.stringify(ids)) as { country: string }[]
      ).map((row) => row.country),

    nth(kind, offset) {
      const total = (
        db.sql('SELECT count(*) AS n FROM recipient WHERE kind = ? AND archived_at IS NULL').get(kind) as {
          n: number
        }
      ).n
      const row = db
        .sql(
          'SELECT id FROM recipient WHERE kind = ? AND archived_at IS NULL ORDER BY sort_name, id LIMIT 1 OFFSET ?',
        )
        .get(kind, total === 0 ? 0 : offset % total) as { id: number } | undefined
      return { id: row?.id ?? null, total }
    },
  }
}
