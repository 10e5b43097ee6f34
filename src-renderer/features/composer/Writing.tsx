import { Box, Button, Group, Text } from '@mantine/core'
import { IconCornerDownLeft } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { dress } from '#shared/text/compose'
import { chooseNumber, type Composing, type Draft } from '../../app/stores/compose'
import { Meter } from '../../ui/messages/Meter'
import text from '../../ui/text.module.css'
import { toast } from '../../ui/feedback/toast'
import { BodyField } from './BodyField'
import { newDraft } from './draft'
import { NewNumber } from './menus/NewNumber'
import { NumberMenu } from './menus/NumberMenu'
import { PurposeMenu } from './menus/PurposeMenu'
import { Refusal } from './Refusal'
import { TemplateMenu } from './menus/TemplateMenu'
import { type Recipient, useUnitPrice } from './use-composer'
import { useWriting } from './use-writing'
import { VariableMenu } from './menus/VariableMenu'
import { WhenMenu } from './menus/WhenMenu'

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
  const [adding, setAdding] = useState(false)
  const navigate = useNavigate()
  const { price } = useUnitPrice()
  const writing = useWriting({
    recipient,
    saved,
    keep,
    forget,
    begin: () => newDraft(recipient, null),
    purposeOf: (template) => template.purpose,
    // The number last asked for on a screen or chosen in this window, before the one the draft was begun with.
    numberOf: (draft) =>
      recipient.numbers.find((one) => one.e164 === (composing.e164 ?? draft.e164)) ??
      recipient.numbers.find((one) => one.primary) ??
      recipient.numbers[0],
    onSent(say) {
      toast({ say, action: { label: 'View', run: () => navigate(`/people/${recipient.id}`) } })
      onSent()
    },
  })
  const { draft, number, may, field, change } = writing
  const { asked, minimised } = composing
  useEffect(() => {
    if (!minimised && asked > 0) field.current?.focus()
  }, [asked, minimised, field])

  const chooseTo = (e164: string) => {
    chooseNumber(recipient.id, e164)
    change({ e164 })
  }
  // The price is that of the words which leave.
  const leaves = may && draft.body !== '' ? dress(draft.body, may) : draft.body
  return (
    <>
      <Group className={text.lineUnder} gap={6} p="7px 8px 7px 14px">
        <span className={`${text.small} ${text.muted}`}>To</span>
        <NumberMenu recipient={recipient} number={number} onChoose={chooseTo} onAdd={() => setAdding(true)} />
        <span className={text.grow} />
        <span className={`${text.small} ${text.muted}`}>As</span>
        <PurposeMenu
          recipientId={recipient.id}
          e164={number?.e164 ?? null}
          purpose={draft.purpose}
          onChoose={(purpose) => change({ purpose })}
        />
      </Group>
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
      {may?.ok === false && (
        <Refusal why={may.why} reason={may.reason} recipient={recipient} purpose={draft.purpose} />
      )}
      <BodyField writing={writing} label="Message" style={{ height }} />
      {leaves !== draft.body && (
        <Text className={text.breaks} size="xs" p="4px 14px 0" c="second">
          <span className={text.muted}>Leaves as</span> {leaves}
        </Text>
      )}
      <Box p="6px 14px 8px">
        <Meter body={leaves} price={price} />
      </Box>
      <Group className={text.lineOver} component="footer" gap={2} p="8px 12px 12px 10px" role="presentation">
        <TemplateMenu kind={recipient.kind} onChoose={writing.take} />
        <VariableMenu kind={recipient.kind} values={writing.values} onChoose={writing.insert} />
        <WhenMenu at={draft.at} onChange={(at) => change({ at })} />
        <span className={text.grow} />
        <Button
          loading={writing.busy}
          disabled={writing.refused || draft.body.trim() === ''}
          rightSection={<IconCornerDownLeft size={15} aria-hidden />}
          aria-keyshortcuts="Control+Enter"
          onClick={() => void writing.send()}
        >
          {draft.at ? 'Send later' : 'Send text'}
        </Button>
      </Group>
    </>
  )
}
