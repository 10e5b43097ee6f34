/** Recipients with their numbers and tags: prepared statements, because tables of 100,000 are read at every keystroke. */
import { completeValues, type FieldValues, NO_VALUES } from '#shared/people/person-fields'
import { searchKey, searchKeyLastFirst } from '#shared/people/search-key'
import type { RecipientIn, RecipientStore } from '../../../services/people/people-store'
import type { Db } from '../db'
import { createNumberOwners, type NumberOwners } from './number-owners'
import { createRecipientPages, type RecipientPages } from './recipient-pages'
import { createRecipientRecords, type RecipientRecords } from './recipient-records'
import { createRecipientSearch, type RecipientSearch } from './recipient-search'
import { searchWords } from './search-words'

/** How people and accounts are called on screen. */
const displayName = (firstName: string, lastName: string) => `${firstName} ${lastName}`.trim()

/** Told which numbers a record has now. */
type CameBack = (recipientId: number, e164s: readonly string[], at: string) => void
type RecipientWrites = Omit<
  RecipientStore,
  keyof RecipientRecords | keyof RecipientPages | keyof NumberOwners | 'find'
>

/** The columns that saving a record writes. */
const written = (recipient: RecipientIn, values: FieldValues, now: string) => {
  const name = displayName(recipient.firstName, recipient.lastName)
  return {
    kind: recipient.kind,
    first_name: recipient.firstName,
    last_name: recipient.lastName,
    name,
    sort_name: searchKey(name),
    sort_last: searchKeyLastFirst(recipient.firstName, recipient.lastName),
    ...values,
    account_id: recipient.accountId,
    custom: JSON.stringify(recipient.custom),
    updated_at: now,
  }
}
const insertSql = (columns: readonly string[]) =>
  `INSERT INTO recipient (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`
const updateSql = (columns: readonly string[]) =>
  `UPDATE recipient SET ${columns.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`

const createRecipientWrites = (
  db: Db,
  { many, get }: RecipientRecords,
  { index, unindex, reindex }: RecipientSearch,
  cameBack: CameBack,
): RecipientWrites => ({
  put(recipient, known, now, importId) {
    const values = completeValues(recipient, () => (known === null ? null : get(known)) ?? NO_VALUES)
    const columns = written(recipient, values, now)
    let owner = known
    if (owner === null) {
      const made = { ...columns, created_at: now, import_id: importId ?? null }
      owner = Number(db.sql(insertSql(Object.keys(made))).run(made).lastInsertRowid)
    } else {
      db.sql(updateSql(Object.keys(columns))).run({ ...columns, id: owner })
      db.sql('DELETE FROM phone_number WHERE recipient_id = ?').run(owner)
      db.sql('DELETE FROM recipient_tag WHERE recipient_id = ?').run(owner)
    }
    const id = owner
    recipient.numbers.forEach((number, position) => {
      db.sql(
        'INSERT INTO phone_number (recipient_id, e164, label, is_primary, position, country, line) VALUES (?,?,?,?,?,?,?)',
      ).run(id, number.e164, number.label, number.primary ? 1 : 0, position, number.country, number.line)
    })
    cameBack(
      id,
      recipient.numbers.map(({ e164 }) => e164),
      now,
    )
    for (const tag of new Set(recipient.tags)) {
      db.sql('INSERT INTO recipient_tag (recipient_id, tag) VALUES (?,?)').run(id, tag)
    }
    const words = searchWords({
      ...values,
      name: columns.name,
      tags: recipient.tags,
      numbers: recipient.numbers.map((number) => number.e164),
    })
    if (known === null) index(id, recipient.kind, words)
    else reindex(id, recipient.kind, words)
    return id
  },

  setPast(id, since) {
    db.sql('UPDATE recipient SET past_since = ?, updated_at = coalesce(?, updated_at) WHERE id = ?').run(
      since,
      since,
      id,
    )
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
      db.sql('INSERT OR IGNORE INTO recipient_tag (recipient_id, tag) SELECT value, ? FROM json_each(?)').run(
        tag,
        list,
      )
    }
    for (const person of many(ids)) {
      reindex(
        person.id,
        person.kind,
        searchWords({ ...person, numbers: person.numbers.map((number) => number.e164) }),
      )
    }
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
    for (const table of ['phone_number', 'recipient_tag', 'list_member', 'note']) {
      db.sql(`DELETE FROM ${table} WHERE recipient_id = ?`).run(id)
    }
    // Who said no is not asked again because the record came from a file that was taken back.
    db.sql("DELETE FROM consent WHERE recipient_id = ? AND state <> 'refused'").run(id)
    unindex(id)
    db.sql('DELETE FROM recipient WHERE id = ?').run(id)
  },
})

export const createRecipientStore = (db: Db, cameBack: CameBack): RecipientStore => {
  const records = createRecipientRecords(db)
  const search = createRecipientSearch(db)
  return {
    ...records,
    find: search.find,
    ...createRecipientPages(db),
    ...createNumberOwners(db),
    ...createRecipientWrites(db, records, search, cameBack),
  }
}
