#!/usr/bin/env node
// Makes a deb with `dpkg-deb`, called as electron-builder calls fpm, which it would download:
// CUSTOM_FPM_PATH=$PWD/tools/linux/deb.mjs npm run package -- --linux deb
// The fields: https://www.debian.org/doc/debian-policy/ch-controlfields.html
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const VALUES = new Set([
  '-s',
  '-t',
  '-d',
  '--log',
  '--category',
  '--deb-recommends',
  '--deb-compression',
  '--deb-priority',
  '--architecture',
  '--after-install',
  '--after-remove',
  '--description',
  '--version',
  '--iteration',
  '--package',
  '--name',
  '--maintainer',
  '--vendor',
  '--url',
  '--license',
])
const FLAGS = new Set(['--force', '--debug'])

const fail = (why) => {
  console.error(why)
  process.exit(1)
}
/** @type {Record<string, string[]>} */
const given = {}
const moves = []
const rest = process.argv.slice(2)
while (rest.length > 0) {
  const word = rest.shift()
  if (FLAGS.has(word)) continue
  if (VALUES.has(word)) given[word] = [...(given[word] ?? []), rest.shift()]
  else if (word.startsWith('-')) fail(`deb.mjs does not know ${word}`)
  else {
    const at = word.lastIndexOf('=')
    if (at < 1) fail(`deb.mjs does not know what to do with ${word}`)
    moves.push({ from: word.slice(0, at), to: word.slice(at + 1) })
  }
}
const one = (name) => given[name]?.at(-1) ?? null
const need = (name) => one(name) ?? fail(`deb.mjs needs ${name}`)
if (need('-t') !== 'deb') fail('deb.mjs makes debs only')

// Everybody may read what is installed, whatever this user's umask is.
process.umask(0o022)
const stage = mkdtempSync(path.join(os.tmpdir(), 'deskbell-deb-'))
try {
  for (const { from, to } of moves) {
    const target = path.join(stage, to)
    mkdirSync(path.dirname(target), { recursive: true })
    cpSync(from, target, { recursive: true, verbatimSymlinks: true })
  }
  const all = readdirSync(stage, { recursive: true, encoding: 'utf8' }).toSorted()
  let bytes = 0
  const sums = []
  for (const name of all) {
    const file = path.join(stage, name)
    const is = lstatSync(file)
    if (is.isDirectory()) chmodSync(file, 0o755)
    if (!is.isFile()) continue
    chmodSync(file, is.mode & 0o100 ? 0o755 : 0o644)
    bytes += is.size
    sums.push(`${createHash('md5').update(readFileSync(file)).digest('hex')}  ${name}\n`)
  }
  chmodSync(stage, 0o755)
  const control = path.join(stage, 'DEBIAN')
  mkdirSync(control)
  const iteration = one('--iteration')
  const [summary = '', ...more] = need('--description').split('\n')
  const fields = {
    Package: need('--name').toLowerCase(),
    Version: need('--version') + (iteration ? `-${iteration}` : ''),
    Section: one('--category') ?? 'misc',
    Priority: one('--deb-priority') ?? 'optional',
    Architecture: need('--architecture'),
    Maintainer: need('--maintainer'),
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: given['-d']?.join(', ') ?? null,
    Recommends: given['--deb-recommends']?.join(', ') ?? null,
    Homepage: one('--url'),
    Description: [summary, ...more.map((line) => (line.trim() === '' ? ' .' : ` ${line.trim()}`))].join('\n'),
  }
  const lines = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : []))
  writeFileSync(path.join(control, 'control'), lines.join(''))
  writeFileSync(path.join(control, 'md5sums'), sums.join(''))
  for (const [option, script] of [
    ['--after-install', 'postinst'],
    ['--after-remove', 'postrm'],
  ]) {
    const from = one(option)
    if (from) writeFileSync(path.join(control, script), readFileSync(from), { mode: 0o755 })
  }
  const made = spawnSync(
    'dpkg-deb',
    [
      '--root-owner-group',
      `-Z${(one('--deb-compression') ?? 'xz').replace('gz', 'gzip')}`,
      '--build',
      stage,
      need('--package'),
    ],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) fail(made.error?.message ?? made.stderr)
} finally {
  rmSync(stage, { recursive: true, force: true })
}
