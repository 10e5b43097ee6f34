import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { csvField, csvLine } from '#core/csv'
import { holds } from '../support/properties'

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

describe('csvLine', () => {
  test('ends with CRLF, and is never an empty line', () => {
    expect(csvLine(['Ann', '+12025550142'])).toBe("Ann,'+12025550142\r\n")
    expect(csvLine([''])).toBe('""\r\n')
  })

  test('what a reader gets back is what was put in, apart from the apostrophe', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', 'a', ' ', "'") }),
    )
    holds(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const read = Papa.parse<string[]>(rows.map(csvLine).join(''), {
          delimiter: ',',
          newline: '\r\n',
        }).data
        expect(read.pop()).toEqual([''])
        expect(read).toEqual(
          rows.map((row) => row.map((value) => (/^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value))),
        )
        for (const value of read.flat()) expect(value).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
  })
})
