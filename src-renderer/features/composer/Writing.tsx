import { Button } from '@mantine/core'
import { IconCornerDownLeft } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Template } from '#contract/templates'
import { dress } from '#core/compose'
import { ApiError } from '../../app/api'
import { chooseNumber, type Composing } from '../../app/compose'
import { useLocale } from '../../ui/locale'
import { sayError } from '../../ui/ErrorState'
import { Meter } from '../../ui/Meter'
import text from '../../ui/text.module.css'
import { toast } from '../../ui/toast'
import { sayWhen } from '../../ui/When'
import css from './composer.module.css'
import { type Draft, isEmpty, newDraft } from './draft'
import { NewNumber } from './NewNumber'
import { NumberMenu } from './NumberMenu'
import { PurposeMenu } from './PurposeMenu'
import { TemplateMenu } from './TemplateMenu'
import { Refusal } from './Refusal'
import {
  type Recipient,
  sendText,
  useDressing,
  useMay,
  useUnitPrice,
  useValues,
  writeOut,
} from './use-composer'
import { VariableMenu } from './VariableMenu'
import { WhenMenu } from './WhenMenu'

type WritingProps = {
  recipient: Recipient
  composing: Composing
  saved: Draft | null
  height: number
  keep: (draft: Draft) => void
  forget: () => Promise<void>
  onSent: () => void
}

/** To whom, as what, the text, its length and price, and Send. */
export function Writing({ recipient, composing, saved, height, keep, forget, onSent }: WritingProps) {
  const [draft, setDraft] = useState<Draft>(() => saved ?? newDraft(recipient, null))
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [adding, setAdding] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const said = useId()
  const navigate = useNavigate()
  const { zone, language } = useLocale()
  const { price } = useUnitPrice()
  const values = useValues(recipient)
  const dressing = useDressing(recipient)

  // The number last asked for on a screen or chosen in this window, before the one the draft was begun with.
  const wanted = composing.e164 ?? draft.e164
  const number =
    recipient.numbers.find((one) => one.e164 === wanted) ??
    recipient.numbers.find((one) => one.primary) ??
    recipient.numbers[0]
  const { data: may } = useMay(recipient.id, number?.e164 ?? null, draft.purpose)
  const { asked, minimised } = composing
  useEffect(() => {
    if (!minimised && asked > 0) field.current?.focus()
  }, [asked, minimised])

  const change = (next: Partial<Draft>) => {
    const changed = { ...draft, ...next }
    setDraft(changed)
    setFailure(null)
    // A text that was deleted does not come back with a reload.
    if (isEmpty(changed)) void forget()
    else keep(changed)
  }
  const chooseTo = (e164: string) => {
    chooseNumber(recipient.id, e164)
    change({ e164 })
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
      ...writeOut(template.body, values, { locale: template.language, timeZone: zone }),
      purpose: template.purpose,
      templateId: template.id,
    })
    field.current?.focus()
    if (before.body.trim() === '') return
    toast({
      say: `“${template.name}” took the place of what you wrote`,
      action: { label: 'Undo', run: () => change(before) },
    })
  }
  const send = async () => {
    if (busy) return
    if (!number) return setFailure('Add a number to this record first.')
    const blank = draft.blanks?.find((one) => draft.body.includes(one))
    if (blank) {
      setFailure(`Write what ${blank} stands for: this record does not say.`)
      const at = draft.body.indexOf(blank)
      field.current?.focus()
      field.current?.setSelectionRange(at, at + blank.length)
      return
    }
    const at = draft.at === null ? null : new Date(draft.at).toISOString()
    setBusy(true)
    try {
      const { waits } = await sendText({
        draftId: draft.draftId,
        recipientId: recipient.id,
        e164: number.e164,
        body: draft.body,
        purpose: draft.purpose,
        templateId: draft.templateId,
        notBefore: at,
      })
      await forget()
      const to = `${recipient.name}, ${number.national}`
      toast({
        say: at
          ? `Text to ${to} leaves ${sayWhen(at, language, zone)}`
          : waits
            ? `Text to ${to} is waiting: ${waits}`
            : `Text sent to ${to}`,
        action: { label: 'View', run: () => navigate(`/people/${recipient.id}`) },
      })
      onSent()
    } catch (error) {
      setFailure(sayError(error))
      if (error instanceof ApiError && error.field === 'body') field.current?.focus()
    } finally {
      setBusy(false)
    }
  }
  const refused = may?.ok === false
  // The price is that of the words which leave.
  const leaves = draft.purpose === 'marketing' && draft.body !== '' ? dress(draft.body, dressing) : draft.body
  return (
    <>
      <div className={css.to}>
        <span className={css.word}>To</span>
        <NumberMenu recipient={recipient} number={number} onChoose={chooseTo} onAdd={() => setAdding(true)} />
        <span className={text.grow} />
        <span className={css.word}>As</span>
        <PurposeMenu
          recipientId={recipient.id}
          e164={number?.e164 ?? null}
          purpose={draft.purpose}
          onChoose={(purpose) => change({ purpose })}
        />
      </div>
      {adding && (
        <NewNumber
          recipientId={recipient.id}
          account={recipient.kind === 'account'}
          onAdded={(e164) => {
            setAdding(false)
            chooseTo(e164)
            field.current?.focus()
          }}
          onCancel={() => {
            setAdding(false)
            field.current?.focus()
          }}
        />
      )}
      {refused && <Refusal why={may.why} reason={may.reason} recipient={recipient} purpose={draft.purpose} />}
      <textarea
        ref={field}
        className={css.field}
        style={{ height }}
        aria-label="Message"
        aria-describedby={failure ? said : undefined}
        aria-invalid={failure !== null || undefined}
        placeholder="Write the text"
        maxLength={1600}
        value={draft.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            if (!refused) void send()
          }
        }}
      />
      {leaves !== draft.body && (
        <p className={css.leaves}>
          <span className={text.muted}>Leaves as</span> {leaves}
        </p>
      )}
      {failure && (
        <p className={css.failure} id={said} role="alert">
          {failure}
        </p>
      )}
      <div className={css.meter}>
        <Meter body={leaves} price={price} />
      </div>
      <footer className={css.foot} role="presentation">
        <TemplateMenu kind={recipient.kind} onChoose={take} />
        <VariableMenu kind={recipient.kind} values={values} onChoose={insert} />
        <WhenMenu at={draft.at} onChange={(at) => change({ at })} />
        <span className={text.grow} />
        <Button
          loading={busy}
          disabled={refused || draft.body.trim() === ''}
          rightSection={<IconCornerDownLeft size={15} aria-hidden />}
          aria-keyshortcuts="Control+Enter"
          onClick={() => void send()}
        >
          {draft.at ? 'Send later' : 'Send text'}
        </Button>
      </footer>
    </>
  )
}
