/** Reads a plain field of a record: a cell of a file as it stands there, and what is typed, which is checked more strictly. */
import { readCustom } from '#shared/people/custom-values'
import { readLanguage } from '#shared/files/import-map'
import { type Phrase, phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import {
  type FieldKey,
  fieldOf,
  type FieldType,
  type FieldValue,
  labelOf,
  type PersonField,
  type ValueOf,
} from '#shared/people/person-fields'
import { isZone } from './zones'

/** @param country whose way to write dates it is; `today`, its date as YYYY-MM-DD */
type Where = { country: string; today: string }
type Read<Value> = { ok: true; value: Value } | { ok: false; message: Phrase }
type Reader<Value> = (words: string, field: PersonField, label: string, where: Where) => Read<Value>

const asText: Reader<string> = (words, { longest = 2000 }) => ({ ok: true, value: words.slice(0, longest) })
const asCustom: Reader<string | null> = (words, { type, choices = [] }, label, { country, today }) => {
  const read = readCustom({ key: '', label, type, choices }, words, country, today)
  return read.ok ? { ok: true, value: read.value === null ? null : String(read.value) } : read
}
const READERS: { [T in FieldType]: Reader<ValueOf[T]> } = {
  text: asText,
  email: asText,
  date: asCustom,
  choice: asCustom,
  language: (words) => ({ ok: true, value: readLanguage(words) }),
  zone: (words) =>
    isZone(words) ? { ok: true, value: words } : { ok: false, message: phrase('people.zone') },
}

export const readField = (key: FieldKey, words: string, where: Where): Read<FieldValue> =>
  READERS[fieldOf(key).type](words, fieldOf(key), say(labelOf(key)), where)

/** What was typed into a record; empty is nothing. */
export const readTyped = (key: FieldKey, typed: FieldValue, where: Where): Read<FieldValue> => {
  if (typed === null || typed === '') return { ok: true, value: typed }
  if (fieldOf(key).type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed))
    return { ok: false, message: phrase('people.email') }
  return readField(key, typed, where)
}
