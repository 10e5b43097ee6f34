/** A number that the practice account owns. */
export type PracticeNumber = { number: string; name: string; sms: boolean; mms: boolean; country: string }

/** `a2p` is the state of its US campaign, as Twilio words it; null for none. */
export type PracticeService = {
  sid: string
  name: string
  numbers: string[]
  /** Names (alphanumeric senders) in its pool. */
  names?: string[]
  a2p: 'VERIFIED' | 'PENDING' | 'FAILED' | null
}

export type Permission =
  | 'account'
  | 'balance'
  | 'lookups'
  | 'media'
  | 'messages.create'
  | 'messages.read'
  | 'messages.update'
  | 'numbers'
  | 'pricing'
  | 'services'
  | 'tollfree'
  | 'usa2p'
  | 'usage'

/** A login: account SID and token, or key SID and secret. `denied` makes it a restricted key. */
export type Credential = { username: string; password: string; denied?: Permission[] }

export type PracticeAccount = {
  sid: string
  name: string
  type: 'Full' | 'Trial'
  /** Subaccounts have no balance of their own. */
  subaccount: boolean
  credentials: Credential[]
  numbers: PracticeNumber[]
  services: PracticeService[]
  /** The office's brand at the carriers' registry; null where none was registered. */
  brand: { status: 'APPROVED' | 'PENDING' | 'FAILED'; failure: string | null } | null
  /** Toll-free numbers whose verification is approved. */
  tollFreeVerified: string[]
  /** A trial account may text these only; null for any number. */
  verifiedRecipients: string[] | null
  /** Decimal, as Twilio writes it. */
  balance: string
  currency: string
}

/**
 * The account of practice mode. Nothing in it exists: the numbers are reserved for fiction (555-0100 to
 * 555-0199, https://www.nanpa.com/numbering/555-line-numbers), the SIDs are patterns.
 */
export const PRACTICE_ACCOUNT: PracticeAccount = {
  sid: `AC${'f'.repeat(32)}`,
  name: 'Practice account',
  type: 'Full',
  subaccount: false,
  credentials: [{ username: `AC${'f'.repeat(32)}`, password: 'practice-token' }],
  numbers: [
    { number: '+12025550100', name: 'Front desk', sms: true, mms: true, country: 'US' },
    { number: '+18005550199', name: 'Toll-free line', sms: true, mms: false, country: 'US' },
  ],
  services: [
    { sid: `MG${'0'.repeat(31)}1`, name: 'Practice service', numbers: ['+12025550100'], a2p: 'VERIFIED' },
  ],
  brand: { status: 'APPROVED', failure: null },
  tollFreeVerified: ['+18005550199'],
  verifiedRecipients: null,
  balance: '250.00000',
  currency: 'USD',
}

/** Prices of one segment, out and in. Rounded examples, not Twilio's current list. */
export const PRACTICE_PRICES: Record<string, { name: string; out: string; in: string }> = {
  US: { name: 'United States', out: '0.00830', in: '0.00830' },
  CA: { name: 'Canada', out: '0.00830', in: '0.00830' },
  GB: { name: 'United Kingdom', out: '0.05240', in: '0.00750' },
  FR: { name: 'France', out: '0.07980', in: '0.00750' },
  ES: { name: 'Spain', out: '0.08150', in: '0.00750' },
  AU: { name: 'Australia', out: '0.05150', in: '0.00750' },
  NZ: { name: 'New Zealand', out: '0.10500', in: '0.00750' },
  IE: { name: 'Ireland', out: '0.08140', in: '0.00750' },
  DE: { name: 'Germany', out: '0.11200', in: '0.00750' },
  IN: { name: 'India', out: '0.08320', in: '0.00750' },
}

/** Price entry by the calling code of a number; the dearest one where the country is not listed. */
export function practicePriceOf(number: string): { out: string; in: string } {
  const codes: [string, string][] = [
    ['+1', 'US'],
    ['+44', 'GB'],
    ['+33', 'FR'],
    ['+34', 'ES'],
    ['+61', 'AU'],
    ['+64', 'NZ'],
    ['+353', 'IE'],
    ['+49', 'DE'],
    ['+91', 'IN'],
  ]
  const country = codes.find(([code]) => number.startsWith(code))?.[1] ?? 'ES'
  return PRACTICE_PRICES[country] ?? { out: '0.08150', in: '0.00750' }
}

/** A picture that somebody in practice may send: a door in the sun, 240 by 160. */
export const PRACTICE_PICTURE = {
  contentType: 'image/png',
  base64:
    'iVBORw0KGgoAAAANSUhEUgAAAPAAAACgCAMAAAAFBRFXAAAAD1BMVEW83OTz8OjutWaNrn4OaHaKEjsUAAABEklEQVR42u3a' +
    'MQ4CMQxFQfhw/zMjUVEgCtjYZjPvAtE0kRL7cpEkSZIkSZJ6ymt7ac9vzvt2855WnGwlzueOPOq6vp+9h4qBG8BJoXgAOKkU' +
    '94OTUjFwNTipFQMDrwUnxWJgYGBg4H8D378PGBgYGPhU4BGvJWDgA8ET/rSAl4IH/EsXg/snD9Xg9tkS8Gpw93y4Hly4ATAF' +
    'XLbjMQZctcUzB1y0pzUJXLKJNwy8PmBgYGBgYGBgYGBgYGBgYGBgYGBgYGBg4Eng5xgIGBgY2C0NDAwMDAwMDAwMDAwMDAwM' +
    'DAwMDAwMDAzcA75tFjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDBwdw9m1dXBwGf79gAAAABJRU5ErkJggg==',
}
