/**
 * Full-text search over the texts. What is not indexed yet is indexed behind the sending, a few rows at a time.
 *
 * FTS5 cannot stop within the list of texts that have a word: merging or erasing one entry of a word that a million texts
 * have would hold up the desk for a tenth of a second. So the index has parts, each for some of the texts.
 */
import { searchKey } from '#shared/people/search-key'
import type { FoundText, TextIndex } from '../../../services/reports/report-store'
import type { Db } from '../db'

type Table = 'message' | 'inbound'
const TABLES = ['message', 'inbound'] as const
/** As the index is declared. */
const LONGEST_PREFIX = 6
const MOST_LOOKED_AT = 500
/** Texts of a part: those whose ids, divided by this, give its number. Never changed once there are parts. */
const IN_PART = 50_000
/** Where the indexing of a table stands is a fact of the database. */
const indexedFact = (table: Table) => `texts.${table}`

/** Which part a table of this name is; null when it is none. */
export const partOf = (name: string): { table: Table; number: number } | null => {
  const [, table, number] = /^(message|inbound)_fts_(0|[1-9]\d{0,6})$/.exec(name) ?? []
  return table === undefined ? null : { table: table as Table, number: Number(number) }
}

/**
 * A part reads the bodies from its table. A text that changes or goes after it was indexed leaves the part with the words
 * it had, and what is deleted is overwritten.
 */
export const ddlOf = (table: Table, part: number): string => {
  const name = `${table}_fts_${part}`
  const stand = `coalesce((SELECT CAST(value AS integer) FROM "fact" WHERE key = '${indexedFact(table)}'), 0)`
  const indexed = (row: 'OLD' | 'NEW') =>
    `${row}.body <> '' AND ${row}.id >= ${part * IN_PART} AND ${row}.id < ${(part + 1) * IN_PART} AND ${row}.id <= ${stand}`
  const go = `BEGIN INSERT INTO "${name}" ("${name}", rowid, body) VALUES ('delete', OLD.id, OLD.body); END`
  return `
    CREATE VIRTUAL TABLE "${name}" USING fts5(
      body, content = '${table}', content_rowid = 'id', detail = none, columnsize = 0,
      tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4 5 6');
    INSERT INTO "${name}" ("${name}", rank) VALUES ('secure-delete', 1);
    INSERT INTO "${name}" ("${name}", rank) VALUES ('pgsz', 1000);
    INSERT INTO "${name}" ("${name}", rank) VALUES ('crisismerge', 100);
    CREATE TRIGGER "${name}_go" BEFORE DELETE ON "${table}" WHEN ${indexed('OLD')} ${go};
    CREATE TRIGGER "${name}_change" BEFORE UPDATE OF "body" ON "${table}"
      WHEN NEW.body <> OLD.body AND ${indexed('OLD')} ${go};
    CREATE TRIGGER "${name}_come" AFTER UPDATE OF "body" ON "${table}"
      WHEN NEW.body <> OLD.body AND ${indexed('NEW')}
      BEGIN INSERT INTO "${name}" (rowid, body) VALUES (NEW.id, NEW.body); END;`
}

const OUT = `SELECT m.id, 'out' AS direction, m.body, m.created_at AS at, m.recipient_name AS name, m.e164,
  m.recipient_id AS recipientId, m.send_id AS sendId FROM message m`
const IN = `SELECT i.id, 'in' AS direction, i.body, i.at, coalesce(r.name, '') AS name, i.from_e164 AS e164,
  r.id AS recipientId, NULL AS sendId FROM inbound i
  LEFT JOIN recipient r ON r.id = (SELECT p.recipient_id FROM phone_number p WHERE p.e164 = i.from_e164 ORDER BY p.is_primary DESC, p.id LIMIT 1)`

export const createTextIndex = (db: Pick<Db, 'sql' | 'raw'>): TextIndex => {
  const standOf = (table: Table) =>
    Number(
      (
        db.sql('SELECT value FROM fact WHERE key = ?').get(indexedFact(table)) as
          | { value: string }
          | undefined
      )?.value ?? 0,
    )
  /** Answers whether there are more. */
  const catchUpOf = (table: Table, limit: number): boolean => {
    const rows = db
      .sql(`SELECT id, body FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
      .all(standOf(table), limit) as { id: number; body: string }[]
    const [first] = rows
    if (!first) return false
    const part = Math.floor(first.id / IN_PART)
    const name = `${table}_fts_${part}`
    if (!db.sql('SELECT 1 FROM sqlite_master WHERE name = ?').get(name)) db.raw.exec(ddlOf(table, part))
    const insert = db.sql(`INSERT INTO "${name}" (rowid, body) VALUES (?, ?)`)
    const those = rows.filter(({ id }) => id < (part + 1) * IN_PART)
    for (const { id, body } of those) if (body !== '') insert.run(id, body)
    db.sql(
      'INSERT INTO fact (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(indexedFact(table), String(those.at(-1)?.id))
    return rows.length === limit || those.length < rows.length
  }
  /** Newest first. */
  const partsOf = (table: Table): string[] =>
    (
      db
        .sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB ? AND rootpage = 0")
        .all(`${table}_fts_*`) as { name: string }[]
    )
      .map(({ name }) => name)
      .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  const findIn = (table: Table, match: string, limit: number): FoundText[] => {
    const found: FoundText[] = []
    for (const part of partsOf(table)) {
      if (found.length >= limit) break
      const rows = db
        .sql(
          `${table === 'message' ? OUT : IN} WHERE ${table === 'message' ? 'm' : 'i'}.id IN
           (SELECT rowid FROM "${part}" WHERE "${part}" MATCH ? ORDER BY rowid DESC LIMIT ?)`,
        )
        .all(match, limit - found.length)
      found.push(...(rows as FoundText[]))
    }
    return found
  }

  return {
    pending: () =>
      TABLES.some((table) => {
        const newest = db.sql(`SELECT max(id) AS id FROM ${table}`).get() as { id: number | null }
        return (newest.id ?? 0) > standOf(table)
      }),
    catchUp(limit) {
      // While a send is being written its rows are neither live nor sure to stay, and the writing comes first.
      const writing = db.sql("SELECT 1 FROM send WHERE state = 'writing' LIMIT 1").get() !== undefined
      const replies = catchUpOf('inbound', limit)
      return (!writing && catchUpOf('message', limit)) || replies
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
                const there = searchKey(body).match(/[\p{L}\p{N}]+/gu) ?? []
                return long.every((word) => there.some((one) => one.startsWith(searchKey(word))))
              }),
            )
        }
      }
      return [...found.values()].toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, limit)
    },
  }
}
