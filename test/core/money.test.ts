import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compare, formatMoney, parseDecimal, times } from '#shared/money'
import { holds } from '../support/properties'

const usd = (text: string) => parseDecimal(text, 'USD')

describe('parseDecimal', () => {
  test.each([
    ['0.00790', 7_900],
    ['-0.00790', -7_900],
    ['0', 0],
    ['12.5', 12_500_000],
    ['+3', 3_000_000],
    ['0.000001', 1],
    ['0.0000010000', 1],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
    [' 4.20 ', 4_200_000],
    ['0.1', 100_000],
  ])('%s', (text, micros) => expect(usd(text)).toEqual({ micros, currency: 'USD' }))

  test.each(['', '1,5', '1e3', '.5', '5.', 'NaN', '0x1', '--1', '0.0000001', '9007199254.740992'])(
    'refuses %j',
    (text) => expect(() => usd(text)).toThrow(RangeError),
  )
  test('zero is never negative', () => expect(Object.is(usd('-0').micros, 0)).toBe(true))
  test('the currency is upper case and has three letters', () => {
    expect(parseDecimal('1', 'eur').currency).toBe('EUR')
    expect(() => parseDecimal('1', '$')).toThrow(RangeError)
  })
})

describe('arithmetic', () => {
  test('0.1 + 0.2 is 0.3', () => expect(add(usd('0.1'), usd('0.2'))).toEqual(usd('0.3')))
  test('50,000 texts at 0.0079 are 395', () => expect(times(usd('0.0079'), 50_000)).toEqual(usd('395')))
  test('currencies do not mix', () => {
    const eur = parseDecimal('1', 'EUR')
    expect(() => add(usd('1'), eur)).toThrow(/USD and EUR/)
    expect(() => compare(usd('1'), eur)).toThrow(RangeError)
  })
  test('only whole counts, and no silent overflow', () => {
    expect(() => times(usd('1'), 0.5)).toThrow(RangeError)
    expect(() => times(usd('9000000000'), 2)).toThrow(RangeError)
  })
  test('compare sorts', () => {
    expect([usd('2'), usd('-1'), usd('0.5')].sort(compare).map((m) => m.micros)).toEqual([-1e6, 5e5, 2e6])
  })

  const amount = fc.integer({ min: -1e12, max: 1e12 })
  test('adding n times is multiplying by n', () => {
    holds(
      fc.property(amount, fc.integer({ min: 0, max: 40 }), (micros, n) => {
        const price = { micros, currency: 'USD' }
        let sum = { micros: 0, currency: 'USD' }
        for (let i = 0; i < n; i++) sum = { ...add(sum, price) }
        expect(times(price, n).micros + 0).toBe(sum.micros + 0)
      }),
    )
  })
})

describe('formatMoney', () => {
  test.each([
    ['0.0079', 'en-US', true, '$0.0079'],
    ['0.0079', 'en-US', false, '$0.01'],
    ['1234.5', 'en-US', false, '$1,234.50'],
    ['-0.0079', 'en-US', true, '-$0.0079'],
    ['1.005', 'en-US', false, '$1.01'],
    ['9007199254.740991', 'en-US', false, '$9,007,199,254.74'],
    ['0', 'en-US', false, '$0.00'],
  ])('%s in %s', (text, locale, precise, shown) =>
    expect(formatMoney(usd(text), locale, { precise })).toBe(shown),
  )

  test('in French and Spanish, and without small units', () => {
    const eur = parseDecimal('1234.5', 'EUR')
    expect(formatMoney(eur, 'fr').replace(/\s/g, ' ')).toBe('1 234,50 €')
    expect(formatMoney(eur, 'es').replace(/\s/g, ' ')).toBe('1234,50 €')
    expect(formatMoney(parseDecimal('1234', 'JPY'), 'en-US')).toBe('¥1,234')
  })
})
