import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Form } from '../../ui/forms/Form'
import { LeaveUnsaved } from '../../ui/forms/LeaveUnsaved'
import { toast } from '../../ui/feedback/toast'
import { useSubmit } from '../../ui/forms/use-submit'
import css from './settings.module.css'

type Fields = Parameters<typeof useSubmit>[0] & { isDirty: () => boolean; resetDirty: () => void }
type SettingsFormProps = {
  form: Fields
  /** What the fields are, for screen readers. */
  label: string
  onSave: () => Promise<unknown>
  saved: string
  submit?: string
  disabled?: boolean
  children: ReactNode
}

/** Fields that are saved together. */
export function SettingsForm({
  form,
  label,
  onSave,
  saved,
  submit = 'Save',
  disabled = false,
  children,
}: SettingsFormProps) {
  const { busy, failure, run } = useSubmit(form, async () => {
    await onSave()
    form.resetDirty()
    toast({ say: saved })
  })
  return (
    <Form aria-label={label} failure={failure} onSubmit={run}>
      <LeaveUnsaved dirty={!disabled && form.isDirty()} />
      <fieldset className={css.fields} disabled={disabled} aria-label={label}>
        {children}
      </fieldset>
      {!disabled && (
        <div>
          <Button type="submit" loading={busy} disabled={!form.isDirty()}>
            {submit}
          </Button>
        </div>
      )}
    </Form>
  )
}
