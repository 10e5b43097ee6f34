/** Values of the office's own fields: what may stand in each type, and how text from a file becomes one. */
import { readConsent } from './import-map'

export type CustomField = { key: string; label: string; type: string; choices: readonly string[] }
export type CustomValue = string | number | boolean | null
export type ReadCustom = { ok: true; value: CustomValue } | { ok: false; message: string }

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const two = (n: number | string) => String(n).padStart(2, '0')

/** A day of the calendar as YYYY-MM-DD; null for one that does not exist, such as 30 February. */
const day = (year: number, month: number, date: number): string | null => {
  const made = new Date(Date.UTC(year, month - 1, date))
  const real =
    made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date
  return real && year >= 1000 ? `${String(year)}-${two(month)}-${two(date)}` : null
}

/** Only in these is the month written first (CLDR, short date formats). */
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'AS', 'VI', 'MP', 'UM', 'FM', 'PW', 'MH'])

/** A date as an office of this country writes it: ISO, or day, month and year divided by dots, slashes or dashes. */
export const readDate = (text: string, country: string): string | null => {
  const iso = DATE.exec(text)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (!parts) return null
  const [, a = '', mark, b = '', year = ''] = parts
  const monthFirst = mark === '/' && MONTH_FIRST.has(country)
  return day(Number(year), Number(monthFirst ? a : b), Number(monthFirst ? b : a))
}

const readDateTime = (text: string, country: string): string | null => {
  const [, date = '', hour = '0', minute = '00', half = ''] =
    /^(\S+)(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s?([ap]m)?)?$/i.exec(
      text.replace(/^([\d-]+)T/, '$1 '),
    ) ?? []
  const on = readDate(date, country)
  const twelve = half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (on === null || twelve > 23 || Number(minute) > 59) return null
  return `${on}T${two(twelve)}:${minute}`
}

/** Reads what was typed, or stands in a file, as a value of this field; empty text is no value. */
export const readCustom = (field: CustomField, given: CustomValue, country: string): ReadCustom => {
  const text = typeof given === 'string' ? given.trim() : given
  if (text === null || text === '') return { ok: true, value: null }
  const words = String(text)
  const bad = (message: string): ReadCustom => ({ ok: false, message: `${field.label}: ${message}` })
  switch (field.type) {
    case 'number': {
      const number = Number(words)
      return Number.isFinite(number) ? { ok: true, value: number } : bad(`“${words}” is not a number`)
    }
    case 'yes-no': {
      if (typeof text === 'boolean') return { ok: true, value: text }
      const read = readConsent(words)
      return read === 'granted' || read === 'refused'
        ? { ok: true, value: read === 'granted' }
        : bad(`“${words}” is neither yes nor no`)
    }
    case 'choice': {
      const choice = field.choices.find((one) => one.toLowerCase() === words.toLowerCase())
      return choice === undefined
        ? bad(`“${words}” is none of ${field.choices.join(', ')}`)
        : { ok: true, value: choice }
    }
    case 'date': {
      // A day with a time is still a day.
      const value = readDate(words, country) ?? readDateTime(words, country)?.slice(0, 10) ?? null
      return value === null ? bad(`“${words}” is not a date, such as 2026-11-14`) : { ok: true, value }
    }
    case 'date-time': {
      const value = readDateTime(words, country)
      return value === null
        ? bad(`“${words}” is not a date and time, such as 2026-11-14 09:30`)
        : { ok: true, value }
    }
    default:
      return { ok: true, value: words.slice(0, 2000) }
  }
}
