/** Values of variables, and how a text says them: in its own language, and as the office's country writes dates. */
import type { Language } from '../values'

/** A BCP 47 language tag with the region of the office ("en-GB" writes 24/11/2026, "en-US" 11/24/2026), and an IANA time zone. */
export type TextStyle = { readonly locale: string; readonly timeZone: string }

/** Of a text in this language. @param country ISO 3166-1 alpha-2 @param zone IANA */
export const textStyle = (
  language: Language,
  { country, zone }: { country: string; zone: string },
): TextStyle => ({ locale: `${language}-${country}`, timeZone: zone })

/** `date` is one in ISO 8601, with or without a time. Null is empty. */
export type TextValue = string | boolean | { readonly date: string } | null
export type TextValues = Readonly<Record<string, TextValue>>

export const DATE_FORMATS = ['short', 'long', 'weekday', 'time'] as const
export type DateFormat = (typeof DATE_FORMATS)[number]

/** CLDR, `posix/messages` (https://github.com/unicode-org/cldr-json). */
const YES_NO: Readonly<Record<Language, { yes: string; no: string }>> = {
  en: { yes: 'yes', no: 'no' },
  fr: { yes: 'oui', no: 'non' },
  es: { yes: 'sí', no: 'no' },
  de: { yes: 'ja', no: 'nein' },
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/
const STYLES: Readonly<Record<DateFormat | 'moment', Intl.DateTimeFormatOptions>> = {
  short: { year: 'numeric', month: 'numeric', day: 'numeric' },
  long: { year: 'numeric', month: 'long', day: 'numeric' },
  weekday: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { dateStyle: 'long', timeStyle: 'short' },
}
const formatters = new Map<string, Intl.DateTimeFormat>()

export const hasTime = (date: string): boolean => date.includes('T')

/**
 * An ISO date or date-time in words. A date has no zone and is never shifted, and has no time: `time`
 * leaves it as it is. Text that is not a date is left as it is. Non-breaking spaces, which would cost a
 * GSM-7 text its alphabet, become spaces.
 */
export function formatDate(
  value: string,
  format: DateFormat | 'moment',
  { locale, timeZone }: TextStyle,
): string {
  const match = ISO_DATE.exec(value)
  if (match === null || (match[1] === undefined && format === 'time')) return value
  // A date, or a date-time without a zone, is a wall clock reading: written and read as if in UTC.
  const wall = match[1] === undefined || !/Z|[+-]\d{2}:\d{2}$/.test(match[1])
  const at = Date.parse(match[1] !== undefined && wall ? `${value}Z` : value)
  if (Number.isNaN(at)) return value
  const zone = wall ? 'UTC' : timeZone
  const key = `${format} ${locale} ${zone}`
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, { ...STYLES[format], timeZone: zone })
    formatters.set(key, formatter)
  }
  return formatter.format(at).replace(/[\u00a0\u202f\u2009]/g, ' ')
}

/** A value as a text says it where no format is asked for; empty where there is none. */
export const valueText = (value: TextValue, style: TextStyle): string => {
  if (value === null || typeof value === 'string') return value ?? ''
  if (typeof value === 'boolean') {
    const [language] = style.locale.split('-')
    return (YES_NO[language as Language] ?? YES_NO.en)[value ? 'yes' : 'no']
  }
  return formatDate(value.date, hasTime(value.date) ? 'moment' : 'long', style)
}
