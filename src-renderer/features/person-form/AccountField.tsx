import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Values } from './form-values'
import { useAccounts } from './use-person-form'

type AccountFieldProps = { value: Values['account']; onChange: (value: Values['account']) => void }

/** The organisation somebody belongs to, found by typing. */
export function AccountField({ value, onChange }: AccountFieldProps) {
  const [search, setSearch] = useState(value?.name ?? '')
  const [asked] = useDebouncedValue(search === value?.name ? '' : search, 150)
  const { data } = useAccounts(asked)
  const found = (data?.rows ?? []).map((row) => ({ value: String(row.id), label: row.name }))
  const own = value ? [{ value: String(value.id), label: value.name }] : []
  return (
    <Select
      label="Account"
      placeholder="None"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Clear the account' }}
      nothingFoundMessage="No account of this name"
      data={[...own, ...found.filter((one) => one.value !== own[0]?.value)]}
      filter={({ options }) => options}
      value={value ? String(value.id) : null}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(id, option) =>
        onChange(id === null || option === null ? null : { id: Number(id), name: option.label })
      }
    />
  )
}
