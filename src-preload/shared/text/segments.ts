/**
 * How many segments ("message units" on screen) a text costs, which characters make it costly, and
 * the one-click mend. Counts as Twilio's own message-segment-calculator does.
 */

export type Encoding = 'GSM-7' | 'UCS-2'

export type Measure = {
  readonly encoding: Encoding
  /** Twilio's numberOfCharacters: septets in GSM-7 (`€` is two), user-perceived characters in UCS-2. */
  readonly characters: number
  /** Septets in GSM-7, UTF-16 code units in UCS-2. */
  readonly units: number
  /** What is billed. 1 for the empty text, as Twilio's calculator says. */
  readonly segments: number
  /** Units still free in the last segment. */
  readonly left: number
  /** Units one segment holds at this length: 160 or 153 (GSM-7), 70 or 67 (UCS-2). */
  readonly perSegment: number
}

export type CostlyCharacter = {
  /** UTF-16 index in the body. */
  readonly index: number
  /** The user-perceived character, which may be several code units long. */
  readonly char: string
  /** A plain spelling in GSM-7, or null if there is none (an emoji, a Chinese character). */
  readonly plain: string | null
}

// 140 octets a segment; a segment of several loses 6 octets to its header (3GPP TS 23.040).
const GSM_SINGLE = 160
const GSM_MULTI = 153
const UCS_SINGLE = 70
const UCS_MULTI = 67

// GSM 03.38 (3GPP TS 23.038) default alphabet without escape, and its extension table (two septets each).
const GSM_BASIC =
  '\n\r !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz' +
  '¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ'
const GSM_EXTENSION = '\f[\\]^{|}~€'

/**
 * Code units that stand alone: between two of them a grapheme always ends (UAX #29: no control that
 * joins, no mark, no jamo, no indicator), so only the rest has to be shown to Intl.Segmenter.
 */
const ALONE: readonly (readonly [number, number])[] = [
  [0x0000, 0x02ff],
  [0x0370, 0x0482],
  [0x048a, 0x058f],
  [0x05d0, 0x05ea],
  [0x0620, 0x064a],
  [0x0660, 0x066f],
  [0x1e00, 0x200a],
  [0x2010, 0x2027],
  [0x202f, 0x205f],
  [0x2070, 0x20cf],
  [0x2100, 0x2bff],
  [0x3000, 0x3029],
  [0x3030, 0x3096],
  [0x30a0, 0x30ff],
  [0x3105, 0xa48c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xff01, 0xff9d],
]
const SEPTETS = 0b011
const STANDS_ALONE = 0b100

const CLASS = new Uint8Array(0x10000)
for (const [from, to] of ALONE) CLASS.fill(STANDS_ALONE, from, to + 1)
for (const char of GSM_BASIC) CLASS[char.charCodeAt(0)]! |= 1
for (const char of GSM_EXTENSION) CLASS[char.charCodeAt(0)]! |= 2

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Length of the character at `index` that surely is not joined to what stands before it: 1, 2, or 0 if unsure. */
function aloneAt(body: string, index: number): 0 | 1 | 2 {
  const unit = body.charCodeAt(index)
  if ((CLASS[unit]! & STANDS_ALONE) !== 0) return 1
  if (unit >= 0xd83c && unit <= 0xd83e && index + 1 < body.length) {
    const low = body.charCodeAt(index + 1)
    if (low < 0xdc00 || low > 0xdfff) return 0
    const point = (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
    // Pictographs other than regional indicators (1F1E6–1F1FF) and skin tones (1F3FB–1F3FF).
    if (point >= 0x1f300 && point <= 0x1f9ff && (point < 0x1f3fb || point > 0x1f3ff)) return 2
  }
  return 0
}

/** A flag, or an emoji with its skin tone or joined parts: what most texts hold, without asking Intl.Segmenter. */
const EMOJI =
  /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)*/uy

function emojiEnd(body: string, start: number): number {
  if (body.charCodeAt(start) < 0x2000) return -1
  EMOJI.lastIndex = start
  return EMOJI.test(body) ? EMOJI.lastIndex : -1
}

/** Whether a character surely begins at `index`, given that what stands before it joins nothing on. */
function beginsAt(body: string, index: number): boolean {
  if (index >= body.length || aloneAt(body, index) !== 0) return true
  const low = body.charCodeAt(index) === 0xd83c ? body.charCodeAt(index + 1) : 0
  return low >= 0xdde6 && low <= 0xddff // a regional indicator: the first half of a flag
}

/** Calls `visit` with start and end of each user-perceived character; `\r\n` counts as two, as at Twilio. */
function eachCharacter(body: string, visit: (start: number, end: number) => void): void {
  const end = body.length
  let start = 0
  while (start < end) {
    const width = aloneAt(body, start)
    let next = width === 0 ? -1 : start + width
    if (next < 0 || !beginsAt(body, next)) next = emojiEnd(body, start)
    if (next > 0 && beginsAt(body, next)) {
      visit(start, next)
      start = next
      continue
    }
    // A stretch in which something joins: up to the next two neighbours that both stand alone.
    let stop = start + (width || 1)
    let previous: number = width
    while (stop < end) {
      const here = aloneAt(body, stop)
      if (previous !== 0 && here !== 0) break
      previous = here
      stop += here || 1
    }
    for (const { segment, index } of graphemes.segment(body.slice(start, stop))) {
      visit(start + index, start + index + segment.length)
    }
    start = stop
  }
}

/** Septets of the body in GSM-7, or -1 if a character is not in that alphabet. */
function septets(body: string): number {
  let total = 0
  for (let index = 0; index < body.length; index++) {
    const width = CLASS[body.charCodeAt(index)]! & SEPTETS
    if (width === 0) return -1
    total += width
  }
  return total
}

function measureGsm(body: string, units: number): Measure {
  let segments = 1
  let used = units
  if (units > GSM_SINGLE) {
    used = 0
    for (let index = 0; index < body.length; index++) {
      const width = CLASS[body.charCodeAt(index)]! & SEPTETS
      if (used + width > GSM_MULTI) {
        segments++
        used = 0
      }
      used += width
    }
  }
  const perSegment = segments === 1 ? GSM_SINGLE : GSM_MULTI
  return { encoding: 'GSM-7', characters: units, units, segments, left: perSegment - used, perSegment }
}

function measureUcs(body: string): Measure {
  const units = body.length
  let characters = 0
  let segments = 1
  let used = 0
  eachCharacter(body, (start, end) => {
    characters++
    let width = end - start
    // A single character longer than a segment must be cut somewhere.
    for (; width > UCS_MULTI; width -= UCS_MULTI) {
      if (used > 0) segments++
      used = UCS_MULTI
    }
    if (used + width > UCS_MULTI) {
      segments++
      used = 0
    }
    used += width
  })
  if (units <= UCS_SINGLE) {
    segments = 1
    used = units
  }
  const perSegment = segments === 1 ? UCS_SINGLE : UCS_MULTI
  return { encoding: 'UCS-2', characters, units, segments, left: Math.max(0, perSegment - used), perSegment }
}

/**
 * Encoding, length and segments of a text as it will be billed. A character that takes several units
 * (an escape pair, a surrogate pair, a composed emoji) is never split over two segments.
 * Source: github.com/TwilioDevEd/message-segment-calculator 1.3.0; GSM 03.38.
 */
export function measure(body: string): Measure {
  const units = septets(body)
  return units >= 0 ? measureGsm(body, units) : measureUcs(body)
}

/**
 * Look-alikes that Twilio's smart encoding replaces (message-segment-calculator, SmartEncodingMap, MIT).
 * Differs from it in three ways: wide spaces and tabs become one space, combining marks are dropped,
 * and the minus sign and the middle dot are added.
 */
// biome-ignore format: one row for each replacement
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['0', '\uff10'],
  ['1', '\uff11'],
  ['2', '\uff12'],
  ['3', '\uff13'],
  ['4', '\uff14'],
  ['5', '\uff15'],
  ['6', '\uff16'],
  ['7', '\uff17'],
  ['8', '\uff18'],
  ['9', '\uff19'],
  ['"', '\u00ab\u00bb\u201c\u201d\u02ba\u02ee\u201f\u201e\u275d\u275e\u301d\u301e\uff02'],
  ['\'', '\u2018\u2019\u02bb\u02c8\u02bc\u02bd\u02b9\u201b\uff07\u00b4\u02ca`\u02cb\u275b\u275c\ufe10\ufe11'],
  ['/', '\u00f7\u29f8\u2044\u2215\uff0f'],
  ['1/4', '\u00bc'],
  ['1/2', '\u00bd'],
  ['3/4', '\u00be'],
  ['\\', '\u29f9\u29f5\ufe68\uff3c'],
  ['_', '\uff3f\u2017'],
  ['|', '\u2223\uff5c\u23b8\u23b9\u23d0\u239c\u239f'],
  ['-', '\u23bc\u23bd\u2015\ufe63\uff0d\u2010\u2043\u2014\u2013\u2022\u2212\u00b7'],
  ['@', '\ufe6b\uff20'],
  ['$', '\ufe69\uff04'],
  ['!', '\u01c3\ufe15\ufe57\uff01'],
  ['#', '\ufe5f\uff03'],
  ['%', '\ufe6a\uff05'],
  ['&', '\ufe60\uff06'],
  [',', '\u201a\ufe50\ufe51\uff0c\uff64\u3001'],
  ['(', '\u2768\u276a\ufe59\uff08\u27ee\u2985'],
  [')', '\u2769\u276b\ufe5a\uff09\u27ef\u2986'],
  ['*', '\u204e\u2217\u229b\u2722\u2723\u2724\u2725\u2731\u2732\u2733\u273a\u273b\u273c\u273d\u2743\u2749\u274a\u274b\u29c6\ufe61\uff0a'],
  ['+', '\u02d6\ufe62\uff0b'],
  ['.', '\u3002\ufe52\uff0e\uff61'],
  [':', '\u02d0\u02f8\u2982\ua789\ufe13\uff1a'],
  [';', '\u204f\ufe14\ufe54\uff1b'],
  ['<', '\ufe64\uff1c\u2039'],
  ['=', '\ua78a\ufe66\uff1d'],
  ['>', '\ufe65\uff1e\u203a'],
  ['?', '\ufe16\ufe56\uff1f'],
  ['A', '\uff21\u1d00'],
  ['B', '\uff22\u0299'],
  ['C', '\uff23\u1d04'],
  ['D', '\uff24\u1d05'],
  ['E', '\uff25\u1d07'],
  ['F', '\uff26\ua730'],
  ['G', '\uff27\u0262'],
  ['H', '\uff28\u029c'],
  ['I', '\uff29\u026a'],
  ['J', '\uff2a\u1d0a'],
  ['K', '\uff2b\u1d0b'],
  ['L', '\uff2c\u029f'],
  ['M', '\uff2d\u1d0d'],
  ['N', '\uff2e\u0274'],
  ['O', '\uff2f\u1d0f'],
  ['P', '\uff30\u1d18'],
  ['Q', '\uff31'],
  ['R', '\uff32\u0280'],
  ['S', '\uff33\ua731'],
  ['T', '\uff34\u1d1b'],
  ['U', '\uff35\u1d1c'],
  ['V', '\uff36\u1d20'],
  ['W', '\uff37\u1d21'],
  ['X', '\uff38'],
  ['Y', '\uff39\u028f'],
  ['Z', '\uff3a\u1d22'],
  ['^', '\u02c6\uff3e'],
  ['{', '\u2774\ufe5b\uff5b'],
  ['}', '\u2775\ufe5c\uff5d'],
  ['[', '\uff3b'],
  [']', '\uff3d'],
  ['~', '\u02dc\u02f7\u223c\uff5e'],
  [' ', '\u00a0\u2000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u008d\u009f\u0080\u0090\u009b'],
  ['', '\u0010\u0000\u0003\u0004\u0017\u0019\u0011\u0012\u0013\u0014\u2060\u200b\ufeff'],
  [' ', '\t'],
  ['!!', '\u203c'],
  [' ', '\u2028\u2029\u2001'],
  ['...', '\u2026'],
]

/** Letters whose diacritic is part of the letter, so that decomposition (NFKD) does not part them. */
const LETTERS =
  'ł:l Ł:L đ:d Đ:D ħ:h Ħ:H ŧ:t Ŧ:T ı:i œ:oe Œ:OE ð:d Ð:D þ:th Þ:Th ŋ:n Ŋ:N ẞ:SS ĸ:k ƒ:f µ:u ×:x ©:(c) ®:(r) ™:TM №:No ¢:c ≠:!= ≤:<= ≥:>= ≈:~ −:- ÷:/ ²:^2 ³:^3 ¹:^1'

const PLAIN = new Map<string, string>()
for (const [plain, chars] of LOOK_ALIKES) for (const char of chars) PLAIN.set(char, plain)
for (const pair of LETTERS.split(' '))
  PLAIN.set(pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1))

const RAISED = /[\u2070\u2074-\u207e]/
/** Vulgar fractions: after a whole number they need a space, or 1½ becomes 11/2. */
const FRACTION = /[\u00bc-\u00be\u2150-\u215e\u2189]/

const isDigit = (char: string | undefined) => char !== undefined && char >= '0' && char <= '9'

const PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3\ufe0f]/u
const MARKS = /\p{M}+/gu

const remembered = new Map<string, string | null>()

/** A spelling of one user-perceived character in GSM-7, or null. Single code units are remembered. */
function plainOf(char: string): string | null {
  const known = PLAIN.get(char) ?? remembered.get(char)
  if (known !== undefined) return known
  const plain = spellPlainly(char)
  if (char.length === 1) remembered.set(char, plain)
  return plain
}

function spellPlainly(char: string): string | null {
  if (PICTURE.test(char)) return null
  const composed = char.normalize('NFC')
  if (septets(composed) >= 0) return composed
  const apart = char.normalize('NFKD')
  // A stroke through a sign says the opposite of the sign: it is no decoration.
  if (/\p{S}/u.test(apart) && /[\u0335-\u0338]/.test(apart)) return null
  // A raised digit beside others would be read as one of them.
  if (RAISED.test(char)) return null
  let plain = ''
  for (const part of apart.replace(MARKS, '').replaceAll('\u2044', '/')) {
    const spelled = PLAIN.get(part) ?? part
    if (septets(spelled) < 0) return null
    plain += spelled
  }
  return plain
}

/** Calls `work` for each of them, without keeping any. */
const eachCostly = (body: string, work: (found: CostlyCharacter) => void): void => {
  if (septets(body) >= 0) return
  eachCharacter(body, (start, end) => {
    const char = body.slice(start, end)
    if (septets(char) < 0) work({ index: start, char, plain: plainOf(char) })
  })
}

/**
 * The characters that force a text out of GSM-7 (160 characters a segment) into UCS-2 (70), in order,
 * each with its plain replacement. Empty for a text that is GSM-7.
 */
export function costly(body: string): CostlyCharacter[] {
  const found: CostlyCharacter[] = []
  eachCostly(body, (one) => found.push(one))
  return found
}

/**
 * The text with every costly character that has a plain spelling replaced: quotes, dashes and spaces
 * by their look-alikes, letters by the same letter in GSM-7 (`ë` becomes `e`, `é` stays). Emoji and
 * other scripts are left alone.
 */
export function plainly(body: string): string {
  const parts: string[] = []
  let from = 0
  let last = ''
  const add = (part: string) => {
    if (part === '') return
    parts.push(part)
    last = part.at(-1) ?? ''
  }
  eachCostly(body, ({ index, char, plain }) => {
    if (plain === null) return
    add(body.slice(from, index))
    if (FRACTION.test(char) && isDigit(last)) add(' ')
    add(plain)
    from = index + char.length
  })
  add(body.slice(from))
  return parts.join('')
}
