/** Why something is not one phone number, and how to mend it. */
import { type PhoneNumber, validatePhoneNumberLength } from 'libphonenumber-js/max'
import { known, type ParsedPhone, type PhoneProblem } from './phone-plan'
import { type PlainKey, type Reason, phrase, phraseOf } from '../phrases/phrase'

/** Why this is more than one number; null when it is one. */
export function severalIn(text: string): PlainKey | null {
  const parts = text.split(/[/;,|&\n]|\s{3,}/).map((part) => part.replace(/\D/g, '').length)
  if (parts.filter((length) => length >= 7).length > 1) return 'phone.several'
  // 089 / 1234567 is one number with its area code; 0176 1234567 / 89 is two, of which the second is cut short.
  const [first = 0, ...others] = parts.filter((length) => length > 0)
  // 06/39/98/12/34 is one number in pairs.
  const whole = first >= 7 || (others.length > 1 && others.some((length) => length >= 7))
  if (others.length > 0 && (whole || /[;,|&]/.test(text))) return 'phone.perhaps-several'
  return null
}

export const refused = (problem: PhoneProblem, message: Reason): ParsedPhone => ({
  ok: false,
  problem,
  message: phraseOf(message),
})

export function explain(
  number: PhoneNumber | PhoneProblem,
  digits: string,
  international: boolean,
  country: string,
): ParsedPhone {
  const said = { digits, country: known(country) && !international ? country : 'none' }
  if (!international && !known(country)) {
    return refused('invalid', 'phone.country-unknown')
  }
  if (!international && digits.length >= 3 && digits.length <= 6) {
    if (digits.length >= 5) {
      return refused('short-code', phrase('phone.short-code', { digits }))
    }
    return refused('too-short', phrase('phone.too-short', said))
  }
  if (international && digits.startsWith('0')) {
    return refused('invalid', 'phone.code-with-zero')
  }
  const length =
    typeof number === 'string' ? number : lengthProblem(international ? `+${digits}` : digits, country)
  switch (length) {
    case 'too-short':
      return refused('too-short', phrase('phone.too-few-digits', said))
    case 'too-long':
      return refused('too-long', phrase('phone.too-many-digits', said))
    case 'not-a-number':
      return refused('not-a-number', 'phone.not-a-number')
    default:
      if (number === 'invalid') {
        return refused('invalid', phrase('phone.no-such-code', { code: digits.slice(0, 3) }))
      }
      return refused(
        'invalid',
        phrase('phone.not-in-use', { ...said, digits: `${international ? '+' : ''}${digits}` }),
      )
  }
}

function lengthProblem(text: string, country: string): PhoneProblem | null {
  const problem = validatePhoneNumberLength(text, known(country) ? { defaultCountry: country } : {})
  return problem === 'TOO_SHORT' ? 'too-short' : problem === 'TOO_LONG' ? 'too-long' : null
}
