/** Which numbers exist, of which country and kind: by the metadata of all numbering plans, and those reserved for examples. */
import {
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max'
import type { E164 } from '../values'
import type { Phrase } from '../phrases/phrase'

export type PhoneKind = 'mobile' | 'landline' | 'either' | 'other'
export type PhoneProblem =
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'not-a-number'
  | 'invalid'
  | 'spreadsheet-exponent'
  | 'short-code'
  | 'ambiguous'

export type ParsedPhone =
  | {
      readonly ok: true
      readonly e164: E164
      /** ISO 3166-1 alpha-2, or null where the number belongs to no single country. */
      readonly country: string | null
      /** By its prefix; `either` where the plan does not tell mobile from landline (US, Canada). */
      readonly kind: PhoneKind
      /** What was mended or left out. */
      readonly repaired?: Phrase
      /** Dialled after the number: it is no mobile then, and no text arrives. */
      readonly extension?: string
    }
  | {
      readonly ok: false
      readonly problem: PhoneProblem
      /** Names what is wrong and how to mend it. */
      readonly message: Phrase
    }

/**
 * Numbers set aside for films, examples and tests, which the metadata calls invalid. Sources: NANPA 555-0100 to
 * 0199; Ofcom "numbers for drama"; ARCEP décision 2018-0881 (6 39 98, 1 99 00 …); ACMA "numbers for use in
 * creative works"; Bundesnetzagentur "Rufnummern für Medienproduktionen"; ComReg, numbers for drama (020 91X XXXX). Where a
 * regulator keeps no mobiles for it, sample people have numbers of a range that is not assigned: only the practice carrier
 * knows them (DE 0161, AU 0443, NZ 023, ES 790, IN 5555 5).
 */
const RESERVED: readonly (readonly [RegExp, string, PhoneKind])[] = [
  [/^\+1[2-9]\d{2}55501\d{2}$/, 'US', 'either'],
  [/^\+447700900\d{3}$/, 'GB', 'mobile'],
  [
    /^\+44(?:1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960|1514960|1614960|2079460|1914980|2890180|2920180|1632960)\d{3}$/,
    'GB',
    'landline',
  ],
  [/^\+3363998\d{4}$/, 'FR', 'mobile'],
  [/^\+33(?:19900|26191|35301|46571|53649)\d{4}$/, 'FR', 'landline'],
  [
    /^\+61491(?:570(?:006|156|157|158|159|110|313|737)|571(?:266|491|804)|572(?:549|665|983)|573(?:770|087)|574(?:118|632)|575(?:254|789)|576(?:398|801)|577(?:426|644)|578(?:957|148|888)|579(?:212|760|455))$/,
    'AU',
    'mobile',
  ],
  [/^\+4917(?:139200\d{2}|2(?:9925904|9968532|997318[56]|9980752)|4(?:9091317|9464308))$/, 'DE', 'mobile'],
  [/^\+49152(?:28817386|28895456|54599371)$/, 'DE', 'mobile'],
  [/^\+3532091\d{5}$/, 'IE', 'mobile'],
  [/^\+4916100000\d{3}$/, 'DE', 'mobile'],
  [/^\+61443000\d{3}$/, 'AU', 'mobile'],
  [/^\+64230000\d{3}$/, 'NZ', 'mobile'],
  [/^\+34790000\d{3}$/, 'ES', 'mobile'],
  [/^\+915555500\d{3}$/, 'IN', 'mobile'],
]

const KINDS: Readonly<Record<string, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'either',
}

export type Found = { e164: E164; country: string | null; kind: PhoneKind }

export const known = (country: string): country is Parameters<typeof getCountryCallingCode>[0] =>
  isSupportedCountry(country)

/** The number as assigned or reserved, or null if nobody can have it. */
export function identified(number: PhoneNumber): Found | null {
  const e164 = number.number as string as E164
  if (number.isValid()) {
    return { e164, country: number.country ?? null, kind: KINDS[number.getType() ?? ''] ?? 'other' }
  }
  for (const [range, country, kind] of RESERVED) {
    if (range.test(e164)) return { e164, country: number.country ?? country, kind }
  }
  return null
}

export function read(text: string, country: string): PhoneNumber | PhoneProblem {
  try {
    return parsePhoneNumberWithError(text, {
      ...(known(country) ? { defaultCountry: country } : {}),
      extract: false,
    })
  } catch (error) {
    switch ((error as Error).message) {
      case 'TOO_SHORT':
        return 'too-short'
      case 'TOO_LONG':
        return 'too-long'
      case 'INVALID_COUNTRY':
        return 'invalid'
      default:
        return 'not-a-number'
    }
  }
}
