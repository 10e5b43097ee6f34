import { Box, Checkbox, Group, Paper, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useCount } from '../../ui/locale'
import text from '../../ui/text.module.css'
import css from './who.module.css'

type ListChoiceProps = {
  title: string
  say: string
  lists: readonly { id: number; name: string; kind: 'saved' | 'static'; count: number }[]
  chosen: readonly number[]
  onToggle: (id: number) => void
  error?: string | null
  action?: ReactNode
}
/** So many lists are shown without a search field. */
const FEW = 8

/** Lists of people, to include them or to leave them out. */
export function ListChoice({ title, say, lists, chosen, onToggle, error, action }: ListChoiceProps) {
  const id = useId()
  const count = useCount()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = lists.filter((list) => list.name.toLowerCase().includes(wanted))
  return (
    <Paper
      component="fieldset"
      withBorder
      style={error ? { borderColor: 'var(--db-bad)' } : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <VisuallyHidden component="legend">{title}</VisuallyHidden>
      <Group mih={52} p="8px 8px 6px 14px">
        <div className={text.grow}>
          <Text size="md" fw={600} aria-hidden>
            {title}
          </Text>
          <Text variant="note">{say}</Text>
        </div>
        {action}
      </Group>
      {lists.length > FEW && (
        <TextInput
          size="xs"
          type="search"
          p="0 14px 8px"
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={`Search lists: ${title}`}
          placeholder="Search lists"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Box className={`${text.lineOver} ${text.rows}`} mah={330} style={{ overflow: 'auto' }}>
        {shown.map((list) => (
          <Checkbox
            key={list.id}
            className={css.choiceRow}
            checked={chosen.includes(list.id)}
            onChange={() => onToggle(list.id)}
            label={
              <>
                <span className={`${text.truncate} ${text.medium}`}>{list.name}</span>
                <span className={text.muted}>{list.kind === 'saved' ? 'saved search' : ''}</span>
                <Box component="span" ms="auto">
                  {count(list.count)}
                </Box>
              </>
            }
          />
        ))}
        {shown.length === 0 && (
          <Text py={10} px={14} c="second">
            No list has “{search}” in its name.
          </Text>
        )}
      </Box>
      {error && (
        <Text className={text.lineOver} variant="error" py="sm" px={14} id={`${id}-error`} role="alert">
          {error}
        </Text>
      )}
    </Paper>
  )
}
