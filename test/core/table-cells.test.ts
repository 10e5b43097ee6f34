/** Values of an exported table as text: moments on the office's clock, numbers with its decimal mark. */
import { describe, expect, test } from 'vitest'
import {
  cellText,
  decimalsOf,
  headingText,
  separatorOf,
  type TableFormat,
} from '../../src-preload/shared/files/table-cells'

const BERLIN: TableFormat = { zone: 'Europe/Berlin', decimals: 'comma' }
const PERTH: TableFormat = { zone: 'Australia/Perth', decimals: 'point' }
const UTC: TableFormat = { zone: 'UTC', decimals: 'point' }

test.each<[Parameters<typeof cellText>[0], TableFormat, string]>([
  ['text, as it is; commas too', BERLIN, 'text, as it is; commas too'],
  [1.5, BERLIN, '1,5'],
  [1.5, PERTH, '1.5'],
  [12, BERLIN, '12'],
  [{ at: '2026-07-01T12:00:00.000Z' }, BERLIN, '2026-07-01 14:00:00'],
  [{ at: '2026-12-01T12:00:00.000Z' }, BERLIN, '2026-12-01 13:00:00'],
  [{ at: '2026-07-01T12:00:00.000Z' }, PERTH, '2026-07-01 20:00:00'],
  [{ at: '2026-07-01T12:00:00.000Z' }, UTC, '2026-07-01 12:00:00'],
  // The day changes with the zone.
  [{ at: '2026-12-31T23:30:00.000Z' }, BERLIN, '2027-01-01 00:30:00'],
])('%j', (cell, format, text) => expect(cellText(cell, format)).toBe(text))

test('an amount has the decimal mark of the table', () => {
  const money = { money: { micros: 8_300, currency: 'USD' } }
  expect(cellText(money, PERTH)).toMatch(/0\.0083/)
  expect(cellText(money, BERLIN)).toMatch(/0,0083/)
})
test('with a decimal comma semicolons stand between the cells', () => {
  expect(separatorOf(BERLIN)).toBe(';')
  expect(separatorOf(PERTH)).toBe(',')
})
test('the heading of moments says their zone', () => {
  expect(headingText({ timeOf: 'Sent' }, BERLIN)).toBe('Sent (Europe/Berlin)')
  expect(headingText('Name', BERLIN)).toBe('Name')
})
describe('how people of a country write decimals', () => {
  test.each([
    ['US', 'point'],
    ['CA', 'point'],
    ['GB', 'point'],
    ['IE', 'point'],
    ['AU', 'point'],
    ['NZ', 'point'],
    ['IN', 'point'],
    ['DE', 'comma'],
    ['FR', 'comma'],
    ['ES', 'comma'],
    ['IT', 'comma'],
    ['BR', 'comma'],
    // As their own country writes, not as that of the language.
    ['MX', 'point'],
    ['PE', 'point'],
    ['CH', 'point'],
    ['LI', 'point'],
    ['TW', 'point'],
  ])('%s', (country, mark) => expect(decimalsOf(country)).toBe(mark))
})
