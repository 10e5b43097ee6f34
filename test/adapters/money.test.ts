import { expect, test } from 'vitest'
import fc from 'fast-check'
import { balanceOf, microsOf, priceOf } from '../../src-main/adapters/twilio/money'
import { holds } from '../support/properties'

test.each([
  ['-0.00830', -8300],
  ['0.05', 50_000],
  ['12.345678', 12_345_678],
  ['0.0000005', 1],
  ['0.0000004', 0],
  ['-0', 0],
  ['1000000', 1_000_000_000_000],
  [0.0075, 7500],
])('%s is %d millionths', (decimal, micros) => expect(microsOf(decimal)).toBe(micros))

test.each(['', 'x', '1e3', '1,5', '.5', '--1', null, undefined, {}, Number.NaN, '9'.repeat(30)])(
  '%s is no amount',
  (text) => expect(microsOf(text)).toBeNull(),
)

test('exact for every amount with six places', () => {
  holds(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (micros) => {
      const text = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`
      return microsOf(text) === micros && microsOf(`-${text}`) === (micros === 0 ? 0 : -micros)
    }),
  )
})

test('a charge counts as what is paid, a balance keeps its sign', () => {
  expect(priceOf('-0.0083', 'usd')).toEqual({ micros: 8300, currency: 'USD' })
  expect(balanceOf('-0.5', 'EUR')).toEqual({ micros: -500_000, currency: 'EUR' })
  expect(priceOf(null, null)).toBeNull()
})
