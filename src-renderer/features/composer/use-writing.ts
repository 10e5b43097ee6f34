/** One text being written, wherever its window stands: the draft, what is inserted, and Send. */
import { useRef, useState } from 'react'
import type { Template } from '#contract/sending/templates'
import { textStyle } from '#shared/text/text-values'
import type { Purpose } from '#shared/values'
import { ApiError } from '../../app/client/api'
import type { Draft } from '../../app/stores/compose'
import { sayError } from '../../ui/feedback/ErrorState'
import { useLocale } from '../../ui/locale'
import { toast } from '../../ui/feedback/toast'
import { sayWhenWithin } from '#shared/time/say-when'
import { isEmpty } from './draft'
import { nightFor, type Recipient, sendText, useMay, useValues, writeOut } from './use-composer'

type WritingOptions = {
  recipient: Recipient
  /** What the draft is when nothing was kept. */
  begin: () => Draft
  saved: Draft | null
  /** The number it goes to now; undefined while the record has none. */
  numberOf: (draft: Draft) => Recipient['numbers'][number] | undefined
  /** As what a template's text is sent. */
  purposeOf: (template: Template) => Purpose
  keep: (draft: Draft) => void
  forget: () => Promise<void>
  /** After it was sent: one sentence that says so. */
  onSent: (say: string) => void
}

export type Night = NonNullable<Awaited<ReturnType<typeof nightFor>>>

export const useWriting = (options: WritingOptions) => {
  const { recipient, numberOf, purposeOf, keep, forget, onSent } = options
  const [draft, setDraft] = useState<Draft>(() => options.saved ?? options.begin())
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  /** It is night where they are, and whoever writes has not said yet what to do. */
  const [night, setNight] = useState<Night | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const locale = useLocale()
  const { zone, language } = locale
  const values = useValues(recipient)
  const number = numberOf(draft)
  const { data: may } = useMay(recipient.id, number?.e164 ?? null, draft.purpose)
  const refused = may?.ok === false

  const change = (next: Partial<Draft>) => {
    const changed = { ...draft, ...next }
    setDraft(changed)
    setFailure(null)
    setNight(null)
    // A text that was deleted does not come back with a reload.
    if (isEmpty(changed)) void forget()
    else keep(changed)
  }
  const insert = (words: string) => {
    const from = field.current?.selectionStart ?? draft.body.length
    const to = field.current?.selectionEnd ?? from
    change({ body: draft.body.slice(0, from) + words + draft.body.slice(to) })
    field.current?.focus()
  }
  const take = (template: Template) => {
    const before = draft
    change({
      ...writeOut(template.body, values, textStyle(template.language, locale)),
      purpose: purposeOf(template),
      templateId: template.id,
    })
    field.current?.focus()
    if (before.body.trim() === '') return
    toast({
      say: `“${template.name}” took the place of what you wrote`,
      action: { label: 'Undo', run: () => change(before) },
    })
  }
  const send = async (wanted: { at: string | null } = { at: draft.at }) => {
    if (busy || refused) return
    if (!number) return setFailure('Add a number to this record first.')
    const blank = draft.blanks?.find((one) => draft.body.includes(one))
    if (blank) {
      setFailure(`Write what ${blank} stands for: this record does not say.`)
      const at = draft.body.indexOf(blank)
      field.current?.focus()
      field.current?.setSelectionRange(at, at + blank.length)
      return
    }
    const at = wanted.at === null ? null : new Date(wanted.at).toISOString()
    setBusy(true)
    try {
      // Asked once: Send pressed again sends.
      const dark = night === null ? await nightFor(recipient.id, number.e164, draft.purpose, at) : null
      if (dark) return setNight(dark)
      const { waits } = await sendText({
        draftId: draft.draftId,
        recipientId: recipient.id,
        e164: number.e164,
        body: draft.body,
        purpose: draft.purpose,
        templateId: draft.templateId,
        notBefore: at,
        ...(draft.replaces ? { replaces: draft.replaces } : {}),
      })
      await forget()
      const to = `${recipient.name}, ${number.national}`
      onSent(
        at
          ? `Text to ${to} leaves ${sayWhenWithin(at, language, zone)}`
          : waits
            ? `Text to ${to} is waiting: ${waits}`
            : `Text sent to ${to}`,
      )
    } catch (error) {
      // It has left meanwhile: this one is a text of its own now.
      if (error instanceof ApiError && error.field === 'replaces') change({ replaces: null })
      setFailure(sayError(error))
      if (error instanceof ApiError && error.field === 'body') field.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  return { draft, number, may, refused, values, field, failure, busy, night, change, insert, take, send }
}
export type WritingState = ReturnType<typeof useWriting>
