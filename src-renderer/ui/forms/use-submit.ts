import { useState } from 'react'
import { showFailure } from './field-errors'

type Form = {
  setFieldError: (path: string, error: string) => void
  getValues: () => unknown
  clearErrors: () => void
  /** By the form's own rules. */
  validate?: () => { hasErrors: boolean }
}

/** After React has drawn the messages, the first one is where the reader should be. */
const goToFirst = () =>
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus()
  })

/** Runs a form's submission once at a time, where its own rules are kept; failures go beside their field, the rest into `failure`. */
export const useSubmit = (form: Form, submit: () => Promise<unknown>) => {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async () => {
    if (busy) return
    setFailure(null)
    form.clearErrors()
    if (form.validate?.().hasErrors) {
      goToFirst()
      return
    }
    setBusy(true)
    try {
      await submit()
    } catch (error) {
      setFailure(showFailure(form, error))
      goToFirst()
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, run, forget: () => setFailure(null) }
}
