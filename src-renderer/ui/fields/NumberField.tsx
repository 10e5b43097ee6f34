import { Text, TextInput, VisuallyHidden } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import { asTyped, decimalText } from '#shared/text/decimals'
import { useLocale } from '../locale'

export type NumberFieldProps = Omit<
  ComponentProps<typeof TextInput>,
  'value' | 'defaultValue' | 'onChange' | 'type' | 'inputMode' | 'rightSection'
> & {
  /** A number, or what was typed and is none. */
  value?: number | string | null
  /** Gets a number, what was typed and is none, or '' where nothing is typed. */
  onChange?: (value: number | string) => void
  /** Of what: "days". */
  unit?: string
}

/**
 * A number, typed or pasted as the office's country writes it. What is none, or may be either of two ("1.234" in Germany), is handed on as
 * typed, for whoever reads it to refuse (`number-rule`): nothing is dropped, rounded or pushed into limits.
 */
export function NumberField({ value = null, onChange, onBlur, unit, label, ...props }: NumberFieldProps) {
  const { country } = useLocale()
  // What is typed is not rewritten under the fingers, as long as it is what the form has.
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string): number | string => {
    const digits = decimalText(text, country)
    return digits === null ? text.trim() : Number(digits)
  }
  const written = typeof value === 'number' ? asTyped(value, country) : (value ?? '')
  const isAsTyped = typed !== null && read(typed) === (value ?? '')
  return (
    <TextInput
      autoComplete="off"
      {...props}
      label={
        unit ? (
          <>
            {label}
            <VisuallyHidden component="span">, {unit}</VisuallyHidden>
          </>
        ) : (
          label
        )
      }
      inputMode="decimal"
      value={isAsTyped ? typed : written}
      {...(unit && {
        rightSection: (
          <Text size="sm" c="dimmed" aria-hidden>
            {unit}
          </Text>
        ),
        rightSectionWidth: `${unit.length + 2}ch`,
        rightSectionPointerEvents: 'none',
      })}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        onChange?.(read(text))
      }}
      onBlur={(event) => {
        if (typeof value === 'number') setTyped(null)
        onBlur?.(event)
      }}
    />
  )
}
