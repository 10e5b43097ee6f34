import { Button, Group, Popover, Stack } from '@mantine/core'
import { IconCalendarTime } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocale } from '../../../ui/locale'
import { QuickTimes } from '../../../ui/fields/QuickTimes'
import { sayWhen } from '#shared/time/say-when'
import { WhenField } from '../../../ui/fields/WhenField'

/** Now, or a day and time in the future by the office's clock. */
export function WhenMenu({ at, onChange }: { at: string | null; onChange: (at: string | null) => void }) {
  const [opened, setOpened] = useState(false)
  const { language, zone } = useLocale()
  const says = at === null ? 'Now' : sayWhen(at, language, zone)
  const choose = (next: string | null) => {
    onChange(next)
    setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          px="sm"
          leftSection={<IconCalendarTime size={18} stroke={1.6} aria-hidden />}
          aria-label={`Sending date: ${says}`}
          onClick={() => setOpened(!opened)}
        >
          {says}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Sending date">
        <Stack w={260}>
          <QuickTimes onChoose={choose} />
          <WhenField
            label="Not before"
            description={`Office time, ${zone.replaceAll('_', ' ')}. If this PC is off then, the text leaves as soon as it is on again.`}
            inPopover
            value={at}
            onChange={onChange}
          />
          <Group align="stretch" justify="flex-end">
            <Button size="xs" variant="default" onClick={() => choose(null)}>
              Send now instead
            </Button>
            <Button size="xs" onClick={() => setOpened(false)}>
              Done
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
