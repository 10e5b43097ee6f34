import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api'
import type { Walk } from '../../app/walk'

export const useRecord = (id: number) =>
  useQuery({ queryKey: ['people', 'get', id], queryFn: () => api.people.get({ id }) })
export type RecordOf = Awaited<ReturnType<typeof api.people.get>>

const SHOWN = 50
export const useMessages = (recipientId: number) =>
  useQuery({
    queryKey: ['messages', 'page', 'record', recipientId],
    queryFn: () => api.messages.page({ recipientId, limit: SHOWN }),
  })
export const useNotes = (recipientId: number) =>
  useQuery({
    queryKey: ['notes', 'list', recipientId],
    queryFn: () => api.notes.list({ recipientId, limit: SHOWN }),
  })
export const useConsentHistory = (recipientId: number) =>
  useQuery({
    queryKey: ['consent', 'history', recipientId],
    queryFn: () => api.consent.history({ recipientId }),
  })
export const useFields = () =>
  useQuery({ queryKey: ['settings', 'fields'], queryFn: () => api.fields.list({}) })

/** The records before and after this one, in the order of the table it was opened from. */
export const useNeighbours = (id: number, walk: Walk | null) => {
  const offset = Math.max(0, (walk?.index ?? 0) - 1)
  const { data } = useQuery({
    queryKey: ['people', 'page', 'walk', walk?.query, offset],
    queryFn: () => api.people.page({ ...walk?.query, offset, limit: 3 }),
    enabled: walk !== null,
    placeholderData: (before) => before,
  })
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
export const decideOptOut = async (e164: string, meant: 'stop' | 'not-stop') => {
  const { rows } = await api.suppressions.page({ search: e164 })
  const held = rows.find((row) => row.e164 === e164 && row.cause === 'doubtful')
  if (held) await api.suppressions.decide({ id: held.id, meant })
}
