import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './Empty.module.css'

type EmptyProps = {
  title: string
  children: ReactNode
  /** How it is done, in three steps: what and a few words more. */
  steps?: readonly (readonly [string, string])[]
  action?: ReactNode
}

/** Nothing here yet: what it is, how in three steps, one button. */
export function Empty({ title, children, steps, action }: EmptyProps) {
  return (
    <Stack align="flex-start" gap={14} w="100%" maw={620} mx="auto" p="72px 24px 24px">
      <Title order={2}>{title}</Title>
      <Text size="md" maw="56ch" c="second">
        {children}
      </Text>
      {steps && (
        <Paper component="ol" withBorder w="100%" my={6} className={css.steps}>
          {steps.map(([what, more]) => (
            <li key={what}>
              <b>{what}</b>
              <Text c="dimmed">{more}</Text>
            </li>
          ))}
        </Paper>
      )}
      {action && <Group>{action}</Group>}
    </Stack>
  )
}

/** A filter that matches nothing. */
export function NothingFound({ title, action }: { title: string; action?: ReactNode }) {
  return (
    <Group gap="md" py={28} px="gutter" c="second" fz="md" role="status">
      <span>{title}</span>
      {action}
    </Group>
  )
}
