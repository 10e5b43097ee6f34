import { Select, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import type { ReactNode } from 'react'
import { DateField } from '../../ui/fields/DateField'
import { NumberField } from '../../ui/fields/NumberField'
import type { FieldType } from '#shared/people/person-fields'
import { zones } from '../../ui/fields/places'
import { LANGUAGE_WORD, optionsOf } from '../../ui/words'
import type { CustomValue } from './form-values'
import type { Field } from './use-person-form'

type FieldInputProps = {
  field: { label: string; type: Field['type'] | FieldType; choices?: readonly string[]; longest?: number }
  value: CustomValue
  error: ReactNode
  onChange: (value: CustomValue) => void
}

const ZONES = zones()

/** A field of the record, plain or the office's own, by its type. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const shared = { label: field.label, error }
  const words = value === null ? null : String(value)
  switch (field.type) {
    case 'number':
      return (
        <NumberField
          {...shared}
          value={typeof value === 'number' || value === null ? value : String(value)}
          onChange={(next) => onChange(next === '' ? null : next)}
        />
      )
    case 'yes-no':
      return (
        <Select
          {...shared}
          clearable
          clearButtonProps={{ 'aria-label': `Clear ${field.label}` }}
          placeholder="Not known"
          data={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={words}
          onChange={(next) => onChange(next === null ? null : next === 'true')}
        />
      )
    case 'choice':
      return (
        <Select
          {...shared}
          clearable
          clearButtonProps={{ 'aria-label': `Clear ${field.label}` }}
          placeholder="None"
          data={field.choices ?? []}
          value={words}
          onChange={onChange}
        />
      )
    case 'language':
      return (
        <Select
          {...shared}
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the language' }}
          placeholder="As the office"
          data={optionsOf(LANGUAGE_WORD)}
          value={words}
          onChange={onChange}
        />
      )
    case 'zone':
      return (
        <Select
          {...shared}
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the time zone' }}
          placeholder="As the number tells"
          searchable
          limit={50}
          data={ZONES}
          nothingFoundMessage="No time zone of this name"
          value={words}
          onChange={onChange}
        />
      )
    case 'date':
      return <DateField {...shared} value={words} onChange={onChange} />
    case 'date-time':
      return (
        <DateTimePicker
          {...shared}
          clearable
          valueFormat="D MMM YYYY HH:mm"
          placeholder="Choose a day and time"
          defaultTimeValue="09:00"
          value={words === null ? null : words.replace('T', ' ').slice(0, 19)}
          onChange={(next) => onChange(next === null ? null : next.replace(' ', 'T').slice(0, 16))}
        />
      )
    default:
      return (
        <TextInput
          {...shared}
          {...(field.type === 'email' ? { type: 'email' } : {})}
          maxLength={field.longest ?? 2000}
          value={words ?? ''}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
  }
}
