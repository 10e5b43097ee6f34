/** Texts that came in. */
import { api } from '../../app/api'

export type Inbound = Awaited<ReturnType<typeof api.inbox.page>>['rows'][number]

export const pageOfInbox = (offset: number, limit: number) => api.inbox.page({ offset, limit })
export const markDone = (ids: number[]) => api.inbox.markDone({ ids })
export const pretendReply = (from: string, body: string) => api.settings.pretendReply({ from, body })
/** Numbers of the first people found, to pretend a reply from. */
export const findNumbers = async (search: string): Promise<{ value: string; label: string }[]> => {
  const { rows } = await api.people.page({ search, limit: 8 })
  const found = new Map<string, string[]>()
  for (const { number, name } of rows) if (number) found.set(number, [...(found.get(number) ?? []), name])
  return [...found].map(([value, names]) => ({ value, label: names.join(', ') }))
}
