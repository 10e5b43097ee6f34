/**
 * Address-book cards as programs really write them: vCard 2.1 (versit, 1996), 3.0 (RFC 2426), 4.0 (RFC 6350), several
 * in one file. Nothing here throws: a card that is broken comes out with what could be read and what is wrong with it.
 */

import { MOST_PROPERTIES } from '#shared/limits'
import { isNoTextLabel } from '#shared/phone/phone-labels'
import { FIELD_KEYS, type FieldKey, fieldOf } from '#shared/people/person-fields'
import { type Phrase, phrase } from '#shared/phrases/phrase'

export type Card = {
  /** Line of its BEGIN in the file, from 1. */
  line: number
  version: string
  first: string
  middle: string
  last: string
  suffix: string
  full: string
  organisation: string
  /** Of the plain fields, the preferred one first. */
  values: Partial<Record<FieldKey, string[]>>
  numbers: { value: string; label: string }[]
  note: string
  tags: string[]
  /** As the card writes it, such as `1980-02-29`, `19800229` or `--0229`. */
  birthday: string
  /** Why this card cannot be imported; null when it can. */
  problem: Phrase | null
}

/** The plain field that a property holds. */
const FIELDS = new Map<string, FieldKey>(
  FIELD_KEYS.flatMap((key) => {
    const { card } = fieldOf(key)
    return card ? [[card, key]] : []
  }),
)

/** Octets in the charset that a property names. */
export type Decode = (bytes: Uint8Array, charset: string) => string

type Property = { group: string; name: string; params: ReadonlyMap<string, string[]>; value: string }

/** Lines between two rests: a photo is one property of many thousand lines. */
const REST_LINES = 2000
const LONGEST_VALUE = 20_000
/** More lines than that in one property are a picture or an attack. */
const MOST_PARTS = 4000

const TOO_LONG = phrase('card.too-long', { most: MOST_PROPERTIES })

const PAGERS = ['pager', 'bbs', 'modem', 'isdn', 'telex', 'tty', 'tdd', 'textphone', 'x-radio', 'radio']

/**
 * How a number is called, by its types; an own name of the address book comes first. A fax stays one whatever it is called:
 * no text arrives there.
 */
const labelOf = (words: readonly string[], own: string): string => {
  const has = (...any: string[]) => any.some((word) => words.includes(word))
  const place = has('work', 'x-company') ? 'Work ' : has('home') ? 'Home ' : ''
  const called = (what: string) =>
    own === ''
      ? `${place}${what}`.replace(/ (\w)/, (_all, one: string) => ` ${one.toLowerCase()}`)
      : isNoTextLabel(own)
        ? own
        : `${own} (${what.toLowerCase()})`
  if (words.some((word) => word.includes('fax'))) return called('Fax')
  if (has(...PAGERS)) return called('Pager')
  if (own !== '') return own
  if (has('cell', 'iphone', 'pcs', 'x-mobile', 'mobile', 'text')) return 'Mobile'
  if (has('car')) return 'Car'
  if (has('work', 'main', 'x-company')) return 'Work'
  if (has('home')) return 'Home'
  return 'Other'
}

/** Splits at an unescaped separator. */
const split = (text: string, at: ';' | ','): string[] => {
  const parts = ['']
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i] ?? ''
    if (letter === '\\' && i + 1 < text.length) {
      parts[parts.length - 1] += letter + (text[i + 1] ?? '')
      i += 1
    } else if (letter === at) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}
const plain = (text: string): string =>
  text
    .replace(/\\([\\;,:nN])/g, (_all, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter))
    .trim()

/** `item1.TEL;TYPE=WORK,VOICE:+1 …`; null for a line that is no property. */
const propertyOf = (text: string): Property | null => {
  let quoted = false
  let colon = -1
  const cuts: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i]
    if (letter === '"') quoted = !quoted
    else if (quoted) continue
    else if (letter === ';') cuts.push(i)
    else if (letter === ':') {
      colon = i
      break
    }
  }
  // A quotation mark that nobody closed: read as if it were none.
  if (colon < 0) colon = text.indexOf(':')
  if (colon < 0) return null
  const inside = cuts.filter((at) => at < colon)
  const [head = '', ...rest] = [0, ...inside].map((from, i) =>
    text.slice(i === 0 ? 0 : from + 1, inside[i] ?? colon),
  )
  const dot = head.lastIndexOf('.')
  const params = new Map<string, string[]>()
  for (const param of rest) {
    const equals = param.indexOf('=')
    // 2.1 writes types bare: TEL;WORK;FAX.
    const name = equals < 0 ? 'TYPE' : param.slice(0, equals).trim().toUpperCase()
    const values = (equals < 0 ? param : param.slice(equals + 1))
      .replaceAll('"', '')
      .split(',')
      .map((value) => value.trim())
    const known = params.get(name)
    if (known) known.push(...values)
    else params.set(name, values)
  }
  return {
    group: dot < 0 ? '' : head.slice(0, dot).toLowerCase(),
    name: head
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    params,
    value: text.slice(colon + 1),
  }
}

const words = (property: Property): string[] =>
  (property.params.get('TYPE') ?? []).map((word) => word.toLowerCase())
const param = (property: Property, name: string): string => property.params.get(name)?.[0] ?? ''
const encodingOf = (property: Property): string => {
  const named = param(property, 'ENCODING').toUpperCase()
  return named || (words(property).includes('quoted-printable') ? 'QUOTED-PRINTABLE' : '')
}

/** Quoted-printable (RFC 2045, 6.7) to text in the property's charset. */
const unquoted = (value: string, charset: string, decode: Decode): string => {
  if (!value.includes('=')) return plainly(value, charset, decode)
  const bytes: number[] = []
  for (let i = 0; i < value.length; i += 1) {
    const pair = /^[0-9A-Fa-f]{2}/.exec(value.slice(i + 1, i + 3))
    const code = value.charCodeAt(i)
    if (value[i] === '=' && pair) {
      bytes.push(Number.parseInt(pair[0], 16))
      i += 2
    } else bytes.push(code & 0xff)
  }
  return decode(new Uint8Array(bytes), charset)
}
/** Properties whose value is a text even where it is written in base64. */
const TEXTS = new Set(['N', 'FN', 'ORG', 'NOTE', 'TEL', 'NICKNAME', ...FIELDS.keys()])
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** The text of a value in base64 (RFC 4648, 4); a value that is none as it stands. */
const fromBase64 = (value: string, charset: string, decode: Decode): string => {
  const sextets = [...value.replace(/[\s=]/g, '')].map((letter) => BASE64.indexOf(letter))
  if (sextets.includes(-1)) return value
  const bytes = new Uint8Array(Math.floor((sextets.length * 3) / 4))
  for (const [i] of bytes.entries()) {
    const at = Math.floor((i * 4) / 3)
    const pair = ((sextets[at] ?? 0) << 6) | (sextets[at + 1] ?? 0)
    bytes[i] = (pair >> (4 - (i % 3) * 2)) & 0xff
  }
  return decode(bytes, charset)
}
/** A value as it stands, in its charset. A letter of several bytes that a fold has cut is whole again. */
const plainly = (value: string, charset: string, decode: Decode): string =>
  /[\u0080-\u00ff]/.test(value)
    ? decode(
        Uint8Array.from(value, (letter) => letter.charCodeAt(0)),
        charset,
      )
    : value

/** `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=4D=75=6D)`: a label of one's own on phones of the IrMC kind. */
const customLabel = ({ params }: Property, decode: Decode): string => {
  for (const [name, values] of params) {
    if (!name.startsWith('X-CUSTOM(')) continue
    return unquoted((values.at(-1) ?? '').replace(/\)$/, ''), '', decode).slice(0, 30)
  }
  return ''
}

const emptyCard = (line: number): Card => ({
  line,
  version: '',
  first: '',
  middle: '',
  last: '',
  suffix: '',
  full: '',
  organisation: '',
  values: {},
  numbers: [],
  note: '',
  tags: [],
  birthday: '',
  problem: null,
})

/** What the properties of one card say. */
const cardOf = (card: Card, properties: readonly Property[], decode: Decode): Card => {
  const labels = new Map<string, string>()
  for (const { name, group, value } of properties) {
    // Apple's own labels: `_$!<Mobile>!$_` for the usual ones, free text for the others.
    if (name === 'X-ABLABEL' && group !== '')
      labels.set(group, plain(plainly(value, '', decode)).replace(/^_\$!<(.*)>!\$_$/, '$1'))
  }
  const ranked: { value: string; label: string; rank: number }[] = []
  const values: { key: FieldKey; value: string; rank: number }[] = []
  const notes: string[] = []
  let nickname = ''
  for (const property of properties) {
    const quoted = encodingOf(property) === 'QUOTED-PRINTABLE'
    const base64 = TEXTS.has(property.name) && /^(?:B|BASE64)$/.test(encodingOf(property))
    const raw = (base64 ? fromBase64 : quoted ? unquoted : plainly)(
      property.value,
      param(property, 'CHARSET'),
      decode,
    ).slice(0, LONGEST_VALUE)
    const types = words(property)
    const rank = types.includes('pref') ? 0 : Number(param(property, 'PREF')) || 101
    const key = FIELDS.get(property.name)
    const value = key ? plain(raw).replace(/^mailto:/i, '') : ''
    if (key && value !== '') values.push({ key, value, rank })
    switch (property.name) {
      case 'VERSION':
        card.version = raw.trim()
        break
      case 'N': {
        const [last = '', first = '', middle = '', , suffix = ''] = split(raw, ';').map((part) =>
          split(part, ',').map(plain).join(' '),
        )
        if (card.first === '' && card.last === '') Object.assign(card, { first, middle, last, suffix })
        break
      }
      case 'FN':
        card.full ||= plain(raw)
        break
      case 'NICKNAME':
        nickname ||= plain(split(raw, ',')[0] ?? '')
        break
      case 'ORG':
        card.organisation ||= plain(split(raw, ';')[0] ?? '')
        break
      case 'TEL': {
        const value = plain(raw)
        const own = labels.get(property.group) ?? customLabel(property, decode)
        if (value === '') break
        ranked.push({ value, label: labelOf(types, own), rank })
        break
      }
      case 'BDAY':
        card.birthday ||= plain(raw)
        break
      case 'NOTE':
        notes.push(plain(raw))
        break
      case 'CATEGORIES':
        card.tags.push(...split(raw, ',').map(plain).filter(Boolean))
        break
      case 'KIND':
      case 'X-ADDRESSBOOKSERVER-KIND':
        if (raw.trim().toLowerCase() === 'group') card.problem = phrase('card.group')
        break
    }
  }
  if (card.first === '' && card.last === '' && card.full === '') card.full = nickname
  card.note = notes.filter(Boolean).join('\n').slice(0, LONGEST_VALUE)
  card.numbers = ranked.toSorted((a, b) => a.rank - b.rank).map(({ value, label }) => ({ value, label }))
  for (const { key, value } of values.toSorted((a, b) => a.rank - b.rank))
    (card.values[key] ??= []).push(value)
  return card
}

/**
 * Reads the cards of a file, one by one; `text` has a character for each byte, because a fold may stand in the middle of a
 * letter and each card may be in a charset of its own. A null is a chance to rest. Content outside of any card comes as a card with
 * a problem, so that nothing of the file vanishes.
 */
export function* readCards(text: string, decode: Decode): Generator<Card | null> {
  let card: Card | null = null
  let properties: Property[] = []
  /** Cards inside the card: an AGENT of 2.1. */
  let nested = 0
  let parts: string[] = []
  let quotedPrintable = false
  /** It says that it is a vCard 2.1. */
  let two = false
  let tooLong = false
  let lost = 0
  let line = 0
  let at = 0

  const close = () => {
    if (parts.length === 0) return
    const property = propertyOf(parts.join(''))
    parts = []
    quotedPrintable = false
    if (!property || nested > 0) return
    if (property.name === 'VERSION') two = property.value.trim().startsWith('2')
    if (properties.length < MOST_PROPERTIES) properties.push(property)
    else tooLong = true
  }
  const stray = (from: number): Card => ({
    ...emptyCard(from),
    problem: phrase('card.outside'),
  })

  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const next = end < 0 ? text.length : end + 1
    const full = text.slice(at, end < 0 ? text.length : end)
    const content = full.endsWith('\r') ? full.slice(0, -1) : full
    at = next
    line += 1
    if (line % REST_LINES === 0) yield null

    if (quotedPrintable && parts.length > 0) {
      // A soft line break: the value goes on, whatever the line begins with.
      const before = parts[parts.length - 1] ?? ''
      parts[parts.length - 1] = before.slice(0, -1)
      if (parts.length < MOST_PARTS) parts.push(content)
      quotedPrintable = content.endsWith('=')
      continue
    }
    if (/^[ \t]/.test(content) && parts.length > 0) {
      // 2.1 folds at white space and keeps it; later versions fold anywhere and add one.
      if (parts.length < MOST_PARTS) parts.push(two ? content : content.slice(1))
      continue
    }
    const word = content.trim().toUpperCase()
    if (word === 'BEGIN:VCARD') {
      const agent: boolean = /^AGENT\b/i.test(parts[0] ?? '')
      close()
      if (card && (agent || nested > 0)) nested += 1
      else {
        if (card) yield { ...cardOf(card, properties, decode), problem: phrase('card.no-end') }
        card = emptyCard(line)
        properties = []
        two = tooLong = false
      }
      continue
    }
    if (word === 'END:VCARD') {
      close()
      if (nested > 0) nested -= 1
      else if (card) {
        yield tooLong
          ? { ...cardOf(card, properties, decode), problem: TOO_LONG }
          : cardOf(card, properties, decode)
        card = null
        properties = []
        lost = 0
      }
      continue
    }
    if (!card) {
      if (word !== '' && lost === 0) {
        lost = line
        yield stray(line)
      }
      continue
    }
    close()
    if (content.trim() === '') continue
    parts = [content]
    quotedPrintable =
      content.endsWith('=') && /[;:]ENCODING=QUOTED-PRINTABLE[;:]|;QUOTED-PRINTABLE[;:]/i.test(content)
  }
  close()
  if (card) yield { ...cardOf(card, properties, decode), problem: phrase('card.no-end') }
}
