import { Button, Group } from '@mantine/core'
import { IconCornerDownLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { compose, type Draft } from '../../app/stores/compose'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { Meter } from '../../ui/messages/Meter'
import { Note } from '../../ui/feedback/Note'
import text from '../../ui/text.module.css'
import { toast } from '../../ui/feedback/toast'
import { useDraft } from '../../ui/forms/use-draft'
import { BodyField } from './BodyField'
import css from './composer.module.css'
import { newDraft } from './draft'
import { TemplateMenu } from './menus/TemplateMenu'
import { type Recipient, useRecipient, useUnitPrice } from './use-composer'
import { useWriting } from './use-writing'
import { VariableMenu } from './menus/VariableMenu'

type ReplyProps = { recipientId: number; e164: string; onSent: () => void }

/** An answer in its conversation: always to this number, always as conversation. */
export function Reply({ recipientId, e164, onSent }: ReplyProps) {
  const { data: recipient, error, refetch } = useRecipient(recipientId)
  const draft = useDraft<Draft>(`reply:${e164}`)
  const [sent, setSent] = useState(0)
  if (error)
    return <ErrorState what="The record could not be read" error={error} onRetry={() => void refetch()} />
  if (!recipient || !draft.loaded) return <LoadingLine on />
  return (
    <Answer
      // Each answer is a text of its own, sent once.
      key={`${recipientId} ${sent}`}
      recipient={recipient}
      e164={e164}
      saved={sent === 0 ? draft.saved : null}
      keep={draft.keep}
      forget={draft.clear}
      onSent={() => {
        setSent(sent + 1)
        onSent()
      }}
      focus={sent > 0}
    />
  )
}

type AnswerProps = {
  recipient: Recipient
  e164: string
  saved: Draft | null
  keep: (draft: Draft) => void
  forget: () => Promise<void>
  onSent: () => void
  focus: boolean
}

function Answer({ recipient, e164, saved, keep, forget, onSent, focus }: AnswerProps) {
  const { price } = useUnitPrice()
  const writing = useWriting({
    recipient,
    saved,
    keep,
    forget,
    begin: () => ({ ...newDraft(recipient, e164), purpose: 'conversation' }),
    purposeOf: () => 'conversation',
    numberOf: () => recipient.numbers.find((one) => one.e164 === e164),
    onSent(say) {
      toast({ say })
      onSent()
    },
  })
  const { draft, may } = writing
  if (may?.ok === false)
    return (
      <Note
        title="You cannot answer here."
        action={
          may.reason === 'not-asked' && (
            <Button size="sm" variant="default" onClick={() => compose(recipient.id, e164)}>
              Write a text instead
            </Button>
          )
        }
      >
        {may.why}
      </Note>
    )
  return (
    <div className={css.answer}>
      <BodyField writing={writing} label={`Answer to ${recipient.name}`} rows={2} focus={focus} />
      <Group gap={2} p="4px 8px 8px">
        <TemplateMenu kind={recipient.kind} answers onChoose={writing.take} />
        <VariableMenu kind={recipient.kind} values={writing.values} onChoose={writing.insert} />
        <Meter body={draft.body} price={price} />
        <span className={text.grow} />
        <Button
          loading={writing.busy}
          disabled={draft.body.trim() === ''}
          rightSection={<IconCornerDownLeft size={15} aria-hidden />}
          aria-keyshortcuts="Control+Enter"
          onClick={() => void writing.send()}
        >
          Send text
        </Button>
      </Group>
    </div>
  )
}
