import { Select, TextInput } from '@mantine/core'
import type { useForm } from '@mantine/form'
import { type FieldKey, fieldOf, labelOf } from '#shared/people/person-fields'
import { say } from '#shared/phrases/say'
import { zones } from '../../ui/forms/places'
import { LANGUAGE_WORD, optionsOf } from '../../ui/words'
import { CustomField } from './CustomField'

const ZONES = zones()

/** @param props what the form gives its input */
type PlainFieldProps = { name: FieldKey } & ReturnType<ReturnType<typeof useForm>['getInputProps']>

/** A plain field of the record, by its type. */
export function PlainField({ name, ...props }: PlainFieldProps) {
  const { type, longest, choices = [] } = fieldOf(name)
  const label = say(labelOf(name))
  const clear = { clearable: true, clearButtonProps: { 'aria-label': `Clear the ${label.toLowerCase()}` } }
  switch (type) {
    case 'text':
    case 'email':
      return <TextInput label={label} type={type} {...(longest ? { maxLength: longest } : {})} {...props} />
    case 'language':
      return (
        <Select
          label={label}
          placeholder="As the office"
          {...clear}
          data={optionsOf(LANGUAGE_WORD)}
          {...props}
        />
      )
    case 'zone':
      return (
        <Select
          label={label}
          placeholder="As the number tells"
          searchable
          {...clear}
          limit={50}
          data={ZONES}
          nothingFoundMessage="No time zone of this name"
          {...props}
        />
      )
    default:
      return (
        <CustomField
          field={{ label, type, choices: [...choices] }}
          value={props.value ?? null}
          error={props.error}
          onChange={props.onChange}
        />
      )
  }
}
