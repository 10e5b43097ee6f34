import { ActionIcon, Box, Group, Title } from '@mantine/core'
import { IconChevronUp, IconMinus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import {
  closeComposer,
  type Composing,
  type Draft,
  draftKey,
  minimiseComposer,
} from '../../app/stores/compose'
import { ErrorState } from '../../ui/feedback/ErrorState'
import { LoadingLine } from '../../ui/feedback/Loading'
import { useDraft } from '../../ui/forms/use-draft'
import text from '../../ui/text.module.css'
import css from './composer.module.css'
import { Grip, type Size } from './Grip'
import { useRecipient } from './use-composer'
import { Writing } from './Writing'

type ComposerProps = {
  composing: Composing
  /** The size with which a window begins. */
  begins: Size
  onResize: (size: Size) => void
}

/** The window of one text: head, and what is written in it. */
export function Composer({ composing, begins, onResize }: ComposerProps) {
  const { recipientId, minimised } = composing
  const opener = useRef<HTMLButtonElement>(null)
  const onMinimise = (to: boolean) => {
    minimiseComposer(recipientId, to)
    // What had the focus is hidden now; opened again, the text takes it.
    if (to) requestAnimationFrame(() => opener.current?.focus())
  }
  const onClose = () => closeComposer(recipientId)
  const { data: recipient, error, refetch } = useRecipient(recipientId)
  const draft = useDraft<Draft>(draftKey(recipientId))
  const [size, setSize] = useState(begins)
  const resize = (to: Size) => {
    setSize(to)
    onResize(to)
  }
  const name = recipient?.name ?? ''
  return (
    <section
      className={css.dock}
      data-minimised={minimised || undefined}
      style={minimised ? undefined : { flexBasis: size.width }}
      aria-label={`Text to ${name}${minimised ? ', minimised' : ''}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || minimised) return
        // A menu of the window is drawn elsewhere, and takes the focus of its button a moment later: Escape is for the menu alone.
        const { target } = event
        if (!(target instanceof Element && event.currentTarget.contains(target))) return
        if (target.matches('[aria-haspopup="menu"][aria-expanded="true"]')) return
        event.preventDefault()
        onMinimise(true)
      }}
    >
      {!minimised &&
        (['height', 'width', 'both'] as const).map((of) => (
          <Grip key={of} of={of} size={size} onChange={resize} name={name} />
        ))}
      <Group
        component="header"
        gap={2}
        h={40}
        p="0 6px 0 14px"
        className={minimised ? undefined : text.lineUnder}
        role="presentation"
      >
        <Title order={2} size="h4" flex={1} className={text.truncate}>
          {minimised ? name : `Text to ${name}`}
        </Title>
        {minimised ? (
          <ActionIcon
            ref={opener}
            size="sm"
            aria-label={`Open the text to ${name}`}
            onClick={() => onMinimise(false)}
          >
            <IconChevronUp size={16} />
          </ActionIcon>
        ) : (
          <ActionIcon size="sm" aria-label="Minimise" onClick={() => onMinimise(true)}>
            <IconMinus size={16} />
          </ActionIcon>
        )}
        <ActionIcon size="sm" aria-label="Close; the draft is kept" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {/* Minimised, the text stays mounted: nothing typed or chosen is lost. */}
      <div hidden={minimised}>
        {error && (
          <Box p="md">
            <ErrorState what="The record could not be read" error={error} onRetry={() => void refetch()} />
          </Box>
        )}
        {recipient && draft.loaded ? (
          <Writing
            recipient={recipient}
            composing={composing}
            saved={draft.saved}
            height={size.height}
            keep={draft.keep}
            forget={draft.clear}
            onSent={onClose}
          />
        ) : (
          <LoadingLine on={!error} />
        )}
      </div>
    </section>
  )
}
