/** Campaigns and daily sends: what they are, who is on them, what became of them. */
import type { RecordKind } from '#shared/values'
import { api } from '../../../app/client/api'
import { useAnswer } from '../../../app/client/use-answer'

export type { Campaign, DailySend } from '../../../../src-preload/contract/sending/campaigns'
export type CampaignInput = Parameters<typeof api.campaigns.save>[0]
export type DailyInput = Parameters<typeof api.daily.save>[0]
export type Recipient = Awaited<ReturnType<typeof api.campaigns.recipients>>['rows'][number]

/** While something leaves, or time alone changes what is shown. */
const BEAT_MS = 3_000

export const useCampaigns = (archived: boolean) =>
  useAnswer(
    'campaigns.list',
    { archived },
    {
      refetchInterval: ({ state }) =>
        state.data?.some(({ status }) => status === 'sending' || status === 'scheduled') ? BEAT_MS : false,
    },
  )
export const useCampaign = (id: number) =>
  useAnswer(
    'campaigns.get',
    { id },
    {
      refetchInterval: ({ state }) =>
        state.data && ['sending', 'scheduled'].includes(state.data.status) ? BEAT_MS : false,
    },
  )
export const useResults = (id: number) => useAnswer('campaigns.results', { id })
export const useTemplates = () => useAnswer('templates.list', {})
export const useLists = () => useAnswer('lists.list', {})
export const useDaily = () => useAnswer('daily.list', {})

export const saveCampaign = (input: CampaignInput) => api.campaigns.save(input)
export const duplicateCampaign = (id: number) => api.campaigns.duplicate({ id })
export const archiveCampaign = (id: number, archived: boolean) => api.campaigns.archive({ id, archived })
export const addRecipients = (id: number, recipientIds: number[], listIds: number[]) =>
  api.campaigns.addRecipients({ id, recipientIds, listIds })
export const removeRecipients = (id: number, recipientIds: number[]) =>
  api.campaigns.removeRecipients({ id, recipientIds })
export const pageOfRecipients = (id: number, search: string) => (offset: number, limit: number) =>
  api.campaigns.recipients({ id, search, offset, limit })
export const useFound = (kind: RecordKind, search: string) =>
  useAnswer('people.page', { kind, search, limit: 20 }, { select: ({ rows }) => rows })

/** The legal duty that has to be confirmed before anything leaves to many; null when it was. */
export const useDuty = () => useAnswer('bulk.duty', {}, { of: 'settings', select: ({ duty }) => duty })
export const acknowledgeDuty = (country: string) => api.bulk.acknowledgeDuty({ country })
export const saveDaily = (input: DailyInput) => api.daily.save(input)
export const setDailyActive = (id: number, active: boolean) => api.daily.setActive({ id, active })
export const archiveDaily = (id: number) => api.daily.archive({ id })
