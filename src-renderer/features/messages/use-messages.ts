/** The report of every text and reply, and what only a person can decide about one. */
import { useQuery } from '@tanstack/react-query'
import { useAnswer } from '../../app/client/use-answer'
import { api } from '../../app/client/api'
import type { MessageRow } from '#contract/sending/messages'

export type { MessageRow } from '#contract/sending/messages'
export type Query = Parameters<typeof api.messages.page>[0]
export type Filter = Parameters<typeof api.messages.export>[0]
export type Decision = Parameters<typeof api.messages.decide>[0]['decision']
export type State = MessageRow['state']

export const pageOfMessages = (query: Query) => api.messages.page(query)
export const useTotals = (filter: Filter) =>
  useAnswer('messages.page', { ...filter, limit: 1 }, { keep: true, select: ({ totals }) => totals })
export const useMessage = (id: number | null) =>
  useQuery({
    queryKey: ['messages', 'get', id],
    queryFn: () => (id === null ? null : api.messages.get({ id })),
  })
export type Failure = NonNullable<Awaited<ReturnType<typeof api.messages.get>>['failure']>
export const useRecord = (id: number | null) =>
  useQuery({
    queryKey: ['people', 'get', id],
    queryFn: () => (id === null ? null : api.people.get({ id })),
  }).data
export const useName = (id: number | null) => useRecord(id)?.name
export const tryAgain = (id: number) => api.messages.tryAgain({ id })
export const blockNumber = (number: string, why: string) => api.suppressions.add({ number, detail: why })
export const exportMessages = (filter: Filter) => api.messages.export(filter)
