/** Where the headings of a table of people are, and what its columns hold where no heading tells. */
import { describe, expect, test } from 'vitest'
import {
  findHeadings,
  guessByContent,
  headingsOf,
  likenessToPeople,
} from '../../src-main/core/files/table-shape'
import { guessColumns } from '../../src-preload/shared/files/import-map'

describe('the line of the headings', () => {
  test.each<[string, string[][], number | null]>([
    [
      'the first',
      [
        ['First Name', 'Mobile'],
        ['Ada', '202 555 0101'],
      ],
      0,
    ],
    [
      'beneath a title',
      [['Our clients'], ['First Name', 'Last Name', 'Mobile'], ['Ada', 'Okafor', '202 555 0101']],
      1,
    ],
    [
      'beneath a title and a date',
      [['Clients'], ['1 May 2026'], ['Name', 'Phone'], ['Ada', '202 555 0101']],
      2,
    ],
    [
      'none: the first line is somebody',
      [
        ['Ada Okafor', '202 555 0101'],
        ['Bea Holt', '202 555 0102'],
      ],
      null,
    ],
    ['none: an address tells', [['Ada', 'ada@larkfield.example']], null],
    [
      'words that nobody knows',
      [
        ['Wer', 'Wohin'],
        ['Jan', '202 555 0101'],
      ],
      0,
    ],
    [
      'in German',
      [
        ['Vorname', 'Nachname', 'Handy'],
        ['Jan', 'Roth', '0171 1234567'],
      ],
      0,
    ],
    ['an empty table', [], null],
  ])('%s', (_name, rows, at) => expect(findHeadings(rows)).toBe(at))
})

describe('headings under a cell that stands over several', () => {
  test('are named with it where they say nothing alone', () =>
    expect(
      headingsOf(
        [
          ['', 'Phones', '', 'Consent'],
          ['Name', '1', '2', 'alerts'],
        ],
        1,
        4,
      ),
    ).toEqual(['Name', 'Phones 1', 'Phones 2', 'alerts']))
  test('a column without a heading gets its place', () =>
    expect(headingsOf([['Name', '']], 0, 3)).toEqual(['Name', 'Column 2', 'Column 3']))
  test('without headings every column gets its place', () =>
    expect(headingsOf([['Ada', '202 555 0101']], null, 2)).toEqual(['Column 1', 'Column 2']))
})

describe('columns by what is in them', () => {
  const targets = (headings: string[], samples: string[][]) =>
    guessByContent(guessColumns(headings), samples).map(({ target }) => target)
  test('numbers, an address, and two columns of single words', () =>
    expect(
      targets(
        ['Column 1', 'Column 2', 'Column 3', 'Column 4'],
        [
          ['Ada', 'Okafor', '202 555 0101', 'ada@larkfield.example'],
          ['Bea', 'Holt', '202 555 0102', 'bea@larkfield.example'],
        ],
      ),
    ).toEqual(['first_name', 'last_name', 'phone', 'email']))
  test('one column of whole names', () =>
    expect(
      targets(
        ['Column 1', 'Column 2'],
        [
          ['Ada Okafor', '202 555 0101'],
          ['Bea Holt', '202 555 0102'],
        ],
      ),
    ).toEqual(['full_name', 'phone']))
  test('what the headings tell is not overruled', () =>
    expect(targets(['Mobile', 'Notes'], [['202 555 0101', '202 555 0199']])[1]).not.toBe('phone'))
  test('dates are no phone numbers', () =>
    expect(targets(['Column 1'], [['29.11.1980'], ['1.2.1990']])).toEqual(['ignore']))
  test('an empty column is nothing', () => expect(targets(['Column 1'], [[''], ['']])).toEqual(['ignore']))
})

test('a sheet of people looks more like one than a sheet of sums', () => {
  const people = [
    ['First Name', 'Mobile'],
    ['Ada', '202 555 0101'],
  ]
  const sums = [
    ['Quarter', 'Revenue'],
    ['Q1', '1,200'],
  ]
  expect(likenessToPeople(people)).toBeGreaterThan(likenessToPeople(sums))
  expect(likenessToPeople([])).toBe(0)
})
