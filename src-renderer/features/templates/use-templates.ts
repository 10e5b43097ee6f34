/** Templates: the list, one of them, and what may be done with it. */
import { useQuery } from '@tanstack/react-query'
import type { Language, Purpose, RecordKind } from '#shared/values'
import { api } from '../../app/client/api'
import { useAnswer } from '../../app/client/use-answer'

export type { Template } from '#contract/sending/templates'
export type Draft = {
  readonly name: string
  readonly recordKind: RecordKind
  readonly purpose: Purpose
  readonly language: Language
  readonly body: string
}

export const useTemplates = () => useAnswer('templates.list', {})
export const useTemplate = (id: number | null) =>
  useQuery({
    queryKey: ['templates', 'get', id],
    queryFn: () => (id === null ? null : api.templates.get({ id })),
  })

export const saveTemplate = (id: number | null, draft: Draft) => api.templates.save({ id, ...draft })
export const duplicateTemplate = (id: number) => api.templates.duplicate({ id })
export const archiveTemplate = (id: number, archived: boolean) => api.templates.archive({ id, archived })

/** A send that waits for a template is given this one. */
export const chooseInSend = async (templateId: number): Promise<void> => {
  const { body } = await api.drafts.get({ key: 'send' })
  if (body === null) return
  const wizard = { ...(JSON.parse(body) as object), way: 'template', templateId }
  await api.drafts.save({ key: 'send', body: JSON.stringify(wizard) })
}
