/** The plain fields of a record as they cross: from the table of fields. */
import { z } from 'zod'
import {
  fieldOf,
  type FieldType,
  type FieldValues,
  forFields,
  type PersonField,
  type ValueOf,
} from '#shared/people/person-fields'
import { language } from '../shapes'

type Schema<Value> = z.ZodType<Value, Value>
const text = ({ longest = 2000 }: PersonField) => z.string().trim().max(longest)
const maybeText = (field: PersonField) => text(field).nullable()
const SCHEMAS: { [T in FieldType]: (field: PersonField) => Schema<ValueOf[T]> } = {
  text,
  email: text,
  date: maybeText,
  choice: maybeText,
  language: () => language.nullable(),
  zone: maybeText,
}

export const keptFields = forFields<{ [K in keyof FieldValues]: Schema<FieldValues[K]> }>((key) =>
  SCHEMAS[fieldOf(key).type](fieldOf(key)),
)
/** One that is left out stays as it is. */
export const typedFields = forFields<{ [K in keyof FieldValues]: z.ZodOptional<Schema<FieldValues[K]>> }>(
  (key) => keptFields[key].optional(),
)
