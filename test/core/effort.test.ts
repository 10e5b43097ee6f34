/**
 * Effort grows with the size of an input and no faster, whatever is in it (statement 24): each parser is fed its worst
 * input at two sizes, one twice the other, below its stated limit and up to 1 MB.
 */
import { expect, test } from 'vitest'
import { dress } from '../../src-preload/shared/text/compose'
import { csvLine } from '../../src-main/core/files/csv'
import { readCustom } from '../../src-preload/shared/people/custom-values'
import { searchKey } from '../../src-preload/shared/people/search-key'
import { guessColumns, readConsent, readLanguage, splitCell } from '../../src-preload/shared/files/import-map'
import { LONGEST_BODY, LONGEST_CELL, LONGEST_PHONE, LONGEST_REPLY } from '../../src-preload/shared/limits'
import { oneLine } from '../../src-main/core/office/mail-words'
import { askedKeyword, classifyReply } from '../../src-preload/shared/text/opt-out-words'
import { parsePhone } from '../../src-preload/shared/phone/phone-number'
import { costly, measure, plainly } from '../../src-preload/shared/text/segments'
import { compile, render, suggestion, unknownVariables } from '../../src-preload/shared/text/template'
import { decodeText } from '../../src-preload/shared/files/text-file'
import { readCards } from '../../src-main/core/files/vcard'
import { parseRow } from '../../src-main/services/imports/rows'
import { readCsvFile } from '../../src-main/services/imports/separated'
import { effortOf, LARGER, measureGrowth } from '../support/effort'
import { say } from '#shared/phrases/say'

const MIB = 1024 * 1024

const filled = (part: string, size: number) => part.repeat(Math.ceil(size / part.length)).slice(0, size)

const grows = async (
  what: (text: string) => unknown,
  text: (size: number) => string,
  sizes: readonly number[],
) => {
  for (const size of sizes) {
    const small = text(size / LARGER)
    const large = text(size)
    expect(
      await measureGrowth(
        () => effortOf(() => what(small)),
        () => effortOf(() => what(large)),
      ),
      `${size} characters of ${JSON.stringify(large.slice(0, 30))}`,
    ).toMatchObject({ linear: true })
  }
}

/** Fillings that made a parser slow: spaces between others, separators, marks that open and never close. */
const FILLINGS = [
  ' ',
  '\t',
  '1 ',
  'x ',
  'ext ',
  ';',
  ' ;',
  ':',
  '::',
  ' ::: ',
  ',',
  '"',
  '" ',
  '""',
  'a"',
  '(',
  '+',
  '00',
  "'",
  '\n',
  '\r\n',
  ' \n',
  '\n ',
  '=',
  '=\n',
  '{{',
  '{{ a }}',
  '{{ a | ',
  '}}',
  'stop ',
  'STOP ',
  'reply ',
  'please ',
  'not ',
  's',
  'stop stop',
  'é',
  'e\u0301',
  '😀',
  '👩‍👩‍👧 ',
  '\u{1f1e6}',
  '-',
  '.',
  '\0',
]
/** The worst is a filling between two things that are not: the end of the text does not match. */
const around = (filling: string) => (size: number) => `1${filled(filling, size - 2)}z`

const options = { kind: 'client' as const, duplicates: 'skip' as const, consent: null, tag: '' }
const ROW_TARGETS = [
  'phone',
  'tags',
  'email',
  'full_name',
  'consent_alerts',
  'language',
  'phone_label',
  'note',
]
const FIELDS = new Map(
  ['date', 'date-time', 'number', 'yes-no', 'choice', 'text'].map((type) => [
    type,
    { key: type, label: type, type, choices: ['one'] },
  ]),
)

const PARSERS: [name: string, parse: (text: string) => unknown, limit: number][] = [
  ['a phone number', (text) => parsePhone(text, 'US'), LONGEST_PHONE],
  ['a cell with several values', splitCell, LONGEST_CELL],
  ['a consent', readConsent, LONGEST_CELL],
  ['a language', readLanguage, LONGEST_CELL],
  ['a heading', (text) => guessColumns([text]), 1000],
  ...ROW_TARGETS.map((target): (typeof PARSERS)[number] => [
    `a row: ${target}`,
    (text) =>
      parseRow({ line: 1, cells: [text] }, [{ column: 0, target, label: '' }], {
        options,
        country: 'US',
        fields: new Map(),
        today: '2026-11-24',
        say,
      }),
    LONGEST_CELL,
  ]),
  ...[...FIELDS.values()].map((field): (typeof PARSERS)[number] => [
    `a custom ${field.type}`,
    (text) => readCustom(field, text, 'US', '2026-11-24'),
    LONGEST_CELL,
  ]),
  ['a template', compile, LONGEST_BODY],
  ['what a reply means', classifyReply, LONGEST_REPLY],
  ['a keyword that a text asks for', askedKeyword, LONGEST_BODY],
  ['segments', measure, LONGEST_BODY],
  ['costly characters', costly, LONGEST_BODY],
  ['the plain spelling', plainly, LONGEST_BODY],
  ['a search word', searchKey, LONGEST_BODY],
  ['a subject', oneLine, LONGEST_BODY],
  ['a dressing', (text) => dress(text, { officeName: 'Larkfield', optOutLine: 'Reply STOP' }), LONGEST_BODY],
  ['a line of CSV', (text) => csvLine([text]), LONGEST_BODY],
  ['a suggestion', (text) => suggestion(text, ['first_name', 'last_name']), 80],
]

test.each(PARSERS)('%s', async (_name, parse, limit) => {
  for (const filling of FILLINGS) await grows(parse, around(filling), [limit, MIB])
})

test('a text with its fields filled in', async () => {
  for (const filling of FILLINGS)
    await grows(
      (value) => {
        const compiled = compile('{{ a }} {{ b }}{{ a | upcase }}')
        if (compiled.ok) render(compiled.template, { a: value, b: value })
      },
      around(filling),
      [LONGEST_BODY, MIB],
    )
  // As many fields as a body holds, all of them unknown.
  const body = Array.from({ length: 400 }, (_, i) => `{{ custom.field_${i} }}`).join(' ')
  await grows(
    (text) => {
      const compiled = compile(text)
      if (compiled.ok)
        unknownVariables(
          compiled.template,
          Array.from({ length: 300 }, (_, i) => `custom.known_${i}`),
        )
    },
    (size) => body.slice(0, body.lastIndexOf('{', size - 2) - 1),
    [LONGEST_BODY],
  )
})

const decode = (bytes: Uint8Array) => decodeText(bytes, () => null).text
const cardsOf = (text: string) => {
  for (const card of readCards(text, decode)) void card
}
test('address-book cards', async () => {
  const inCard = (line: string) => (size: number) =>
    `BEGIN:VCARD\nVERSION:3.0\n${filled(line, size - 50)}\nEND:VCARD\n`
  for (const line of [
    'X:1\n',
    'TEL:1\n',
    'NOTE:a\n',
    'EMAIL:a\n',
    ' a\n',
    'X:1\n a\n',
    'X;A=1;A=1;A=1;',
    'TEL;TYPE=a,',
    'item1.X-ABLABEL:_$!<a\n',
    'NOTE;ENCODING=QUOTED-PRINTABLE:a=\n',
    'CATEGORIES:a,b,c,',
    'N:a;b\\;',
    'BEGIN:VCARD\n',
    'END:VCARD\n',
    'AGENT:\nBEGIN:VCARD\n',
    'BEGIN:VCARD\nN:a\nEND:VCARD\n',
  ])
    await grows(cardsOf, inCard(line), [40_000, MIB])
})

test('a separated file', async () => {
  const worst = ['"', '"a" ', '"a"a', '""', '" ', ',', ';,', '\n', '"\n', 'a,"b', '"a"\t', ' "a"  ,']
  for (const filling of worst)
    await grows(
      (text) => readCsvFile(new TextEncoder().encode(text)).catch(() => undefined),
      (size) => `Name,Phone\n${filled(filling, size)}`,
      [MIB],
    )
})
