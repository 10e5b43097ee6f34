/** What several features ask about recipients: their standing, their values for a text, and how a list selects them. */
import { asTyped } from '#shared/text/decimals'
import { customValue } from '#shared/people/custom-values'
import { type ConsentState, mayText, strongest, type SuppressionCause } from '#core/sending/consent'
import { FIELDS, type Conditions, type SearchField } from '#shared/people/conditions'
import type { TextValue, TextValues } from '#shared/text/text-values'
import { formatNational } from '#shared/phone/phone-number'
import { type Candidate, numberToText, type PlanNumber } from '#core/sending/send-plan'
import { ACCOUNT_KEYS, fieldsWhere, valueInWords } from '#shared/people/person-fields'
import { type E164, type Purpose, type RecordKind } from '#shared/values'
import { notFound, type Office } from '../office'
import type {
  CustomValue,
  FieldRecord,
  RecipientKept,
  RecipientQuery,
  SearchContext,
  Wording,
} from './people-store'
import type { ListRecord } from '../lists/list-store'
import type { Stores } from '../stores'

export type Recipients = ReturnType<typeof createRecipients>

/** A value of an office's own field for a text; null if there is none. */
const textValue = (value: CustomValue | undefined, type: string, country: string): TextValue => {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'number') return asTyped(value, country)
  return typeof value === 'string' && (type === 'date' || type === 'date-time') ? { date: value } : value
}

/** Adds the primary numbers as this country writes them: only when they are read, since few of many thousand texts name them. */
const withNumbers = (values: Record<string, TextValue>, person: Wording, country: string) => {
  const written = (e164: string | null | undefined) => (e164 ? formatNational(e164 as E164, country) : null)
  return Object.defineProperties(values, {
    phone: { enumerable: true, get: () => written(person.numbers[0]?.e164) },
    account_phone: { enumerable: true, get: () => written(person.account?.phone) },
  })
}

/** Plain fields that a text may say. */
const WORDED = fieldsWhere(({ variable }) => variable !== null)

export type Standing = 'granted' | 'refused' | 'none' | 'window' | 'blocked' | 'held' | 'no-number'

/** How searches and lists select recipients, with the fields of the office's own. */
const createSelection = (stores: Pick<Stores, 'recipients' | 'lists' | 'fields'>, office: Office) => {
  const customFields = async (): Promise<FieldRecord[]> =>
    (await stores.fields.all()).filter((field) => field.archivedAt === null)

  const searchFields = async (): Promise<SearchField[]> => [
    ...FIELDS.map((field) => field),
    ...(await customFields()).map((field): SearchField => {
      const choices = JSON.parse(field.choices) as string[]
      return {
        field: `custom.${field.key}`,
        label: field.label,
        type: field.type as SearchField['type'],
        ...(choices.length > 0 ? { choices: choices.map((value) => ({ value, label: value })) } : {}),
      }
    }),
  ]

  const context = async (): Promise<SearchContext> => ({
    now: office.now(),
    day: office.day,
    hour: office.hour,
    fields: await searchFields(),
    byLastName: office.settings().office.sortNames === 'last',
  })

  const listQuery = (list: ListRecord): RecipientQuery => ({
    kind: list.recordKind,
    search: '',
    conditions: list.conditions === null ? [] : [JSON.parse(list.conditions) as Conditions],
    staticListId: list.kind === 'static' ? list.id : null,
    archived: false,
  })

  /** Adds a list's own conditions to a query. */
  const resolve = async (query: {
    kind: RecordKind | null
    search: string
    conditions: Conditions | null
    listId: number | null
    accountId: number | null
    archived: boolean
  }): Promise<RecipientQuery> => {
    const own = query.conditions ? [query.conditions] : []
    if (query.listId === null) return { ...query, conditions: own, staticListId: null }
    const list = await stores.lists.get(query.listId)
    if (!list) throw notFound('lists.gone')
    const of = listQuery(list)
    return {
      ...of,
      search: query.search,
      accountId: query.accountId,
      kind: query.kind ?? of.kind,
      conditions: [...own, ...of.conditions],
      archived: query.archived,
    }
  }

  const idsOfList = async (id: number, kind: RecordKind): Promise<number[]> => {
    const list = await stores.lists.get(id)
    if (!list) throw notFound('lists.gone')
    return stores.recipients.ids({ ...listQuery(list), kind }, await context())
  }

  return { customFields, searchFields, context, resolve, listQuery, idsOfList }
}

/** Whether recipients may be texted, and at which number. */
const createStandings = (stores: Pick<Stores, 'consent'>, office: Office) => {
  /** Everything that decides whether these recipients may be texted for a purpose, and at which number. */
  const candidates = (
    people: readonly RecipientKept[],
    purpose: Purpose,
    values: (person: RecipientKept) => TextValues,
  ): Candidate[] => {
    const states = stores.consent.states(people.map((person) => person.id))
    const e164s = people.flatMap((person) => person.numbers.map((number) => number.e164))
    const causes = stores.consent.causes(e164s)
    return people.map((person) => ({
      id: person.id,
      kind: person.kind,
      name: person.name,
      archived: person.archived,
      zone: person.zone,
      language: person.language,
      values: values(person),
      numbers: person.numbers.map(
        (number): PlanNumber => ({
          e164: number.e164,
          label: number.label,
          primary: number.primary,
          country: number.country,
          line: number.line as PlanNumber['line'],
          flagged: number.flagged,
          consent: states.get(person.id)?.get(`${number.e164} ${purpose}`) ?? 'none',
          suppressedBy: strongest(causes.get(number.e164) ?? []),
          heardAt: purpose === 'conversation' && person.lastInAt ? Date.parse(person.lastInAt) : null,
        }),
      ),
    }))
  }

  const standing = (
    e164: E164 | null,
    purpose: Purpose,
    states: Map<string, ConsentState> | undefined,
    causes: readonly SuppressionCause[],
    heardAt: string | null,
  ): Standing => {
    if (e164 === null) return 'no-number'
    const permission = mayText({
      purpose,
      consent: states?.get(`${e164} ${purpose}`) ?? 'none',
      suppressedBy: strongest(causes),
      heardAt: heardAt === null ? null : Date.parse(heardAt),
      individual: true,
      now: Date.parse(office.now()),
    })
    if (permission.ok) return permission.until === null ? 'granted' : 'window'
    if (permission.reason === 'suppressed') return 'blocked'
    if (permission.reason === 'held') return 'held'
    return permission.reason === 'refused' ? 'refused' : 'none'
  }

  /** The number a text to this person would use. */
  const textable = (person: RecipientKept): RecipientKept['numbers'][number] | null => {
    const [candidate] = candidates([person], 'alerts', () => ({}))
    const number = candidate && numberToText(candidate)
    return person.numbers.find((one) => one.e164 === number?.e164) ?? null
  }

  return { candidates, standing, textable }
}

/** Values for a template: the fields of the record, the office, the user. */
const createValuesFor =
  (office: Office, customFields: () => Promise<FieldRecord[]>) => async (userName: string) => {
    const { office: place } = office.settings()
    const { country } = place
    const fields = await customFields()
    const today = { date: office.day(0) }
    return (person: Wording): TextValues => {
      const values: Record<string, TextValue> = {
        first_name: person.firstName || null,
        last_name: person.lastName || null,
        full_name: person.name || null,
        tags: person.tags.toSorted().join(', ') || null,
        account_name: person.kind === 'account' ? person.name : person.accountName,
        office_name: place.name || null,
        office_phone: place.phone || null,
        user_name: userName,
        today,
      }
      for (const key of WORDED) values[key] = valueInWords(key, person) || null
      for (const key of ACCOUNT_KEYS)
        values[`account_${key}`] = (person.account && valueInWords(key, person.account)) || null
      for (const { key, type } of fields) {
        values[`custom.${key}`] = textValue(customValue(person.custom, key), type, country)
        values[`account.${key}`] = textValue(customValue(person.account?.custom, key), type, country)
      }
      return withNumbers(values, person, country)
    }
  }

export const createRecipients = (
  stores: Pick<Stores, 'recipients' | 'consent' | 'lists' | 'fields'>,
  office: Office,
) => {
  const selection = createSelection(stores, office)
  return {
    ...selection,
    ...createStandings(stores, office),
    valuesFor: createValuesFor(office, selection.customFields),
    national: (e164: string) => formatNational(e164 as E164, office.settings().office.country),
  }
}
