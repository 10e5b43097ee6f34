import { ActionIcon } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { compose } from '../../app/compose'

/** The text icon of one entry: the window opens at the number the entry is about. */
export function TextButton({ id, name, e164 }: { id: number; name: string; e164?: string | null }) {
  return (
    <ActionIcon size="sm" aria-label={name} title={name} onClick={() => compose(id, e164 ?? null)}>
      <IconMessage size={15} stroke={1.7} />
    </ActionIcon>
  )
}
