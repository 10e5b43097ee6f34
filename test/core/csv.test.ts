import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { csvField, csvLine } from '#core/files/csv'
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
    ['\t=1', '"\'\t\'=1"'],
    ['\r=1', '"\'\r\'=1"'],
    ['\n=1', '"\'\n\'=1"'],
    // Where the list separator is a semicolon, this file is cut at each of them, quoted or not.
    ['x;=1+1', '"x;\'=1+1"'],
    ['x; =1+1;y', '"x; \'=1+1;y"'],
    ['x;"=1+1"', '"x;""\'=1+1"""'],
    ['x\t@SUM(A1)', '"x\t\'@SUM(A1)"'],
    ['x|-1', '"x|\'-1"'],
    ['x\n＝1', '"x\n\'＝1"'],
    ['x;;=1', '"x;;\'=1"'],
    [' =1', '" \'=1"'],
    ["x;'=1", '"x;\'=1"'],
    ['a;b-1', '"a;b-1"'],
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
        const read = Papa.parse<string[]>(rows.map((row) => csvLine(row)).join(''), {
          delimiter: ',',
          newline: '\r\n',
        }).data
        expect(read.pop()).toEqual([''])
        const plain = (all: readonly (readonly string[])[]) =>
          all.map((row) => row.map((value) => value.replaceAll("'", '')))
        expect(plain(read)).toEqual(plain(rows))
        for (const value of read.flat()) expect(value).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
  })

  test('fault 15: whatever the list separator is, no cell calculates', () => {
    const cell = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\t', '|', '\r', '\n', '=', '+', '-', '@', '＝', 'a', ' ', "'"),
    })
    holds(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        // The first cell of a row is the one that nothing but the apostrophe protects.
        const text = rows.map((row) => csvLine(row)).join('')
        for (const delimiter of [';', '\t', '|'])
          for (const part of text.split(delimiter).flatMap((one) => one.split(/[\r\n]+/)))
            expect(part.replace(/^[" ]+/, '')).not.toMatch(/^[=+\-@＝]/)
      }),
      300,
    )
  })
})
