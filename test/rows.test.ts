/** `docs/rows.md` says which test shows which row of the product; it is what the titles say, and no row is without one. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type RowTest = { file: string; rows: string[]; asserts: string }
const { PAGE, ROWS, readTitle, rowTests, notShown, pageOf } = (await import(
  new URL('../tools/rows.mjs', import.meta.url).href
)) as {
  PAGE: string
  ROWS: string[]
  readTitle(title: string): Omit<RowTest, 'file'>
  rowTests(): RowTest[]
  notShown(tests: RowTest[]): string[]
  pageOf(tests: RowTest[]): string
}

test('every row has an end-to-end test whose title begins with it', () => {
  expect(ROWS).toHaveLength(12 + 10 + 9 + 8 + 26)
  expect(notShown(rowTests())).toEqual([])
})

test('the page of rows is what the titles say: `npm run rows` writes it', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(pageOf(rowTests()))
})

test('a row without its test is noticed, and so is one that only a test below the screen shows', () => {
  const others = rowTests().filter(({ rows }) => !rows.includes('M24'))
  expect(notShown(others)).toEqual(['M24'])
  const below = { file: 'test/services/privacy.test.ts', rows: ['M24'], asserts: 'forgotten' }
  expect(notShown([...others, below])).toEqual(['M24'])
})

test('a title names the rows it begins with, and no others', () => {
  expect(readTitle('S9 S10 a campaign: M4 later')).toEqual({
    rows: ['S9', 'S10'],
    asserts: 'a campaign: M4 later',
  })
  expect(readTitle('C7Q is no row')).toEqual({ rows: [], asserts: 'C7Q is no row' })
})
