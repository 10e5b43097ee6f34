/** What is typed into a record: read, checked, and saved when nobody else saved it meanwhile. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { type Phrase, joined, phrase } from '#shared/phrases/phrase'
import { readTyped } from '#core/people/read-field'
import { readCustom } from '#shared/people/custom-values'
import {
  completeValues,
  FIELD_KEYS,
  type FieldKey,
  type FieldValues,
  forFields,
  labelOf,
  type SomeValues,
  valueInWords,
} from '#shared/people/person-fields'
import { isNoTextLabel, withExtension } from '#shared/phone/phone-labels'
import { formatNational, parsePhone } from '#shared/phone/phone-number'
import { type Changed, notFound, type Office } from '../office'
import type { Stores } from '../stores'
import { yieldToLoop } from '../time-slice'
import { customFieldsOf } from './fields'
import type { CustomValue, NumberIn, RecipientKept } from './people-store'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'fields'>
  office: Office
  changed: Changed
}
type PersonSave = Pick<HandlersOf<AppContract['people']>, 'save' | 'archive' | 'tag' | 'checkNumber'>

const landlineNote = (parsed: { kind: string; extension?: string }): Phrase[] =>
  parsed.extension === undefined && parsed.kind === 'landline' ? [phrase('phone.landline')] : []
type Version = FieldValues & Pick<RecipientKept, 'firstName' | 'lastName' | 'tags'> & { numbers: NumberIn[] }
/** What two versions of a record say differently, both told; null where they are the same. */
const bothVersions = (saved: Version, yours: Version): Phrase | null =>
  joined(
    'space',
    (
      [
        ['label.first_name', saved.firstName, yours.firstName],
        ['label.last_name', saved.lastName, yours.lastName],
        ...FIELD_KEYS.map(
          (key) => [labelOf(key), valueInWords(key, saved), valueInWords(key, yours)] as const,
        ),
        ['label.tags', saved.tags.toSorted().join(', '), yours.tags.toSorted().join(', ')],
        [
          'record.numbers',
          saved.numbers.map(({ label, e164 }) => `${label} ${e164}`).join(', '),
          yours.numbers.map(({ label, e164 }) => `${label} ${e164}`).join(', '),
        ],
      ] as const
    )
      .filter(([, now, mine]) => now !== mine)
      .map(([what, now, mine]) =>
        phrase('people.both-versions', { what: phrase(what), saved: now, yours: mine }),
      ),
  )

export const createPersonSave = ({ stores, office, changed }: Ports): PersonSave => {
  const parseNumbers = (numbers: Parameters<PersonSave['save']>[0]['numbers']): NumberIn[] => {
    const { country } = office.settings().office
    const typed = numbers
      .map((number, index) => ({ ...number, index }))
      .filter(({ number }) => number.trim() !== '')
    const seen = new Set<string>()
    const parsed = typed.map(({ number, label, primary, index }) => {
      const result = parsePhone(number, country)
      if (!result.ok) throw new Refusal('bad-input', result.message, `numbers.${index}.number`)
      if (seen.has(result.e164)) {
        throw new Refusal('bad-input', 'people.number-here-already', `numbers.${index}.number`)
      }
      seen.add(result.e164)
      return {
        e164: result.e164,
        label: withExtension(label || 'Mobile', result.extension),
        primary,
        country: result.country ?? '',
        line: result.kind,
      }
    })
    // A fax is never the number to text, whichever was marked.
    const can = ({ label }: NumberIn) => !isNoTextLabel(label)
    const marked = parsed.findIndex((number) => number.primary && can(number))
    const first = marked >= 0 ? marked : parsed.findIndex(can)
    return parsed.map((number, index) => ({ ...number, primary: index === first }))
  }

  const readValues = (typed: SomeValues): SomeValues => {
    const where = { country: office.settings().office.country, today: office.day(0) }
    return forFields<SomeValues & Record<FieldKey, unknown>>((key) => {
      const value = typed[key]
      if (value === undefined) return undefined
      const read = readTyped(key, value, where)
      if (!read.ok) throw new Refusal('bad-input', read.message, key)
      return read.value
    })
  }
  /** The values as their fields allow them; one of an archived field stays as it is. */
  const readFields = async (typed: Record<string, CustomValue>, id: number | null) => {
    const kept = id === null ? {} : (stores.recipients.get(id)?.custom ?? {})
    const values: Record<string, CustomValue> = { ...kept }
    for (const field of await customFieldsOf(stores)) {
      const given = typed[field.key]
      // What did not change was right when it was written: choices may have gone since.
      if (given === undefined || given === kept[field.key]) continue
      const read = readCustom(field, given, office.settings().office.country, office.day(0))
      if (!read.ok)
        throw new Refusal(
          'bad-input',
          phrase('value.sentence', { words: read.message }),
          `custom.${field.key}`,
        )
      if (read.value === null) delete values[field.key]
      else values[field.key] = read.value
    }
    return values
  }

  return {
    async save(input) {
      if (input.firstName === '' && input.lastName === '') {
        throw new Refusal(
          'bad-input',
          input.kind === 'account' ? 'people.type-account-name' : 'people.type-name',
          'firstName',
        )
      }
      const values = readValues(input)
      const numbers = parseNumbers(input.numbers)
      const custom = await readFields(input.custom, input.id)
      const id = await stores.write(() => {
        const { seen, ...typed } = input
        const now = input.id === null ? null : stores.recipients.get(input.id)
        const record = { ...typed, ...values }
        if (input.id !== null && !now) throw notFound('people.gone')
        if (now && seen !== undefined && seen !== now.updatedAt) {
          const both = bothVersions(now, { ...record, ...completeValues(values, () => now), numbers })
          // Who saved the same is not asked.
          if (both !== null) throw new Refusal('conflict', phrase('people.saved-meanwhile', { both }), 'seen')
        }
        return stores.recipients.put({ ...record, numbers, custom }, input.id, office.now())
      })
      changed('people', 'consent', 'lists')
      return { id }
    },
    async archive({ ids, archived }) {
      const count = await stores.write(() => stores.recipients.archive(ids, archived ? office.now() : null))
      changed('people', 'lists')
      return { changed: count }
    },
    async tag({ ids, add, remove }) {
      const clean = (tags: string[]) => tags.map((tag) => tag.trim()).filter((tag) => tag !== '')
      for (let i = 0; i < ids.length; i += 1000) {
        await stores.write(() => stores.recipients.tag(ids.slice(i, i + 1000), clean(add), clean(remove)))
        await yieldToLoop()
      }
      changed('people', 'lists')
      return {}
    },
    checkNumber({ number, exceptId }) {
      const { country } = office.settings().office
      const result = parsePhone(number, country)
      if (!result.ok)
        return { ok: false, e164: null, national: null, message: result.message, sharedWith: [] }
      const others = stores.recipients.withNumber(result.e164).filter((person) => person.id !== exceptId)
      return {
        ok: true,
        e164: result.e164,
        national: formatNational(result.e164, country),
        message: joined('stop', [...(result.repaired ? [result.repaired] : []), ...landlineNote(result)]),
        sharedWith: others.map((person) => person.name),
      }
    },
  }
}
