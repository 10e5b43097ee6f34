import { useState } from 'react'
import { showFailure } from './field-errors'

type Form = {
  setFieldError: (path: string, error: string) => void
  getValues: () => unknown
  clearErrors: () => void
}

/** Runs a form's submission once at a time; failures go beside their field, the rest into `failure`. */
export const useSubmit = (form: Form, submit: () => Promise<unknown>) => {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    form.clearErrors()
    try {
      await submit()
    } catch (error) {
      setFailure(showFailure(form, error))
      // After React has drawn the messages, the first one is where the reader should be.
      requestAnimationFrame(() => {
        document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus()
      })
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, run, forget: () => setFailure(null) }
}
