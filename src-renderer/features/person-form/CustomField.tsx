import { NumberInput, Select, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import type { ReactNode } from 'react'
import { DateField } from '../../ui/forms/DateField'
import type { CustomValue } from './form-values'
import type { Field } from './use-person-form'

type CustomFieldProps = {
  field: Pick<Field, 'label' | 'type' | 'choices'>
  value: CustomValue
  error: ReactNode
  onChange: (value: CustomValue) => void
}

/** A field of the office's own, by its type. */
export function CustomField({ field, value, error, onChange }: CustomFieldProps) {
  const shared = { label: field.label, error }
  const words = value === null ? null : String(value)
  switch (field.type) {
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={words ?? ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
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
          data={field.choices}
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
          maxLength={2000}
          value={words ?? ''}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
  }
}
