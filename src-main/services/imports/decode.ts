/** The bytes of a whole file as text, a piece at a time: everything else has its turn between the pieces. */
import {
  decodeAs,
  type Decoded,
  decodeText,
  type Encoding,
  looksLikeMac,
  utf8Sequences,
} from '#shared/files/text-file'
import { yieldToLoop } from '../time-slice'
import { mendUtf8, readUtf8 } from './utf8'

const PIECE = 256 * 1024

const inPieces = async (
  bytes: Uint8Array,
  work: (piece: Uint8Array, last: boolean) => void,
): Promise<void> => {
  for (let at = 0; at < bytes.length; at += PIECE) {
    work(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
    await yieldToLoop()
  }
}

/** Null where it is no such text; letters that a piece cuts in two are whole in the answer. */
const streamed = async (bytes: Uint8Array, encoding: string, fatal: boolean): Promise<string | null> => {
  const decoder = new TextDecoder(encoding, { fatal })
  const parts: string[] = []
  try {
    await inPieces(bytes, (piece, last) => parts.push(decoder.decode(piece, { stream: !last })))
  } catch {
    return null
  }
  return parts.join('')
}
const OWN: readonly Encoding[] = ['UTF-16 LE', 'UTF-16 BE', 'Windows-1252', 'Macintosh']

/** Decodes as somebody chose. */
export const decodeChosen = async (bytes: Uint8Array, encoding: Encoding): Promise<string> => {
  if (!OWN.includes(encoding)) {
    const [a, b, c] = bytes
    const start = encoding === 'UTF-8' && a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0
    return (await streamed(bytes.subarray(start), encoding, false)) ?? ''
  }
  const parts: string[] = []
  // Of one byte or two: no piece cuts a letter. What marks the order of bytes stands in the first one.
  await inPieces(bytes, (piece) =>
    parts.push(decodeAs(piece, encoding, (part, name) => new TextDecoder(name).decode(part))),
  )
  return parts.join('')
}

/** Decodes by what the bytes tell, as `decodeText` does. */
export const decodeFile = async (bytes: Uint8Array): Promise<Decoded> => {
  if (bytes.length <= PIECE) return decodeText(bytes, readUtf8, mendUtf8)
  const { encoding } = decodeText(bytes.subarray(0, 4096), () => '')
  if (encoding.startsWith('UTF-16')) return { text: await decodeChosen(bytes, encoding), encoding }
  const [a, b, c] = bytes
  const marked = a === 0xef && b === 0xbb && c === 0xbf
  const body = marked ? bytes.subarray(3) : bytes
  const text = await streamed(body, 'utf-8', true)
  if (text !== null) return { text, encoding: 'UTF-8' }
  const found = { whole: 0, broken: 0, mac: 0, windows: 0 }
  await inPieces(body, (piece) => {
    const { whole, broken } = utf8Sequences(piece)
    const { mac, windows } = looksLikeMac(piece)
    found.whole += whole
    found.broken += broken
    found.mac += mac
    found.windows += windows
  })
  if (marked || found.whole >= found.broken)
    return { text: (await streamed(body, 'utf-8', false)) ?? '', encoding: 'UTF-8' }
  const one = found.mac > found.windows ? ('Macintosh' as const) : ('Windows-1252' as const)
  return { text: await decodeChosen(body, one), encoding: one }
}
