import { useForm } from '@mantine/form'
import { useMay, useSession } from '../../../app/client/session'
import { Note } from '../../../ui/feedback/Note'
import { NumberField } from '../../../ui/fields/NumberField'
import { wholeRule } from '../../../ui/fields/number-rule'
import { Head } from '../Head'
import { SettingsForm } from '../SettingsForm'
import { saveIdleLock } from '../use-settings'
import type { SectionProps } from '../section-props'

export function ScreenLock({ settings }: SectionProps) {
  const form = useForm({
    initialValues: { minutes: settings.idleLockMinutes },
    validate: { minutes: wholeRule({ least: 0, most: 120 }) },
  })
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
        onSave={() => saveIdleLock(form.values.minutes)}
      >
        <NumberField
          label="Lock when nobody did anything for"
          description="0 never locks by itself"
          unit="minutes"
          w={280}
          {...form.getInputProps('minutes')}
        />
      </SettingsForm>
    </>
  )
}
