/**
 * Takes one protection out at a time, in a copy of the code, and runs the test that is to notice: a test that stays
 * green guards nothing. `npm run faults` runs it; its table is in docs/reliability.md.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PROTECTIONS } from './protections.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const wanted = process.argv.slice(2)
const copy = mkdtempSync(path.join(os.tmpdir(), 'deskbell-without-'))
for (const name of [
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'test',
  'tools',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
])
  cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
mkdirSync(path.join(copy, 'out'))
cpSync(path.join(root, 'out'), path.join(copy, 'out'), { recursive: true })

const run = (...args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const heard = (text) => {
      said += text
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    child.on('exit', (code) => resolve({ ok: code === 0, said }))
  })
const build = () => run('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error')
const test = ([file, name]) =>
  run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=json',
    '--outputFile=results.json',
    file,
    ...(name ? ['-t', name] : []),
  )

let failed = 0
for (const { what, file, find, put, also, test: [testFile, name] = [], built = false } of PROTECTIONS) {
  if (wanted.length > 0 && !wanted.some((word) => what.includes(word))) continue
  const edits = [[find, put, file], ...(also ? [[also[0], also[1], also[2] ?? file]] : [])]
  const wholes = new Map(edits.map(([, , name]) => [name, readFileSync(path.join(copy, name), 'utf8')]))
  const trouble = (said) => {
    failed += 1
    console.log(`FAILED  ${what}: ${said}`)
  }
  if (edits.some(([text, , name]) => wholes.get(name).split(text).length !== 2)) {
    trouble(`the place in ${file} is not there once`)
    continue
  }
  for (const [from, to, name] of edits) {
    const at = path.join(copy, name)
    writeFileSync(
      at,
      readFileSync(at, 'utf8').replace(from, () => to),
    )
  }
  const made = built ? await build() : { ok: true, said: '' }
  rmSync(path.join(copy, 'results.json'), { force: true })
  const { said } = made.ok ? await test([testFile, name]) : made
  for (const [name, whole] of wholes) writeFileSync(path.join(copy, name), whole)
  try {
    const results = JSON.parse(readFileSync(path.join(copy, 'results.json'), 'utf8'))
    const noticed = results.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
    const [first] = noticed
    if (!first) trouble(`no test of ${testFile} noticed (${results.numPassedTests} passed)`)
    else
      console.log(
        `noticed ${what}: ${testFile} “${first.title}”: ${String(first.failureMessages[0]).split('\n')[0].slice(0, 160)}`,
      )
  } catch {
    trouble(`${testFile} could not be run: ${said.slice(-500)}`)
  }
}
rmSync(copy, { recursive: true, force: true })
console.log(`\n${PROTECTIONS.length} protections, ${failed} not noticed`)
process.exit(failed === 0 ? 0 : 1)
