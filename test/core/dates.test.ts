import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCustom } from '#shared/people/custom-values'
import { inWords } from '#shared/phrases/say'
import { dayExample, readDay } from '#shared/time/dates'
import { holds } from '../support/properties'

const TODAY = '2026-11-24'
const read = (text: string, country: string, past = true) => {
  const day = readDay(text, country, { today: TODAY, past })
  return day.ok ? day.date : day.why
}

describe('a day as the office’s country writes it', () => {
  test.each([
    ['29.11.1980', 'DE', '1980-11-29'],
    ['29.11.1980', 'US', '1980-11-29'],
    ['1.2.1980', 'DE', '1980-02-01'],
    ['1.2.1980', 'US', '1980-01-02'],
    ['01/02/1980', 'GB', '1980-02-01'],
    ['01/02/1980', 'US', '1980-01-02'],
    ['01/02/1980', 'AU', '1980-02-01'],
    ['1-2-1980', 'NL', '1980-02-01'],
    ['1 2 1980', 'FR', '1980-02-01'],
    ['29/11/80', 'GB', '1980-11-29'],
    ['11/29/80', 'US', '1980-11-29'],
    ['29.11.80', 'DE', '1980-11-29'],
    ['29.11.26', 'DE', '1926-11-29'],
    ['24.11.26', 'DE', '2026-11-24'],
    ['3.4.05', 'DE', '2005-04-03'],
    ['29111980', 'DE', '1980-11-29'],
    ['11291980', 'US', '1980-11-29'],
    ['01021980', 'GB', '1980-02-01'],
    ['01021980', 'US', '1980-01-02'],
    ['291180', 'DE', '1980-11-29'],
    ['112980', 'US', '1980-11-29'],
    ['19801129', 'DE', '1980-11-29'],
    ['20011980', 'DE', '1980-01-20'],
    ['1980-11-29', 'US', '1980-11-29'],
    ['1980-2-9', 'DE', '1980-02-09'],
    ['1980/11/29', 'GB', '1980-11-29'],
    ['1980.11.29.', 'HU', '1980-11-29'],
    ['80.11.29', 'KR', '1980-11-29'],
    ['1980年11月29日', 'JP', '1980-11-29'],
    ['1980-11-29T00:00:00Z', 'US', '1980-11-29'],
    ['29. 11. 1980', 'DE', '1980-11-29'],
    ['29 Nov 1980', 'US', '1980-11-29'],
    ['Nov 29, 1980', 'GB', '1980-11-29'],
    ['November 29th, 1980', 'US', '1980-11-29'],
    ['29th November 1980', 'GB', '1980-11-29'],
    ['29-Nov-80', 'IN', '1980-11-29'],
    ['29. November 1980', 'DE', '1980-11-29'],
    ['3. März 1980', 'DE', '1980-03-03'],
    ['29 novembre 1980', 'FR', '1980-11-29'],
    ['1er mars 1980', 'FR', '1980-03-01'],
    ['8 août 1980', 'FR', '1980-08-08'],
    ['29 de noviembre de 1980', 'ES', '1980-11-29'],
    ['2 ago 1980', 'IT', '1980-08-02'],
    ['29 listopada 1980 r.', 'PL', '1980-11-29'],
    ['29 december 1980', 'NL', '1980-12-29'],
    ['Samstag, 29. November 1980', 'DE', '1980-11-29'],
    ['Sat 29 Nov 1980', 'AU', '1980-11-29'],
    ['29.2.1980', 'DE', '1980-02-29'],
    ['٢٩/١١/١٩٨٠', 'EG', '1980-11-29'],
    ['29–11–1980', 'DE', '1980-11-29'],
    ['29 — 11 — 1980', 'DE', '1980-11-29'],
    ['29_11_1980', 'DE', '1980-11-29'],
    ['29|11|1980', 'DE', '1980-11-29'],
    ['29\\11\\1980', 'DE', '1980-11-29'],
    ['29·11·1980', 'DE', '1980-11-29'],
    ['(29.11.1980)', 'DE', '1980-11-29'],
    ['* 29.11.1980', 'DE', '1980-11-29'],
    ['*29.11.1980', 'DE', '1980-11-29'],
    ['geb. 29.11.1980', 'DE', '1980-11-29'],
    ['geboren am 29.11.1980', 'DE', '1980-11-29'],
    ['DOB: 11/29/1980', 'US', '1980-11-29'],
    ['born 29 Nov 1980', 'GB', '1980-11-29'],
    ['né le 29/11/1980', 'FR', '1980-11-29'],
    ['29 XI 1980', 'PL', '1980-11-29'],
    ['3.IV.1980', 'PL', '1980-04-03'],
    ["Nov 29 '80", 'US', '1980-11-29'],
    ['２９．１１．１９８０', 'DE', '1980-11-29'],
  ])('%s in %s: %s', (text, country, expected) => expect(read(text, country)).toBe(expected))
})

describe('what is no day is refused, and why', () => {
  test.each([
    ['30.02.1980', 'DE', 'no-such-day'],
    ['29.2.1981', 'DE', 'no-such-day'],
    ['31/31/1980', 'GB', 'no-such-day'],
    ['32.1.1980', 'DE', 'no-such-day'],
    ['29.11.', 'DE', 'no-year'],
    ['29.11', 'DE', 'no-year'],
    ['--0203', 'US', 'no-year'],
    ['29 November', 'GB', 'no-year'],
    ['29.11.1604', 'DE', 'year'],
    ['29.11.8019', 'DE', 'year'],
    ['1980', 'DE', 'no-date'],
    ['November 1980', 'GB', 'no-date'],
    ['29535', 'US', 'no-date'],
    ['yesterday', 'US', 'no-date'],
    ['n/a', 'US', 'no-date'],
    ['12:30', 'US', 'no-date'],
    ['29.11.198', 'DE', 'no-date'],
    ['1.2.3.4', 'DE', 'no-date'],
    ['29 Nov Dec 1980', 'GB', 'no-date'],
    ['born around 1980 or so', 'GB', 'no-date'],
    ['29:11:1980', 'DE', 'no-date'],
    ['29.IIX.1980', 'PL', 'no-date'],
    ['29.O1.1980', 'DE', 'no-date'],
    ['29.11.1980/30.11.1980', 'DE', 'no-date'],
    ['4/31/1980', 'US', 'no-such-day'],
    ['2/29/1900', 'US', 'no-such-day'],
    ['', 'DE', 'no-date'],
  ])('%s in %s: %s', (text, country, expected) => expect(read(text, country)).toBe(expected))
})

test.each([
  ['29.11.26', true, '1926-11-29'],
  ['29.11.26', false, '2026-11-29'],
  ['29.11.46', false, '2046-11-29'],
  ['29.11.47', false, '1947-11-29'],
  ['1.1.00', true, '2000-01-01'],
])('two digits of a year: %s, past %s: %s', (text, past, expected) => {
  expect(read(text, 'DE', past)).toBe(expected)
})

test('what an office’s example shows is read back, for every country and day', () => {
  holds(
    fc.property(
      fc.constantFrom('US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'DE', 'FR', 'ES', 'IN', 'NL', 'JP', 'PH', 'SE'),
      fc.date({
        min: new Date('1900-01-01T00:00:00Z'),
        max: new Date('2026-11-23T00:00:00Z'),
        noInvalidDate: true,
      }),
      (country, date) => {
        const iso = date.toISOString().slice(0, 10)
        expect(read(dayExample(country, iso), country)).toBe(iso)
      },
    ),
    500,
  )
})

describe('fields of the office’s own', () => {
  const field = (label: string, type: string) => ({ key: 'x', label, type, choices: [] })
  const custom = (label: string, type: string, text: string, country = 'DE') =>
    inWords(readCustom(field(label, type), text, country, TODAY))
  test.each([
    ['Geburtstag', 'date', '29.11.1980', { ok: true, value: '1980-11-29' }],
    ['Birthday', 'date', '25.11.2026', { ok: false, message: 'Birthday: “25.11.2026” lies in the future' }],
    ['Birthday', 'date', '24.11.2026', { ok: true, value: '2026-11-24' }],
    ['Next visit', 'date', '25.11.26', { ok: true, value: '2026-11-25' }],
    [
      'Visit',
      'date',
      '30.02.2026',
      { ok: false, message: 'Visit: “30.02.2026” is no day of the calendar. Write it as 29.11.1980' },
    ],
    ['Visit', 'date', '0/0/00', { ok: true, value: null }],
    ['Visit', 'date', '29.11.1980 10:30', { ok: true, value: '1980-11-29' }],
    ['Geb.', 'date', '29.11.', { ok: false, message: 'Geb.: “29.11.” has no year. Write it as 29.11.1980' }],
    ['Visit', 'date-time', '29.11.2026 9:30', { ok: true, value: '2026-11-29T09:30' }],
    ['Visit', 'date-time', '29.11.2026, 14:05 Uhr', { ok: true, value: '2026-11-29T14:05' }],
    ['Visit', 'date-time', '2026-11-29T14:05', { ok: true, value: '2026-11-29T14:05' }],
    ['Visit', 'date-time', '29 Nov 2026 at 2:05 pm', { ok: true, value: '2026-11-29T14:05' }],
    ['Visit', 'date-time', '29.11.2026 25:00', { ok: false }],
  ])('%s (%s): %s', (label, type, text, expected) =>
    expect(custom(label, type, text)).toMatchObject(expected),
  )
  test.each([
    ['1,234', 'US', null],
    ['1,234', 'DE', 1.234],
    ['1.234', 'DE', null],
    ['1.234', 'US', 1.234],
    ['0.234', 'DE', 0.234],
    ['1.234,50', 'DE', 1234.5],
    ['1,234.50', 'US', 1234.5],
    ['1.234.567', 'DE', 1234567],
    ['1,234,567', 'US', 1234567],
    ['1 234,5', 'FR', 1234.5],
    ['1\u202f234,5', 'FR', 1234.5],
    ["1'234.50", 'CH', 1234.5],
    ['12,5', 'US', 12.5],
    ['12.5', 'DE', 12.5],
    ['0x10', 'US', null],
    ['1_000', 'US', null],
    ['1 2', 'US', null],
    ['€ 12', 'DE', null],
    ['Infinity', 'US', null],
    ['1e3', 'US', 1000],
  ])('a number is read by its marks or refused: %s (%s): %s', (text, country, value) =>
    expect(custom('Size', 'number', text, country)).toMatchObject(
      value === null ? { ok: false } : { ok: true, value },
    ),
  )
})
