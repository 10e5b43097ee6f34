// `npm run dev`: the screen from Vite with hot reload, the main process built anew and started again when its files change.
// In the browser host, or with `-- --electron` in Electron. `--data DIR` and `--no-open` as in `npm start`.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { resolveConfig } from 'electron-vite'
import { build, createServer } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const args = process.argv.slice(2)
const inElectron = args.includes('--electron')
const dataAt = args.indexOf('--data')
const dataDir = path.resolve(dataAt < 0 ? path.join(os.tmpdir(), 'deskbell-dev') : (args[dataAt + 1] ?? ''))
/** Editors write a file in several steps. */
const SETTLED_MS = 200

const configs = await resolveConfig({ root, logLevel: 'warn' }, 'build', 'development')
/** Electron starts what `package.json` names; the browser host leaves the built program of `npm start` alone. */
const main = inElectron ? 'out/main' : 'out/dev'
const buildMain = async () => {
  const { main: mainConfig, preload } = configs.config ?? {}
  await build({
    ...mainConfig,
    configFile: false,
    logLevel: 'warn',
    build: { ...mainConfig?.build, outDir: path.join(root, main) },
  })
  if (inElectron) await build({ ...preload, configFile: false, logLevel: 'warn' })
}

/** The program; its first line with an address is told to `opened`. */
let child = null
let opened = () => {}
const startProgram = (page) => {
  const require = createRequire(import.meta.url)
  const [command, given] = inElectron
    ? [require('electron'), ['.', `--data=${dataDir}`]]
    : [process.execPath, [`${main}/browser.js`, '--data', dataDir, '--port', String(port)]]
  child = spawn(command, given, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(page ? { DESKBELL_DEV_PAGE: page } : {}) },
  })
  child.stdout.on('data', (part) => {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(part))?.[0]
    if (address) opened(new URL(address))
    else process.stdout.write(part)
  })
}
const stopProgram = () =>
  new Promise((resolve) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })

await buildMain()
/** The browser host keeps one address over all its starts. */
const port = await new Promise((resolve) => {
  const probe = createTcpServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address()
    probe.close(() => resolve(free))
  })
})
const server = await createServer({
  ...configs.config?.renderer,
  configFile: false,
  logLevel: 'warn',
  server: {
    host: '127.0.0.1',
    port: Number(process.env.DESKBELL_DEV_PORT ?? 0),
    // Its own address: the program's has a token as well.
    hmr: { path: '/hot' },
    proxy: inElectron
      ? {}
      : {
          // The page's own address, its key and its calls: asked of the program under the name that it answers to.
          '^/(calls|\\?token=)': {
            target: `http://127.0.0.1:${port}`,
            ws: true,
            changeOrigin: true,
            rewriteWsOrigin: true,
          },
        },
  },
})
await server.listen()
const page = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${server.config.server.port}/`

const run = () =>
  new Promise((resolve) => {
    opened = resolve
    startProgram(inElectron ? page : null)
    if (inElectron) resolve(null)
  })
const address = await run()
if (address) console.log(`Deskbell is being developed at ${page}${address.search}`)

let settling = null
let again = Promise.resolve()
const changed = (_event, name) => {
  if (!/\.(ts|json)$/.test(name ?? '')) return
  clearTimeout(settling)
  settling = setTimeout(() => {
    again = again.then(async () => {
      try {
        await buildMain()
      } catch {
        // What is wrong was printed; the program of before goes on.
        return
      }
      await stopProgram()
      const next = await run()
      server.ws.send({ type: 'full-reload' })
      console.log(next ? `Started again: ${page}${next.search}` : 'Started again.')
    })
  }, SETTLED_MS)
}
for (const folder of ['src-main', 'src-preload']) watch(path.join(root, folder), { recursive: true }, changed)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, async () => {
    await stopProgram()
    await server.close()
    process.exit(0)
  })
