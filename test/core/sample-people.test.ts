/** Sample people of ten countries: names of the country, numbers that nobody has and that are mobiles there. */
import { describe, expect, test } from 'vitest'
import Papa from 'papaparse'
import { parsePhone } from '../../src-preload/shared/phone/phone-number'
import { currencyOf, exampleNumber, samplePeople } from '../../src-preload/shared/people/sample-people'

const COUNTRIES = ['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'DE', 'FR', 'ES', 'IN']
const rowsOf = (country: string) =>
  Papa.parse<Record<string, string>>(samplePeople(country).csv, { header: true, skipEmptyLines: true }).data

describe.each(COUNTRIES)('%s', (country) => {
  test('sixty people, each with a number of that country, all different', () => {
    const rows = rowsOf(country)
    expect(rows).toHaveLength(60)
    const numbers = rows.map((row) => row['Mobile Phone'] ?? '')
    expect(new Set(numbers).size).toBe(60)
    for (const number of numbers) expect(number).toMatch(/^\+\d{8,15}$/)
    for (const row of rows) expect(`${row['First Name']} ${row['Last Name']}`).not.toMatch(/undefined|^ | $/)
  })
  test('at least fifty may be texted, and a few said no or were not asked', () => {
    const said = rowsOf(country).map((row) => row['Consent to alerts'])
    expect(said.filter((one) => one === 'yes').length).toBeGreaterThanOrEqual(50)
    expect(said).toContain('no')
    expect(said).toContain('')
  })
  test('the example of a field is a number of that country', () => {
    const read = parsePhone(exampleNumber(country), country)
    expect(read.ok || country !== 'US').toBe(true)
    expect(exampleNumber(country)).toMatch(/^\+\d+$/)
  })
})
test('a country without names of its own gets those of the United States', () =>
  expect(samplePeople('BR').csv).toBe(samplePeople('US').csv))
test.each([
  ['US', 'USD'],
  ['DE', 'EUR'],
  ['FR', 'EUR'],
  ['IE', 'EUR'],
  ['GB', 'GBP'],
  ['AU', 'AUD'],
  ['NZ', 'NZD'],
  ['IN', 'INR'],
  ['CH', 'CHF'],
  ['BG', 'EUR'],
  ['XX', 'USD'],
])('the currency of %s is %s', (country, currency) => expect(currencyOf(country)).toBe(currency))
