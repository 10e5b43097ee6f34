// The licences of everything that is part of the program: `node tools/notices.mjs` writes resources/third-party-notices.txt.
// What is part of it: the packages that go with it, and those that are built into its files.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (...parts) => readFileSync(path.join(root, ...parts), 'utf8')
const { packages } = JSON.parse(read('package-lock.json'))
const own = JSON.parse(read('package.json'))
/** It brings its own notices. */
const OF_THE_SYSTEM = new Set(['electron'])

/** Names of packages that the sources import: they are built in, though they are no dependencies of the package. */
const ofSources = () => {
  const found = new Set()
  for (const side of ['src-main', 'src-preload', 'src-renderer'])
    for (const file of readdirSync(path.join(root, side), { recursive: true, encoding: 'utf8' }))
      if (/\.(tsx?|css)$/.test(file))
        for (const [, name] of read(side, file).matchAll(
          /(?:from|import|import\()\s*'((?:@[\w.-]+\/)?[\w.-]+)[/']/g,
        ))
          if (!OF_THE_SYSTEM.has(name) && packages[`node_modules/${name}`]) found.add(name)
  return found
}

/** Where a package that another one asks for stands: beside it, or further up. */
const placeOf = (name, from) => {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (packages[place]) return place
    if (at === '') return null
  }
}
const all = new Set()
const add = (place) => {
  // What is for one system only comes with that system's package.
  if (place === null || all.has(place) || packages[place].os || packages[place].cpu) return
  all.add(place)
  for (const name of Object.keys({ ...packages[place].dependencies, ...packages[place].peerDependencies }))
    add(placeOf(name, place))
}
for (const name of [...Object.keys(own.dependencies), ...ofSources()]) add(placeOf(name, ''))

/** Files whose words have to go with the program. */
const LICENCE = /^(licen[cs]e|copying|notice)(?![a-z])/i
const wordsOf = (place) => {
  const folder = path.join(root, place)
  if (!existsSync(folder)) return ''
  return readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .toSorted()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').trim())
    .join('\n\n')
}

/** The text of the file; packages of the same words are told together. */
export const notices = () => {
  const groups = new Map()
  for (const place of [...all].toSorted()) {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const words = wordsOf(place)
    // Types alone, or optional for another system: nothing of it is in the program.
    if (words === '' && !packages[place].license) continue
    const text = words || `Licence: ${packages[place].license}`
    const title = `${name} ${packages[place].version} (${packages[place].license ?? 'see below'})`
    groups.set(text, [...(groups.get(text) ?? []), title])
  }
  const parts = [...groups].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`)
  return `Deskbell contains the following programs of others. Electron brings its own notices beside this file.\n\n${parts.join(`\n${'-'.repeat(78)}\n\n`)}`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(path.join(root, 'resources/third-party-notices.txt'), notices())
