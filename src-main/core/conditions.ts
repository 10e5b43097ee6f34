/** What a saved search may ask of a recipient. How it becomes SQL is the database adapter's affair. */
import { comesRound } from './day-of-year'

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
  takes: 'nothing' | 'value' | 'days'
  /** How a condition is told; `#` stands for its value. */
  says: string
}
const alone = (op: string, label: string): Operator => ({ op, label, takes: 'nothing', says: label })
const value = (op: string, label: string): Operator => ({ op, label, takes: 'value', says: `${label} #` })
const days = (op: string, label: string, says: string): Operator => ({ op, label, takes: 'days', says })

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
  'date-time': [...UPCOMING, RECENT, ...EMPTY],
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

/**
 * The date for which conditions find somebody, `YYYY-MM-DD`; one of any year is the day it comes round. Null when they find
 * them for none.
 * @param day the date n days from today
 */
export const dateFound = (
  conditions: readonly Condition[],
  valueOf: (field: string) => unknown,
  day: (offset: number) => string,
): string | null => {
  for (const condition of conditions) {
    const span = spanOf(condition)
    const value = span && valueOf(condition.field)
    if (!span || typeof value !== 'string' || value === '') continue
    const from = day(span.from)
    const date = span.yearly ? comesRound(value, from) : value.slice(0, 10)
    if (date >= from && date <= day(span.to)) return date
  }
  return null
}

const CONSENT = [
  { value: 'granted', label: 'granted' },
  { value: 'refused', label: 'refused' },
  { value: 'none', label: 'not asked' },
]

/** Fields that every recipient has. */
export const FIELDS: readonly SearchField[] = [
  { field: 'name', label: 'Name', type: 'text' },
  { field: 'email', label: 'E-mail', type: 'text' },
  { field: 'number', label: 'Phone number', type: 'text' },
  { field: 'tag', label: 'Tag', type: 'tag' },
  { field: 'alerts', label: 'Consent to alerts', type: 'consent', choices: CONSENT },
  { field: 'marketing', label: 'Consent to marketing', type: 'consent', choices: CONSENT },
  {
    field: 'language',
    label: 'Language',
    type: 'choice',
    choices: [
      { value: 'en', label: 'English' },
      { value: 'fr', label: 'French' },
      { value: 'es', label: 'Spanish' },
    ],
  },
  { field: 'account', label: 'Account', type: 'text' },
  { field: 'texted', label: 'Texted by us', type: 'past' },
  { field: 'replied', label: 'Wrote to us', type: 'past' },
  { field: 'created', label: 'Added', type: 'past' },
  { field: 'list', label: 'List', type: 'list' },
]

/** What is wrong with a condition, in words for its row; null when it can be searched. */
export const conditionProblem = (condition: Condition, fields: readonly SearchField[]): string | null => {
  const field = fields.find((candidate) => candidate.field === condition.field)
  if (!field) return 'This field does not exist any more. Choose another one.'
  const operator = OPERATORS[field.type].find((candidate) => candidate.op === condition.op)
  if (!operator) return 'Choose how to compare.'
  if (operator.takes === 'nothing') return null
  const typed = condition.value
  if (typed === null || String(typed).trim() === '') return 'Fill in what to look for.'
  const isDays = operator.takes === 'days'
  if ((isDays || field.type === 'number') && !Number.isFinite(Number(typed))) return 'Type a number.'
  if (isDays && (Number(typed) < 0 || Number(typed) > 36_500))
    return 'Type a number of days from 0 to 36,500.'
  return null
}
