/** Values of the office's own fields: what may stand in each type, and how text from a file becomes one. */
import { type DayOptions, dayExample, dayProblem, type ReadDay, readDay } from '../time/dates'
import { isBirthday, readConsent } from '../files/import-map'
import { type Phrase, phrase } from '../phrases/phrase'
import { decimalText } from '../text/decimals'

export type CustomField = { key: string; label: string; type: string; choices: readonly string[] }
export type CustomValue = string | number | boolean | null
/** The value under a key, and none that every object has: a field may be called “Constructor”. */
export const customValue = <Value>(
  custom: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined => (custom && Object.hasOwn(custom, key) ? custom[key] : undefined)

export type ReadCustom = { ok: true; value: CustomValue } | { ok: false; message: Phrase }

const two = (n: number | string) => String(n).padStart(2, '0')
/** What Outlook writes where no date was entered. */
const NO_DATE = /^0{1,4}[./-]0{1,2}[./-]0{1,4}$/

/** A day and a time of the wall clock; midnight where no time stands. */
const readDateTime = (text: string, country: string, options: DayOptions): ReadDay => {
  if (text.length > 80) return { ok: false, why: 'no-date' }
  const [, before = '', hour = '0', minute = '00', half = ''] =
    /^(.{4,40}?)(?:,?[T ]\s?(?:at |um |à |a las )?(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s?([ap]\.?m\.?)?(?: uhr)?(?:z)?)?$/i.exec(
      text.replace(/^([\d-]+)T/, '$1 '),
    ) ?? []
  const whole = readDay(text, country, options)
  if (whole.ok && !text.includes(':')) return { ok: true, date: `${whole.date}T00:00` }
  const on = readDay(before, country, options)
  if (!on.ok) return on
  const afternoon = half.toLowerCase().startsWith('p')
  const twelve = half === '' ? Number(hour) : (Number(hour) % 12) + (afternoon ? 12 : 0)
  if (twelve > 23 || Number(minute) > 59) return { ok: false, why: 'no-date' }
  return { ok: true, date: `${on.date}T${two(twelve)}:${minute}` }
}

/**
 * Reads what was typed, or stands in a file, as a value of this field; empty text is no value. Dates are read as an office of
 * `country` writes them; `today` is its date, as YYYY-MM-DD. A birthday lies in the past.
 */
export const readCustom = (
  field: CustomField,
  given: CustomValue,
  country: string,
  today: string,
): ReadCustom => {
  const text = typeof given === 'string' ? given.trim() : given
  if (text === null || text === '') return { ok: true, value: null }
  const words = String(text)
  const bad = (problem: Phrase): ReadCustom => ({
    ok: false,
    message: phrase('value.in-field', { field: field.label, problem }),
  })
  switch (field.type) {
    case 'number': {
      const number = typeof text === 'number' ? text : Number(decimalText(words, country) ?? Number.NaN)
      return Number.isFinite(number)
        ? { ok: true, value: number }
        : bad(phrase('value.not-a-number', { said: words }))
    }
    case 'yes-no': {
      if (typeof text === 'boolean') return { ok: true, value: text }
      const read = readConsent(words)
      return read === 'granted' || read === 'refused'
        ? { ok: true, value: read === 'granted' }
        : bad(phrase('value.not-yes-or-no', { said: words }))
    }
    case 'choice': {
      const choice = field.choices.find((one) => one.toLowerCase() === words.toLowerCase())
      return choice === undefined
        ? bad(phrase('value.none-of', { said: words, choices: field.choices.join(', ') }))
        : { ok: true, value: choice }
    }
    case 'date': {
      if (NO_DATE.test(words)) return { ok: true, value: null }
      const past = isBirthday(field.label)
      const day = readDay(words, country, { today, past })
      // A day with a time is still a day.
      const read = day.ok || day.why === 'no-year' ? day : readDateTime(words, country, { today, past })
      if (!read.ok) return bad(dayProblem(words, day.ok ? 'no-date' : day.why, country))
      const date = read.date.slice(0, 10)
      if (past && date > today) return bad(phrase('date.in-future', { said: words }))
      return { ok: true, value: date }
    }
    case 'date-time': {
      if (NO_DATE.test(words)) return { ok: true, value: null }
      const read = readDateTime(words, country, { today })
      return read.ok
        ? { ok: true, value: read.date }
        : bad(
            phrase('date.no-date-time', {
              said: words.slice(0, 40),
              example: `${dayExample(country, '2026-11-14')} 09:30`,
            }),
          )
    }
    default:
      return { ok: true, value: words.slice(0, 2000) }
  }
}
