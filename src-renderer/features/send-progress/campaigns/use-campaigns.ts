/** Campaigns and daily sends: what they are, who is on them, what became of them. */
import { useQuery } from '@tanstack/react-query'
import type { RecordKind } from '#shared/values'
import { api } from '../../../app/client/api'

export type { Campaign, DailySend } from '../../../../src-preload/contract/sending/campaigns'
export type CampaignInput = Parameters<typeof api.campaigns.save>[0]
export type DailyInput = Parameters<typeof api.daily.save>[0]
export type Recipient = Awaited<ReturnType<typeof api.campaigns.recipients>>['rows'][number]

/** While something leaves, or time alone changes what is shown. */
const BEAT_MS = 3_000

export const useCampaigns = (archived: boolean) =>
  useQuery({
    queryKey: ['campaigns', 'list', archived],
    queryFn: () => api.campaigns.list({ archived }),
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'sending' || status === 'scheduled') ? BEAT_MS : false,
  })
export const useCampaign = (id: number) =>
  useQuery({
    queryKey: ['campaigns', 'get', id],
    queryFn: () => api.campaigns.get({ id }),
    refetchInterval: ({ state }) =>
      state.data && ['sending', 'scheduled'].includes(state.data.status) ? BEAT_MS : false,
  })
export const useResults = (id: number, shown: boolean) =>
  useQuery({
    queryKey: ['campaigns', 'results', id],
    queryFn: () => api.campaigns.results({ id }),
    enabled: shown,
  })
export const useTemplates = () =>
  useQuery({ queryKey: ['templates', 'list'], queryFn: () => api.templates.list({}) })
export const useLists = () => useQuery({ queryKey: ['lists', 'list'], queryFn: () => api.lists.list({}) })
export const useDaily = () =>
  useQuery({ queryKey: ['campaigns', 'daily'], queryFn: () => api.daily.list({}) })

export const saveCampaign = (input: CampaignInput) => api.campaigns.save(input)
export const duplicateCampaign = (id: number) => api.campaigns.duplicate({ id })
export const archiveCampaign = (id: number, archived: boolean) => api.campaigns.archive({ id, archived })
export const addRecipients = (id: number, recipientIds: number[], listIds: number[]) =>
  api.campaigns.addRecipients({ id, recipientIds, listIds })
export const removeRecipients = (id: number, recipientIds: number[]) =>
  api.campaigns.removeRecipients({ id, recipientIds })
export const pageOfRecipients = (id: number, search: string) => (offset: number, limit: number) =>
  api.campaigns.recipients({ id, search, offset, limit })
export const findPeople = async (kind: RecordKind, search: string) =>
  (await api.people.page({ kind, search, limit: 20 })).rows

/** The legal duty that has to be confirmed before anything leaves to many; null when it was. */
export const useDuty = () =>
  useQuery({ queryKey: ['settings', 'duty'], queryFn: async () => (await api.bulk.duty({})).duty })
export const acknowledgeDuty = (country: string) => api.bulk.acknowledgeDuty({ country })
export const saveDaily = (input: DailyInput) => api.daily.save(input)
export const setDailyActive = (id: number, active: boolean) => api.daily.setActive({ id, active })
export const archiveDaily = (id: number) => api.daily.archive({ id })
