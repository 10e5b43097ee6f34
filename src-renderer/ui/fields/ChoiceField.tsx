import { Input, SegmentedControl, type SegmentedControlProps } from '@mantine/core'
import { type ReactNode, useId } from 'react'

type ChoiceFieldProps = Omit<SegmentedControlProps, 'aria-labelledby'> & {
  label: string
  description?: ReactNode
  error?: ReactNode
}

/** One of a few, all in sight, with its label and what is wrong with it. */
export function ChoiceField({ label, description, error, ...control }: ChoiceFieldProps) {
  const id = useId()
  return (
    <Input.Wrapper
      id={id}
      labelElement="div"
      labelProps={{ display: 'block', mb: 'xs' }}
      label={label}
      description={description}
      error={error}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <SegmentedControl {...control} aria-labelledby={`${id}-label`} />
    </Input.Wrapper>
  )
}
