import { Button, Group } from '@mantine/core'
import { useLocale } from '../locale'
import { quickTimes } from '../office-time'

/** The usual times, one click each. */
export function QuickTimes({ onChoose }: { onChoose: (at: string) => void }) {
  const { zone } = useLocale()
  return (
    <Group gap={6} wrap="wrap" role="group" aria-label="Usual times">
      {quickTimes(zone).map(({ label, at }) => (
        <Button key={label} size="compact-xs" variant="default" onClick={() => onChoose(at)}>
          {label}
        </Button>
      ))}
    </Group>
  )
}
