/** What is printed: everything at once, as it stands now. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/client/api'

export type Report = Awaited<ReturnType<typeof api.messages.print>>
export type Row = Report['rows'][number]
export type ReportQuery = Parameters<typeof api.messages.print>[0]
export type Thread = Awaited<ReturnType<typeof api.inbox.thread>>
export type Campaign = Awaited<ReturnType<typeof api.campaigns.get>>

/** The newest of a conversation: the screen shows no more either. */
const MOST_TEXTS = 500
/** Printed as it was when it was opened. */
const ONCE = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }

export const useReport = (query: ReportQuery | null) =>
  useQuery({
    queryKey: ['print', 'report', query],
    queryFn: () => (query === null ? null : api.messages.print(query)),
    enabled: query !== null,
    ...ONCE,
  })
export const useThread = (e164: string) =>
  useQuery({
    queryKey: ['print', 'thread', e164],
    queryFn: () => api.inbox.thread({ e164, limit: MOST_TEXTS }),
    ...ONCE,
  })
export const useCampaign = (id: number) =>
  useQuery({ queryKey: ['print', 'campaign', id], queryFn: () => api.campaigns.get({ id }), ...ONCE })
export const useResults = (id: number) =>
  useQuery({ queryKey: ['print', 'results', id], queryFn: () => api.campaigns.results({ id }), ...ONCE })
export const usePersonName = (id: number | null) =>
  useQuery({
    queryKey: ['print', 'person', id],
    queryFn: () => (id === null ? null : api.people.get({ id })),
    ...ONCE,
  }).data?.name
