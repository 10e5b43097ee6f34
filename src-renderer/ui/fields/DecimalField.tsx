import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { asTyped, decimalText } from '#shared/text/decimals'
import { useLocale } from '../locale'

type DecimalFieldProps = {
  label?: string
  'aria-label'?: string
  placeholder?: string
  /** A number, or what was typed and is none. */
  value: number | string | null
  onChange: (value: number | string | null) => void
  error?: ReactNode
}

/**
 * A number, typed or pasted as the office's country writes it. What is none, or may be either of two ("1.234" in Germany), is handed on as
 * typed, for whoever reads it to refuse.
 */
export function DecimalField({ value, onChange, ...props }: DecimalFieldProps) {
  const { country } = useLocale()
  // What is typed is not rewritten under the fingers.
  const [typed, setTyped] = useState<string | null>(null)
  const written = typeof value === 'number' ? asTyped(value, country) : (value ?? '')
  return (
    <TextInput
      {...props}
      autoComplete="off"
      inputMode="decimal"
      value={typed ?? written}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const digits = decimalText(text, country)
        onChange(digits === null ? text.trim() || null : Number(digits))
      }}
      onBlur={() => typeof value === 'number' && setTyped(null)}
    />
  )
}
