// `npm start`: builds what is stale, opens Electron, and where that cannot be, the same program in the browser.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
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
  'out/main/supervise.js',
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

const { supervise } = await import(new URL('../out/main/supervise.js', import.meta.url).href)

let child = null
let watched = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (watched) watched.stop(signal)
    else if (!child?.kill(signal)) process.exit(1)
  })

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
const runElectron = async (binary) => {
  let shown = false
  watched = supervise({
    command: binary,
    args: [
      root,
      ...passed.map((argument, i) => (argument === '--data' ? `--data=${passed[i + 1]}` : argument)),
    ],
    env: { ...process.env, DESKBELL_WATCHED: '1' },
    output: (text) => {
      if (text.includes('deskbell: window')) shown = true
    },
    isReady: (text) => text.includes('deskbell: window'),
    say: (line) => console.error(line),
  })
  const code = await watched.ended
  watched = null
  if (shown) process.exit(code)
  return false
}

/**
 * Opens the address in the browser by way of a file that only this user can read: what stands in the arguments of a
 * process every user of the PC can see.
 */
const show = (address) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-open-'))
  const file = path.join(folder, 'open.html')
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${address}">`,
    { mode: 0o600 },
  )
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open'
  spawn(opener, [file], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
  // The address is good once; the file need not lie about when it was used.
  setTimeout(() => rmSync(folder, { recursive: true, force: true }), 30_000).unref()
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
}

const openInBrowser = async () => {
  let shown = false
  watched = supervise({
    command: process.execPath,
    args: [path.join(root, 'out/main/browser.js'), ...passed],
    cwd: root,
    output(text) {
      process.stdout.write(text)
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(text)?.[0]
      // After a crash the page that is open finds the new program by itself.
      if (address && !shown && !args.includes('--no-open') && process.stdout.isTTY) show(address)
      shown ||= address !== undefined
    },
    say: (line) => console.error(line),
  })
  process.exit(await watched.ended)
}

if (wantsBrowser) await openInBrowser()
else {
  const electron = await findElectron()
  if (electron.binary && (await runElectron(electron.binary)) === true) process.exit(0)
  console.log(
    `Electron cannot be used here (${electron.reason ?? 'it ended before it showed a window'}): opening Deskbell for the browser instead.`,
  )
  await openInBrowser()
}
