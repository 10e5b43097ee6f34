import { type FieldValues, NO_VALUES, valuesOf as fieldsOfRecord } from '#shared/people/person-fields'
import type { RecordKind } from '#shared/values'
import type { Person, PersonInput } from './use-person-form'

export type CustomValue = PersonInput['custom'][string]
export type Values = FieldValues & {
  kind: RecordKind
  firstName: string
  lastName: string
  account: { id: number; name: string } | null
  tags: string[]
  custom: Record<string, CustomValue>
  numbers: { key: string; id: number | null; number: string; label: string }[]
  /** Key of the primary number. */
  primary: string
}

export const newNumber = (label: string): Values['numbers'][number] => ({
  key: crypto.randomUUID(),
  id: null,
  number: '',
  label,
})

export const emptyValues = (kind: RecordKind, typed = ''): Values => {
  const number = { ...newNumber(kind === 'account' ? 'Office' : 'Mobile'), number: typed }
  return {
    kind,
    firstName: '',
    lastName: '',
    ...NO_VALUES,
    account: null,
    tags: [],
    custom: {},
    numbers: [number],
    primary: number.key,
  }
}

export const valuesOf = (person: Person): Values => {
  const numbers = person.numbers.map(({ id, national, label }) => ({
    key: String(id),
    id,
    number: national,
    label,
  }))
  const primary = person.numbers.find((number) => number.primary)
  return {
    ...emptyValues(person.kind),
    firstName: person.firstName,
    lastName: person.lastName,
    ...fieldsOfRecord(person),
    account: person.account,
    tags: person.tags,
    custom: person.custom,
    ...(numbers.length > 0 ? { numbers, primary: String(primary?.id ?? numbers[0]?.key) } : {}),
  }
}

export const inputOf = (id: number | null, values: Values): PersonInput => {
  const { account, primary, numbers, ...rest } = values
  return {
    ...rest,
    id,
    accountId: account?.id ?? null,
    numbers: numbers.map(({ key, ...number }) => ({ ...number, primary: key === primary })),
  }
}
