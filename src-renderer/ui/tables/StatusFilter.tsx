import { Select } from '@mantine/core'
import { useCount } from '../locale'

/** Narrows a table to one status; each says how many there are. */
export function StatusFilter<S extends string>({
  statuses,
  value,
  onChange,
  w = 200,
}: {
  statuses: readonly { status: S; word: string; count: number }[]
  value: S | null
  onChange: (status: string | null) => void
  w?: number
}) {
  const say = useCount()
  return (
    <Select
      size="xs"
      w={w}
      clearable
      clearButtonProps={{ 'aria-label': 'Any status' }}
      aria-label="Status"
      placeholder="Any status"
      data={statuses.map(({ status, word, count }) => ({ value: status, label: `${word} (${say(count)})` }))}
      value={value}
      onChange={onChange}
    />
  )
}
