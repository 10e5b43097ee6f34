/** What a saved search may ask of a recipient. How it becomes SQL is the database adapter's affair. */
import { type Phrase, phrase } from '../phrases/phrase'
import { say } from '../phrases/say'
import { comesRound } from '../time/day-of-year'
import { LANGUAGE_WORD } from '../values'
import { type FieldKey, fieldOf, fieldsWhere, labelOf, type ValueOf } from './person-fields'

export type Condition = { field: string; op: string; value: string | number | null }
export type Conditions = { join: 'all' | 'any'; of: Condition[] }
export type FieldType =
  | 'text'
  | 'choice'
  | 'number'
  | 'yes-no'
  | 'date'
  | 'date-time'
  | 'tag'
  | 'list'
  | 'consent'
  | 'past'
export type SearchField = {
  field: string
  label: string
  type: FieldType
  choices?: { value: string; label: string }[]
}

export type Operator = {
  op: string
  label: string
  /** What it is compared with. */
  takes: 'nothing' | 'value' | 'days' | 'hours'
  /** How a condition is told; `#` stands for its value. */
  says: string
}
const alone = (op: string, label: string): Operator => ({ op, label, takes: 'nothing', says: label })
const value = (op: string, label: string): Operator => ({ op, label, takes: 'value', says: `${label} #` })
const days = (op: string, label: string, says: string): Operator => ({ op, label, takes: 'days', says })
const hours = (op: string, label: string, says: string): Operator => ({ op, label, takes: 'hours', says })

const EMPTY = [alone('empty', 'is empty'), alone('filled', 'is filled in')]
const UPCOMING = [
  alone('today', 'is today'),
  alone('tomorrow', 'is tomorrow'),
  days('in-days', 'is in this many days', 'is in # days'),
  days('within-next', 'is within the next days', 'is within the next # days'),
]
const RECENT = days('within-last', 'was within the last days', 'was within the last # days')
/** By month and day, for birthdays. */
const YEARLY = 'yearly-'
const yearly = ({ op, label, takes, says }: Operator): Operator => ({
  op: `${YEARLY}${op}`,
  label: `${label}, in any year`,
  takes,
  says: `${says}, in any year`,
})

/** The operators of each type of field, in the order a person meets them. */
export const OPERATORS: Record<FieldType, readonly Operator[]> = {
  text: [
    value('contains', 'contains'),
    value('is', 'is'),
    value('is-not', 'is not'),
    value('starts', 'starts with'),
    ...EMPTY,
  ],
  choice: [value('is', 'is'), value('is-not', 'is not'), ...EMPTY],
  number: [value('is', 'is'), value('less', 'is less than'), value('more', 'is more than'), ...EMPTY],
  'yes-no': [alone('yes', 'is yes'), alone('no', 'is no'), ...EMPTY],
  date: [
    ...UPCOMING,
    RECENT,
    value('before', 'is before'),
    value('after', 'is after'),
    ...UPCOMING.map(yearly),
    ...EMPTY,
  ],
  'date-time': [
    hours('within-hours', 'is within the next hours', 'is within the next # hours'),
    hours('within-last-hours', 'was within the last hours', 'was within the last # hours'),
    ...UPCOMING,
    RECENT,
    value('before', 'is before'),
    value('after', 'is after'),
    ...EMPTY,
  ],
  tag: [value('has', 'has'), value('has-not', 'does not have')],
  list: [value('in', 'is on'), value('not-in', 'is not on')],
  consent: [value('is', 'is'), value('is-not', 'is not')],
  past: [
    days('within-last', 'within the last days', 'within the last # days'),
    days('not-within-last', 'not within the last days', 'not within the last # days'),
    alone('never', 'never'),
  ],
}

/** Days counted from today, both included; `yearly`: of any year. */
export type Span = { from: number; to: number; yearly: boolean }

/** The days on which a date is to fall for a condition; null when it asks for none. */
export const spanOf = ({ op, value }: Condition): Span | null => {
  const yearly = op.startsWith(YEARLY)
  const n = Number(value)
  switch (yearly ? op.slice(YEARLY.length) : op) {
    case 'today':
      return { from: 0, to: 0, yearly }
    case 'tomorrow':
      return { from: 1, to: 1, yearly }
    case 'in-days':
      return { from: n, to: n, yearly }
    case 'within-next':
      return { from: 0, to: n, yearly }
    case 'within-last':
      return { from: -n, to: 0, yearly }
    default:
      return null
  }
}

/** The hours counted from now within which a date-time is to fall for a condition; null when it asks for none. */
export const hoursOf = ({ op, value }: Condition): { from: number; to: number } | null => {
  const n = Number(value)
  switch (op) {
    case 'within-hours':
      return { from: 0, to: n }
    case 'within-last-hours':
      return { from: -n, to: 0 }
    default:
      return null
  }
}

/**
 * The dates for which conditions find somebody: `YYYY-MM-DD` of a date, with its time (`YYYY-MM-DDTHH:MM`) of a date-time,
 * since two visits of one day are two. A date of any year is the day it comes round.
 * @param day the date n days from today
 * @param hour what the office's clock shows n hours from now, as a date-time
 */
export const datesFound = (
  conditions: readonly Condition[],
  valueOf: (field: string) => unknown,
  day: (offset: number) => string,
  hour: (offset: number) => string,
): string[] => {
  const found: string[] = []
  for (const condition of conditions) {
    const [span, hours] = [spanOf(condition), hoursOf(condition)]
    const value = span || hours ? valueOf(condition.field) : null
    if (typeof value !== 'string' || value === '') continue
    if (hours) {
      const at = value.slice(0, 16)
      if (at >= hour(hours.from) && at <= hour(hours.to)) found.push(at)
    } else if (span) {
      const from = day(span.from)
      const date = span.yearly ? comesRound(value, from) : value.slice(0, 10)
      if (date >= from && date <= day(span.to)) found.push(span.yearly ? date : value.slice(0, 16))
    }
  }
  return [...new Set(found)]
}

const CONSENT = [
  { value: 'granted', label: 'granted' },
  { value: 'refused', label: 'refused' },
  { value: 'none', label: 'not asked' },
]

/** How the values of each type are searched. */
const SEARCHED_AS: Record<keyof ValueOf, FieldType> = {
  text: 'text',
  email: 'text',
  date: 'date',
  choice: 'choice',
  language: 'choice',
  zone: 'text',
}
const plainField = (key: FieldKey): SearchField => {
  const { type, choices } = fieldOf(key)
  const offered =
    type === 'language'
      ? Object.entries(LANGUAGE_WORD).map(([value, label]) => ({ value, label }))
      : choices?.map((value) => ({ value, label: value }))
  return {
    field: key,
    label: say(labelOf(key)),
    type: SEARCHED_AS[type],
    ...(offered ? { choices: offered } : {}),
  }
}
const CONTACT = fieldsWhere(({ condition, contact }) => condition && contact)
const OTHERS = fieldsWhere(({ condition, contact }) => condition && !contact)

/** Fields that every recipient has. */
export const FIELDS: readonly SearchField[] = [
  { field: 'name', label: 'Name', type: 'text' },
  ...CONTACT.map(plainField),
  { field: 'number', label: 'Phone number', type: 'text' },
  { field: 'tag', label: 'Tag', type: 'tag' },
  { field: 'alerts', label: 'Consent to alerts', type: 'consent', choices: CONSENT },
  { field: 'marketing', label: 'Consent to marketing', type: 'consent', choices: CONSENT },
  ...OTHERS.map(plainField),
  { field: 'account', label: 'Account', type: 'text' },
  { field: 'past-client', label: 'Past client', type: 'yes-no' },
  { field: 'texted', label: 'Texted by us', type: 'past' },
  { field: 'replied', label: 'Wrote to us', type: 'past' },
  { field: 'created', label: 'Added', type: 'past' },
  { field: 'list', label: 'List', type: 'list' },
]

const MOST_DAYS = 36_500
const MOST_HOURS = 8760
const MOST: Partial<Record<Operator['takes'], number>> = { days: MOST_DAYS, hours: MOST_HOURS }
const isCount = (number: number, most: number): boolean =>
  Number.isInteger(number) && number >= 0 && number <= most
/** Is this the number that the operator compares with: of days, or of the field? True where it wants none. */
export const isComparable = (field: Pick<SearchField, 'type'>, { op, value }: Condition): boolean => {
  const takes = OPERATORS[field.type].find((operator) => operator.op === op)?.takes
  const most = takes && MOST[takes]
  if (most === undefined && !(takes === 'value' && field.type === 'number')) return true
  const number = value === null || value === '' ? Number.NaN : Number(value)
  return most === undefined ? Number.isFinite(number) : isCount(number, most)
}

/** What is wrong with a condition, for its row; null when it can be searched. */
export const conditionProblem = (
  condition: Condition,
  fields: readonly { readonly field: string; readonly type: string }[],
): Phrase | null => {
  const field = fields.find((candidate) => candidate.field === condition.field)
  if (!field) return phrase('condition.field-gone')
  const operator = OPERATORS[field.type as FieldType].find((candidate) => candidate.op === condition.op)
  if (!operator) return phrase('condition.choose-how')
  if (operator.takes === 'nothing') return null
  const typed = condition.value
  if (typed === null || String(typed).trim() === '') return phrase('condition.fill-in')
  const most = MOST[operator.takes]
  if ((most !== undefined || field.type === 'number') && !Number.isFinite(Number(typed)))
    return phrase('condition.type-number')
  if (most !== undefined && !isCount(Number(typed), most))
    return phrase('condition.from-0-to', { what: operator.takes, most: most.toLocaleString('en') })
  return null
}
