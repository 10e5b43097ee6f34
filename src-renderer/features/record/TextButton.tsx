import { ActionIcon } from '@mantine/core'
import { IconMessage, IconMessageOff } from '@tabler/icons-react'
import { compose } from '../../app/stores/compose'

type TextButtonProps = {
  id: number
  name: string
  e164?: string | null
  /** Why nothing can be sent to this record; the window that opens says it as well. */
  whyNot: string | null
}

/** The text icon of one entry: the window opens at the number the entry is about. */
export function TextButton({ id, name, e164, whyNot }: TextButtonProps) {
  const Sign = whyNot === null ? IconMessage : IconMessageOff
  return (
    <ActionIcon
      size="sm"
      c={whyNot === null ? undefined : 'dimmed'}
      aria-label={name}
      title={whyNot ?? name}
      aria-description={whyNot ?? undefined}
      onClick={() => compose(id, e164 ?? null)}
    >
      <Sign size={15} stroke={1.7} />
    </ActionIcon>
  )
}
