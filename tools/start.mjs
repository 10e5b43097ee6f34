// `npm start`: builds what is stale, opens Electron, and where that cannot be, the same program in the browser.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const args = process.argv.slice(2)
const wantsBrowser = args.includes('--browser')
const passed = args.filter((argument) => !['--browser', '--no-open'].includes(argument))
/** Electron's download is given up when nothing came for so long. */
const SILENCE_MS = 20_000

const newest = (folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((time, entry) => Math.max(time, statSync(path.join(entry.parentPath, entry.name)).mtimeMs), 0)

const BUILT = [
  'out/main/electron.js',
  'out/main/browser.js',
  'out/preload/electron.cjs',
  'out/renderer/index.html',
].map((file) => path.join(root, file))
const stale = () => {
  if (BUILT.some((file) => !existsSync(file))) return true
  const sources = Math.max(
    newest('src-main'),
    newest('src-preload'),
    newest('src-renderer'),
    statSync(path.join(root, 'package-lock.json')).mtimeMs,
  )
  return sources > Math.min(...BUILT.map((file) => statSync(file).mtimeMs))
}

if (stale()) {
  console.log('Building Deskbell …')
  const built = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  if (built.status !== 0) {
    console.error('Building failed: see the lines above.')
    process.exit(built.status ?? 1)
  }
}

let child = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => child?.kill(signal) ?? process.exit(1))

/** The Electron binary, fetched if need be; a reason in words when it cannot be had. */
const findElectron = async () => {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { reason: 'there is no display' }
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const folder = path.dirname(require.resolve('electron/package.json'))
  const name =
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron'
  const binary = path.join(override ?? path.join(folder, 'dist'), name)
  if (existsSync(binary)) return { binary }
  if (override) return { reason: 'ELECTRON_OVERRIDE_DIST_PATH holds no Electron' }
  console.log('Fetching Electron (first start) …')
  const fetched = await new Promise((resolve) => {
    child = spawn(process.execPath, [path.join(folder, 'install.js')], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_GET_USE_PROXY: '1' },
    })
    const size = () => {
      try {
        return readdirSync(path.join(folder, 'dist'), { recursive: true }).length
      } catch {
        return 0
      }
    }
    let heard = Date.now()
    let last = size()
    const patience = setInterval(() => {
      const now = size()
      if (now !== last) heard = Date.now()
      last = now
      if (Date.now() - heard > SILENCE_MS) child.kill('SIGKILL')
    }, 1000)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', () => (heard = Date.now()))
    child.on('exit', (code) => {
      clearInterval(patience)
      resolve(code === 0)
    })
  })
  child = null
  return fetched && existsSync(binary) ? { binary } : { reason: 'its program file could not be fetched' }
}

/** Runs Electron; false when it ended before it showed a window. */
const runElectron = (binary) =>
  new Promise((resolve) => {
    let shown = false
    child = spawn(
      binary,
      [root, ...passed.map((argument, i) => (argument === '--data' ? `--data=${passed[i + 1]}` : argument))],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    child.stdout.on('data', (data) => {
      if (String(data).includes('deskbell: window')) shown = true
    })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => (shown ? process.exit(code ?? 0) : resolve(false)))
  })

const openInBrowser = () => {
  child = spawn(process.execPath, [path.join(root, 'out/main/browser.js'), ...passed], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
  })
  child.stdout.on('data', (data) => {
    process.stdout.write(data)
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(data))?.[0]
    if (address && !args.includes('--no-open') && process.stdout.isTTY) {
      const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open'
      spawn(opener, [address], { stdio: 'ignore', detached: true })
        .on('error', () => {})
        .unref()
    }
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)))
}

if (wantsBrowser) openInBrowser()
else {
  const electron = await findElectron()
  if (electron.binary && (await runElectron(electron.binary)) === true) process.exit(0)
  console.log(
    `Electron cannot be used here (${electron.reason ?? 'it ended before it showed a window'}): opening Deskbell for the browser instead.`,
  )
  openInBrowser()
}
