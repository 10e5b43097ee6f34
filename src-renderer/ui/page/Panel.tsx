import { Box, Group, Paper, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useCount } from '../locale'
import css from './Panel.module.css'
import text from '../text.module.css'

type PanelProps = { title: string; count?: number; note?: ReactNode; action?: ReactNode; children: ReactNode }

/** A sub-panel: a named box with its own head. */
export function Panel({ title, count, note, action, children }: PanelProps) {
  const id = useId()
  const say = useCount()
  return (
    <Paper component="section" withBorder miw={0} style={{ overflow: 'hidden' }} aria-labelledby={id}>
      <Group component="header" mih={42} ps={14} pe="sm">
        <Title order={2} size="h4" className={text.nowrap} id={id}>
          {title}
        </Title>
        {count !== undefined && <span className={text.muted}>{say(count)}</span>}
        {note && <span className={text.muted}>{note}</span>}
        <Box component="span" flex={1} />
        {action}
      </Group>
      {children}
    </Paper>
  )
}

/** Lines in a panel, divided by hairlines. */
export function PanelList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  )
}

/** One line or a few words in place of a list: by itself, that there is nothing yet. */
export function PanelEmpty({ children, c = 'dimmed' }: { children: ReactNode; c?: string }) {
  return (
    <Text className={`${text.lineOver} ${text.breaks}`} p="10px 14px 12px" c={c}>
      {children}
    </Text>
  )
}
