import { ActionIcon, Autocomplete, Button, Radio, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { newNumber, type Values } from './form-values'
import css from './person-form.module.css'
import { useNumberCheck } from './use-person-form'
import { useExampleNumber } from '../../ui/locale'

const LABELS = ['Mobile', 'Home', 'Work', 'Office', 'Other']
type NumberFieldsProps = { form: UseFormReturnType<Values>; exceptId: number | null; account: boolean }

/** Several numbers, each read while it is typed; one is primary. */
export function NumberFields({ form, exceptId, account }: NumberFieldsProps) {
  const { numbers, primary } = form.values
  const remove = (index: number) => {
    const left = numbers.toSpliced(index, 1)
    form.setFieldValue('numbers', left)
    if (numbers[index]?.key === primary) form.setFieldValue('primary', left[0]?.key ?? '')
  }
  return (
    <Radio.Group
      label={account ? 'Office numbers' : 'Phone numbers'}
      value={primary}
      onChange={(key) => form.setFieldValue('primary', key)}
    >
      <Stack gap="sm">
        {numbers.map(({ key, number, label }, index) => (
          <div key={key} className={css.number} role="group" aria-label={`Number ${index + 1}`}>
            <NumberInput
              name={`Phone number ${index + 1}`}
              number={number}
              exceptId={exceptId}
              failure={form.errors[`numbers.${index}.number`]}
              onChange={(next) => {
                form.setFieldValue(`numbers.${index}.number`, next)
                form.clearFieldError(`numbers.${index}.number`)
              }}
            />
            <Autocomplete
              aria-label={`Label of number ${index + 1}`}
              data={LABELS}
              maxLength={30}
              value={label}
              onChange={(next) => form.setFieldValue(`numbers.${index}.label`, next)}
            />
            <Radio value={key} label="Primary" pt={7} />
            <ActionIcon
              size="lg"
              aria-label={`Remove number ${index + 1}`}
              onClick={() => remove(index)}
              disabled={numbers.length === 1 && number === ''}
            >
              <IconTrash size={16} stroke={1.6} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            size="xs"
            variant="quiet"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              const added = newNumber(numbers.length === 0 && !account ? 'Mobile' : 'Home')
              form.setFieldValue('numbers', [...numbers, added])
              if (numbers.length === 0) form.setFieldValue('primary', added.key)
            }}
            disabled={numbers.length >= 20}
          >
            Add a number
          </Button>
        </div>
      </Stack>
    </Radio.Group>
  )
}

type NumberInputProps = {
  name: string
  number: string
  exceptId: number | null
  failure: React.ReactNode
  onChange: (number: string) => void
}

function NumberInput({ name, number, exceptId, failure, onChange }: NumberInputProps) {
  const example = useExampleNumber()
  // A number is judged once the typing pauses, not at its third digit.
  const [settled] = useDebouncedValue(number, 450)
  const { data: check } = useNumberCheck(settled, exceptId)
  const current = settled === number ? check : undefined
  const others = current?.sharedWith ?? []
  const shared =
    others.length > 0
      ? `also ${others.slice(0, 2).join(', ')}${others.length > 2 ? ` and ${others.length - 2} more` : ''}`
      : ''
  const says = current?.ok ? [current.e164, current.message, shared].filter(Boolean).join(' · ') : ''
  return (
    <TextInput
      aria-label={name}
      type="tel"
      autoComplete="off"
      placeholder={example}
      maxLength={40}
      value={number}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={failure ?? (current && !current.ok ? current.message : undefined)}
      description={says}
      inputWrapperOrder={['input', 'description', 'error']}
    />
  )
}
