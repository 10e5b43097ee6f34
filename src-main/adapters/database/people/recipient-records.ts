/** Records whole, and what texts say of them, with their numbers and tags. */
import {
  ACCOUNT_KEYS,
  type AccountKey,
  type AccountValues,
  FIELD_KEYS,
  type FieldKey,
  NO_VALUES,
  valuesOf,
} from '#shared/people/person-fields'
import type { RecordKind } from '#shared/values'
import type {
  CustomValue,
  NumberKept,
  RecipientKept,
  RecipientStore,
  Wording,
} from '../../../services/people/people-store'
import type { Db } from '../db'
import type { LandlineRow, PhoneRow, RecipientRow } from './people-tables'

type PhoneLine = PhoneRow & { code: LandlineRow['code'] | null }

type AccountColumns = { [K in AccountKey as `account_${K}`]: AccountValues[K] | null } & {
  account_name: string | null
  account_custom: string | null
  account_phone: NumberKept['e164'] | null
}
/** The primary number of a record, as a column. */
const PRIMARY = (id: string) =>
  `(SELECT e164 FROM phone_number WHERE recipient_id = ${id} ORDER BY is_primary DESC, position LIMIT 1)`
const customOf = (json: string): Record<string, CustomValue> =>
  json === '{}' ? {} : (JSON.parse(json) as Record<string, CustomValue>)

const accountValues = (row: AccountColumns): AccountValues =>
  Object.fromEntries(
    ACCOUNT_KEYS.map((key) => [key, row[`account_${key}`] ?? NO_VALUES[key]]),
  ) as AccountValues
const emptySql = (key: FieldKey) => (NO_VALUES[key] === null ? 'NULL' : "''")

/** The numbers of these records, the primary one of each first. `list`: ids as JSON. */
const numbersOf = (db: Db, list: string): Map<number, NumberKept[]> => {
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
      flagged: phone.code,
    }
    const known = numbers.get(phone.recipient_id)
    if (known) known.push(kept)
    else numbers.set(phone.recipient_id, [kept])
  }
  return numbers
}

const tagsOf = (db: Db, list: string): Map<number, string[]> => {
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
  return tags
}

export type RecipientRecords = Pick<RecipientStore, 'many' | 'get' | 'wording'>

export const createRecipientRecords = (db: Db): RecipientRecords => {
  const many = (ids: readonly number[]): RecipientKept[] => {
    const list = JSON.stringify(ids)
    const rows = db
      .sql(
        `SELECT r.*, a.name AS account_name, ${ACCOUNT_KEYS.map((key) => `a.${key} AS account_${key}`).join(', ')}, a.custom AS account_custom, ${PRIMARY('r.account_id')} AS account_phone
         FROM recipient r LEFT JOIN recipient a ON a.id = r.account_id WHERE r.id IN (SELECT value FROM json_each(?))`,
      )
      .all(list) as (RecipientRow & AccountColumns)[]
    const numbers = numbersOf(db, list)
    const tags = tagsOf(db, list)
    const byId = new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          kind: row.kind as RecordKind,
          firstName: row.first_name,
          lastName: row.last_name,
          name: row.name,
          ...valuesOf(row),
          accountId: row.account_id,
          accountName: row.account_name,
          account:
            row.account_custom === null
              ? null
              : {
                  phone: row.account_phone,
                  ...accountValues(row),
                  custom: customOf(row.account_custom),
                },
          custom: customOf(row.custom),
          tags: tags.get(row.id) ?? [],
          numbers: numbers.get(row.id) ?? [],
          archived: row.archived_at !== null,
          pastSince: row.past_since,
          createdAt: row.created_at,
          updatedAt: row.updated_at,
          lastOutAt: row.last_out_at,
          lastInAt: row.last_in_at,
        } satisfies RecipientKept,
      ]),
    )
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  return {
    many,
    get: (id) => many([id])[0] ?? null,
    async wording(ids, variables) {
      const uses = (...names: string[]) => names.some((name) => variables.includes(name))
      const custom = variables.some((name) => name.startsWith('custom.'))
      const ofAccount = variables.some((name) => name.startsWith('account.'))
      const columns = {
        kind: uses('account_name') ? 'r.kind' : "''",
        firstName: uses('first_name') ? 'r.first_name' : "''",
        lastName: uses('last_name') ? 'r.last_name' : "''",
        name: uses('full_name', 'account_name') ? 'r.name' : "''",
        ...Object.fromEntries(FIELD_KEYS.map((key) => [key, uses(key) ? `r.${key}` : emptySql(key)])),
        tags: uses('tags')
          ? '(SELECT json_group_array(tag ORDER BY tag) FROM recipient_tag t WHERE t.recipient_id = r.id)'
          : "'[]'",
        phone: uses('phone') ? PRIMARY('r.id') : 'NULL',
        accountName: uses('account_name') ? 'a.name' : 'NULL',
        accountPhone: uses('account_phone') ? PRIMARY('a.id') : 'NULL',
        ...Object.fromEntries(
          ACCOUNT_KEYS.map((key) => [`account_${key}`, uses(`account_${key}`) ? `a.${key}` : 'NULL']),
        ),
        accountCustom: ofAccount ? 'a.custom' : 'NULL',
        custom: custom ? 'r.custom' : "'{}'",
      }
      const joined = variables.some((name) => name.startsWith('account'))
      const [found] = (await db.read(
        `SELECT json_group_array(json_object('kind', kind, 'firstName', firstName, 'lastName', lastName, 'name', name,
           ${FIELD_KEYS.map((key) => `'${key}', ${key}`).join(', ')}, 'tags', json(tags),
           'numbers', CASE WHEN phone IS NULL THEN json_array() ELSE json_array(json_object('e164', phone)) END,
           'accountName', accountName,
           'account', json_object('phone', accountPhone, ${ACCOUNT_KEYS.map((key) => `'${key}', coalesce(account_${key}, ${emptySql(key)})`).join(', ')}, 'custom', json(coalesce(accountCustom, '{}'))),
           'custom', json(custom), 'times', times)) AS people
         FROM (SELECT ${Object.entries(columns)
           .map(([name, column]) => `${column} AS ${name}`)
           .join(', ')}, count(*) AS times
           FROM recipient r ${joined ? 'LEFT JOIN recipient a ON a.id = r.account_id' : ''}
           WHERE r.id IN (SELECT value FROM json_each(?)) GROUP BY ${Object.keys(columns)
             .map((_column, at) => at + 1)
             .join(', ')})`,
        JSON.stringify(ids),
      )) as { people: string }[]
      return found ? (JSON.parse(found.people) as (Wording & { times: number })[]) : []
    },
  }
}
