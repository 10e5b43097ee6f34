/** What `npm run faults` takes out one by one is still there, once, and so is the test that is to notice. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { titlesOf } from './support/titles'

type Protection = {
  what: string
  file: string
  find: string
  put: string
  /** Another place, instead, and its file where that is another one. */
  also?: [string, string, string?]
  test: [string, string?]
}
const { PROTECTIONS } = (await import(new URL('./faults/protections.mjs', import.meta.url).href)) as {
  PROTECTIONS: Protection[]
}

const texts = new Map<string, string>()
const textOf = (file: string): string => {
  const known = texts.get(file) ?? (existsSync(file) ? readFileSync(file, 'utf8') : '')
  texts.set(file, known)
  return known
}
const timesIn = (file: string, text: string) => textOf(file).split(text).length - 1

/** Is the name of a test, or what a table of cases puts together to one, in this file? */
const names = (file: string, pattern: string): boolean => {
  // Vitest takes it for a pattern.
  const title = pattern.replace(/\\(.)/g, '$1')
  if (titlesOf(file).some((one) => one.includes(title))) return true
  const [first] = titlesOf(file)
    .filter((one) => /%[sdji]|\$\w/.test(one))
    .flatMap((one) => one.split(/%[sdji]|\$\w+/).map((part) => part.trim()))
    .filter((part) => part.length >= 6 && title.includes(part))
  if (first !== undefined) return true
  const parts = title.split(/[:(),]\s?|\s(?=\d)|(?<=\d)\s/).filter((part) => part !== '')
  return parts.every((part) => textOf(file).includes(part))
}

test('each protection stands once in its file, and what is put instead does not', () => {
  const wrong = PROTECTIONS.flatMap(({ what, file, find, put, also }) => [
    ...(timesIn(file, find) === 1 ? [] : [`${what}: ${timesIn(file, find)} times in ${file}`]),
    ...(also && timesIn(also[2] ?? file, also[0]) !== 1 ? [`${what}: “${also[0]}” is not there once`] : []),
    ...(put === find ? [`${what}: nothing is taken out`] : []),
  ])
  expect(wrong).toEqual([])
})

test('each names a test that is there', () => {
  const wrong = PROTECTIONS.flatMap(({ what, test: [file, title] }) => {
    if (!existsSync(file)) return [`${what}: ${file} is missing`]
    return title === undefined || names(file, title) ? [] : [`${what}: no “${title}” in ${file}`]
  })
  expect(wrong).toEqual([])
})
