/** Full-text search over the texts. What is not indexed yet is indexed behind the sending, a few rows at a time. */
import type { FoundText, TextIndex } from '../../services/stores'
import type { Db } from './open'

type Table = 'message' | 'inbound'
const TABLES = ['message', 'inbound'] as const
/** As the index is declared. */
const LONGEST_PREFIX = 6
const MOST_LOOKED_AT = 500
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
/** Where the indexing of a table stands is a fact of the database. */
const indexedFact = (table: Table) => `texts.${table}`

const OUT = `SELECT m.id, 'out' AS direction, m.body, m.created_at AS at, m.recipient_name AS name, m.e164,
  m.recipient_id AS recipientId, m.send_id AS sendId FROM message m`
const IN = `SELECT i.id, 'in' AS direction, i.body, i.at, coalesce(r.name, '') AS name, i.from_e164 AS e164,
  r.id AS recipientId, NULL AS sendId FROM inbound i
  LEFT JOIN recipient r ON r.id = (SELECT p.recipient_id FROM phone_number p WHERE p.e164 = i.from_e164 ORDER BY p.is_primary DESC, p.id LIMIT 1)`

export const createTextIndex = (db: Db): TextIndex => {
  const standOf = (table: Table) =>
    Number(
      (
        db.sql('SELECT value FROM fact WHERE key = ?').get(indexedFact(table)) as
          | { value: string }
          | undefined
      )?.value ?? 0,
    )
  const catchUpOf = (table: Table, limit: number): number => {
    const rows = db
      .sql(`SELECT id, body FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
      .all(standOf(table), limit) as { id: number; body: string }[]
    const last = rows.at(-1)
    if (!last) return 0
    const insert = db.sql(`INSERT INTO ${table}_fts (rowid, body) VALUES (?, ?)`)
    for (const { id, body } of rows) if (body !== '') insert.run(id, body)
    db.sql(
      'INSERT INTO fact (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(indexedFact(table), String(last.id))
    return rows.length
  }
  const findIn = (table: Table, match: string, limit: number): FoundText[] =>
    db
      .sql(
        `${table === 'message' ? OUT : IN} WHERE ${table === 'message' ? 'm' : 'i'}.id IN
         (SELECT rowid FROM ${table}_fts WHERE ${table}_fts MATCH ? ORDER BY rowid DESC LIMIT ?)`,
      )
      .all(match, limit) as FoundText[]

  return {
    pending: () =>
      TABLES.some((table) => {
        const newest = db.sql(`SELECT max(id) AS id FROM ${table}`).get() as { id: number | null }
        return (newest.id ?? 0) > standOf(table)
      }),
    catchUp(limit) {
      // While a send is being written its rows are neither live nor sure to stay, and the writing comes first.
      const writing = db.sql("SELECT 1 FROM send WHERE state = 'writing' LIMIT 1").get() !== undefined
      return catchUpOf('inbound', limit) + (writing ? 0 : catchUpOf('message', limit)) >= limit
    },
    find(text, limit) {
      const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
      if (words.length === 0) return []
      const query = (of: (word: string) => string) => words.map(of).join(' AND ')
      const found = new Map<string, FoundText>()
      const take = (texts: readonly FoundText[]) => {
        for (const one of texts) found.set(`${one.direction} ${one.id}`, one)
      }
      // Up to six letters the index itself knows what begins with them. Of a longer beginning it would have to gather
      // every text there is, so whole words come first, then the newest texts that begin alike are looked at.
      const begins = (word: string) => `"${[...word].slice(0, LONGEST_PREFIX).join('')}"*`
      const long = words.filter((word) => [...word].length > LONGEST_PREFIX)
      for (const table of TABLES) {
        if (long.length === 0) take(findIn(table, query(begins), limit))
        else {
          const whole = query((word) => (long.includes(word) ? `"${word}"` : begins(word)))
          take(findIn(table, whole, limit))
          if (found.size < limit)
            take(
              findIn(table, query(begins), MOST_LOOKED_AT).filter(({ body }) => {
                const there = fold(body).match(/[\p{L}\p{N}]+/gu) ?? []
                return long.every((word) => there.some((one) => one.startsWith(fold(word))))
              }),
            )
        }
      }
      return [...found.values()].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, limit)
    },
  }
}
