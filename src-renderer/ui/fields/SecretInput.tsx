import { PasswordInput, type PasswordInputProps } from '@mantine/core'

type SecretInputProps = Omit<PasswordInputProps, 'visibilityToggleButtonProps'> & {
  /** What the button with the eye does: "Show the PIN". */
  show: string
}

/** A field for what nobody should read over a shoulder. Mantine's own does not say that it is invalid. */
export function SecretInput({ show, ...props }: SecretInputProps) {
  return (
    <PasswordInput
      aria-invalid={props.error ? true : undefined}
      visibilityToggleButtonProps={{ 'aria-label': show }}
      {...props}
    />
  )
}
