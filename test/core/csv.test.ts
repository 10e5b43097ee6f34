import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { csvField, toCsv } from '#core/csv'

describe('csvField', () => {
  test.each([
    ['', ''],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' padded ', '" padded "'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1', "'-1"],
    ['+12025550142', "'+12025550142"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    ['＝1+1', "'＝1+1"],
    ['a=b', 'a=b'],
    ["'quoted", "'quoted"],
  ])('%j', (value, field) => expect(csvField(value)).toBe(field))
})

describe('toCsv', () => {
  test('ends every line with CRLF, and starts with a mark if asked', () => {
    expect(toCsv(['Name', 'Number'], [['Ann', '+12025550142']])).toBe("Name,Number\r\nAnn,'+12025550142\r\n")
    expect(toCsv(['A'], [], { bom: true })).toBe('\ufeffA\r\n')
    expect(toCsv(['A'], [['']])).toBe('A\r\n""\r\n')
  })

  test('what a reader gets back is what was put in, apart from the apostrophe', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', 'a', ' ', "'") }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const read = Papa.parse<string[]>(toCsv(['a', 'b', 'c'], rows), {
          delimiter: ',',
          newline: '\r\n',
        }).data
        expect(read.pop()).toEqual([''])
        expect(read.slice(1)).toEqual(
          rows.map((row) => row.map((value) => (/^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value))),
        )
        for (const value of read.flat()) expect(value).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
  })
})
