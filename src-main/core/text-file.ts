/** Bytes of a text file as text: UTF-8 with or without BOM, UTF-16 by its BOM or zeros, else Windows-1252. */

export type Decoded = { text: string; encoding: 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE' | 'Windows-1252' }

/** What WHATWG calls windows-1252 above 0x7F to 0x9F: https://encoding.spec.whatwg.org/index-windows-1252.txt */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

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

const windows1252 = (bytes: Uint8Array): string => {
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += 8192) {
    let part = ''
    for (const byte of bytes.subarray(i, i + 8192)) {
      part += byte >= 0x80 && byte <= 0x9f ? HIGH[byte - 0x80] : String.fromCharCode(byte)
    }
    parts.push(part)
  }
  return parts.join('')
}

/** Decodes without a declaration, as files from spreadsheets come. Never throws: Windows-1252 reads any byte. */
export const decodeText = (bytes: Uint8Array, utf8: (bytes: Uint8Array) => string | null): Decoded => {
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
  const text = utf8(bytes.subarray(start))
  return text === null ? { text: windows1252(bytes), encoding: 'Windows-1252' } : { text, encoding: 'UTF-8' }
}
