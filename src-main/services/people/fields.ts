/** The office's own fields on people and accounts. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { CustomField } from '#shared/people/custom-values'
import { notFound, type Office, type Changed } from '../office'
import type { FieldRecord } from './people-store'
import type { Stores } from '../stores'

/** The fields in use, with their choices read. */
export const customFieldsOf = async (stores: Pick<Stores, 'fields'>): Promise<CustomField[]> =>
  (await stores.fields.all())
    .filter((field) => field.archivedAt === null)
    .map(({ key, label, type, choices }) => ({ key, label, type, choices: JSON.parse(choices) as string[] }))

const keyOf = (label: string): string =>
  label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 30)

/** Adds a field with a key of its own. */
export const addField = async (
  stores: Pick<Stores, 'fields'>,
  label: string,
  type: string,
  choices: readonly string[] = [],
): Promise<Pick<FieldRecord, 'id' | 'key'>> => {
  const base = keyOf(label) || 'field'
  const taken = new Set((await stores.fields.all()).map((field) => field.key))
  let key = base
  for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`
  const id = await stores.fields.add({ key, label, type, choices: JSON.stringify(choices), archivedAt: null })
  return { id, key }
}

export const createFields = ({
  stores,
  office,
  changed,
}: {
  stores: Pick<Stores, 'fields'>
  office: Office
  changed: Changed
}): HandlersOf<AppContract['fields']> => ({
  async list() {
    const fields = await stores.fields.all()
    return fields.map((field) => ({
      id: field.id,
      key: field.key,
      label: field.label,
      type: field.type as 'text',
      choices: JSON.parse(field.choices) as string[],
      archived: field.archivedAt !== null,
    }))
  },
  async save({ id, label, type, choices }) {
    if (type === 'choice' && choices.length === 0)
      throw new Refusal('bad-input', 'fields.add-choice', 'choices')
    const fields = await stores.fields.all()
    if (fields.some((field) => field.id !== id && field.label.toLowerCase() === label.toLowerCase())) {
      throw new Refusal('conflict', 'fields.name-taken', 'label')
    }
    let saved: Pick<FieldRecord, 'id' | 'key'>
    if (id === null) {
      saved = await addField(stores, label, type, choices)
    } else {
      const field = fields.find((one) => one.id === id)
      if (!field) throw notFound('fields.gone')
      // The key stays: templates name it.
      await stores.fields.change(id, { label, type, choices: JSON.stringify(choices) })
      saved = field
    }
    changed('people', 'templates', 'lists', 'settings')
    return { id: saved.id, key: saved.key }
  },
  async archive({ id, archived }) {
    await stores.fields.change(id, { archivedAt: archived ? office.now() : null })
    changed('people', 'templates', 'lists', 'settings')
    return {}
  },
})
