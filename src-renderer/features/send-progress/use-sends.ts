/** Sends, past and under way, and what may be done with them. */
import { api } from '../../app/client/api'
import type { Progress } from '#contract/sending/sends'
import { useAnswer } from '../../app/client/use-answer'

export type { MessageRow } from '#contract/sending/messages'
export type { Progress } from '#contract/sending/sends'
export type SkippedRow = Awaited<ReturnType<typeof api.sends.skipped>>['rows'][number]

const ENDED: readonly Progress['phase'][] = ['done', 'cancelled', 'paused']
const BEAT_MS = 3_000

export const useSend = (sendId: string) =>
  useAnswer(
    'sends.get',
    { sendId },
    {
      // The end of a hold and of quiet hours come with the clock, which publishes nothing.
      refetchInterval: ({ state }) => (state.data && !ENDED.includes(state.data.phase) ? BEAT_MS : false),
    },
  )

export const useOutboxReason = () => useAnswer('outbox.state', {}).data?.reason ?? null

export const pageOfSends = (search: string, offset: number, limit: number) =>
  api.sends.page({ search, offset, limit })
export const pageOfTexts = (query: Parameters<typeof api.messages.page>[0]) => api.messages.page(query)
export const pageOfSkipped = (sendId: string, offset: number, limit: number) =>
  api.sends.skipped({ sendId, offset, limit })

export const pauseSend = (sendId: string) => api.sends.pause({ sendId })
export const resumeSend = (sendId: string) => api.sends.resume({ sendId })
export const cancelSend = (sendId: string) => api.sends.cancel({ sendId })
export const releaseSend = (sendId: string) => api.sends.release({ sendId })
export const retimeSend = (sendId: string, notBefore: string) => api.sends.retime({ sendId, notBefore })
export const retrySend = (sendId: string) => api.sends.retry({ sendId })
export const answerLate = (sendId: string, decision: 'send' | 'skip') => api.sends.late({ sendId, decision })
export const leaveAtNight = (sendId: string, reason: string) => api.sends.leaveAtNight({ sendId, reason })
export const exportSend = (sendId: string) => api.sends.export({ sendId })

/** The wizard keeps what was chosen under this key until the time for Undo is over. */
const undoKey = (sendId: string) => `send.undo.${sendId}`
/**
 * Puts the choices of a send back into the wizard.
 * @returns whether there were any
 */
export const takeBackChoices = async (sendId: string): Promise<boolean> => {
  const { body } = await api.drafts.get({ key: undoKey(sendId) })
  if (body === null) return false
  await api.drafts.save({ key: 'send', body })
  await api.drafts.clear({ key: undoKey(sendId) })
  return true
}
/** The time for Undo is over: the choices need not be kept. */
export const forgetChoices = (sendId: string): void => {
  void api.drafts.clear({ key: undoKey(sendId) }).catch(() => undefined)
}
/** One person out of a send that waits. */
export const takeOut = (id: number) => api.messages.takeOut({ id })
