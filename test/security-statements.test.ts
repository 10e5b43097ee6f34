/** `docs/security.md` names a test for each statement and each fault that was found, by file and title; each of them is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { titlesOf } from './support/titles'

const page = readFileSync('docs/security.md', 'utf8')
const [statements = '', faults = ''] = page.split('## What an attack found')
const rowsOf = (part: string) =>
  [...part.matchAll(/^\| (\d+) \| (.+?) \| (.+) \|$/gm)].map(([, number, , tests = '']) => ({
    number: Number(number),
    // A title may hold quotation marks of its own: it ends before the next file.
    tests: [...tests.matchAll(/`([^`]+)` “(.+?)”(?=; `|$)/g)].map(([, file = '', title = '']) => ({
      file,
      title,
    })),
    files: tests.match(/`/g)?.length ?? 0,
  }))
const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(test|spec)\.ts$/.test(file),
)
/** The file of this name; one that was moved into a folder of its subject is found there. */
const fileOf = (name: string): string | undefined =>
  [`test/${name}.test.ts`, `test/${name}.spec.ts`].find((file) => existsSync(file)) ??
  files
    .map((file) => `test/${file}`)
    .find((file) => {
      const [folder = '', ...rest] = name.split('/')
      return (
        file.startsWith(`test/${folder}/`) && new RegExp(`/${rest.at(-1)}\\.(?:test|spec)\\.ts$`).test(file)
      )
    })

const missing = (rows: ReturnType<typeof rowsOf>): string[] =>
  rows.flatMap(({ number, tests, files: marks }) => [
    ...(tests.length > 0 && tests.length * 2 === marks
      ? []
      : [`${number}: a file without the title of its test`]),
    ...tests.flatMap(({ file, title }) => {
      const at = fileOf(file)
      if (at === undefined) return [`${number}: no file ${file}`]
      return titlesOf(at).some((one) => one.includes(title)) ? [] : [`${number}: no “${title}” in ${at}`]
    }),
  ])

test('every statement from 1 to 28 has a test, and it is there by its title', () => {
  const rows = rowsOf(statements)
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 28 }, (_, i) => i + 1))
  expect(missing(rows)).toEqual([])
})

test('every fault that was found, 1 to 16, has a test, and it is there by its title', () => {
  const rows = rowsOf(faults)
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1))
  expect(missing(rows)).toEqual([])
})

test('the title of a test that is not there is noticed', () => {
  expect(
    missing([{ number: 1, files: 2, tests: [{ file: 'core/csv', title: 'no such title' }] }]),
  ).toHaveLength(1)
  expect(missing([{ number: 1, files: 2, tests: [{ file: 'core/no-such-file', title: 'x' }] }])).toHaveLength(
    1,
  )
  expect(missing([{ number: 1, files: 4, tests: [{ file: 'core/csv', title: 'csvLine' }] }])).toHaveLength(1)
})
