import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { showRecoveryCode } from '../../app/entrance/recovery-code'
import { FormModal } from '../../ui/forms/FormModal'
import { SecretInput } from '../../ui/fields/SecretInput'
import { recover } from './use-session'

/** The way back in for an Admin who forgot the PIN. */
export function Recover({ user, onClose }: { user: { id: number; name: string }; onClose: () => void }) {
  const form = useForm({ initialValues: { code: '', pin: '' } })
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Set a new PIN for ${user.name}`}
      form={form}
      submit="Set the PIN and sign in"
      onSubmit={async () => {
        const { recoveryCode } = await recover({ userId: user.id, ...form.values })
        showRecoveryCode(recoveryCode)
      }}
    >
      <TextInput
        label="Recovery code"
        description="Twenty letters and digits, shown when Deskbell was set up. It is used up by this; you get a new one."
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        data-autofocus
        {...form.getInputProps('code')}
      />
      <SecretInput
        label="New PIN"
        description="6 to 8 digits"
        inputMode="numeric"
        maxLength={8}
        autoComplete="new-password"
        show="Show the PIN"
        {...form.getInputProps('pin')}
      />
    </FormModal>
  )
}
