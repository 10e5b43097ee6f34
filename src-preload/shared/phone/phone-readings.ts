/** What digits may mean in an office of some country: national, international, or either with something lost on the way. */
import { getCountryCallingCode, type PhoneNumber } from 'libphonenumber-js/max'
import type { E164 } from '../values'
import { type Found, identified, known, type PhoneKind, read } from './phone-plan'
import type { PlainKey } from '../phrases/phrase'

export type Reading = { found: Found; repair: PlainKey | null }

export function readInternational(text: string, digits: string, country: string): Reading | null {
  const number = read(text, country)
  const found = typeof number === 'string' ? null : identified(number)
  if (found) return { found, repair: null }
  return withoutMexicosOne(digits)
}

/** +52 1 and ten digits: how mobiles of Mexico were called from abroad until 2019 (IFT, Plan Técnico Fundamental de Numeración). */
function withoutMexicosOne(digits: string): Reading | null {
  const old = /^521(\d{10})$/.exec(digits)
  const number = old && read(`+52${old[1]}`, 'MX')
  const found = number && typeof number !== 'string' ? identified(number) : null
  return (
    found && {
      found: { ...found, kind: 'mobile' },
      repair: 'phone.mexico',
    }
  )
}

const RANK: Readonly<Record<PhoneKind, number>> = { mobile: 3, either: 2, landline: 1, other: 0 }

/**
 * Digits without a plus. They may be a national number, an international one that lost its plus, or one that lost its leading
 * zero: the reading that is a mobile counts; two that are as good are both named (`[one, other]`), and nobody guesses.
 */
export function readNational(text: string, digits: string, country: string): Reading | [E164, E164] | null {
  const national = nationalReading(text, digits, country)
  const code = known(country) ? getCountryCallingCode(country) : null
  const own = code !== null && code !== '1' && digits.startsWith(code) ? withPlus(digits) : null
  const readings = [national, own].filter((one) => one !== null)
  const [first, second] = readings
  if (first && second && first.found.e164 !== second.found.e164) {
    const [a, b] = [RANK[first.found.kind], RANK[second.found.kind]]
    return a === b ? [first.found.e164, second.found.e164] : a > b ? first : second
  }
  const best = first ?? null
  if (best === null) {
    const zero = known(country) ? withZero(digits, country) : null
    const mexican =
      code === '52'
        ? withoutMexicosOne(digits.replace(/^(?:044|045|01|1)?(\d{10})$/, '521$1'))
        : withoutMexicosOne(digits)
    return zero ?? mexican ?? (digits.length === 10 && code === '1' ? null : foreign(digits))
  }
  // A landline that lost its zero and a foreign mobile that lost its plus look the same.
  if (best.repair === 'phone.zero-understood' && best.found.kind !== 'mobile') {
    const other = foreign(digits)
    if (other?.found.kind === 'mobile' && other.found.e164 !== best.found.e164)
      return [best.found.e164, other.found.e164]
  }
  return best
}

function nationalReading(text: string, digits: string, country: string): Reading | null {
  const number = read(text, country)
  const found = typeof number === 'string' ? null : identified(number)
  if (!found || typeof number === 'string') return null
  if (zeroWasLost(number, digits, country)) return { found, repair: 'phone.zero-understood' }
  if (digits === number.number.slice(1) && number.countryCallingCode !== '1')
    return { found, repair: PLUS_LOST }
  return { found, repair: null }
}
const PLUS_LOST = 'phone.plus-was-missing'

/** Whether a national number was given without the 0 that people of this country write before it. */
function zeroWasLost(number: PhoneNumber, digits: string, country: string): boolean {
  if (!known(country) || number.countryCallingCode !== getCountryCallingCode(country)) return false
  if (digits !== number.nationalNumber || digits.startsWith('0')) return false
  // Mobiles of India are written without it.
  if (country === 'IN') return false
  return number.formatNational().replace(/\D/g, '') === `0${digits}`
}

/** Countries whose numbers themselves begin with 0 (Italy): try again with the zero. */
function withZero(digits: string, country: string): Reading | null {
  if (digits.startsWith('0')) return null
  const number = read(`0${digits}`, country)
  const found = typeof number === 'string' ? null : identified(number)
  return found && { found, repair: 'phone.zero-put-back' }
}

function withPlus(digits: string): Reading | null {
  const number = read(`+${digits}`, '')
  const found = typeof number === 'string' ? null : identified(number)
  return found && { found, repair: PLUS_LOST }
}

/** A number of another country whose plus was lost: 447700900123. Only if it is sure to be one. */
const foreign = (digits: string): Reading | null =>
  digits.startsWith('0') || digits.length < 10 ? null : withPlus(digits)
