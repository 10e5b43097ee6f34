import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Note } from '../../ui/Note'
import { toast } from '../../ui/toast'
import { useSubmit } from '../../ui/use-submit'
import css from './settings.module.css'

type Form = Parameters<typeof useSubmit>[0] & { isDirty: () => boolean; resetDirty: () => void }
type SettingsFormProps = {
  form: Form
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
    <form
      noValidate
      className={css.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      {failure && (
        <Note tone="bad" alert>
          {failure}
        </Note>
      )}
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
    </form>
  )
}
