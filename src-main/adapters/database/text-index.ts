/** Full-text search over the texts. What is not indexed yet is indexed behind the sending, a few rows at a time. */
import type { FoundText, TextIndex } from '../../services/stores'
import type { Db } from './open'
import { prefixes } from './search-words'

/** Where the indexing of a table stands is a fact of the database. */
export const indexedFact = (table: 'message' | 'inbound') => `texts.${table}`

const OUT = `SELECT m.id, 'out' AS direction, m.body, m.created_at AS at, m.recipient_name AS name, m.e164,
  m.recipient_id AS recipientId, m.send_id AS sendId FROM message m`
const IN = `SELECT i.id, 'in' AS direction, i.body, i.at, coalesce(r.name, '') AS name, i.from_e164 AS e164,
  r.id AS recipientId, NULL AS sendId FROM inbound i
  LEFT JOIN recipient r ON r.id = (SELECT p.recipient_id FROM phone_number p WHERE p.e164 = i.from_e164 ORDER BY p.is_primary DESC, p.id LIMIT 1)`

export const createTextIndex = (db: Db): TextIndex => {
  const standOf = (table: 'message' | 'inbound') =>
    Number(
      (
        db.sql('SELECT value FROM fact WHERE key = ?').get(indexedFact(table)) as
          | { value: string }
          | undefined
      )?.value ?? 0,
    )
  const catchUpOf = (table: 'message' | 'inbound', limit: number): number => {
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
  const findIn = (table: 'message' | 'inbound', match: string, limit: number): FoundText[] =>
    db
      .sql(
        `${table === 'message' ? OUT : IN} WHERE ${table === 'message' ? 'm' : 'i'}.id IN
         (SELECT rowid FROM ${table}_fts WHERE ${table}_fts MATCH ? ORDER BY rowid DESC LIMIT ?)`,
      )
      .all(match, limit) as FoundText[]

  return {
    catchUp(limit) {
      // While a send is being written its rows are neither live nor sure to stay, and the writing comes first.
      const writing = db.sql("SELECT 1 FROM send WHERE state = 'writing' LIMIT 1").get() !== undefined
      return catchUpOf('inbound', limit) + (writing ? 0 : catchUpOf('message', limit)) >= limit
    },
    find(text, limit) {
      const match = prefixes(text)
      if (match === null) return []
      return [...findIn('message', match, limit), ...findIn('inbound', match, limit)]
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .slice(0, limit)
    },
  }
}
