/** What waits for a person: texts nobody knows the end of, replies that may be an opt-out, and a stopped outbox. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export type Suppression = Awaited<ReturnType<typeof api.suppressions.page>>['rows'][number]
export type Unknown = Awaited<ReturnType<typeof api.messages.page>>['rows'][number]
export type Reason = NonNullable<Awaited<ReturnType<typeof api.outbox.state>>['reason']>

type OutboxState = Awaited<ReturnType<typeof api.outbox.state>>
export type Why = OutboxState['why'][number]
export type OtherSender = OutboxState['otherSenders'][number]

export const useOutbox = () => useAnswer('outbox.state', {})

export const useRestored = () => useAnswer('backups.restored', {}, { of: ['outbox', 'backups'] })
export type Restored = NonNullable<ReturnType<typeof useRestored>['data']>
export const cancelUnknownOutbound = (sid: string) => api.backups.cancelUnknownOutbound({ sid })
export const markSeen = () => api.backups.seen({})

const PAGE = 500
export const useUnknown = () => useAnswer('messages.page', { decide: true, limit: PAGE })

/** The doubtful ones lie among all blocked numbers, so these are read through until all are found. */
export const useDoubtful = (count: number) =>
  useQuery({
    queryKey: ['consent', 'doubtful', count],
    queryFn: async () => {
      const found: Suppression[] = []
      for (let offset = 0; found.length < count; offset += PAGE) {
        const { rows } = await api.suppressions.page({ offset, limit: PAGE })
        found.push(...rows.filter(({ cause }) => cause === 'doubtful'))
        if (rows.length < PAGE) break
      }
      return found
    },
    placeholderData: (before) => before,
  })

export const useWaiting = (limit: number) =>
  useAnswer('messages.page', { states: ['queued'], descending: false, offset: 0, limit })

export const resumeAll = () => api.outbox.resume({})
export const pauseAll = () => api.outbox.pause({})
export type Absence = NonNullable<OutboxState['absence']>
export const absenceSeen = () => api.outbox.absenceSeen({})
export const tryNow = () => api.outbox.tryNow({})
export const othersSeen = () => api.outbox.othersSeen({})
/** Another program sends from the office's own number, too: from now on only texts with our words count. */
export const shareSender = () => api.outbox.shareSender({})
export const decideAll = (ids: number[], decision: 'was-sent' | 'send-again' | 'leave') =>
  api.messages.decideMany({ ids, decision })
