/** Whose a number, an e-mail address or a name of an account is, and what the carrier said of a number. */
import { searchKey } from '#shared/people/search-key'
import type { Bearer, RecipientStore } from '../../../services/people/people-store'
import type { Db } from '../db'

export type NumberOwners = Pick<
  RecipientStore,
  | 'withNumber'
  | 'archivedWith'
  | 'sharedCounts'
  | 'withEmail'
  | 'inUse'
  | 'accountNamed'
  | 'hasMembers'
  | 'flagNumber'
  | 'clearFlag'
>

export const createNumberOwners = (db: Db): NumberOwners => ({
  withNumber(e164, byLastName = false) {
    // An import asks for every line, and most numbers are new: sorting nobody takes ten times as long as looking.
    if (!db.sql('SELECT 1 FROM phone_number WHERE e164 = ? LIMIT 1').get(e164)) return []
    return db
      .sql(
        `SELECT DISTINCT r.id, r.kind, r.name, r.first_name AS firstName, r.last_name AS lastName
           FROM phone_number p JOIN recipient r ON r.id = p.recipient_id
           WHERE p.e164 = ? AND r.archived_at IS NULL ORDER BY ${byLastName ? 'r.sort_last' : 'r.sort_name'}`,
      )
      .all(e164) as Bearer[]
  },
  archivedWith: (e164) =>
    db
      .sql(
        `SELECT DISTINCT r.id, r.kind, r.name, r.first_name AS firstName, r.last_name AS lastName
           FROM phone_number p JOIN recipient r ON r.id = p.recipient_id
           WHERE p.e164 = ? AND r.archived_at IS NOT NULL ORDER BY r.sort_name`,
      )
      .all(e164) as Bearer[],
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
    email === ''
      ? []
      : (db
          .sql(
            `SELECT id, kind, name, first_name AS firstName, last_name AS lastName FROM recipient
               WHERE email IN (?, ?) AND email <> '' AND archived_at IS NULL`,
          )
          .all(email, email.toLowerCase()) as Bearer[]),

  inUse(e164s, emails) {
    const rows = db
      .sql(
        `SELECT e164 AS key FROM phone_number WHERE e164 IN (SELECT value FROM json_each(?))
           UNION SELECT email FROM recipient WHERE email IN (SELECT value FROM json_each(?)) AND email <> ''`,
      )
      .all(
        JSON.stringify(e164s),
        JSON.stringify(emails.flatMap((email) => [email, email.toLowerCase()])),
      ) as { key: string }[]
    return new Set(rows.map(({ key }) => key))
  },

  accountNamed: (name) =>
    (
      db
        .sql(
          "SELECT id FROM recipient WHERE kind = 'account' AND sort_name = ? AND archived_at IS NULL LIMIT 1",
        )
        .get(searchKey(name.trim())) as { id: number } | undefined
    )?.id ?? null,
  hasMembers: (id) => db.sql('SELECT 1 FROM recipient WHERE account_id = ? LIMIT 1').get(id) !== undefined,

  flagNumber(e164, code, at) {
    db.sql(
      `INSERT INTO landline (e164, code, since) VALUES (?,?,?)
         ON CONFLICT (e164) DO UPDATE SET code = excluded.code, since = excluded.since`,
    ).run(e164, code, at)
  },
  clearFlag(e164) {
    db.sql('DELETE FROM landline WHERE e164 = ?').run(e164)
  },
})
