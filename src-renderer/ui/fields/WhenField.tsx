import { DateTimePicker } from '@mantine/dates'
import { useLocale } from '../locale'
import { momentOf, shownAt } from '../office-time'
import { QuickTimes } from './QuickTimes'

type WhenFieldProps = {
  label: string
  description?: string
  /** An instant; null is no time chosen. */
  value?: string | null
  onChange: (at: string | null) => void
  error?: React.ReactNode
  placeholder?: string
  /** Inside a popover, which would take a click on the calendar for one outside and close. */
  inPopover?: boolean
}

/** A day and time by the office's clock, wherever this PC thinks it is. A day chosen alone keeps the hour of now. */
export function WhenField({
  value = null,
  onChange,
  label,
  description,
  error,
  placeholder,
  inPopover = false,
}: WhenFieldProps) {
  const { zone } = useLocale()
  const now = shownAt(Date.now(), zone)
  return (
    <div>
      <DateTimePicker
        label={label}
        description={description ?? `Office time, ${zone.replaceAll('_', ' ')}`}
        placeholder={placeholder ?? 'Choose a day and time'}
        valueFormat="D MMM YYYY HH:mm"
        clearable={!inPopover}
        clearButtonProps={{ 'aria-label': `Clear: ${label}` }}
        minDate={now.slice(0, 10)}
        defaultTimeValue={now.slice(11, 16)}
        value={value === null ? null : shownAt(Date.parse(value), zone)}
        error={error}
        weekendDays={[]}
        timePickerProps={{ hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' }}
        submitButtonProps={{ 'aria-label': 'Take this time' }}
        popoverProps={{ withinPortal: !inPopover }}
        onChange={(next) => onChange(momentOf(next, zone))}
        mb={6}
      />
      {!inPopover && <QuickTimes onChoose={onChange} />}
    </div>
  )
}
