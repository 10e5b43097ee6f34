import { Button, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useMay } from '../../../app/client/session'
import { Note } from '../../../ui/feedback/Note'
import { Head } from '../Head'
import { SettingsForm } from '../SettingsForm'
import { saveNotifications } from '../use-settings'
import type { SectionProps } from '../section-props'

/** Being told of new texts, and what a passer-by may read of them. */
export function Notifications({ settings }: SectionProps) {
  const form = useForm({ initialValues: settings.notifications })
  const may = useMay('admin')
  return (
    <>
      <Head title="Notifications">
        Says that a text came in. At a public desk it says no more than that, unless you switch it on.
      </Head>
      <BrowserMay />
      <SettingsForm
        form={form}
        label="Notifications"
        disabled={!may}
        saved="Saved the notifications"
        submit="Save notifications"
        onSave={() => saveNotifications(form.values)}
      >
        <Switch label="Tell me of new texts" {...form.getInputProps('on', { type: 'checkbox' })} />
        <Switch
          label="Show who wrote, and the words"
          description="Off: “New text” alone. While the screen is locked it is off in any case."
          disabled={!form.values.on}
          {...form.getInputProps('words', { type: 'checkbox' })}
        />
      </SettingsForm>
    </>
  )
}

/** A browser asks the person once whether this page may notify; the desktop program needs no asking. */
function BrowserMay() {
  const asked = window.deskbell === undefined && 'Notification' in window
  const [answer, setAnswer] = useState(asked ? Notification.permission : 'granted')
  if (answer === 'granted') return null
  if (answer === 'denied')
    return (
      <Note title="This browser shows no notifications of Deskbell">
        They are switched off for this page in the browser’s own settings. New texts are said in the top bar.
      </Note>
    )
  return (
    <Note
      title="While you look elsewhere"
      action={
        <Button
          size="sm"
          variant="default"
          onClick={() => void Notification.requestPermission().then(setAnswer)}
        >
          Allow notifications
        </Button>
      }
    >
      The browser asks once whether Deskbell may show them. Until then new texts are said in the top bar.
    </Note>
  )
}
