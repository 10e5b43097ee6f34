/** Files as offices really have them: titles, no headings, other separators, letters and sheets; line numbers; what comes back. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { setUpOffice, upload } from '../support/prepare'
import { sheetXml, workbook, workbookOf } from '../support/workbook'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
})
afterAll(() => desk.close())

type Choice = Partial<{
  sheet: string
  headingLine: number
  delimiter: 'comma' | 'semicolon' | 'tab' | 'bar'
  encoding: 'UTF-8' | 'Windows-1252' | 'Macintosh' | 'Windows-1250'
}>
const check = async (content: string | Uint8Array, name = 'people.csv', choice?: Choice) => {
  const uploadId = await upload(desk.api, name, content)
  let read = await desk.api.imports.read({ uploadId })
  if (choice) read = await desk.api.imports.read({ uploadId, ...choice })
  const mapping = read.columns.map(({ index, guess, label }) => ({ column: index, target: guess, label }))
  const result = await desk.api.imports.dryRun({
    uploadId,
    mapping,
    options: { kind: 'client', duplicates: 'add', consent: null, tag: '' },
  })
  const { rows } = await desk.api.imports.rows({ uploadId, limit: 500 })
  return { uploadId, read, rows, ...result }
}
const found = (name: string) => readFileSync(`test/support/found/${name}`)
const people = ({ rows }: { rows: { name: string; numbers: string[] }[] }) =>
  rows.map(({ name, numbers }) => [name, numbers.join(' ')])
const bytesOf = async (offer: { downloadId: string; chunks: number }) => {
  const parts: Buffer[] = []
  for (let index = 0; index < offer.chunks; index += 1)
    parts.push(
      Buffer.from((await desk.api.files.read({ downloadId: offer.downloadId, index })).base64, 'base64'),
    )
  return Buffer.concat(parts)
}

describe('the files that were found', () => {
  test.each<[string, string[][]]>([
    ['08-hidden-sheet.xlsx', [['Ann Webb', '+12025550110']]],
    ['08b-cover-sheet.xlsx', [['Ann Webb', '+12025550111']]],
    ['09-fold-in-letter.vcf', [['Zoë Köhler', '+12025550125']]],
    [
      '09c-one-bad-byte.csv',
      [
        ['Zoë Kräh', '+12025550158'],
        ['J�rg Bad', '+12025550159'],
      ],
    ],
    ['09d-excel-mac.csv', [['Zoë Kräh', '+12025550157']]],
    [
      '14-last-comma-first.csv',
      [
        ['Ann Webb', '+12025550140'],
        ['Dr. Di Abel', '+12025550141'],
      ],
    ],
    ['15-outlook-de.csv', [['Jan Roth', '+12025550127 +12025550128 +12025550129 +12025550130']]],
    ['15b-outlook-fr.csv', [['Luc Roy', '+12025550131 +12025550132 +12025550133 +12025550134']]],
    ['15c-outlook-es.csv', [['Ana Gil', '+12025550135 +12025550136 +12025550137 +12025550138']]],
    ['17-sep-line.csv', [['Ann Webb', '+12025550165']]],
    ['17b-title-and-merged.xlsx', [['Ann Webb', '+12025550112 +12025550113']]],
    [
      '17c-equals-quote.csv',
      [
        ['Ann Webb', '+12025550167'],
        ['Ben York', '+12025550168'],
      ],
    ],
    [
      '17d-no-headings.csv',
      [
        ['Ann Webb', '+12025550123'],
        ['Ben York', '+12025550124'],
        ['Cy Zane', '+12025550125'],
      ],
    ],
    ['20-birthday-in-card.vcf', [['Ann Webb', '+12025550168']]],
    ['31-irmc.vcf', [['Bo Quist', '+12025550108 +12025550109']]],
    [
      '32-mixed-line-ends.csv',
      [
        ['Ann Webb', '+12025550115'],
        ['Ben York', '+12025550116'],
      ],
    ],
    [
      '32b-cr-in-heading.csv',
      [
        ['Ann Webb', '+12025550117'],
        ['Ben York', '+12025550118'],
      ],
    ],
  ])('%s', async (name, expected) => expect(people(await check(found(name), name))).toEqual(expected))

  test('37: days and times of a workbook are those that the spreadsheet shows', async () => {
    await desk.api.fields.save({ id: null, label: 'Birthday', type: 'date', choices: [] })
    await desk.api.fields.save({ id: null, label: 'Next visit', type: 'date-time', choices: [] })
    const { uploadId } = await check(found('37-dates.xlsx'), '37-dates.xlsx')
    await desk.api.imports.run({ uploadId })
    const custom = async (name: string) =>
      (await desk.api.people.get({ id: (await desk.api.people.find({ text: name }))[0]?.id ?? 0 })).custom
    expect(await custom('202-555-0103')).toEqual({ birthday: '1980-02-29', next_visit: '2026-12-01T09:30' })
    expect(await custom('202-555-0104')).toEqual({ birthday: '1900-01-01', next_visit: '2026-03-08T02:30' })
    expect(await custom('202-555-0105')).toEqual({ birthday: '1900-01-02', next_visit: '2026-12-01T23:59' })
    expect(await custom('202-555-0106')).toEqual({ birthday: '1980-03-01', next_visit: '2026-12-01T09:36' })
  })
})

describe('where the headings are', () => {
  test.each<[string, string, number, string[]]>([
    ['a title above', 'Client list\n\nFirst Name,Last Name,Mobile\nAnn,Webb,202-555-0101\n', 3, ['Ann Webb']],
    [
      'a title and a date above',
      'Larkfield,,\n24.11.2026,,\nName,Phone,Notes\nAnn Webb,202-555-0101,x\n',
      3,
      ['Ann Webb'],
    ],
    ['groups above', 'Person,,Phones,\nFirst,Last,Mobile,Home\nAnn,Webb,202-555-0101,\n', 2, ['Ann Webb']],
    ['none at all', 'Ann Webb,202-555-0101\nBen York,202-555-0102\n', 0, ['Ann Webb', 'Ben York']],
    [
      'none, first and last apart',
      'Ann,Webb,ann@example.com,202-555-0101\nBen,York,ben@example.com,202-555-0102\n',
      0,
      ['Ann Webb', 'Ben York'],
    ],
    ['none, numbers first', '202-555-0101,Ann Webb\n202-555-0102,Ben York\n', 0, ['Ann Webb', 'Ben York']],
    ['a comma inside', '"Last name, first name",Mobile\n"Webb, Ann",202-555-0101\n', 1, ['Ann Webb']],
    ['in another language', 'Nachname;Vorname;Handy\nRoth;Jan;202-555-0101\n', 1, ['Jan Roth']],
    ['unknown words over known cells', 'Wer;Wohin\nJan Roth;202-555-0101\n', 1, ['Jan Roth']],
    [
      'in quotes with line breaks',
      '"First\nName","Last\nName",Mobile\nAnn,Webb,202-555-0101\n',
      1,
      ['Ann Webb'],
    ],
    [
      'with sep and a title',
      'sep=;\nKunden\nVorname;Nachname;Handy\nJan;Roth;202-555-0101\n',
      3,
      ['Jan Roth'],
    ],
  ])('%s', async (_what, csv, headingLine, names) => {
    const { read, rows } = await check(csv)
    expect(read.layout.headingLine).toBe(headingLine)
    expect(rows.map(({ name }) => name)).toEqual(names)
  })
  test('another line can be chosen, and none', async () => {
    const csv = 'Name,Phone\nFirst Name,Mobile\nAnn,202-555-0101\n'
    expect((await check(csv, 'a.csv', { headingLine: 2 })).rows.map(({ name }) => name)).toEqual(['Ann'])
    expect((await check(csv, 'a.csv', { headingLine: 1 })).rows.map(({ name }) => name)).toEqual([
      'First Name',
      'Ann',
    ])
    expect((await check('Ann,202-555-0101\nBen,202-555-0102\n', 'a.csv', { headingLine: 1 })).read.rows).toBe(
      1,
    )
  })
})

describe('sheets', () => {
  const book = workbookOf({
    'Read me': sheetXml([['How to use this list']]),
    Clients: sheetXml([
      ['Name', 'Mobile'],
      ['Ann Webb', '202-555-0101'],
    ]),
    Staff: sheetXml([
      ['Name', 'Mobile'],
      ['Ben York', '202-555-0102'],
      ['Cy Zane', '202-555-0103'],
    ]),
  })
  test('the one that looks like people is read, and another can be chosen', async () => {
    const { read, rows } = await check(book, 'a.xlsx')
    expect(read.layout.sheets.map(({ name }) => name)).toEqual(['Read me', 'Clients', 'Staff'])
    expect([read.layout.sheet, rows.map(({ name }) => name)]).toEqual(['Clients', ['Ann Webb']])
    const staff = await check(book, 'a.xlsx', { sheet: 'Staff' })
    expect(staff.rows.map(({ name }) => name)).toEqual(['Ben York', 'Cy Zane'])
  })
})

describe('letters and separators', () => {
  const NAMES = 'First Name,Last Name,Mobile\r\nZoë,Müller,202-555-0101\r\nRené,Façade,202-555-0102\r\n'
  const mac = (text: string) =>
    Buffer.from(
      [...text].map(
        (letter) =>
          ({ ë: 0x91, ü: 0x9f, é: 0x8e, ç: 0x8d, ö: 0x9a, à: 0x88, ñ: 0x96, É: 0x83 })[letter] ??
          letter.charCodeAt(0),
      ),
    )
  test.each<[string, Uint8Array, string, string[]]>([
    ['Mac', mac(NAMES), 'Macintosh', ['Zoë Müller', 'René Façade']],
    ['Mac with only an é at the end', mac('Name,Mobile\rRené,202-555-0101\r'), 'Macintosh', ['René']],
    ['Mac with à and ñ', mac('Name,Mobile\rDiàna Peña,202-555-0101\r'), 'Macintosh', ['Diàna Peña']],
    ['Windows', Buffer.from(NAMES, 'latin1'), 'Windows-1252', ['Zoë Müller', 'René Façade']],
    [
      'Windows with a dash and an apostrophe',
      Buffer.from([
        ...Buffer.from('Name,Mobile\r\nO'),
        0x92,
        ...Buffer.from('Neil '),
        0x96,
        ...Buffer.from(' Zo'),
        0xeb,
        ...Buffer.from(',202-555-0101\r\n'),
      ]),
      'Windows-1252',
      ['O’Neil – Zoë'],
    ],
    [
      'UTF-8 with one bad byte',
      Buffer.concat([
        Buffer.from('Name,Mobile\nZoë,202-555-0101\nJ'),
        Buffer.from([0xf6]),
        Buffer.from('rg,202-555-0102\n'),
      ]),
      'UTF-8',
      ['Zoë', 'J�rg'],
    ],
    [
      'UTF-8 with a mark and a bad byte',
      Buffer.concat([
        Buffer.from('\ufeffName,Mobile\nJ'),
        Buffer.from([0xf6]),
        Buffer.from('rg,202-555-0102\n'),
      ]),
      'UTF-8',
      ['J�rg'],
    ],
    [
      'semicolons and commas inside',
      Buffer.from('Name;Mobile\nWebb, Ann;202-555-0101\n'),
      'UTF-8',
      ['Ann Webb'],
    ],
  ])('%s', async (_what, bytes, encoding, names) => {
    const { read, rows } = await check(bytes)
    expect(read.encoding).toBe(encoding)
    expect(rows.map(({ name }) => name)).toEqual(names)
  })
  test('the row with the bad byte says so, the others do not', async () => {
    const { rows } = await check(found('09c-one-bad-byte.csv'))
    expect(rows.map(({ why }) => /could not be read/.test(why))).toEqual([false, true])
  })
  test('both can be chosen by hand', async () => {
    const polish = Buffer.from([
      ...Buffer.from('Name,Mobile\n'),
      0xa3,
      ...Buffer.from('ukasz,202-555-0101\n'),
    ])
    expect((await check(polish, 'a.csv', { encoding: 'Windows-1250' })).rows[0]?.name).toBe('Łukasz')
    const bar = 'Name|Mobile\nAnn; Webb|202-555-0101\n'
    expect(
      (await check(bar, 'a.csv', { delimiter: 'bar' })).read.columns.map(({ heading }) => heading),
    ).toEqual(['Name', 'Mobile'])
    const uploadId = await upload(desk.api, 'a.csv', bar)
    const wrong = await desk.api.imports.read({ uploadId, delimiter: 'semicolon', headingLine: 1 })
    expect(wrong.columns.map(({ heading }) => heading)).toEqual(['Name|Mobile', 'Column 2'])
  })
})

test('a line has the number that an editor shows, whatever stands above it', async () => {
  const csv =
    'sep=,\r\nClients\r\n\r\nName,Mobile,Notes\r\n"Ann",202-555-0101,"two\r\nlines"\r\n\r\nBen,202-555-0102,\r\n,202-555-0103,\r\n'
  const { rows } = await check(csv)
  expect(rows.map(({ line }) => line)).toEqual([5, 8, 9])
})

describe('rejected rows come back as the file wrote them', () => {
  test('separator, encoding and headings, with the reason last', async () => {
    const { uploadId } = await check(
      Buffer.from(
        'Vorname;Nachname;Handy;Straße\r\n;;202-555-0101;Müllerstraße 1\r\nJan;Roth;202-555-0102;x\r\n',
        'latin1',
      ),
    )
    const bytes = await bytesOf(await desk.api.imports.rejected({ uploadId }))
    expect(bytes.toString('latin1')).toBe(
      'Vorname;Nachname;Handy;Straße;Reason\r\n;;202-555-0101;Müllerstraße 1;No name\r\n',
    )
    // And still after the import.
    await desk.api.imports.run({ uploadId })
    expect((await bytesOf(await desk.api.imports.rejected({ uploadId }))).toString('latin1')).toContain(
      'No name',
    )
  })
  test('a workbook comes back as UTF-8 with a mark', async () => {
    const { uploadId } = await check(
      workbook([
        ['Name', 'Mobile'],
        [null, '202-555-0101'],
      ]),
      'a.xlsx',
    )
    const bytes = await bytesOf(await desk.api.imports.rejected({ uploadId }))
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(bytes.toString('utf8')).toContain('Name,Mobile,Reason')
  })
  test('a Mac file stays one', async () => {
    const { uploadId } = await check(
      Buffer.from([
        ...Buffer.from('Name,Mobile,Town\rRen'),
        0x8e,
        ...Buffer.from(',202-555-0101,x\r,202-555-0102,Orl'),
        0x8e,
        ...Buffer.from('ans\r'),
      ]),
    )
    const bytes = await bytesOf(await desk.api.imports.rejected({ uploadId }))
    expect(bytes.includes(0x8e)).toBe(true)
  })
})
