/** What a saved search may ask of a recipient. How it becomes SQL is the database adapter's affair. */

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

type Operator = { op: string; label: string; takesValue: boolean }
const op = (name: string, label: string, takesValue = true): Operator => ({ op: name, label, takesValue })
const EMPTY = [op('empty', 'is empty', false), op('filled', 'is filled in', false)]

/** The operators of each type of field, in the order a person meets them. */
export const OPERATORS: Record<FieldType, readonly Operator[]> = {
  text: [
    op('contains', 'contains'),
    op('is', 'is'),
    op('is-not', 'is not'),
    op('starts', 'starts with'),
    ...EMPTY,
  ],
  choice: [op('is', 'is'), op('is-not', 'is not'), ...EMPTY],
  number: [op('is', 'is'), op('less', 'is less than'), op('more', 'is more than'), ...EMPTY],
  'yes-no': [op('yes', 'is yes', false), op('no', 'is no', false), ...EMPTY],
  date: [
    op('today', 'is today', false),
    op('tomorrow', 'is tomorrow', false),
    op('in-days', 'is in this many days'),
    op('within-next', 'is within the next days'),
    op('within-last', 'was within the last days'),
    op('before', 'is before'),
    op('after', 'is after'),
    ...EMPTY,
  ],
  'date-time': [
    op('today', 'is today', false),
    op('tomorrow', 'is tomorrow', false),
    op('in-days', 'is in this many days'),
    op('within-next', 'is within the next days'),
    op('within-last', 'was within the last days'),
    ...EMPTY,
  ],
  tag: [op('has', 'has'), op('has-not', 'does not have')],
  list: [op('in', 'is on'), op('not-in', 'is not on')],
  consent: [op('is', 'is'), op('is-not', 'is not')],
  past: [
    op('within-last', 'within the last days'),
    op('not-within-last', 'not within the last days'),
    op('never', 'never', false),
  ],
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
  if (!operator.takesValue) return null
  const value = condition.value
  if (value === null || String(value).trim() === '') return 'Fill in what to look for.'
  const days = ['in-days', 'within-next', 'within-last', 'not-within-last'].includes(operator.op)
  if ((days || field.type === 'number') && !Number.isFinite(Number(value))) return 'Type a number.'
  if (days && (Number(value) < 0 || Number(value) > 36_500)) return 'Type a number of days from 0 to 36,500.'
  return null
}
