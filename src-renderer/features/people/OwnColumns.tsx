import { Button, Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { ChosenField } from './columns'

type OwnColumnsProps = {
  fields: readonly ChosenField[]
  chosen: readonly string[]
  onChange: (keys: string[]) => void
}

/** Which plain fields, and which of the office's own, stand as columns. */
export function OwnColumns({ fields, chosen, onChange }: OwnColumnsProps) {
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {fields.map(({ id, label }) => (
          <Menu.CheckboxItem
            key={id}
            checked={chosen.includes(id)}
            onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
          >
            {label}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
