/**
 * The plain fields of people and accounts, in the order in which they are shown and exported. Rows, contract, imports, searches,
 * templates, merges, exports and forms are made from this table. What has rules of its own (names, numbers, account, tags, consent,
 * past clients) has code of its own. A new field is an entry here, its `label.<key>` in the catalogue, and a migration.
 */
import { type Language, languageName, RECORD_KINDS, type RecordKind } from '../values'

/** What a field of each type holds; a text that is empty is none. */
export type ValueOf = {
  text: string
  email: string
  date: string | null
  choice: string | null
  language: Language | null
  /** IANA name of a time zone. */
  zone: string | null
}
export type FieldType = keyof ValueOf

export type PersonField = {
  type: FieldType
  /** Who has it. */
  kinds: readonly RecordKind[]
  /** So many characters of a text are kept. */
  longest?: number
  /** Of the type `choice`. */
  choices?: readonly string[]
  /** One reaches them by it: it stands beside the numbers. */
  contact: boolean
  /** The details of a record show it. */
  detail: boolean
  /** The search box finds its words. */
  searched: boolean
  /** A saved search may ask for it. */
  condition: boolean
  /** A text may say it: of the record, or of the account that a person belongs to as well, as `account_<key>`. */
  variable: 'record' | 'account' | null
  /** What it is called in the texts of other programs, without spaces and marks. */
  foreign?: string
  /** Headings over it in files, as `headingKey` folds them; null: no file brings it. */
  headings: RegExp | null
  /** The property of a vCard that holds it. */
  card: string | null
  /** A file may hold several of it; the first counts. */
  several?: boolean
  /** Where two rows of a file are one person, what the second says differently goes to the note. */
  noted: boolean
  /** The table of people that is exported has it; what is exported of one person has every field. */
  exported: boolean
}

/** A key is the column in the database too, and the name in templates, searches and files: lower case, digits, underscores. */
const PERSON_FIELDS = {
  email: {
    type: 'email',
    kinds: RECORD_KINDS,
    longest: 200,
    contact: true,
    detail: true,
    searched: true,
    condition: true,
    variable: 'account',
    foreign: 'email emailaddress mail',
    headings:
      /^(e ?mail|courriel|correo( electronico)?|mail|posta elettronica|correio( eletronico| electronico)?)( \d+)?( (value|address|adresse|adresse \d+))?$|^e ?mail ?(adres(se)?|address|anschrift)( \d)?$|^(mail|primary e ?mail)( address)?$|^adresse (de messagerie|e ?mail|mail|electronique|courriel)( \d)?$|^direccion de (correo( electronico)?|e ?mail)( \d)?$|^indirizzo (di )?(posta elettronica|e ?mail)( \d)?$|^endereco de (e ?mail|correio( eletronico| electronico)?)( \d)?$/,
    card: 'EMAIL',
    several: true,
    noted: true,
    exported: true,
  },
  language: {
    type: 'language',
    kinds: RECORD_KINDS,
    contact: false,
    detail: false,
    searched: false,
    condition: true,
    variable: 'record',
    headings: /^(language|langue|idioma|sprache|lingua|taal|preferred language)$/,
    card: 'LANG',
    noted: false,
    exported: true,
  },
  zone: {
    type: 'zone',
    kinds: RECORD_KINDS,
    longest: 60,
    contact: false,
    detail: false,
    searched: false,
    condition: false,
    variable: null,
    headings: null,
    card: null,
    noted: false,
    exported: false,
  },
} as const satisfies Readonly<Record<string, PersonField>>

type Fields = typeof PERSON_FIELDS
export type FieldKey = keyof Fields
/** The values of a record, by field. */
export type FieldValues = { [K in FieldKey]: ValueOf[Fields[K]['type']] }
export type FieldValue = FieldValues[FieldKey]
/** Some of them: a field that is left out stays as it is. */
export type SomeValues = { [K in FieldKey]?: FieldValues[K] | undefined }
/** Fields that a text may say of the account too. */
export type AccountKey = { [K in FieldKey]: Fields[K]['variable'] extends 'account' ? K : never }[FieldKey]
export type AccountValues = Pick<FieldValues, AccountKey>

export const FIELD_KEYS = Object.keys(PERSON_FIELDS) as FieldKey[]
export const fieldOf = (key: FieldKey): PersonField => PERSON_FIELDS[key]
export const isFieldKey = (name: string): name is FieldKey => Object.hasOwn(PERSON_FIELDS, name)
/** The fields of which this is true, in their order. */
export const fieldsWhere = (is: (field: PersonField) => boolean): FieldKey[] =>
  FIELD_KEYS.filter((key) => is(fieldOf(key)))
/** The fields that a kind has; null: that any has. */
export const fieldsOf = (kind: RecordKind | null): FieldKey[] =>
  fieldsWhere(({ kinds }) => kind === null || kinds.includes(kind))
export const ACCOUNT_KEYS = FIELD_KEYS.filter((key): key is AccountKey => fieldOf(key).variable === 'account')
/** Where its name stands in the catalogue. */
export const labelOf = <K extends FieldKey>(key: K) => `label.${key}` as const

/** One of something for each field. */
export const forFields = <Made extends { [K in FieldKey]: unknown }>(
  make: (key: FieldKey) => Made[FieldKey],
): Made => Object.fromEntries(FIELD_KEYS.map((key) => [key, make(key)])) as Made

const EMPTY: ValueOf = { text: '', email: '', date: null, choice: null, language: null, zone: null }
export const NO_VALUES = forFields<FieldValues>((key) => EMPTY[fieldOf(key).type])
/** The fields of a record, without what else is on it. */
export const valuesOf = (record: FieldValues): FieldValues => forFields<FieldValues>((key) => record[key])

const isFilled = (value: FieldValue): boolean => value !== null && value !== ''
/** Of two records that become one: what the first does not say the other does. */
export const mergedValues = (keep: FieldValues, other: FieldValues): FieldValues =>
  forFields<FieldValues>((key) => (isFilled(keep[key]) ? keep[key] : other[key]))
/** @param rest what stands in the fields that were left out; asked for if there are any */
export const completeValues = (given: SomeValues, rest: () => FieldValues): FieldValues => {
  const others = FIELD_KEYS.every((key) => given[key] !== undefined) ? NO_VALUES : rest()
  return forFields<FieldValues>((key) => (given[key] === undefined ? others[key] : given[key]))
}
/** What is said of each differently, both filled in; case makes no difference. */
export const differences = (kept: FieldValues, more: FieldValues): FieldKey[] =>
  FIELD_KEYS.filter(
    (key) =>
      isFilled(kept[key]) && isFilled(more[key]) && kept[key]?.toLowerCase() !== more[key]?.toLowerCase(),
  )
/** A value as a text says it; empty where there is none. */
export const valueInWords = <K extends FieldKey>(key: K, values: Pick<FieldValues, K>): string => {
  const value: FieldValue = values[key]
  return value && fieldOf(key).type === 'language' ? languageName(value as Language) : (value ?? '')
}
