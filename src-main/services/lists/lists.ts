/** Saved searches and static lists. */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { conditionProblem, type Conditions, OPERATORS } from '#shared/people/conditions'
import { notFound, type Office, type Changed } from '../office'
import type { Recipients } from '../people/recipients'
import type { ListRecord } from './list-store'
import type { Stores } from '../stores'

type Ports = {
  stores: Pick<Stores, 'write' | 'recipients' | 'lists' | 'members'>
  office: Office
  recipients: Recipients
  changed: Changed
}

export const createLists = ({
  stores,
  office,
  recipients,
  changed,
}: Ports): HandlersOf<AppContract['lists']> => {
  const row = async (list: ListRecord) => ({
    id: list.id,
    name: list.name,
    kind: list.kind,
    recordKind: list.recordKind,
    conditions: list.conditions === null ? null : (JSON.parse(list.conditions) as Conditions),
    count: await stores.recipients.count(recipients.listQuery(list), await recipients.context()),
    updatedAt: list.updatedAt,
    archived: list.archivedAt !== null,
  })
  const get = async (id: number): Promise<ListRecord> => {
    const list = await stores.lists.get(id)
    if (!list) throw notFound('lists.gone')
    return list
  }

  return {
    list: async () => Promise.all((await stores.lists.all()).map(row)),
    get: async ({ id }) => row(await get(id)),
    async save({ id, name, kind, recordKind, conditions }) {
      const all = await stores.lists.all()
      if (
        all.some(
          (list) =>
            list.id !== id && list.archivedAt === null && list.name.toLowerCase() === name.toLowerCase(),
        )
      ) {
        throw new Refusal('conflict', 'lists.name-taken', 'name')
      }
      if (kind === 'saved') {
        const fields = await recipients.searchFields()
        conditions?.of.forEach((condition, index) => {
          const problem = conditionProblem(condition, fields)
          if (problem) throw new Refusal('bad-input', problem, `conditions.of.${index}.value`)
          // One level deep: a search that asks for itself would never end.
          if (
            condition.field === 'list' &&
            all.find((list) => list.id === Number(condition.value))?.kind === 'saved'
          ) {
            throw new Refusal('bad-input', 'lists.only-static', `conditions.of.${index}.value`)
          }
        })
      }
      const record = {
        name,
        kind,
        recordKind,
        conditions: kind === 'static' ? null : JSON.stringify(conditions ?? { join: 'all', of: [] }),
        updatedAt: office.now(),
      }
      let saved = id
      if (saved === null) saved = await stores.lists.add({ ...record, archivedAt: null })
      else {
        await get(saved)
        await stores.lists.change(saved, record)
      }
      changed('lists')
      return { id: saved }
    },
    async archive({ id, archived }) {
      await stores.lists.change(id, { archivedAt: archived ? office.now() : null })
      changed('lists')
      return {}
    },
    async count({ recordKind, conditions }) {
      const query = {
        kind: recordKind,
        search: '',
        conditions: [conditions],
        staticListId: null,
        archived: false,
      }
      return { count: await stores.recipients.count(query, await recipients.context()) }
    },
    async addMembers({ id, recipientIds }) {
      if ((await get(id)).kind !== 'static') throw new Refusal('bad-input', 'lists.choose-static')
      const added = await stores.write(() => stores.members.add(id, recipientIds))
      changed('lists', 'people')
      return { added }
    },
    async removeMembers({ id, recipientIds }) {
      const removed = await stores.write(() => stores.members.remove(id, recipientIds))
      changed('lists', 'people')
      return { removed }
    },
    async fields() {
      const tags = stores.recipients.tags()
      const statics = (await stores.lists.all()).filter(
        (list) => list.kind === 'static' && list.archivedAt === null,
      )
      return (await recipients.searchFields()).map((field) => ({
        field: field.field,
        label: field.label,
        type: field.type,
        ops: OPERATORS[field.type].map((op) => ({ ...op })),
        choices:
          field.type === 'tag'
            ? tags.map(({ tag }) => ({ value: tag, label: tag }))
            : field.type === 'list'
              ? statics.map((list) => ({ value: String(list.id), label: list.name }))
              : (field.choices ?? []),
      }))
    },
  }
}
