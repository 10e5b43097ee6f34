import type { Conditions } from '#contract/shapes'
import type { RecordKind } from '#shared/values'
import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export const useLists = () => useAnswer('lists.list', {})
export const useList = (id: number | null) =>
  useAnswer('lists.get', { id: id ?? 0 }, { enabled: id !== null })
export type List = Awaited<ReturnType<typeof api.lists.get>>
export const useSearchFields = () => useAnswer('lists.fields', {})
/** How many the conditions find now; the last count stays while the next is made. */
export const useCountOf = (recordKind: RecordKind | null, conditions: Conditions) =>
  useAnswer('lists.count', { recordKind, conditions }, { of: 'people', keep: true, gcTime: 30_000 })

export const saveList = api.lists.save
export const archiveList = (id: number, archived: boolean) => api.lists.archive({ id, archived })
export const removeMembers = (id: number, recipientIds: number[]) =>
  api.lists.removeMembers({ id, recipientIds })
export const addMembers = (id: number, recipientIds: number[]) => api.lists.addMembers({ id, recipientIds })
export const membersOf = (listId: number) => (offset: number, limit: number) =>
  api.people.page({ listId, offset, limit })
export const matchesOf =
  (kind: RecordKind | null, conditions: Conditions) => (offset: number, limit: number) =>
    api.people.page({ kind, conditions, offset, limit })
export const idsOf = async (listId: number) => (await api.people.ids({ listId })).ids
export const exportList = ({ id, recordKind }: List) => api.people.export({ listId: id, kind: recordKind })
