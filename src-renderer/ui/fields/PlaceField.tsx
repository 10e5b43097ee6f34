import { searchKey } from '#shared/people/search-key'
import { Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'

type Option = { value: string; label: string }
type PlaceFieldProps = Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchValue' | 'onSearchChange'> & {
  data: readonly Option[]
  /** Other words that mean an option: `Deutschland`, `UK`, `USA`. */
  aliases?: ReadonlyMap<string, string>
  value?: string
  onChange?: (value: string) => void
  /** What is none of the options: "No country". */
  none: string
}

const key = (text: string) => searchKey(text.trim())

/**
 * A list that is typed into: what is typed chooses the first that begins so, then the first that has it, on Tab, Enter or
 * leaving. What fits nothing stays and says so; it never falls back to what was chosen before.
 */
export function PlaceField({ data, aliases, value = '', onChange, none, error, ...rest }: PlaceFieldProps) {
  const label = data.find((one) => one.value === value)?.label ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const match = (text: string): Option | undefined => {
    const wanted = key(text)
    if (wanted === '') return undefined
    const alias = aliases?.get(wanted)
    return (
      data.find((one) => one.value === alias || key(one.label) === wanted || key(one.value) === wanted) ??
      data.find((one) => key(one.label).startsWith(wanted)) ??
      data.find((one) => key(one.label).includes(wanted))
    )
  }
  const settle = () => {
    if (typed === null) return
    const found = match(typed)
    if (!found) {
      // What was chosen before is not what somebody means who typed something else.
      setTyped(typed)
      if (typed.trim() !== '') onChange?.('')
      return
    }
    onChange?.(found.value)
    setTyped(null)
  }
  const wrong = typed !== null && typed.trim() !== '' && !match(typed)
  return (
    <Select
      {...rest}
      data={[...data]}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      nothingFoundMessage={`${none} of this name`}
      value={value === '' ? null : value}
      searchValue={typed ?? label}
      onSearchChange={(text) => {
        if (text === label) setTyped(null)
        else if (document.activeElement instanceof HTMLInputElement) setTyped(text)
      }}
      filter={({ options, search }) => {
        if (typed === null || search === label) return options
        const first = match(search)
        const wanted = key(search)
        const rows = (options as Option[]).filter(
          (one) => one === first || key(one.label).includes(wanted) || one.value === first?.value,
        )
        return rows.toSorted((a, b) => Number(b.value === first?.value) - Number(a.value === first?.value))
      }}
      onChange={(next) => {
        if (next === null) return
        setTyped(null)
        onChange?.(next)
      }}
      onBlur={settle}
      error={error ?? (wrong ? `${none} is called “${typed}”.` : undefined)}
    />
  )
}
