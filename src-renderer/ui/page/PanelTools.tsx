import { ActionIcon, Box, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useCount } from '../locale'
import text from '../text.module.css'

type PanelFilterProps = { label: string; onSearch: (text: string) => void; children?: ReactNode }

/** Narrows what a panel shows: words, and whatever else it can be asked for. */
export function PanelFilter({ label, onSearch, children }: PanelFilterProps) {
  const [text, setText] = useState('')
  const ask = useDebouncedCallback(onSearch, 120)
  return (
    <Group p="0 14px 8px">
      <TextInput
        size="xs"
        type="search"
        aria-label={label}
        placeholder="Filter"
        flex={1}
        miw={0}
        maw={260}
        leftSection={<IconSearch size={13} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          ask(event.currentTarget.value)
        }}
      />
      {children}
    </Group>
  )
}

/** An order that a list can stand in. */
export type PanelOrder<Key extends string> = { key: Key; descending: boolean }
type PanelSortProps<Key extends string> = {
  label: string
  /** In words: "Newest first". */
  choices: readonly (PanelOrder<Key> & { say: string })[]
  value: PanelOrder<Key>
  onSort: (order: PanelOrder<Key>) => void
}

/** The order of a list; a table has its heads for that. */
export function PanelSort<Key extends string>({ label, choices, value, onSort }: PanelSortProps<Key>) {
  const at = choices.findIndex(({ key, descending }) => key === value.key && descending === value.descending)
  return (
    <Select
      size="xs"
      w={128}
      aria-label={label}
      allowDeselect={false}
      data={choices.map(({ say }, index) => ({ value: String(index), label: say }))}
      value={String(at)}
      onChange={(next) => {
        const chosen = choices[Number(next)]
        if (chosen) onSort({ key: chosen.key, descending: chosen.descending })
      }}
    />
  )
}
export const BY_TIME = [
  { say: 'Newest first', key: 'at', descending: true },
  { say: 'Oldest first', key: 'at', descending: false },
] as const

type PanelPagerProps = {
  /** What is paged, in the plural: "messages". */
  of: string
  offset: number
  limit: number
  total: number
  onOffset: (offset: number) => void
  /** Sums of everything, not of the page alone. */
  totals?: ReactNode
}

/** The foot of a panel: its sums, where its page stands, and the way to the others. */
export function PanelPager({ of, offset, limit, total, onOffset, totals }: PanelPagerProps) {
  const say = useCount()
  if (total <= limit && !totals) return null
  return (
    <Group className={text.lineOver} gap={6} mih={34} p="3px 10px 3px 14px" c="dimmed" fz="xs">
      <Box component="span" flex={1} miw={0}>
        {totals}
      </Box>
      {total > limit && (
        <>
          <span>
            {say(offset + 1)} to {say(Math.min(offset + limit, total))} of {say(total)}
          </span>
          <ActionIcon
            size="sm"
            aria-label={`Previous ${of}`}
            disabled={offset === 0}
            onClick={() => onOffset(Math.max(0, offset - limit))}
          >
            <IconChevronLeft size={15} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={`Next ${of}`}
            disabled={offset + limit >= total}
            onClick={() => onOffset(offset + limit)}
          >
            <IconChevronRight size={15} />
          </ActionIcon>
        </>
      )}
    </Group>
  )
}
