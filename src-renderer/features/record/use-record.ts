import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/client/api'
import { type Draft, draftKey } from '../../app/stores/compose'
import type { Walk } from '../../app/stores/walk'
import { PANEL_PAGE } from '../../ui/tables/use-panel-rows'
import { useAnswer } from '../../app/client/use-answer'

export const useRecord = (id: number) => useAnswer('people.get', { id })
export type RecordOf = Awaited<ReturnType<typeof api.people.get>>

export type MessageView = Required<
  Pick<Parameters<typeof api.messages.page>[0], 'sort' | 'descending' | 'states' | 'search' | 'offset'>
>
export const useMessages = (recipientId: number, view: MessageView) =>
  useAnswer('messages.page', { ...view, recipientId, limit: PANEL_PAGE }, { keep: true })
export type NotesView = {
  search: string
  offset: number
  descending: boolean
  which: 'all' | 'own' | 'automatic'
}
export const useNotes = (recipientId: number, view: NotesView) =>
  useAnswer('notes.list', { ...view, recipientId, limit: PANEL_PAGE }, { keep: true })
export const useConsentHistory = (recipientId: number) => useAnswer('consent.history', { recipientId })
export const useFields = () => useAnswer('fields.list', {})

/** The records before and after this one, in the order of the table it was opened from. */
export const useNeighbours = (id: number, walk: Walk | null) => {
  const offset = Math.max(0, (walk?.index ?? 0) - 1)
  const { data } = useAnswer(
    'people.page',
    { ...walk?.query, offset, limit: 3 },
    { enabled: walk !== null, keep: true },
  )
  const at = data?.rows.findIndex((row) => row.id === id) ?? -1
  // The table has changed since, or this record was reached from elsewhere: there are no neighbours.
  if (!walk || !data || at < 0) return null
  return {
    index: offset + at,
    total: data.total,
    previous: data.rows[at - 1]?.id ?? null,
    next: data.rows[at + 1]?.id ?? null,
  }
}

export const addNote = (recipientId: number, body: string) => api.notes.add({ recipientId, body })
export const archive = (id: number, archived: boolean) => api.people.archive({ ids: [id], archived })
export const decideOptOut = (e164: string, meant: 'stop' | 'not-stop') =>
  api.suppressions.decide({ e164, meant })
export const recall = (id: number) => api.messages.cancel({ id })
export const typedText = (id: number) => api.messages.typed({ id })
export const takeOut = (id: number) => api.messages.takeOut({ id })
export const exportConsent = (recipientId: number) => api.consent.export({ recipientId })
export const clearFlag = (id: number, e164: string) => api.people.clearFlag({ id, e164 })
export const setPast = (id: number, past: boolean) => api.people.setPast({ id, past })
export const convert = (id: number, kind: 'client' | 'lead') => api.people.convert({ id, kind })
export const merge = (keepId: number, otherId: number) => api.people.merge({ keepId, otherId })

export const exportEverything = (id: number, format: 'json' | 'html') => api.privacy.export({ id, format })
export const forget = (id: number) => api.privacy.forget({ id })
export const useForgetCheck = (id: number) => useAnswer('privacy.check', { id }, { staleTime: 0, gcTime: 0 })

/** The text begun in the composer and not sent yet. */
export const useTextDraft = (recipientId: number) =>
  useQuery({
    queryKey: ['drafts', 'text', recipientId],
    queryFn: async () => {
      const { body } = await api.drafts.get({ key: draftKey(recipientId) })
      return body === null ? '' : (JSON.parse(body) as Draft).body
    },
  })
/** The campaigns a record is on, with what became of its text. */
export const useCampaignsOf = (recipientId: number) => useAnswer('campaigns.ofRecipient', { recipientId })
/** What waits for somebody's decision about a record. */
export const useTodoOf = (id: number) =>
  useAnswer('people.todo', { id }, { of: ['people', 'messages', 'consent'] })
export type PeopleView = Required<
  Pick<Parameters<typeof api.people.page>[0], 'sort' | 'descending' | 'search' | 'offset'>
>
/** Who belongs to an account. */
export const usePeopleOf = (accountId: number, view: PeopleView) =>
  useAnswer('people.page', { ...view, accountId, limit: PANEL_PAGE }, { keep: true })
export const idsOfAccount = async (accountId: number) => (await api.people.ids({ accountId })).ids
/** Records that may be the same person. */
export const useFound = (text: string) =>
  useAnswer('people.find', { text }, { enabled: text.trim() !== '', keep: true })
export const useMergeCheck = (keepId: number, otherId: number | null) =>
  useAnswer('people.mergeCheck', { keepId, otherId: otherId ?? 0 }, { enabled: otherId !== null })

const NO: Partial<Record<RecordOf['standing'][number]['state'], string>> = {
  blocked: 'This number has opted out: no text may be sent.',
  held: 'Their last text may be an opt-out: decide that first.',
  refused: 'They said no to texts.',
  none: 'They have not agreed to texts yet.',
}
/** Why nothing at all may be sent to this record now; null when something may. */
export const whyNoText = ({ numbers, standing, archived }: RecordOf): string | null => {
  if (archived) return 'This record is archived. Bring it back first.'
  if (numbers.length === 0) return 'There is no number yet.'
  if (standing.some(({ state }) => state === 'granted' || state === 'window')) return null
  const states = standing.map(({ state }) => state)
  const worst = (['blocked', 'held', 'refused', 'none'] as const).find((state) => states.includes(state))
  return (worst && NO[worst]) ?? null
}
