/** Bytes of a text file as text: in UTF-8, UTF-16, Windows-1252 or Mac OS Roman, by what the bytes tell. */

export const ENCODINGS = [
  'UTF-8',
  'UTF-16 LE',
  'UTF-16 BE',
  'Windows-1252',
  'Macintosh',
  'Windows-1250',
  'Windows-1251',
  'ISO-8859-2',
  'ISO-8859-7',
  'Shift_JIS',
  'GB18030',
] as const
export type Encoding = (typeof ENCODINGS)[number]
export type Decoded = { text: string; encoding: Encoding }

/** What WHATWG calls windows-1252 above 0x7F to 0x9F: https://encoding.spec.whatwg.org/index-windows-1252.txt */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** Mac OS Roman from 0x80 (Apple, ROMAN.TXT), with the euro sign of 1998. */
const MAC =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ'

const utf16 = (bytes: Uint8Array, from: number, little: boolean): string => {
  const parts: string[] = []
  const units: number[] = []
  for (let i = from; i + 1 < bytes.length; i += 2) {
    const a = bytes[i] ?? 0
    const b = bytes[i + 1] ?? 0
    units.push(little ? a | (b << 8) : (a << 8) | b)
    if (units.length === 8192) parts.push(String.fromCharCode(...units.splice(0)))
  }
  parts.push(String.fromCharCode(...units))
  return parts.join('')
}

/** What each of the 256 bytes stands for, as a UTF-16 unit; letters from 0x80 on. */
const tableOf = (high: string): Uint16Array =>
  Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : high.charCodeAt(byte - 0x80)))
const LATIN = Array.from({ length: 0x60 }, (_, i) => String.fromCharCode(0xa0 + i)).join('')
const WINDOWS = tableOf(HIGH + LATIN)
const MACINTOSH = tableOf(MAC)

const oneByte = (bytes: Uint8Array, table: Uint16Array): string => {
  const parts: string[] = []
  const units = new Uint16Array(8192)
  for (let from = 0; from < bytes.length; from += units.length) {
    const size = Math.min(units.length, bytes.length - from)
    for (let i = 0; i < size; i += 1) units[i] = table[bytes[from + i] ?? 0] ?? 0
    parts.push(String.fromCharCode(...units.subarray(0, size)))
  }
  return parts.join('')
}
const windows1252 = (bytes: Uint8Array) => oneByte(bytes, WINDOWS)
const macintosh = (bytes: Uint8Array) => oneByte(bytes, MACINTOSH)

/** Letters of several bytes that are whole, and bytes that belong to none, in what may be UTF-8. */
export const utf8Sequences = (bytes: Uint8Array): { whole: number; broken: number } => {
  let whole = 0
  let broken = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80) continue
    const more = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? (byte < 0xf0 ? 2 : 0) : byte >= 0xc2 ? 1 : 0
    let right = more > 0
    for (let k = 1; k <= more; k += 1) right &&= ((bytes[i + k] ?? 0) & 0xc0) === 0x80
    if (right) {
      whole += 1
      i += more
    } else broken += 1
  }
  return { whole, broken }
}

const isLower = (byte: number | undefined) => byte !== undefined && byte >= 0x61 && byte <= 0x7a
const isLetter = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a))
/** Bytes from 0x80 to 0x9F that Windows uses for capitals: after a small letter they are Mac's é, ü, ä. */
const CAPITALS = new Set([0x8a, 0x8c, 0x8e, 0x9f])
/** Bytes that are letters in both. */
const BOTH = new Set([0x9a, 0x9c, 0x9e])
/** Quotation marks and dashes of Windows that may follow a word: 0x92 is an apostrophe too. */
const AFTER_WORD = new Set([0x80, 0x85, 0x92, 0x94, 0x96, 0x97, 0x99, 0x9b])

/** What speaks for Mac OS Roman in the text of these bytes, and what for Windows-1252. */
export const looksLikeMac = (bytes: Uint8Array): { mac: number; windows: number } => {
  let mac = 0
  let windows = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80) continue
    const before = bytes[i - 1]
    const after = bytes[i + 1]
    if (byte <= 0x9f) {
      if (BOTH.has(byte)) continue
      if (CAPITALS.has(byte)) {
        // A capital of Windows stands in no word before small letters.
        if (isLower(before) || (isLetter(before) && isLower(after))) mac += 1
        else windows += 1
      } else if (isLetter(before) && !AFTER_WORD.has(byte)) mac += 1
      else if (isLetter(before) && byte !== 0x92 && isLower(after)) mac += 1
      else if (
        !isLetter(before) &&
        isLower(after) &&
        byte >= 0x80 &&
        byte <= 0x86 &&
        byte !== 0x82 &&
        byte !== 0x84
      )
        mac += 1
      else windows += 1
    } else if (byte >= 0xc0 && isLetter(before) && byte >= 0xdf) windows += 1
  }
  return { mac, windows }
}

/** Decodes as what somebody chose. `other` decodes what is not known here; null when it cannot. */
export const decodeAs = (
  bytes: Uint8Array,
  encoding: Encoding,
  other: (bytes: Uint8Array, encoding: string) => string,
): string => {
  const [a, b, c] = bytes
  switch (encoding) {
    case 'UTF-16 LE':
      return utf16(bytes, a === 0xff && b === 0xfe ? 2 : 0, true)
    case 'UTF-16 BE':
      return utf16(bytes, a === 0xfe && b === 0xff ? 2 : 0, false)
    case 'Windows-1252':
      return windows1252(bytes)
    case 'Macintosh':
      return macintosh(bytes)
    default:
      return other(
        bytes.subarray(encoding === 'UTF-8' && a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0),
        encoding,
      )
  }
}

/**
 * Decodes without a declaration, as files from spreadsheets come; never throws. A few bytes that are no UTF-8 in a file that else
 * is do not change the letters of all others: `mended` reads it then, with U+FFFD for them.
 */
export const decodeText = (
  bytes: Uint8Array,
  utf8: (bytes: Uint8Array) => string | null,
  mended: (bytes: Uint8Array) => string = (part) => utf8(part) ?? windows1252(part),
): Decoded => {
  const [a, b, c] = bytes
  if (a === 0xff && b === 0xfe) return { text: utf16(bytes, 2, true), encoding: 'UTF-16 LE' }
  if (a === 0xfe && b === 0xff) return { text: utf16(bytes, 2, false), encoding: 'UTF-16 BE' }
  const start = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0
  // Western text in UTF-16 without a BOM has a zero in nearly every pair.
  if (start === 0 && bytes.length >= 4) {
    const head = bytes.subarray(0, 400)
    let even = 0
    let odd = 0
    head.forEach((byte, i) => {
      if (byte === 0) {
        if (i % 2 === 0) even += 1
        else odd += 1
      }
    })
    if (odd > head.length / 4) return { text: utf16(bytes, 0, true), encoding: 'UTF-16 LE' }
    if (even > head.length / 4) return { text: utf16(bytes, 0, false), encoding: 'UTF-16 BE' }
  }
  const body = bytes.subarray(start)
  const text = utf8(body)
  if (text !== null) return { text, encoding: 'UTF-8' }
  const { whole, broken } = utf8Sequences(body)
  if (start > 0 || whole >= broken) return { text: mended(body), encoding: 'UTF-8' }
  const { mac, windows } = looksLikeMac(body)
  return mac > windows
    ? { text: macintosh(body), encoding: 'Macintosh' }
    : { text: windows1252(body), encoding: 'Windows-1252' }
}

/** Text in an encoding of one or two bytes, to be written back as it came; what it has no byte for becomes `?`. */
export const encodeText = (text: string, encoding: Encoding): Uint8Array | null => {
  if (encoding === 'UTF-16 LE' || encoding === 'UTF-16 BE') {
    const bytes = new Uint8Array(2 + text.length * 2)
    const little = encoding === 'UTF-16 LE'
    bytes.set(little ? [0xff, 0xfe] : [0xfe, 0xff])
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i)
      bytes[2 + i * 2 + (little ? 0 : 1)] = unit & 0xff
      bytes[2 + i * 2 + (little ? 1 : 0)] = unit >> 8
    }
    return bytes
  }
  if (encoding !== 'Windows-1252' && encoding !== 'Macintosh') return null
  const table = new Map<string, number>()
  for (let byte = 0x80; byte <= 0xff; byte += 1)
    table.set(
      encoding === 'Macintosh'
        ? (MAC[byte - 0x80] ?? '')
        : byte <= 0x9f
          ? (HIGH[byte - 0x80] ?? '')
          : String.fromCharCode(byte),
      byte,
    )
  return Uint8Array.from([...text], (letter) => {
    const code = letter.codePointAt(0) ?? 0x3f
    return code < 0x80 ? code : (table.get(letter) ?? 0x3f)
  })
}
