/** Conversations by number. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export const VIEWS = ['open', 'unread', 'done', 'all'] as const
export type View = (typeof VIEWS)[number]
export type Conversation = Awaited<ReturnType<typeof api.inbox.page>>['rows'][number]
export type Thread = Awaited<ReturnType<typeof api.inbox.thread>>
export type Item = Thread['items'][number]

const PAGE = 50
/** Names and opt-outs stand in it too. */
const TOPICS = ['inbox', 'people', 'consent']

export const useConversations = (view: View, search: string) =>
  useInfiniteQuery({
    queryKey: [TOPICS, 'page', view, search],
    queryFn: ({ pageParam }) => api.inbox.page({ view, search, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length * PAGE : undefined),
    placeholderData: keepPreviousData,
  })
/** Whether the office takes no replies: nothing is answered then. */
export const useRepliesOff = () => useAnswer('settings.get', {}).data?.sending.allowReplies === false
export const useThread = (e164: string, limit: number) =>
  useQuery({
    queryKey: [[...TOPICS, 'messages'], 'thread', e164, limit],
    queryFn: () => api.inbox.thread({ e164, limit }),
    placeholderData: (before) => (before?.e164 === e164 ? before : undefined),
  })
export const markRead = (e164: string, upTo: number) => api.inbox.read({ e164, upTo })
export const markDone = (e164: string, upTo: number, done: boolean) =>
  api.inbox.markDone({ e164, upTo, done })
export const fileUnder = (
  e164: string,
  { from, upTo }: { from: number; upTo: number },
  recipientId: number | null,
) => api.inbox.file({ e164, from, upTo, recipientId })
export const addNumber = (id: number, number: string) => api.people.addNumber({ id, number, label: '' })
export const picturesOf = (id: number) => api.inbox.pictures({ id })

export const useFound = (text: string) =>
  useAnswer('people.find', { text, limit: 20 }, { enabled: text.trim() !== '', keep: true, gcTime: 10_000 })

export const pretendReply = (from: string, body: string, picture: boolean) =>
  api.settings.pretendReply({ from, body, picture })
/** Numbers of the first people found, to pretend a reply from. */
export const findNumbers = async (search: string): Promise<{ value: string; label: string }[]> => {
  const { rows } = await api.people.page({ search, limit: 8 })
  const found = new Map<string, string[]>()
  for (const { number, name } of rows) if (number) found.set(number, [...(found.get(number) ?? []), name])
  return [...found].map(([value, names]) => ({ value, label: names.join(', ') }))
}
