/** Puts a failure beside the field it belongs to. */
import { ApiError } from '../../app/client/api'
import { sayError } from '../feedback/ErrorState'

type Fields = { setFieldError: (path: string, error: string) => void; getValues: () => unknown }

const has = (values: unknown, path: string): boolean => {
  let at = values
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(key in at)) return false
    at = (at as Record<string, unknown>)[key]
  }
  return true
}

/**
 * Shows the failure beside its field when the form has that field.
 * @returns what is left to say above the form, or null
 */
export const showFailure = (form: Fields, error: unknown): string | null => {
  if (error instanceof ApiError && error.field !== null && has(form.getValues(), error.field)) {
    form.setFieldError(error.field, error.message)
    return null
  }
  return sayError(error)
}
