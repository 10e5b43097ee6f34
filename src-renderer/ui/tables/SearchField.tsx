import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

type SearchFieldProps = {
  label: string
  placeholder: string
  value: string
  onChange: (text: string) => void
  /** In pixels. */
  w?: number
}

/** Narrows a table by words. */
export function SearchField({ label, placeholder, value, onChange, w = 240 }: SearchFieldProps) {
  return (
    <TextInput
      size="xs"
      w={w}
      type="search"
      maxLength={100}
      leftSection={<IconSearch size={14} aria-hidden />}
      placeholder={placeholder}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
