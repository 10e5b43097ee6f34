import { Button } from '@mantine/core'
import { IconCornerDownLeft } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError } from '../../app/api'
import { useLocale } from '../../ui/locale'
import { sayError } from '../../ui/ErrorState'
import { Meter } from '../../ui/Meter'
import text from '../../ui/text.module.css'
import { toast } from '../../ui/toast'
import css from './composer.module.css'
import { type Draft, newDraft } from './draft'
import { NumberMenu } from './NumberMenu'
import { PurposeMenu } from './PurposeMenu'
import { TemplateMenu } from './TemplateMenu'
import { Refusal } from './Refusal'
import { type Recipient, sendText, useMay, useUnitPrice, useValues, writeOut } from './use-composer'
import { VariableMenu } from './VariableMenu'
import { WhenMenu } from './WhenMenu'

type WritingProps = {
  recipient: Recipient
  /** The number the text icon was clicked at. */
  e164: string | null
  saved: Draft | null
  height: number
  keep: (draft: Draft) => void
  forget: () => Promise<void>
  onSent: () => void
}

/** To whom, as what, the text, its length and price, and Send. */
export function Writing({ recipient, e164, saved, height, keep, forget, onSent }: WritingProps) {
  const [draft, setDraft] = useState<Draft>(() =>
    saved ? { ...saved, e164: e164 ?? saved.e164 } : newDraft(recipient, e164),
  )
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const said = useId()
  const navigate = useNavigate()
  const { zone } = useLocale()
  const { price } = useUnitPrice()
  const values = useValues(recipient)

  const number =
    recipient.numbers.find((one) => one.e164 === draft.e164) ??
    recipient.numbers.find((one) => one.primary) ??
    recipient.numbers[0]
  const { data: may } = useMay(recipient.id, number?.e164 ?? null, draft.purpose)
  useEffect(() => {
    field.current?.focus()
  }, [])

  const change = (next: Partial<Draft>) => {
    const changed = { ...draft, ...next }
    setDraft(changed)
    setFailure(null)
    if (changed.body !== '' || saved) keep(changed)
  }
  const insert = (words: string) => {
    const from = field.current?.selectionStart ?? draft.body.length
    const to = field.current?.selectionEnd ?? from
    change({ body: draft.body.slice(0, from) + words + draft.body.slice(to) })
    field.current?.focus()
  }
  const send = async () => {
    if (busy) return
    if (!number) return setFailure('Add a number to this record first.')
    if (/\[[a-z .]+\]/.test(draft.body)) return setFailure('Fill in what stands in [brackets].')
    setBusy(true)
    try {
      await sendText({
        draftId: draft.draftId,
        recipientId: recipient.id,
        e164: number.e164,
        body: draft.body,
        purpose: draft.purpose,
        templateId: draft.templateId,
        notBefore: draft.at === null ? null : new Date(draft.at).toISOString(),
      })
      await forget()
      toast({
        say: draft.at
          ? `Text to ${recipient.name} is waiting for its time`
          : `Text sent to ${recipient.name}`,
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
  return (
    <>
      <div className={css.to}>
        <span className={css.word}>To</span>
        <NumberMenu recipient={recipient} number={number} onChoose={(next) => change({ e164: next })} />
        <span className={text.grow} />
        <span className={css.word}>As</span>
        <PurposeMenu
          recipient={recipient}
          purpose={draft.purpose}
          onChoose={(purpose) => change({ purpose })}
        />
      </div>
      {refused && <Refusal why={may.why} recipient={recipient} purpose={draft.purpose} />}
      <textarea
        ref={field}
        className={css.field}
        style={{ height }}
        aria-label="Message"
        aria-describedby={failure ? said : undefined}
        aria-invalid={failure !== null || undefined}
        placeholder="Write the text"
        value={draft.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            if (!refused) void send()
          }
        }}
      />
      {failure && (
        <p className={css.failure} id={said} role="alert">
          {failure}
        </p>
      )}
      <div className={css.meter}>
        <Meter body={draft.body} price={price} />
      </div>
      <footer className={css.foot} role="presentation">
        <TemplateMenu
          kind={recipient.kind}
          onChoose={(template) => {
            change({
              body: writeOut(template.body, values, { locale: template.language, timeZone: zone }),
              purpose: template.purpose,
              templateId: template.id,
            })
            field.current?.focus()
          }}
        />
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
