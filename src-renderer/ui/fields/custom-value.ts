import { LANGUAGE_WORD, LANGUAGES } from '#shared/values'

/** A value of a field, plain or the office's own, as a person reads it. */
export const sayCustom = (type: string, value: unknown, language: string): string => {
  if (value === undefined || value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (type === 'date' || type === 'date-time') {
    // A reading of the wall clock, without a zone: written as if in UTC.
    const at = new Date(type === 'date' ? `${String(value)}T00:00Z` : `${String(value).slice(0, 16)}Z`)
    if (Number.isNaN(at.getTime())) return String(value)
    return new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeZone: 'UTC',
      ...(type === 'date-time' ? { timeStyle: 'short' } : {}),
    }).format(at)
  }
  // Without groups: a year or a number of a file is no quantity.
  if (typeof value === 'number')
    return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value)
  const spoken = type === 'language' ? LANGUAGES.find((one) => one === value) : undefined
  return spoken ? LANGUAGE_WORD[spoken] : String(value)
}
