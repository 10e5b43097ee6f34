/** Cards, workbooks and separated files as programs really write them: what each comes to, row by row. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { setUpOffice, upload } from '../support/prepare'
import { type Cell, sheetXml, workbook, workbookOf } from '../support/workbook'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterAll(() => desk.close())

const rowsOf = async (name: string, content: string | Uint8Array): Promise<string[]> => {
  const uploadId = await upload(desk.api, name, content)
  const { columns } = await desk.api.imports.read({ uploadId })
  const mapping = columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const options = { kind: 'client' as const, duplicates: 'merge' as const, consent: null, tag: '' }
  await desk.api.imports.dryRun({ uploadId, mapping, options })
  const { rows } = await desk.api.imports.rows({ uploadId, limit: 50 })
  return rows.map(({ line, fate, firstName, lastName, numbers }) =>
    [line, fate, `${firstName}|${lastName}`, ...numbers].join(' '),
  )
}
const card = (lines: readonly string[], version = '3.0') =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const TEL = 'TEL:+12025550101'

describe('cards', () => {
  const cases: [string, string | Uint8Array, string[]][] = [
    ['with the mark of UTF-8', `\ufeff${card(['N:Müller;Zoë', TEL])}`, ['1 new Zoë|Müller +12025550101']],
    [
      'in UTF-16',
      Buffer.from(`\ufeff${card(['N:Müller;Zoë', TEL])}`, 'utf16le'),
      ['1 new Zoë|Müller +12025550101'],
    ],
    ['in Latin-1', Buffer.from(card(['N:Müller;Zoë', TEL]), 'latin1'), ['1 new Zoë|Müller +12025550101']],
    [
      'each in another charset',
      Buffer.concat([Buffer.from(card(['N:Müller;Zoë', TEL])), Buffer.from(card(['N:Öz;Ali']), 'latin1')]),
      ['1 new Zoë|Müller +12025550101', '6 new Ali|Öz'],
    ],
    [
      'quoted-printable broken in mid-letter',
      card(['N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=', '=BCller;Zo=C3=AB', TEL], '2.1'),
      ['1 new Zoë|Müller +12025550101'],
    ],
    [
      'a name in base64',
      card([`N;ENCODING=B;CHARSET=UTF-8:${base64('Müller;Zoë')}`, TEL]),
      ['1 new Zoë|Müller +12025550101'],
    ],
    ['a whole name only, last name first', card(['FN:Webb\\, Ann', TEL]), ['1 new Ann|Webb +12025550101']],
    [
      'all of the name in the last name',
      card(['N:Ann Webb;;;;', 'FN:Ann Webb', TEL]),
      ['1 new Ann|Webb +12025550101'],
    ],
    ['a nickname only', card(['NICKNAME:Annie', TEL]), ['1 new Annie| +12025550101']],
    [
      'an organisation only',
      card(['N:;;;;', 'ORG:Riverside Dental;Desk', TEL]),
      ['1 new Riverside Dental| +12025550101'],
    ],
    ['a suffix', card(['N:Smith;John;;Mr.;Jr.', TEL]), ['1 new John|Smith, Jr. +12025550101']],
    [
      'in small letters',
      `begin:vcard\nn:Webb;Ann\ntel:+12025550101\nend:vcard\n`,
      ['1 new Ann|Webb +12025550101'],
    ],
    [
      'two numbers in one entry',
      card(['N:Webb;Ann', 'TEL:+12025550101 / +12025550102']),
      ['1 new Ann|Webb +12025550101 +12025550102'],
    ],
    [
      'the end is missing',
      `BEGIN:VCARD\nN:Webb;Ann\n${TEL}\n${card(['N:Webb;Ben'])}`,
      ['1 rejected Ann|Webb +12025550101', '4 new Ben|Webb'],
    ],
  ]
  test.each(cases)('%s', async (_what, content, expected) =>
    expect(await rowsOf('people.vcf', content)).toEqual(expected),
  )
})

const HEAD: Cell[] = ['First name', 'Last name', 'Mobile']
const merged = (rows: Cell[][], ...refs: string[]) =>
  workbookOf({
    People: sheetXml(rows).replace(
      '</sheetData>',
      `</sheetData><mergeCells count="${refs.length}">${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
    ),
  })
describe('workbooks', () => {
  const one = (raw: string) => workbook([HEAD, ['Ann', 'Webb', { raw }]])
  const cases: [string, Uint8Array, string[]][] = [
    ['a number', one('12025550101'), ['2 new Ann|Webb +12025550101']],
    ['a number in exponent form', one('1.2025550101E10'), ['2 new Ann|Webb +12025550101']],
    ['a number in exponent form that ends in zeros', one('2.0255501E9'), ['2 new Ann|Webb +12025550100']],
    ['a number with a decimal point', one('2025550101.0'), ['2 new Ann|Webb +12025550101']],
    ['a number that was rounded', one('4.47701E11'), ['2 new Ann|Webb']],
    [
      'text with its zeros',
      workbook([HEAD, ['Ann', 'Webb', '00447700900123']]),
      ['2 new Ann|Webb +447700900123'],
    ],
    [
      'people on the second sheet, notes on the first',
      workbookOf({
        Notes: sheetXml([['Read me'], ['This list is old']]),
        People: sheetXml([HEAD, ['Ann', 'Webb', '2025550101']]),
      }),
      ['2 new Ann|Webb +12025550101'],
    ],
    [
      'a title, group headings and merged cells',
      merged(
        [
          ['Clients 2026'],
          [],
          ['', 'Name', '', 'Phones', ''],
          ['No.', 'First', 'Last', 'Mobile', 'Home'],
          [{ raw: '1' }, 'Ann', 'Webb', '2025550101', ''],
        ],
        'A1:E1',
        'B3:C3',
        'D3:E3',
      ),
      ['5 new Ann|Webb +12025550101'],
    ],
    [
      'a last name over two rows',
      merged(
        [
          ['Family', 'First', 'Mobile'],
          ['Webb', 'Ann', '2025550101'],
          [null, 'Ben', '2025550102'],
        ],
        'A2:A3',
      ),
      ['2 new Ann|Webb +12025550101', '3 new Ben|Webb +12025550102'],
    ],
    ['no headings', workbook([['Ann', 'Webb', '2025550101']]), ['1 new Ann|Webb +12025550101']],
    [
      'lines of a report above the headings',
      workbook([
        ['Printed 24.11.2026'],
        ['Page', { raw: '1' }],
        ['Surname', 'Forename', 'Tel'],
        ['Webb', 'Ann', '2025550101'],
      ]),
      ['4 new Ann|Webb +12025550101'],
    ],
  ]
  test.each(cases)('%s', async (_what, content, expected) =>
    expect(await rowsOf('people.xlsx', content)).toEqual(expected),
  )

  test('days are counted from 1904 where the workbook says so', async () => {
    const parts = unzipSync(
      workbook([
        ['Name', 'Birthday'],
        ['Ann Webb', { raw: '28092', style: 'date' }],
      ]),
    )
    const book = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())
    parts['xl/workbook.xml'] = strToU8(book.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'))
    const uploadId = await upload(desk.api, 'people.xlsx', zipSync(parts))
    const { columns } = await desk.api.imports.read({ uploadId })
    expect(columns.find(({ heading }) => heading === 'Birthday')?.samples).toEqual(['1980-11-29'])
  })
})

describe('separated files', () => {
  const cases: [string, string | Uint8Array, string[]][] = [
    [
      'of a Mac',
      Buffer.from('Name;Mobile\rZo\x91 Webb;2025550101\rJ\x9frgen Webb;2025550102\r', 'latin1'),
      ['2 new Zoë|Webb +12025550101', '3 new Jürgen|Webb +12025550102'],
    ],
    [
      'with one bad byte',
      Buffer.concat([
        Buffer.from('Name,Mobile\nZoë Webb,2025550101\nB'),
        Buffer.from([0xff]),
        Buffer.from('n Webb,2025550102\n'),
      ]),
      ['2 new Zoë|Webb +12025550101', '3 new B\ufffdn|Webb +12025550102'],
    ],
    ['with sep=| above', 'sep=|\nName|Mobile\nAnn Webb|2025550101\n', ['3 new Ann|Webb +12025550101']],
    [
      'with "sep=;" in quotation marks',
      '"sep=;"\nName;Mobile\nAnn Webb;2025550101\n',
      ['3 new Ann|Webb +12025550101'],
    ],
    [
      'with the mark of UTF-8 and sep=;',
      '\ufeffsep=;\r\nName;Mobile\r\nAnn Webb;2025550101\r\n',
      ['3 new Ann|Webb +12025550101'],
    ],
    ['with cells as formulas', 'Name,Mobile\nAnn Webb,="2025550101"\n', ['2 new Ann|Webb +12025550101']],
    [
      'with commas in its headings',
      '"Name, full","Phone, mobile"\n"Webb, Ann",2025550101\n',
      ['2 new Ann|Webb +12025550101'],
    ],
    [
      'with breaks in its headings',
      '"First\nname","Last\r\nname",Mobile\nAnn,Webb,2025550101\n',
      ['4 new Ann|Webb +12025550101'],
    ],
    [
      'with a title and an empty line above',
      'Export,,\n,,\nName,Mobile,\nAnn Webb,2025550101,\n',
      ['4 new Ann|Webb +12025550101'],
    ],
    ['without headings', 'Ann Webb,2025550101\n', ['1 new Ann|Webb +12025550101']],
    [
      'with more cells than headings',
      'Name,Mobile\nAnn Webb,2025550101,x,y\n',
      ['2 new Ann|Webb +12025550101'],
    ],
    [
      'with a quotation mark in a name',
      'Name,Mobile\nAnn "Annie" Webb,2025550101\n',
      ['2 new Ann "Annie"|Webb +12025550101'],
    ],
    [
      'in UTF-16 with tabs',
      Buffer.from('\ufeffVorname\tNachname\tMobil\r\nZoë\tWebb\t2025550101\r\n', 'utf16le'),
      ['2 new Zoë|Webb +12025550101'],
    ],
    [
      'with the same heading twice',
      'Name,Phone,Phone\nAnn Webb,2025550101,2025550102\n',
      ['2 new Ann|Webb +12025550101 +12025550102'],
    ],
    [
      'with a suffix of its own',
      'First Name,Last Name,Name Suffix,Mobile\nJohn,Smith,Jr.,2025550101\n',
      ['2 new John|Smith, Jr. +12025550101'],
    ],
  ]
  test.each(cases)('%s', async (_what, content, expected) =>
    expect(await rowsOf('people.csv', content)).toEqual(expected),
  )
})
