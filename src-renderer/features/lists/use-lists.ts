import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Conditions } from '#contract/shapes'
import type { RecordKind } from '#shared/values'
import { api } from '../../app/client/api'

export const useLists = () => useQuery({ queryKey: ['lists', 'list'], queryFn: () => api.lists.list({}) })
export const useList = (id: number | null) =>
  useQuery({
    queryKey: ['lists', 'get', id],
    queryFn: () => api.lists.get({ id: id ?? 0 }),
    enabled: id !== null,
  })
export type List = Awaited<ReturnType<typeof api.lists.get>>
export const useSearchFields = () =>
  useQuery({ queryKey: ['lists', 'fields'], queryFn: () => api.lists.fields({}) })
/** How many the conditions find now; the last count stays while the next is made. */
export const useCountOf = (recordKind: RecordKind | null, conditions: Conditions) =>
  useQuery({
    queryKey: ['people', 'lists.count', recordKind, conditions],
    queryFn: () => api.lists.count({ recordKind, conditions }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  })

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
