import { DateTimePicker } from '@mantine/dates'
import { wallTime } from '#core/wall-time'
import { useLocale } from './locale'

/** What the office's clock shows at a moment, as the picker writes it: `2026-11-26 09:00:00`. */
const shown = (iso: string, zone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(iso))
  const of = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}:00`
}

type WhenFieldProps = {
  label: string
  description?: string
  /** An instant; null is no time chosen. */
  value?: string | null
  onChange: (at: string | null) => void
  error?: React.ReactNode
  placeholder?: string
}

/** A day and time by the office's clock, wherever this PC thinks it is. */
export function WhenField({
  value = null,
  onChange,
  label,
  description,
  error,
  placeholder,
}: WhenFieldProps) {
  const { zone } = useLocale()
  const today = shown(new Date().toISOString(), zone).slice(0, 10)
  return (
    <DateTimePicker
      label={label}
      description={description ?? `Office time, ${zone.replaceAll('_', ' ')}`}
      placeholder={placeholder ?? 'Choose a day and time'}
      valueFormat="D MMM YYYY HH:mm"
      clearable
      clearButtonProps={{ 'aria-label': `Clear: ${label}` }}
      minDate={today}
      value={value === null ? null : shown(value, zone)}
      error={error}
      weekendDays={[]}
      timePickerProps={{ hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' }}
      submitButtonProps={{ 'aria-label': 'Take this time' }}
      popoverProps={{ withinPortal: true }}
      onChange={(next) => {
        const [day, time = '09:00'] = next?.split(' ') ?? []
        onChange(day ? new Date(wallTime(day, time.slice(0, 5), zone)).toISOString() : null)
      }}
    />
  )
}
