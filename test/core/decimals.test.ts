import { describe, expect, test } from 'vitest'
import { amountText, decimalText } from '#shared/text/decimals'

describe('a decimal as it is typed', () => {
  test.each([
    ['US', '3.5', '3.5'],
    ['US', '3,5', '3.5'],
    ['DE', '3,5', '3.5'],
    ['DE', '3.5', '3.5'],
    ['FR', '1\u202f234,5', '1234.5'],
    ['FR', '1 234', '1234'],
    ['CH', "1'234.50", '1234.50'],
    ['US', '1,234.50', '1234.50'],
    ['DE', '1.234,50', '1234.50'],
    ['DE', '1.234.567', '1234567'],
    ['IN', '1,00,000', '100000'],
    ['IN', '12,34,567.5', '1234567.5'],
    ['US', '-2', '-2'],
    // May be either of two.
    ['US', '1,234', null],
    ['DE', '1.234', null],
    ['US', '1.234', '1.234'],
    ['DE', '1,234', '1.234'],
    ['US', '1.2.3', null],
    ['US', '1,2,3', null],
    ['US', 'twelve', null],
    ['US', '', null],
    ['US', '12 apples', null],
  ])('in %s, %j is %j', (country, typed, digits) => {
    expect(decimalText(typed, country)).toBe(digits)
  })
})

describe('an amount of money as it is typed', () => {
  test.each([
    ['US', '40', '40'],
    ['US', '40.50', '40.50'],
    ['US', '$40.50', '40.50'],
    ['US', '1,000', '1000'],
    ['US', '1,234.50', '1234.50'],
    ['DE', '12,50', '12.50'],
    ['DE', '12.50', '12.50'],
    ['DE', '12,50 €', '12.50'],
    ['DE', '1.000', '1000'],
    ['DE', '1.234,50', '1234.50'],
    ['DE', 'EUR 40', '40'],
    ['FR', '1 000,5', '1000.5'],
    ['IN', '₹1,00,000', '100000'],
    ['GB', '£0.05', '0.05'],
    ['CH', "CHF 1'000", '1000'],
    ['CH', '1’200.50', '1200.50'],
    ['MX', '$1,250', '1250'],
    ['MX', 'MX$ 1,250.50', '1250.50'],
    ['BR', 'R$ 1.200,50', '1200.50'],
    ['CA', 'C$40', '40'],
    ['US', 'US$ 40.50', '40.50'],
    // Words may say how many of them.
    ['US', '5k', null],
    ['IN', '5 lakh', null],
    ['AT', '0,0732', '0.0732'],
    // Three digits after the mark of decimals: an amount has no such, and elsewhere it is a thousand.
    ['DE', '1,000', null],
    ['US', '1.000', null],
    ['US', '40 or so', null],
    ['US', '', null],
  ])('in %s, %j is %j', (country, typed, digits) => {
    expect(amountText(typed, country)).toBe(digits)
  })
})
