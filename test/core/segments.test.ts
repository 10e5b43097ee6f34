import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test } from 'vitest'
import { costly, measure, plainly } from '#shared/text/segments'
import { effort } from '../support/effort'
import { holds } from '../support/properties'

type Case = { name: string; body: string; encoding?: string; segments?: number; characters?: number }
const file = JSON.parse(readFileSync(new URL('../support/segment-cases.json', import.meta.url), 'utf8')) as {
  cases: Case[]
  smartEncoding: Record<string, string>
}

describe("Twilio's own cases", () => {
  test.each(file.cases)('$name', ({ body, encoding, segments, characters }) => {
    const measured = measure(body)
    if (encoding !== undefined) expect(measured.encoding).toBe(encoding)
    if (segments !== undefined) expect(measured.segments).toBe(segments)
    if (characters !== undefined) expect(measured.characters).toBe(characters)
  })
})

const words = (units: string) => fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 30 })
const piece = fc.oneof(
  { weight: 8, arbitrary: words('abcdefghij KLMNOP 0123456789 .,!?@ \n\r éèàñöüßÄÇΩ') },
  { weight: 2, arbitrary: words('[]{}|^~\\€\f') },
  { weight: 1, arbitrary: words('ëőáíóúçâêîôûłšžčÁÍ“”‘’–—…«»\u00a0') },
  { weight: 1, arbitrary: words('預約提醒您好日本語カナかな안녕한국ЖдяαβγאבגЁ') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('😀', '🎉', '👍🏽', '🇮🇹', '🇫🇷🇪🇸', '🏳️‍🌈', '👨‍👩‍👧‍👦', '❤️', '☎', '1️⃣', '𝒳', '𠮷'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('e\u0301', 'a\u0308\u0301', 'é́́', 'नमकीन', 'สวัสดี', 'مرحبا', '각', '\r\n'),
  },
)
// Emoji newer than Unicode 10 and Indic conjuncts are left out: the calculator's grapheme table predates them.
const gsmBody = fc
  .array(fc.oneof(words('abc def XYZ 0123456789 éèàñöü'), words('[]{}|^~\\€')), { maxLength: 40 })
  .map((parts) => parts.join(''))
const body = fc.oneof(
  gsmBody,
  fc.array(piece, { maxLength: 25 }).map((parts) => parts.join('')),
)

describe('measure', () => {
  test("agrees with Twilio's calculator on 10,000 generated texts", () => {
    holds(
      fc.property(body, (text) => {
        const oracle = new SegmentedMessage(text, 'auto')
        const mine = measure(text)
        expect([mine.encoding, mine.segments, mine.characters, text]).toEqual([
          oracle.encodingName,
          oracle.segmentsCount,
          oracle.numberOfCharacters,
          text,
        ])
        expect(mine.units * (mine.encoding === 'GSM-7' ? 7 : 16)).toBe(oracle.messageSize)
      }),
      10_000,
    )
  })

  test('finds the same user-perceived characters as Intl.Segmenter, whatever the neighbours', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    const expected = (text: string) =>
      [...segmenter.segment(text)].reduce((sum, part) => sum + (part.segment === '\r\n' ? 2 : 1), 0)
    for (let unit = 0; unit < 0x10000; unit++) {
      const text = `ж${String.fromCharCode(unit)}${String.fromCharCode(unit)}ж😀`
      expect([unit, measure(text).characters]).toEqual([unit, expected(text)])
    }
    holds(
      fc.property(fc.string({ unit: 'binary' }), fc.array(piece), (noise, parts) => {
        const text = `ж${noise}${parts.join('')}`
        expect(measure(text).characters).toBe(expected(text))
      }),
      2_000,
    )
  })

  test.each([
    ['', 'GSM-7', 0, 0, 1, 160],
    ['a'.repeat(160), 'GSM-7', 160, 160, 1, 0],
    ['a'.repeat(161), 'GSM-7', 161, 161, 2, 145],
    ['a'.repeat(152) + '€'.repeat(5), 'GSM-7', 162, 162, 2, 143],
    ['ë'.repeat(70), 'UCS-2', 70, 70, 1, 0],
    ['ë'.repeat(71), 'UCS-2', 71, 71, 2, 63],
    ['ë'.repeat(66) + '😀'.repeat(3), 'UCS-2', 69, 72, 2, 61],
    ['ë'.repeat(66) + 'e\u0301\u0301\u0301aaaa', 'UCS-2', 71, 74, 2, 59],
  ])('%j', (text, encoding, characters, units, segments, left) => {
    expect(measure(text)).toMatchObject({ encoding, characters, units, segments, left })
  })

  test('a character longer than a whole segment is cut, not lost', () => {
    const zalgo = `e${'\u0301'.repeat(200)}`
    expect(measure(zalgo)).toMatchObject({ characters: 1, units: 201, segments: 3, left: 0 })
  })

  test('50,000 texts of 150 characters are measured in a moment', () => {
    const texts = Array.from({ length: 50_000 }, (_, i) =>
      `Hello person ${i}, your appointment is at 10:30. `.padEnd(150, 'abc é '),
    )
    measure(texts[0]!)
    let segments = 0
    const spent = effort(() => {
      for (const text of texts) segments += measure(text).segments
    })
    expect(segments).toBe(50_000)
    // Typically well under 100 ms; the bound is loose so that a busy machine does not fail the build.
    expect(spent).toBeLessThan(500)
  })
})

describe('costly and plainly', () => {
  test.each([
    ['Hello', 'Hello', []],
    [
      'Zoë’s café',
      "Zoe's café",
      [
        ['ë', 'e'],
        ['’', "'"],
      ],
    ],
    [
      'Erdős “quoted” – now…',
      'Erdos "quoted" - now...',
      [
        ['ő', 'o'],
        ['“', '"'],
        ['”', '"'],
        ['–', '-'],
        ['…', '...'],
      ],
    ],
    [
      'garçon, Łódź, œuvre',
      'garcon, Lodz, oeuvre',
      [
        ['ç', 'c'],
        ['Ł', 'L'],
        ['ó', 'o'],
        ['ź', 'z'],
        ['œ', 'oe'],
      ],
    ],
    ['10:00\u202fAM', '10:00 AM', [['\u202f', ' ']]],
    ['cafe\u0301', 'café', [['e\u0301', 'é']]],
    ['e\u0302', 'e', [['e\u0302', 'e']]],
    [
      'Party 🎉 1️⃣ 🇫🇷',
      'Party 🎉 1️⃣ 🇫🇷',
      [
        ['🎉', null],
        ['1️⃣', null],
        ['🇫🇷', null],
      ],
    ],
    [
      '您好 Ç',
      '您好 Ç',
      [
        ['您', null],
        ['好', null],
      ],
    ],
    [
      'ＳＡＬＥ ½ price',
      'SALE 1/2 price',
      [
        ['Ｓ', 'S'],
        ['Ａ', 'A'],
        ['Ｌ', 'L'],
        ['Ｅ', 'E'],
        ['½', '1/2'],
      ],
    ],
    [
      'a\u200bb\tc',
      'ab c',
      [
        ['\u200b', ''],
        ['\t', ' '],
      ],
    ],
    [
      '‹x›',
      '<x>',
      [
        ['‹', '<'],
        ['›', '>'],
      ],
    ],
  ] as [string, string, [string, string | null][]][])('%s', (text, plain, found) => {
    expect(plainly(text)).toBe(plain)
    expect(costly(text).map(({ char, plain }) => [char, plain])).toEqual(found)
    for (const { index, char } of costly(text)) expect(text.startsWith(char, index)).toBe(true)
  })

  test('every look-alike of the smart-encoding table has a plain spelling in GSM-7', () => {
    for (const [char, replacement] of Object.entries(file.smartEncoding)) {
      const plain = plainly(char)
      expect([char, measure(plain).encoding]).toEqual([char, 'GSM-7'])
      const swappedInTheTable = '\u2039\u203a'.includes(char)
      if (/\p{M}/u.test(char)) expect(plain).toBe('')
      else if (!swappedInTheTable)
        expect([char, plain]).toEqual([char, /^ +$/.test(replacement) ? ' ' : replacement])
    }
  })

  test('mending twice changes nothing, and what is left has no plain spelling', () => {
    holds(
      fc.property(body, (text) => {
        const mended = plainly(text)
        expect(plainly(mended)).toBe(mended)
        expect(costly(mended).every(({ plain }) => plain === null)).toBe(true)
        expect(measure(mended).encoding === 'GSM-7').toBe(costly(text).every(({ plain }) => plain !== null))
      }),
      2_000,
    )
  })
})
