/** The office's own fields on people and accounts. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import type { CustomField } from '#core/custom-values'
import { notFound, type Office, type Topic } from './office'
import type { FieldRecord, Stores } from './stores'

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

export const createFields = ({
  stores,
  office,
  changed,
}: {
  stores: Stores
  office: Office
  changed: (...topics: Topic[]) => void
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
      throw new Refusal('bad-input', 'Add at least one choice.', 'choices')
    const fields = await stores.fields.all()
    if (fields.some((field) => field.id !== id && field.label.toLowerCase() === label.toLowerCase())) {
      throw new Refusal('conflict', 'There is a field of this name already.', 'label')
    }
    let saved: Pick<FieldRecord, 'id' | 'key'>
    if (id === null) {
      const base = keyOf(label) || 'field'
      const taken = new Set(fields.map((field) => field.key))
      let key = base
      for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`
      saved = {
        id: await stores.fields.add({ key, label, type, choices: JSON.stringify(choices), archivedAt: null }),
        key,
      }
    } else {
      const field = fields.find((one) => one.id === id)
      if (!field) throw notFound('field')
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
