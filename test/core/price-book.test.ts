import { describe, expect, test } from 'vitest'
import {
  createPriceBook,
  type LearnedPrice,
  type ListPrice,
  median,
  PRICES_KEPT,
  senderKindOf,
  withPrice,
} from '../../src-main/core/sending/price-book'

const usd = (micros: number) => ({ micros, currency: 'USD' })
const US: ListPrice = {
  country: 'US',
  outbound: usd(8300),
  inbound: usd(8300),
  fee: { low: 2500, high: 6200 },
  at: '',
}
const GB: ListPrice = { country: 'GB', outbound: usd(52_400), inbound: null, fee: null, at: '' }
const learned = (change: Partial<LearnedPrice> = {}): LearnedPrice => ({
  country: 'US',
  sender: 'long',
  direction: 'out',
  currency: 'USD',
  recent: [11_300, 11_800, 13_900],
  at: '2026-11-01',
  ...change,
})

test.each([
  ['+12025550100', 'long'],
  ['+18005550199', 'toll-free'],
  ['12345', 'short'],
  ['Larkfield', 'name'],
  ['+447700900123', 'long'],
])('%s sends as %s', (from, kind) => expect(senderKindOf(from)).toBe(kind))

test('the median is the middle one, of two the dearer; nothing has none', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([1, 2, 3, 10])).toBe(3)
  expect(() => median([])).toThrow(RangeError)
})

test('the newest prices are kept, the oldest dropped', () => {
  const full = Array.from({ length: PRICES_KEPT }, (_, i) => i)
  expect(withPrice(full, 99)).toEqual([...full.slice(1), 99])
})

describe('a price book', () => {
  test('what the carrier charged counts before its list, by sender', () => {
    const all = [learned(), learned({ sender: 'toll-free', recent: [12_500], at: '2026-11-02' })]
    expect(createPriceBook([US], all, 'long').unit('US')).toMatchObject({ micros: 11_800, basis: 'charged' })
    expect(createPriceBook([US], all, 'toll-free').unit('US')?.micros).toBe(12_500)
    expect(createPriceBook([US], all, 'short').unit('US')?.basis).toBe('range')
    // A service chooses the sender: the newest of any counts.
    expect(createPriceBook([US], all, null).unit('US')?.micros).toBe(12_500)
  })
  test('where carriers add fees, a listed price is a range until something was charged, and the dear end counts', () => {
    const book = createPriceBook([US, GB], [], 'long')
    expect(book.unit('US')).toEqual({ micros: 14_500, low: 10_800, currency: 'USD', basis: 'range' })
    expect(book.unit('GB')).toEqual({ micros: 52_400, low: 52_400, currency: 'USD', basis: 'list' })
    expect(book.unit('FR')).toBeNull()
    expect(book.span()).toEqual({ low: 10_800, high: 52_400, currency: 'USD' })
    expect(createPriceBook([], [], null).span()).toBeNull()
  })
  test('replies have prices of their own', () => {
    const book = createPriceBook([US], [learned({ direction: 'in', recent: [7900] })], 'long')
    expect(book.inbound('US')).toMatchObject({ micros: 7900, basis: 'charged' })
    expect(book.unit('US')?.basis).toBe('range')
    expect(createPriceBook([US], [], 'long').inbound('US')).toMatchObject({ micros: 8300, basis: 'list' })
    expect(createPriceBook([GB], [], 'long').inbound('GB')).toBeNull()
  })
})
