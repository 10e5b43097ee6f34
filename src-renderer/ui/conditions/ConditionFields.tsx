import { Select, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { NumberField } from '../fields/NumberField'
import { DateField } from '../fields/DateField'
import { type Condition, type Field, startWith } from './condition-words'
import css from './conditions.module.css'

type ConditionFieldsProps = {
  fields: readonly Field[]
  condition: Condition
  onChange: (condition: Condition) => void
  error?: string | null
  /** In a list of several: "Condition 2". */
  name?: string
  /** Inside a popover, which would take a click on a list of its own for one outside and close. */
  inPopover?: boolean
}

/** One condition: what, how it is compared, with which value. */
export function ConditionFields({
  fields,
  condition,
  onChange,
  error,
  name = 'Condition',
  inPopover = false,
}: ConditionFieldsProps) {
  const field = fields.find((one) => one.field === condition.field)
  const op = field?.ops.find((one) => one.op === condition.op)
  const list = { withinPortal: !inPopover }
  return (
    <div className={css.condition} role="group" aria-label={name}>
      <Select
        aria-label={`${name}: field`}
        searchable
        openOnFocus={false}
        comboboxProps={list}
        allowDeselect={false}
        data={fields.map(({ field: value, label }) => ({ value, label }))}
        value={condition.field}
        onChange={(value) => {
          const next = fields.find((one) => one.field === value)
          if (next) onChange(startWith(next))
        }}
      />
      <Select
        aria-label={`${name}: comparison`}
        comboboxProps={list}
        allowDeselect={false}
        data={(field?.ops ?? []).map(({ op: value, label }) => ({ value, label }))}
        value={condition.op}
        onChange={(value) => {
          const next = field?.ops.find((one) => one.op === value)
          // A date is no number of days.
          if (next)
            onChange({ ...condition, op: next.op, value: next.takes === op?.takes ? condition.value : null })
        }}
      />
      {op && op.takes !== 'nothing' && field ? (
        <Value
          field={field}
          counts={op.takes === 'days' || op.takes === 'hours' ? op.takes : null}
          condition={condition}
          onChange={onChange}
          error={error ?? null}
          name={`${name}: value`}
          list={list}
        />
      ) : (
        <span />
      )}
    </div>
  )
}

type ValueProps = {
  field: Field
  /** A number of these is asked for. */
  counts: 'days' | 'hours' | null
  condition: Condition
  onChange: (condition: Condition) => void
  error: string | null
  name: string
  list: { withinPortal: boolean }
}

function Value({ field, counts, condition, onChange, error, name, list }: ValueProps) {
  const put = (value: string | number | null) => onChange({ ...condition, value })
  const putNumber = (value: string | number) => put(value === '' ? null : value)
  const shared = { 'aria-label': name, error }
  if (field.choices.length > 0)
    return (
      <Select
        {...shared}
        placeholder="Choose"
        comboboxProps={list}
        searchable={field.choices.length > 8}
        data={field.choices}
        value={condition.value === null ? null : String(condition.value)}
        onChange={put}
      />
    )
  if (counts)
    return (
      <NumberField
        {...shared}
        placeholder={counts === 'days' ? 'Days' : 'Hours'}
        value={condition.value}
        onChange={putNumber}
      />
    )
  if (field.type === 'number')
    return <NumberField {...shared} placeholder="Number" value={condition.value} onChange={putNumber} />
  if (field.type === 'date-time')
    return (
      <DateTimePicker
        {...shared}
        placeholder="Day and time"
        valueFormat="D MMM YYYY HH:mm"
        weekendDays={[]}
        timePickerProps={{ hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' }}
        submitButtonProps={{ 'aria-label': 'Take this time' }}
        popoverProps={list}
        value={condition.value === null ? null : String(condition.value).replace('T', ' ')}
        onChange={(value) => put(value === null ? null : value.replace(' ', 'T').slice(0, 16))}
      />
    )
  if (field.type === 'date')
    return (
      <DateField
        {...shared}
        strict
        inPopover={!list.withinPortal}
        value={condition.value === null ? null : String(condition.value)}
        onChange={put}
      />
    )
  return (
    <TextInput
      {...shared}
      placeholder="Value"
      value={condition.value === null ? '' : String(condition.value)}
      onChange={(event) => put(event.currentTarget.value || null)}
    />
  )
}
