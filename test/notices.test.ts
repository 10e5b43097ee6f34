/** The licences of what the program contains: complete, of today's versions, and none that would bind the office. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const { notices } = (await import(new URL('../tools/notices.mjs', import.meta.url).href)) as {
  notices(): string
}
const file = readFileSync('resources/third-party-notices.txt', 'utf8')

test('the notices are those of the packages in use: `node tools/notices.mjs` writes them', () =>
  expect(file).toBe(notices()))
test('every package that the program depends on is named with its version', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(dependencies)) expect(file).toContain(`${name} ${version} (`)
  // Built into the screen.
  for (const name of ['react', '@mantine/core', '@tabler/icons-react']) expect(file).toContain(`\n${name} `)
})
// By the titles (`name version (licence)`): the words of one licence may speak of another.
test('none of them has a licence that asks for the source of the whole', () => {
  expect(file).toMatch(/^\S+ \d\S* \(MIT\)$/m)
  expect(file).not.toMatch(/^\S+ \d\S* \((?:A?GPL|SSPL|BUSL|CC-BY-NC)/m)
})
