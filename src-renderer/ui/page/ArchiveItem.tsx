import { Menu } from '@mantine/core'
import { IconArchive, IconArchiveOff } from '@tabler/icons-react'
import { toastError } from '../feedback/toast'

/** The item of a menu that archives a record, or brings it back. */
export function ArchiveItem({
  archived,
  onChange,
}: {
  archived: boolean
  /** Gets what it is to be. */
  onChange: (archived: boolean) => Promise<unknown>
}) {
  const Icon = archived ? IconArchiveOff : IconArchive
  return (
    <Menu.Item
      leftSection={<Icon size={16} stroke={1.6} />}
      onClick={() => void onChange(!archived).catch(toastError)}
    >
      {archived ? 'Bring back' : 'Archive'}
    </Menu.Item>
  )
}
