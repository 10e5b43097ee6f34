import type { Conditions } from '#contract/shapes'
import type { RecordKind } from '#shared/values'
import { api } from '../../app/client/api'
import { queryClient } from '../../app/client/query'
import { pageQuery } from '../../ui/tables/use-rows'
import { useAnswer } from '../../app/client/use-answer'

export type PeopleQuery = {
  kind: RecordKind | null
  search: string
  conditions: Conditions | null
  archived: boolean
}
type Page = Parameters<typeof api.people.page>[0]
export type PeopleSort = { sort: NonNullable<Page['sort']>; descending: boolean }

const pageOfPeople =
  (query: PeopleQuery, { sort, descending }: PeopleSort) =>
  (offset: number, limit: number) =>
    api.people.page({ ...query, sort, descending, offset, limit })
/** The rows of a table of people. */
export const rowsOfPeople = (query: PeopleQuery, sort: PeopleSort) => ({
  queryKey: ['people', 'page', query, sort],
  fetchPage: pageOfPeople(query, sort),
})
export const FIRST_SORT: PeopleSort = { sort: 'name', descending: false }
/** Asks for what People shows first, before it is there. */
export const prefetchPeople = async (): Promise<void> => {
  const { queryKey, fetchPage } = rowsOfPeople(
    { kind: 'client', search: '', conditions: null, archived: false },
    FIRST_SORT,
  )
  await queryClient.prefetchQuery(pageQuery(queryKey, fetchPage, 0))
}
export const idsOfPeople = async (query: PeopleQuery) => (await api.people.ids(query)).ids

export const useCounts = () => useAnswer('people.counts', {})
export const useSearchFields = () => useAnswer('lists.fields', {})
export const useOwnFields = () => useAnswer('fields.list', {})
export const useTags = () => useAnswer('people.tags', {})
export const useLists = () => useAnswer('lists.list', {})

export const archivePeople = (ids: number[], archived: boolean) => api.people.archive({ ids, archived })
export const tagPeople = (ids: number[], add: string[], remove: string[]) =>
  api.people.tag({ ids, add, remove })
export const exportPeople = (query: PeopleQuery) => api.people.export(query)
export const exportChosen = (ids: number[]) => api.people.export({ ids })
export const saveSearch = (name: string, recordKind: RecordKind | null, conditions: Conditions) =>
  api.lists.save({ id: null, name, kind: 'saved', recordKind, conditions })
export const addToList = (id: number, recipientIds: number[]) => api.lists.addMembers({ id, recipientIds })
export const newStaticList = (name: string, recordKind: RecordKind | null) =>
  api.lists.save({ id: null, name, kind: 'static', recordKind, conditions: null })

export const useDraftCampaigns = (kind: RecordKind | null) =>
  useAnswer(
    'campaigns.list',
    { archived: false },
    {
      select: (all) =>
        all.filter((one) => one.status === 'draft' && (kind === null || one.recordKind === kind)),
    },
  )
export const addToCampaign = (id: number, recipientIds: number[]) =>
  api.campaigns.addRecipients({ id, recipientIds, listIds: [] })
export const newCampaign = (name: string, recordKind: RecordKind) =>
  api.campaigns.save({
    id: null,
    name,
    recordKind,
    templateId: null,
    dispatchAt: null,
    late: 'ask',
    handOverHours: null,
  })
