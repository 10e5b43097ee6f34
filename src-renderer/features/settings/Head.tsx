import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

export function Head({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <Group component="header" align="flex-start" gap="lg">
      <Box flex={1}>
        <Title order={2} size="h3">
          {title}
        </Title>
        {children && (
          <Text maw="68ch" c="second">
            {children}
          </Text>
        )}
      </Box>
      {action}
    </Group>
  )
}
