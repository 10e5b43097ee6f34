import { NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMay, useSession } from '../../../app/client/session'
import { Note } from '../../../ui/feedback/Note'
import { Head } from '../Head'
import { SettingsForm } from '../SettingsForm'
import { saveIdleLock } from '../use-settings'
import type { SectionProps } from '../section-props'

export function ScreenLock({ settings }: SectionProps) {
  const form = useForm({ initialValues: { minutes: settings.idleLockMinutes } })
  const may = useMay('admin')
  const { users } = useSession()
  return (
    <>
      <Head title="Screen lock">
        At a public desk, nobody should read on when you walk away. Ctrl L locks at once.
      </Head>
      {users.some((user) => !user.hasPin) && (
        <Note tone="warn" title="Not everybody has a PIN">
          {users
            .filter((user) => !user.hasPin)
            .map((user) => user.name)
            .join(', ')}{' '}
          can sign in by a click. Set a PIN under Users and PINs.
        </Note>
      )}
      <SettingsForm
        form={form}
        label="Screen lock"
        disabled={!may}
        saved="Saved the screen lock"
        submit="Save screen lock"
        onSave={() => saveIdleLock(Number(form.values.minutes))}
      >
        <NumberInput
          label="Lock when nobody did anything for"
          description="0 never locks by itself"
          suffix=" minutes"
          min={0}
          max={120}
          allowDecimal={false}
          w={280}
          {...form.getInputProps('minutes')}
        />
      </SettingsForm>
    </>
  )
}
