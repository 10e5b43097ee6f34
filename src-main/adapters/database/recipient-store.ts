/** Recipients with their numbers and tags: prepared statements, because tables of 100,000 are read at every keystroke. */
import { fold } from '#core/fold'
import type { Language, RecordKind } from '#core/values'
import type { CustomValue, NumberKept, RecipientKept, RecipientStore, Wording } from '../../services/stores'
import type { LandlineRow, PhoneRow, RecipientRow } from './entities/index'
import type { Db } from './open'
import { orderBy, where } from './recipient-query'
import { digitsQuery, kindWord, ofKind, searchWords, wordsQuery } from './search-words'

/** How people and accounts are called on screen. */
const displayName = (firstName: string, lastName: string) => `${firstName} ${lastName}`.trim()

type PhoneLine = PhoneRow & { code: LandlineRow['code'] | null }

/** More pages than so many changes write, counting that a page is merged several times in its life. */
const MERGE_EVERY = 8
const MERGE_PAGES = 16

export const createRecipientStore = (
  db: Db,
  /** Told which numbers a record has now. */
  cameBack: (recipientId: number, e164s: readonly string[], at: string) => void,
): RecipientStore => {
  const many = (ids: readonly number[]): RecipientKept[] => {
    const list = JSON.stringify(ids)
    const rows = db
      .sql(
        `SELECT r.*, a.name AS account_name FROM recipient r LEFT JOIN recipient a ON a.id = r.account_id
         WHERE r.id IN (SELECT value FROM json_each(?))`,
      )
      .all(list) as (RecipientRow & { account_name: string | null })[]
    const numbers = new Map<number, NumberKept[]>()
    const phones = db
      .sql(
        `SELECT p.*, l.code FROM phone_number p LEFT JOIN landline l ON l.e164 = p.e164
         WHERE p.recipient_id IN (SELECT value FROM json_each(?)) ORDER BY p.recipient_id, p.is_primary DESC, p.position`,
      )
      .all(list) as PhoneLine[]
    for (const phone of phones) {
      const kept: NumberKept = {
        id: phone.id,
        e164: phone.e164 as NumberKept['e164'],
        label: phone.label,
        primary: phone.is_primary === 1,
        country: phone.country,
        line: phone.line,
        flagged: phone.code !== null,
      }
      const known = numbers.get(phone.recipient_id)
      if (known) known.push(kept)
      else numbers.set(phone.recipient_id, [kept])
    }
    const tags = new Map<number, string[]>()
    const tagRows = db
      .sql(
        `SELECT recipient_id, tag FROM recipient_tag WHERE recipient_id IN (SELECT value FROM json_each(?)) ORDER BY tag`,
      )
      .all(list) as { recipient_id: number; tag: string }[]
    for (const { recipient_id, tag } of tagRows) {
      const known = tags.get(recipient_id)
      if (known) known.push(tag)
      else tags.set(recipient_id, [tag])
    }
    const byId = new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          kind: row.kind as RecordKind,
          firstName: row.first_name,
          lastName: row.last_name,
          name: row.name,
          email: row.email,
          language: row.language as Language | null,
          zone: row.zone,
          accountId: row.account_id,
          accountName: row.account_name,
          custom: row.custom === '{}' ? {} : (JSON.parse(row.custom) as Record<string, CustomValue>),
          tags: tags.get(row.id) ?? [],
          numbers: numbers.get(row.id) ?? [],
          archived: row.archived_at !== null,
          createdAt: row.created_at,
          lastOutAt: row.last_out_at,
          lastInAt: row.last_in_at,
        } satisfies RecipientKept,
      ]),
    )
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  let touched = 0
  /** The index does not merge its parts by itself: every few changes do a little of it. */
  const mergeSome = () => {
    touched += 1
    if (touched % MERGE_EVERY === 0)
      db.sql("INSERT INTO recipient_fts (recipient_fts, rank) VALUES ('merge', ?)").run(MERGE_PAGES)
  }
  const index = (id: number, kind: string, words: string) => {
    db.sql('INSERT INTO recipient_fts (rowid, words, kind) VALUES (?, ?, ?)').run(id, words, kindWord(kind))
    mergeSome()
  }
  const unindex = (id: number) => {
    db.sql('DELETE FROM recipient_fts WHERE rowid = ?').run(id)
    mergeSome()
  }
  const reindex = (id: number, kind: string, words: string) => {
    unindex(id)
    index(id, kind, words)
  }

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
        plain && sort === 'name'
          ? async (text: string, ...bound: unknown[]) => db.sql(text).all(...bound)
          : db.aside
      const counted = plain ? tallied(query.kind) : db.aside(countSql(sql), ...args)
      const [[total], rows] = (await Promise.all([
        counted,
        read(
          `SELECT r.id FROM recipient r WHERE ${sql} ORDER BY ${orderBy(sort, descending)} LIMIT ? OFFSET ?`,
          ...args,
          limit,
          offset,
        ),
      ])) as [{ n: number }[], { id: number }[]]
      return { total: total?.n ?? 0, ids: rows.map((row) => row.id) }
    },
    async ids(query, context) {
      const { sql, args } = where(query, context)
      return db.idsAside(`SELECT r.id FROM recipient r WHERE ${sql} ORDER BY r.sort_name, r.id`, ...args)
    },
    async count(query, context) {
      const { sql, args } = where(query, context)
      const [row] = (await db.aside(countSql(sql), ...args)) as { n: number }[]
      return row?.n ?? 0
    },
    counts() {
      const rows = db.sql('SELECT kind, count AS n FROM recipient_tally WHERE count > 0').all() as {
        kind: string
        n: number
      }[]
      return Object.fromEntries(rows.map((row) => [row.kind, row.n]))
    },
    many,
    async wording(ids, variables) {
      const uses = (...names: string[]) => names.some((name) => variables.includes(name))
      const custom = variables.some((name) => name.startsWith('custom.'))
      const columns = {
        kind: uses('account_name') ? 'r.kind' : "''",
        firstName: uses('first_name') ? 'r.first_name' : "''",
        lastName: uses('last_name') ? 'r.last_name' : "''",
        name: uses('full_name', 'account_name') ? 'r.name' : "''",
        email: uses('email') ? 'r.email' : "''",
        accountName: uses('account_name')
          ? '(SELECT a.name FROM recipient a WHERE a.id = r.account_id)'
          : 'NULL',
        custom: custom ? 'r.custom' : "'{}'",
      }
      const [found] = (await db.aside(
        `SELECT json_group_array(json_object('kind', kind, 'firstName', firstName, 'lastName', lastName, 'name', name,
           'email', email, 'accountName', accountName, 'custom', json(custom), 'times', times)) AS people
         FROM (SELECT ${Object.entries(columns)
           .map(([name, column]) => `${column} AS ${name}`)
           .join(', ')}, count(*) AS times
           FROM recipient r WHERE r.id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3, 4, 5, 6, 7)`,
        JSON.stringify(ids),
      )) as { people: string }[]
      return found ? (JSON.parse(found.people) as (Wording & { times: number })[]) : []
    },
    get: (id) => many([id])[0] ?? null,

    put(recipient, known, now, importId) {
      const name = displayName(recipient.firstName, recipient.lastName)
      let id = known
      if (id === null) {
        id = Number(
          db
            .sql(
              `INSERT INTO recipient (kind, first_name, last_name, name, sort_name, email, language, account_id, custom, created_at, updated_at, import_id, zone)
               VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
            )
            .run(
              recipient.kind,
              recipient.firstName,
              recipient.lastName,
              name,
              fold(name),
              recipient.email,
              recipient.language,
              recipient.accountId,
              JSON.stringify(recipient.custom),
              now,
              now,
              importId ?? null,
              recipient.zone ?? null,
            ).lastInsertRowid,
        )
      } else {
        db.sql(
          `UPDATE recipient SET kind=?, first_name=?, last_name=?, name=?, sort_name=?, email=?, language=?, account_id=?, custom=?, updated_at=?,
             zone = CASE WHEN ? THEN ? ELSE zone END WHERE id=?`,
        ).run(
          recipient.kind,
          recipient.firstName,
          recipient.lastName,
          name,
          fold(name),
          recipient.email,
          recipient.language,
          recipient.accountId,
          JSON.stringify(recipient.custom),
          now,
          recipient.zone === undefined ? 0 : 1,
          recipient.zone ?? null,
          id,
        )
        db.sql('DELETE FROM phone_number WHERE recipient_id = ?').run(id)
        db.sql('DELETE FROM recipient_tag WHERE recipient_id = ?').run(id)
      }
      const owner = id
      recipient.numbers.forEach((number, position) => {
        db.sql(
          'INSERT INTO phone_number (recipient_id, e164, label, is_primary, position, country, line) VALUES (?,?,?,?,?,?,?)',
        ).run(owner, number.e164, number.label, number.primary ? 1 : 0, position, number.country, number.line)
      })
      cameBack(
        owner,
        recipient.numbers.map(({ e164 }) => e164),
        now,
      )
      for (const tag of new Set(recipient.tags)) {
        db.sql('INSERT INTO recipient_tag (recipient_id, tag) VALUES (?,?)').run(owner, tag)
      }
      const words = searchWords({
        name,
        email: recipient.email,
        tags: recipient.tags,
        numbers: recipient.numbers.map((number) => number.e164),
      })
      if (known === null) index(owner, recipient.kind, words)
      else reindex(owner, recipient.kind, words)
      return owner
    },

    archive: (ids, at) =>
      db
        .sql(
          `UPDATE recipient SET archived_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND (archived_at IS NULL) <> (? IS NULL)`,
        )
        .run(at, JSON.stringify(ids), at).changes,

    tag(ids, add, remove) {
      const list = JSON.stringify(ids)
      for (const tag of remove) {
        db.sql(
          'DELETE FROM recipient_tag WHERE tag = ? AND recipient_id IN (SELECT value FROM json_each(?))',
        ).run(tag, list)
      }
      for (const tag of add) {
        db.sql(
          'INSERT OR IGNORE INTO recipient_tag (recipient_id, tag) SELECT value, ? FROM json_each(?)',
        ).run(tag, list)
      }
      for (const person of many(ids)) {
        reindex(
          person.id,
          person.kind,
          searchWords({ ...person, numbers: person.numbers.map((number) => number.e164) }),
        )
      }
    },
    tags: () =>
      db
        .sql(
          `SELECT t.tag, count(*) AS count FROM recipient_tag t JOIN recipient r ON r.id = t.recipient_id
           WHERE r.archived_at IS NULL GROUP BY t.tag ORDER BY t.tag`,
        )
        .all() as { tag: string; count: number }[],

    withNumber(e164) {
      // An import asks for every line, and most numbers are new: sorting nobody takes ten times as long as looking.
      if (!db.sql('SELECT 1 FROM phone_number WHERE e164 = ? LIMIT 1').get(e164)) return []
      return db
        .sql(
          `SELECT DISTINCT r.id, r.name FROM phone_number p JOIN recipient r ON r.id = p.recipient_id
           WHERE p.e164 = ? AND r.archived_at IS NULL ORDER BY r.sort_name`,
        )
        .all(e164) as { id: number; name: string }[]
    },
    sharedCounts(e164s) {
      const rows = db
        .sql(
          `SELECT p.e164, count(DISTINCT p.recipient_id) AS n FROM phone_number p JOIN recipient r ON r.id = p.recipient_id
           WHERE r.archived_at IS NULL AND p.e164 IN (SELECT value FROM json_each(?)) GROUP BY p.e164`,
        )
        .all(JSON.stringify(e164s)) as { e164: string; n: number }[]
      return new Map(rows.map((row) => [row.e164, row.n]))
    },
    withEmail: (email) =>
      (
        db
          .sql("SELECT id FROM recipient WHERE email = ? AND email <> '' AND archived_at IS NULL")
          .all(email) as { id: number }[]
      ).map((row) => row.id),

    accountNamed: (name) =>
      (
        db
          .sql(
            "SELECT id FROM recipient WHERE kind = 'account' AND sort_name = ? AND archived_at IS NULL LIMIT 1",
          )
          .get(fold(name.trim())) as { id: number } | undefined
      )?.id ?? null,
    hasMembers: (id) => db.sql('SELECT 1 FROM recipient WHERE account_id = ? LIMIT 1').get(id) !== undefined,

    countries: (ids) =>
      (
        db
          .sql(
            'SELECT DISTINCT country FROM phone_number WHERE recipient_id IN (SELECT value FROM json_each(?))',
          )
          .all(JSON.stringify(ids)) as { country: string }[]
      ).map((row) => row.country),

    find(text, limit, which) {
      const asked = digitsQuery(text) ?? wordsQuery(text)
      if (!asked) return []
      const match = which ? ofKind(asked, which) : asked
      return db
        .sql(
          `SELECT r.id, r.kind, r.name, r.email,
             (SELECT e164 FROM phone_number p WHERE p.recipient_id = r.id ORDER BY is_primary DESC, position LIMIT 1) AS e164
           FROM (SELECT rowid FROM recipient_fts WHERE recipient_fts MATCH ? LIMIT 200) f
           JOIN recipient r ON r.id = f.rowid
           WHERE r.archived_at IS NULL
           ORDER BY max(coalesce(r.last_in_at, ''), coalesce(r.last_out_at, '')) DESC, r.sort_name LIMIT ?`,
        )
        .all(match, limit) as {
        id: number
        kind: RecordKind
        name: string
        e164: string | null
        email: string
      }[]
    },

    flagLandline(e164, code, at) {
      db.sql('INSERT OR IGNORE INTO landline (e164, code, since) VALUES (?,?,?)').run(e164, code, at)
    },
    touched(id, what, at) {
      db.sql(`UPDATE recipient SET ${what === 'out' ? 'last_out_at' : 'last_in_at'} = ? WHERE id = ?`).run(
        at,
        id,
      )
    },
    absorb(keep, other) {
      for (const table of ['note', 'message', 'send_skip', 'inbound']) {
        db.sql(`UPDATE ${table} SET recipient_id = ? WHERE recipient_id = ?`).run(keep, other)
      }
      for (const [table, of] of [
        ['list_member', 'list_id'],
        ['campaign_recipient', 'campaign_id'],
      ]) {
        db.sql(
          `INSERT OR IGNORE INTO ${table} (${of}, recipient_id) SELECT ${of}, ? FROM ${table} WHERE recipient_id = ?`,
        ).run(keep, other)
        db.sql(`DELETE FROM ${table} WHERE recipient_id = ?`).run(other)
      }
      db.sql('UPDATE recipient SET account_id = ? WHERE account_id = ?').run(keep, other)
      db.sql(
        `UPDATE recipient SET
           last_out_at = nullif(max(coalesce(last_out_at, ''), coalesce((SELECT o.last_out_at FROM recipient o WHERE o.id = ?), '')), ''),
           last_in_at = nullif(max(coalesce(last_in_at, ''), coalesce((SELECT o.last_in_at FROM recipient o WHERE o.id = ?), '')), '')
         WHERE id = ?`,
      ).run(other, other, keep)
    },
    belongings(id) {
      const of = (table: string) =>
        (db.sql(`SELECT count(*) AS n FROM ${table} WHERE recipient_id = ?`).get(id) as { n: number }).n
      return { notes: of('note'), messages: of('message'), lists: of('list_member') }
    },
    remove(id) {
      for (const table of ['phone_number', 'recipient_tag', 'consent', 'list_member', 'note']) {
        db.sql(`DELETE FROM ${table} WHERE recipient_id = ?`).run(id)
      }
      unindex(id)
      db.sql('DELETE FROM recipient WHERE id = ?').run(id)
    },
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
