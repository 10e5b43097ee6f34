import { Anchor, Box, Checkbox, Group, List, Paper, Title } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import type { Duty as DutyOfCountry } from '#contract/sending/bulk'

type DutyProps = {
  duty: DutyOfCountry
  agreed: boolean
  error: boolean
  onAgree: (on: boolean) => void
}

/** The legal duty of the office's country, before the first text to many. */
export function Duty({ duty, agreed, error, onAgree }: DutyProps) {
  return (
    <Paper
      component="section"
      withBorder
      p="10px 14px 10px 12px"
      bg="var(--db-sunken)"
      aria-label="Your legal duty"
    >
      <Group align="flex-start" gap={10}>
        <IconScale size={18} stroke={1.7} color="var(--db-ink-3)" aria-hidden />
        <Box flex={1} miw={0}>
          <Title order={2} size="h5">
            Before your first text to many: {duty.title}
          </Title>
          <List size="sm" c="second" mt={3} mb="sm">
            {duty.points.map((point) => (
              <List.Item key={point}>{point}</List.Item>
            ))}
          </List>
          <Group align="flex-start" gap="lg" fw={550}>
            <Checkbox
              id="duty-agreed"
              checked={agreed}
              onChange={(event) => onAgree(event.currentTarget.checked)}
              error={error ? 'Confirm this before you send.' : undefined}
              label="I know this duty, and this text keeps to it."
            />
            <Anchor href={duty.address} target="_blank" rel="noreferrer">
              Read the rule
            </Anchor>
          </Group>
        </Box>
      </Group>
    </Paper>
  )
}
