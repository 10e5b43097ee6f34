import { describe, expect, test } from 'vitest'
import {
  cellsOfSheet,
  readCell,
  fillDown,
  isWorksheet,
  numberDigits,
  sheetProperties,
} from '#core/files/workbook-parts'

describe('a cell as text', () => {
  test.each([
    [null, ''],
    [undefined, ''],
    ['', ''],
    [' Anna ', ' Anna '],
    [true, 'yes'],
    [false, 'no'],
    [0, '0'],
    [new Date(Number.NaN), ''],
    [new Date(Date.UTC(2026, 10, 30)), '2026-11-30'],
    [new Date(Date.UTC(2026, 10, 30, 9, 5)), '2026-11-30T09:05'],
    // A fraction of a day that is half a second off.
    [new Date(Date.UTC(2026, 10, 30, 9, 4, 59, 600)), '2026-11-30T09:05'],
    [new Date(Date.UTC(2026, 10, 30, 23, 59, 59, 900)), '2026-12-01'],
    // The day that Excel counts and that there was not.
    [new Date(Date.UTC(1900, 0, 31)), '1900-02-01'],
    [new Date(Date.UTC(1900, 2, 1)), '1900-03-01'],
  ])('%s is %j', (value, text) => {
    expect(readCell(value)).toBe(text)
  })
})

describe('a number by its digits', () => {
  test.each([
    ['447700900123', '447700900123'],
    ['4.47700900123E+11', '447700900123'],
    ['4.477009E11', '447700900000'],
    ['-1.5E+3', '-1500'],
    ['1E+5', '100000'],
    // Rounded before it came here, or no whole number.
    ['4.477E+11', '4.477E+11'],
    ['1E+6', '1E+6'],
    ['1.5E-3', '1.5E-3'],
    ['1.2345E+2', '1.2345E+2'],
    ['1.234567890123456E+16', '1.234567890123456E+16'],
    ['0.1', '0.1'],
  ])('%s is %s', (text, digits) => {
    expect(numberDigits(text)).toBe(digits)
  })
})

describe('the cells of a sheet', () => {
  test('empty ones up to the last one count', () => {
    expect(cellsOfSheet(['<row r="1"><c r="A1"/><c r="C1"/></row><row r="4"><c r="B4"/></row>'])).toBe(12)
  })
  test('a row without cells counts by its number', () => {
    expect(cellsOfSheet(['<c r="B2"/><row spans="1:2" r="1000000"/>'])).toBe(2_000_000)
  })
  test('the last corner of a sheet is 16,384 columns and 1,048,576 rows', () => {
    expect(cellsOfSheet(['<c r="XFD1048576"/>'])).toBe(16_384 * 1_048_576)
  })
  test('a reference that was cut counts where the next piece holds it whole', () => {
    expect(cellsOfSheet(['<c r="A1"/><c r="D', '<c r="D9"/>'])).toBe(36)
  })
  test('a sheet of nothing has none', () => {
    expect(cellsOfSheet([])).toBe(0)
    expect(cellsOfSheet(['<sheetData/>'])).toBe(0)
  })
  test.each([
    ['xl/worksheets/sheet1.xml', true],
    ['xl/worksheets/_rels/sheet1.xml.rels', false],
    ['xl/styles.xml', false],
    ['other/xl/worksheets/sheet1.xml', false],
  ])('%s is a worksheet: %s', (name, is) => {
    expect(isWorksheet(name)).toBe(is)
  })
})

describe('the properties of sheets', () => {
  const BOOK = `<bookViews><workbookView xWindow="0" activeTab="1"/></bookViews><sheets>
    <sheet name="Old &amp; gone" sheetId="1" state="hidden" r:id="rId1"/>
    <sheet name="People &#x2713;" sheetId="2" r:id="rId2"/>
    <sheet name="Never" sheetId="3" state="veryHidden" r:id="rId9"/></sheets>`
  const RELATIONS = `<Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/>`
  const SHEETS: Record<string, string> = {
    'xl/worksheets/sheet2.xml':
      '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B1:D1"/><mergeCell ref="AA3:AB5"/></mergeCells>',
  }
  const properties = sheetProperties(BOOK, RELATIONS, (name) => SHEETS[name] ?? '')

  test('names are read with their entities, in their order', () => {
    expect([...properties.keys()]).toEqual(['Old & gone', 'People ✓', 'Never'])
  })
  test('hidden and very hidden sheets are hidden', () => {
    expect([...properties.values()].map(({ hidden }) => hidden)).toEqual([true, false, true])
  })
  test('the one in front is told', () => {
    expect([...properties.values()].map(({ active }) => active)).toEqual([false, true, false])
  })
  test('cells over several rows are told, cells over columns alone are not', () => {
    expect(properties.get('People ✓')?.merged).toEqual([
      { column: 0, from: 1, to: 3 },
      { column: 26, from: 2, to: 4 },
    ])
  })
  test('an entity beyond the last character does not end the reading', () => {
    expect([...sheetProperties('<sheet name="&#x7FFFFF;&#9999999;"/>', '', () => '').keys()]).toEqual([
      '\u{10ffff}\u{10ffff}',
    ])
  })
  test('a workbook that describes nothing has no sheets', () => {
    expect(sheetProperties('', '', () => '').size).toBe(0)
  })
})

describe('cells over several rows', () => {
  test('each row holds the value where it holds none', () => {
    const rows: unknown[][] = [
      ['Praxis', 'Anna'],
      [null, 'Ben'],
      [undefined, 'Cleo'],
      ['Other', 'Dan'],
    ]
    fillDown(rows, [{ column: 0, from: 0, to: 3 }], 100)
    expect(rows.map(([first]) => first)).toEqual(['Praxis', 'Praxis', 'Praxis', 'Other'])
  })
  test('an empty one is filled nowhere', () => {
    const rows: unknown[][] = [[null], [null]]
    fillDown(rows, [{ column: 0, from: 0, to: 1 }], 100)
    expect(rows).toEqual([[null], [null]])
  })
  test('one beyond the last row ends there', () => {
    const rows: unknown[][] = [['a'], [null]]
    fillDown(rows, [{ column: 0, from: 0, to: 1_000_000 }], 10)
    expect(rows).toEqual([['a'], ['a']])
  })
  test('no more cells are written than allowed', () => {
    const rows: unknown[][] = Array.from({ length: 10 }, (_, i) => [i === 0 ? 'a' : null])
    fillDown(rows, [{ column: 0, from: 0, to: 9 }], 3)
    expect(rows.filter(([value]) => value === 'a')).toHaveLength(4)
  })
})
