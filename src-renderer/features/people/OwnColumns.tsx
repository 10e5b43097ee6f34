import { Button, Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { OwnField } from './columns'

type OwnColumnsProps = {
  fields: readonly OwnField[]
  chosen: readonly string[]
  onChange: (keys: string[]) => void
}

/** Which of the office's own fields stand as columns. */
export function OwnColumns({ fields, chosen, onChange }: OwnColumnsProps) {
  if (fields.length === 0) return null
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {fields.map(({ key, label }) => (
          <Menu.CheckboxItem
            key={key}
            checked={chosen.includes(key)}
            onChange={(on) => onChange(on ? [...chosen, key] : chosen.filter((one) => one !== key))}
          >
            {label}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
