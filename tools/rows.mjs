// Writes docs/rows.md: which test shows which row of the product. A test belongs to the rows its title begins with.
import { globSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { titlesOf } from '../test/support/titles.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
export const PAGE = 'docs/rows.md'

/** The highest number of each letter, and the rows that come later (or are shown by a test of another form). */
const LETTERS = { X: 13, S: 10, B: 9, C: 9, M: 27 }
const LATER = new Set(['X12', 'C8', 'M20'])
export const ROWS = Object.entries(LETTERS).flatMap(([letter, highest]) =>
  Array.from({ length: highest }, (_, i) => `${letter}${i + 1}`).filter((row) => !LATER.has(row)),
)

/** "S9 S10 a campaign …" is about S9 and S10: the rows, and what the test asserts. */
export const readTitle = (title) => {
  const [begin] = /^(?:[XSBCM]\d+ )+/.exec(title) ?? ['']
  return { rows: begin.split(' ').filter(Boolean), asserts: title.slice(begin.length) }
}

/** Every test that names a row, in the order of files and of titles in them. */
export const rowTests = () =>
  globSync('test/**/*.{test,spec}.ts', { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .toSorted()
    .flatMap((file) => titlesOf(path.join(root, file)).map((title) => ({ file, ...readTitle(title) })))

/** The rows that no end-to-end test shows. */
export const notShown = (tests) =>
  ROWS.filter((row) => !tests.some(({ file, rows }) => file.startsWith('test/e2e/') && rows.includes(row)))

/** The page as it should be for these tests. */
export const pageOf = (tests) => {
  const lines = ROWS.flatMap((row) =>
    tests
      .filter(({ rows }) => rows.includes(row))
      // What is seen through the screen comes first.
      .toSorted((a, b) => Number(b.file.startsWith('test/e2e/')) - Number(a.file.startsWith('test/e2e/')))
      .map(
        ({ file, asserts }, i) =>
          `| ${i === 0 ? row : ''} | \`${file.slice(5)}\` | ${asserts.replaceAll('|', '\\|')} |`,
      ),
  )
  return `${[
    '# Rows and their tests',
    '',
    'Which test shows which row of the product: made by `npm run rows` from the titles of the tests. `npm test` fails when this page is',
    'older than they are, or when a row has no end-to-end test.',
    '',
    '| row | test | what it asserts |',
    '|---|---|---|',
    ...lines,
  ].join('\n')}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tests = rowTests()
  writeFileSync(path.join(root, PAGE), pageOf(tests))
  const missing = notShown(tests)
  if (missing.length > 0) {
    console.error(`No end-to-end test of ${missing.join(', ')}`)
    process.exit(1)
  }
}
