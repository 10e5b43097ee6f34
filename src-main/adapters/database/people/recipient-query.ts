/** Saved searches as SQL. Values are always bound, and fields come from a list: nothing typed becomes SQL. */
import { type Condition, hoursOf, isComparable, type SearchField, spanOf } from '#shared/people/conditions'
import { type FieldKey, isFieldKey } from '#shared/people/person-fields'
import { roundsBetween } from '#shared/time/day-of-year'
import type { RecipientQuery, RecipientSort, SearchContext } from '../../../services/people/people-store'
import { digitsQuery, wordsQuery } from './search-words'

type Sql = { sql: string; args: (string | number | null)[] }
const NEVER: Sql = { sql: '0', args: [] }

const PRIMARY =
  '(SELECT p.e164 FROM phone_number p WHERE p.recipient_id = r.id ORDER BY p.is_primary DESC, p.position LIMIT 1)'
const consentSql = (purpose: string) =>
  `coalesce((SELECT c.state FROM consent c WHERE c.recipient_id = r.id AND c.purpose = '${purpose}' AND c.e164 = ${PRIMARY}), 'none')`

/** LIKE with the typed text taken literally. */
const like = (value: string) => value.replace(/[\\%_]/g, '\\$&')

const textSql = (column: string, { op, value }: Condition): Sql => {
  const typed = String(value ?? '').trim()
  switch (op) {
    case 'contains':
      return { sql: `${column} LIKE ? ESCAPE '\\'`, args: [`%${like(typed)}%`] }
    case 'starts':
      return { sql: `${column} LIKE ? ESCAPE '\\'`, args: [`${like(typed)}%`] }
    case 'is':
      return { sql: `${column} = ? COLLATE NOCASE`, args: [typed] }
    case 'is-not':
      return { sql: `coalesce(${column}, '') <> ? COLLATE NOCASE`, args: [typed] }
    case 'empty':
      return { sql: `coalesce(${column}, '') = ''`, args: [] }
    case 'filled':
      return { sql: `coalesce(${column}, '') <> ''`, args: [] }
    default:
      return NEVER
  }
}

const dateSql = (column: string, condition: Condition, { day, hour }: SearchContext): Sql => {
  const on = `substr(${column}, 1, 10)`
  const hours = hoursOf(condition)
  if (hours)
    return {
      sql: `substr(${column}, 1, 16) BETWEEN ? AND ?`,
      args: [hour(hours.from), hour(hours.to)],
    }
  const span = spanOf(condition)
  if (span) {
    const [from, to] = [day(span.from), day(span.to)]
    return span.yearly
      ? {
          sql: `substr(${column}, 6, 5) IN (SELECT value FROM json_each(?))`,
          args: [JSON.stringify(roundsBetween(from, to))],
        }
      : { sql: `${on} BETWEEN ? AND ?`, args: [from, to] }
  }
  // A day is compared with days, a day and time to the minute.
  const typed = String(condition.value).slice(0, 16)
  const until = typed.length > 10 ? `substr(${column}, 1, 16)` : on
  switch (condition.op) {
    case 'before':
      return { sql: `${until} < ? AND ${on} <> ''`, args: [typed] }
    case 'after':
      return { sql: `${until} > ?`, args: [typed] }
    default:
      return textSql(column, condition)
  }
}

const pastSql = (column: string, { op, value }: Condition, { now }: SearchContext): Sql => {
  const since = new Date(Date.parse(now) - Number(value) * 86_400_000).toISOString()
  switch (op) {
    case 'within-last':
      return { sql: `${column} >= ?`, args: [since] }
    case 'not-within-last':
      return { sql: `(${column} IS NULL OR ${column} < ?)`, args: [since] }
    case 'never':
      return { sql: `${column} IS NULL`, args: [] }
    default:
      return NEVER
  }
}

/** A plain field, or one of the office's own. */
const valueSql = (field: SearchField, condition: Condition, context: SearchContext): Sql => {
  const column = isFieldKey(field.field) ? `r.${field.field}` : customColumn(field.field)
  const { op, value } = condition
  switch (field.type) {
    case 'number':
      if (op === 'is') return { sql: `${column} = ?`, args: [Number(value)] }
      if (op === 'less') return { sql: `${column} < ?`, args: [Number(value)] }
      if (op === 'more') return { sql: `${column} > ?`, args: [Number(value)] }
      return textSql(column, condition)
    case 'yes-no':
      if (op === 'yes') return { sql: `${column} = 1`, args: [] }
      if (op === 'no') return { sql: `${column} = 0`, args: [] }
      return textSql(column, condition)
    case 'date':
    case 'date-time':
      return dateSql(column, condition, context)
    default:
      return textSql(column, condition)
  }
}

const conditionSql = (condition: Condition, context: SearchContext): Sql => {
  const field = context.fields.find((candidate) => candidate.field === condition.field)
  if (!field) return NEVER
  const { op, value } = condition
  // Words where a number is wanted find nobody: there is no such day, and no such number.
  if (!isComparable(field, condition)) return NEVER
  switch (field.field) {
    case 'name':
      return textSql('r.name', condition)
    case 'past-client': {
      const isNot = op === 'no' || op === 'empty'
      return { sql: `r.past_since IS ${isNot ? '' : 'NOT '}NULL`, args: [] }
    }
    case 'account':
      return textSql('(SELECT a.name FROM recipient a WHERE a.id = r.account_id)', condition)
    case 'number': {
      const owns = (inner: string) =>
        `EXISTS (SELECT 1 FROM phone_number p WHERE p.recipient_id = r.id${inner})`
      if (op === 'empty') return { sql: `NOT ${owns('')}`, args: [] }
      if (op === 'filled') return { sql: owns(''), args: [] }
      const digits = String(value ?? '')
        .replace(/\D/g, '')
        .replace(/^0+/, '')
      const test: Sql =
        op === 'contains'
          ? { sql: owns(' AND p.e164 LIKE ?'), args: [`%${digits}%`] }
          : { sql: owns(' AND p.e164 LIKE ?'), args: [`%${digits}`] }
      return op === 'is-not' ? { sql: `NOT ${test.sql}`, args: test.args } : test
    }
    case 'tag': {
      const has = 'EXISTS (SELECT 1 FROM recipient_tag t WHERE t.recipient_id = r.id AND t.tag = ?)'
      return { sql: op === 'has-not' ? `NOT ${has}` : has, args: [String(value ?? '')] }
    }
    case 'list': {
      const on = 'EXISTS (SELECT 1 FROM list_member m WHERE m.recipient_id = r.id AND m.list_id = ?)'
      return { sql: op === 'not-in' ? `NOT ${on}` : on, args: [Number(value)] }
    }
    case 'alerts':
    case 'marketing':
      return {
        sql: `${consentSql(field.field)} ${op === 'is-not' ? '<>' : '='} ?`,
        args: [String(value ?? '')],
      }
    case 'texted':
      return pastSql('r.last_out_at', condition, context)
    case 'replied':
      return pastSql('r.last_in_at', condition, context)
    case 'created':
      return pastSql('r.created_at', condition, context)
    default:
      return valueSql(field, condition, context)
  }
}

/** The WHERE of a query over `recipient r`, with its bound values. */
export const where = (query: RecipientQuery, context: SearchContext): Sql => {
  const parts: string[] = [query.archived ? 'r.archived_at IS NOT NULL' : 'r.archived_at IS NULL']
  const args: Sql['args'] = []
  if (query.kind) {
    parts.push('r.kind = ?')
    args.push(query.kind)
  }
  const search = query.search.trim()
  if (search !== '') {
    const match = digitsQuery(search) ?? wordsQuery(search)
    if (match) {
      parts.push('r.id IN (SELECT rowid FROM recipient_fts WHERE recipient_fts MATCH ?)')
      args.push(match)
    } else parts.push('0')
  }
  if (query.staticListId !== null) {
    parts.push('r.id IN (SELECT recipient_id FROM list_member WHERE list_id = ?)')
    args.push(query.staticListId)
  }
  if (query.accountId) {
    parts.push('r.account_id = ?')
    args.push(query.accountId)
  }
  for (const group of query.conditions) {
    if (group.of.length === 0) continue
    const each = group.of.map((condition) => conditionSql(condition, context))
    parts.push(`(${each.map(({ sql }) => sql).join(group.join === 'any' ? ' OR ' : ' AND ')})`)
    args.push(...each.flatMap((one) => one.args))
  }
  return { sql: parts.join(' AND '), args }
}

const COLUMN: Record<Exclude<RecipientSort, FieldKey | `custom.${string}`>, string> = {
  name: 'r.sort_name',
  number: PRIMARY,
  alerts: consentSql('alerts'),
  marketing: consentSql('marketing'),
  last: "max(coalesce(r.last_out_at, ''), coalesce(r.last_in_at, ''))",
  created: 'r.created_at',
  account: "coalesce((SELECT a.sort_name FROM recipient a WHERE a.id = r.account_id), '')",
}
/** A value of the office's own field; the key holds letters, digits and underscores alone. */
const customColumn = (field: string) =>
  `json_extract(r.custom, '$."${field.slice('custom.'.length).replace(/[^\w-]/g, '')}"')`
const columnOf = (sort: RecipientSort): string =>
  sort in COLUMN
    ? COLUMN[sort as keyof typeof COLUMN]
    : isFieldKey(sort)
      ? `nullif(r.${sort}, '') COLLATE NOCASE`
      : customColumn(sort)
const nameColumn = (byLastName: boolean) => (byLastName ? 'r.sort_last' : COLUMN.name)
export const orderBy = (sort: RecipientSort, descending: boolean, byLastName: boolean): string => {
  const way = descending ? 'DESC' : 'ASC'
  const name = nameColumn(byLastName)
  if (sort === 'name') return `${name} ${way}, r.id`
  // Who has no value comes last, either way.
  return `${sort in COLUMN ? '' : `${columnOf(sort)} IS NULL, `}${columnOf(sort)} ${way}, ${name}, r.id`
}
