import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { dayExample, dayProblem, readDay } from '#shared/time/dates'
import { phrase } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import { isBirthday } from '#shared/files/import-map'
import { useLocale } from '../locale'
import { dateAt } from '#shared/time/wall-time'

type DateFieldProps = {
  label?: string
  'aria-label'?: string
  /** A day as YYYY-MM-DD, or what was typed and is none. */
  value: string | null
  onChange: (value: string | null) => void
  error?: ReactNode
  placeholder?: string
  /** Inside a popover, which would take a click on the calendar for one outside and close. */
  inPopover?: boolean
  /** What is no day is no value; else it is handed on as typed, for whoever reads it to refuse. */
  strict?: boolean
}

const ISO = /^\d{4}-\d{2}-\d{2}$/

/**
 * A day, typed as the office's country writes it or chosen in a calendar. What was understood stands below; what is no day stays
 * as typed, and says why.
 */
export function DateField({
  value,
  onChange,
  error,
  placeholder,
  inPopover = false,
  strict = false,
  ...names
}: DateFieldProps) {
  const { country, language, zone } = useLocale()
  const [opened, setOpened] = useState(false)
  const today = dateAt(Date.now(), zone)
  const birthday = isBirthday(names.label ?? '')
  const day = value !== null && ISO.test(value) ? value : null
  const written = day === null ? (value ?? '') : dayExample(country, day)
  // What is typed is not rewritten under the fingers.
  const [typed, setTyped] = useState<string | null>(null)
  const read =
    typed === null || typed.trim() === '' ? null : readDay(typed, country, { today, past: birthday })
  const future = birthday && day !== null && day > today
  const problem =
    read && !read.ok && typed !== null
      ? say(phrase('value.sentence', { words: dayProblem(typed.trim(), read.why, country) }))
      : future
        ? 'A birthday lies in the past.'
        : undefined
  const said =
    day === null || future
      ? undefined
      : new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(
          new Date(`${day}T00:00:00Z`),
        )
  const take = (text: string) => {
    setTyped(text)
    if (text.trim() === '') return onChange(null)
    const next = readDay(text, country, { today, past: birthday })
    onChange(next.ok ? next.date : strict ? null : text)
  }
  return (
    <TextInput
      {...names}
      autoComplete="off"
      placeholder={placeholder ?? dayExample(country)}
      value={typed ?? written}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => {
        // Written as the office writes it, once it is one; what is none stays.
        if (day !== null) setTyped(null)
      }}
      error={error ?? problem}
      description={said}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      rightSection={
        <Popover opened={opened} onChange={setOpened} withinPortal={!inPopover} trapFocus returnFocus>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              aria-label={`Calendar: ${names.label ?? names['aria-label'] ?? 'date'}`}
              onClick={() => setOpened(!opened)}
            >
              <IconCalendar size={16} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <DatePicker
              value={day}
              defaultDate={day ?? today}
              {...(birthday ? { maxDate: today } : {})}
              onChange={(next) => {
                setTyped(null)
                onChange(next)
                setOpened(false)
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  )
}
