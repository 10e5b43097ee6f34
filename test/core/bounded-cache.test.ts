import { expect, test } from 'vitest'
import { createBoundedCache } from '../../src-preload/shared/bounded-cache'

test('what is known is not made again, up to its limit; then it begins anew', () => {
  const cache = createBoundedCache<string>(2)
  let made = 0
  const ask = (key: string) =>
    cache(key, () => {
      made += 1
      return key.toUpperCase()
    })
  expect([ask('a'), ask('a'), ask('b')]).toEqual(['A', 'A', 'B'])
  expect(made).toBe(2)
  ask('c')
  expect(made).toBe(3)
  ask('a')
  expect(made).toBe(4)
})
test('null is an answer, too', () => {
  const cache = createBoundedCache<null>(2)
  let made = 0
  const ask = () =>
    cache('a', () => {
      made += 1
      return null
    })
  ask()
  ask()
  expect(made).toBe(1)
})
