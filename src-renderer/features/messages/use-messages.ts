/** The report of every text and reply, and what only a person can decide about one. */
import { useQuery } from '@tanstack/react-query'
import { keepPreviousData } from '@tanstack/react-query'
import type { MessageRow } from '#contract/bulk'
import { api } from '../../app/api'

export type { MessageRow } from '#contract/bulk'
export type Query = Parameters<typeof api.messages.page>[0]
export type Filter = Parameters<typeof api.messages.export>[0]
export type Decision = Parameters<typeof api.messages.decide>[0]['decision']
export type State = MessageRow['state']

export const pageOfMessages = (query: Query) => api.messages.page(query)
export const useTotals = (filter: Filter) =>
  useQuery({
    queryKey: ['messages', 'totals', filter],
    queryFn: async () => (await api.messages.page({ ...filter, limit: 1 })).totals,
    placeholderData: keepPreviousData,
  })
export const useMessage = (id: number | null) =>
  useQuery({
    queryKey: ['messages', 'get', id],
    queryFn: () => (id === null ? null : api.messages.get({ id })),
  })
export const useName = (id: number | null) =>
  useQuery({
    queryKey: ['people', 'get', id],
    queryFn: () => (id === null ? null : api.people.get({ id })),
  }).data?.name
export const exportMessages = (filter: Filter) => api.messages.export(filter)
