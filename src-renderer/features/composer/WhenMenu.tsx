import { Button, Popover, UnstyledButton } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { IconCalendarTime } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocale } from '../../ui/locale'
import { sayWhen } from '../../ui/When'
import css from './composer.module.css'

/** Now, or a day and time in the future. */
export function WhenMenu({ at, onChange }: { at: string | null; onChange: (at: string | null) => void }) {
  const [opened, setOpened] = useState(false)
  const { language } = useLocale()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const says = at === null ? 'Now' : sayWhen(new Date(at).toISOString(), language, zone)
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={css.when}
          aria-label={`Sending date: ${says}`}
          onClick={() => setOpened(!opened)}
        >
          <IconCalendarTime size={18} stroke={1.6} aria-hidden />
          {says}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Sending date">
        <div className={css.whenForm}>
          <DateTimePicker
            label="Not before"
            description={`In the time of this PC (${zone.replaceAll('_', ' ')}). If it is off then, the text leaves as soon as it is on again.`}
            placeholder="Choose a day and time"
            valueFormat="D MMM YYYY HH:mm"
            minDate={new Date()}
            value={at === null ? null : at.replace('T', ' ')}
            timePickerProps={{ hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' }}
            submitButtonProps={{ 'aria-label': 'Take this time' }}
            popoverProps={{ withinPortal: false }}
            onChange={(next) => onChange(next === null ? null : next.replace(' ', 'T'))}
          />
          <div className={css.whenFoot}>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                onChange(null)
                setOpened(false)
              }}
            >
              Send now instead
            </Button>
            <Button size="xs" onClick={() => setOpened(false)}>
              Done
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
