// `npm test`: everything CI runs, stage after stage; at the end what failed, and one line with the sums.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]?.split(',')
  : null
const filter = process.argv
  .slice(2)
  .filter((argument, i, all) => argument !== '--only' && all[i - 1] !== '--only')
const results = path.join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const totals = { passed: 0, skipped: 0 }
/** What failed and why: said again at the end, since of a long output often only the end is kept. */
const failures = []
const failed = (what, why = '') => failures.push({ what, why })

/**
 * Where tests put their data folders: into memory where there is enough of it, since thousands of small databases that are synced
 * on a busy disk cost more than what they test. What is about the disk itself (`faults`, `electron`) stays on one.
 */
const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 4 * 1024 ** 3
const memory = (() => {
  if (process.platform !== 'linux' || !existsSync(MEMORY)) return null
  const { bavail, bsize } = statfsSync(MEMORY)
  if (bavail * bsize < ENOUGH_BYTES) return null
  const folder = mkdtempSync(path.join(MEMORY, 'deskbell-tests-'))
  // Electron is another user, with a folder of its own in it.
  chmodSync(folder, 0o711)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
  return folder
})()
const inMemory = memory ? { TMPDIR: memory } : {}

const node = (script, ...args) => [process.execPath, [path.join('node_modules', script), ...args]]
const bin = (name, ...args) => [
  path.join('node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name),
  args,
]

/** `output` gets what it prints; without it that is printed at once. */
const run = ([command, args], env = {}, output = null) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: output ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    })
    child.stdout?.on('data', output)
    child.stderr?.on('data', output)
    child.on('close', (code) => resolve(code === 0))
    child.on('error', () => resolve(false))
  })

/** Each of these uses little more than one core: they begin together, and print what they found in one piece. */
const SIDE_BY_SIDE = new Set(['types', 'format', 'lint', 'unused'])
const headOf = (name) => `\n── ${name}\n`

/** A stage that is one check. */
const check = (command) => async (name) => {
  const printed = []
  const ok = await run(command, {}, (part) => printed.push(part))
  process.stdout.write(`${SIDE_BY_SIDE.has(name) ? headOf(name) : ''}${Buffer.concat(printed)}`)
  if (ok) totals.passed += 1
  else failed(name, 'What it found is printed at its stage.')
}

const vitest =
  (folders, { config = 'test/vitest.config.ts', env = {} } = {}) =>
  async (name) => {
    const file = path.join(results, `${name}.json`)
    const ok = await run(
      node(
        'vitest/vitest.mjs',
        'run',
        '--config',
        config,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...folders,
        ...filter,
      ),
      env,
    )
    if (!existsSync(file)) return failed(name, 'It ended without results.')
    const { numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
    totals.passed += numPassedTests
    totals.skipped += numPendingTests
    const before = failures.length
    for (const suite of testResults) {
      const where = path.relative(root, suite.name)
      const tests = suite.assertionResults.filter((test) => test.status === 'failed')
      for (const test of tests) failed(`${where}: ${test.fullName}`, test.failureMessages.join('\n'))
      // A file that does not even load has no failed test of its own.
      if (suite.status === 'failed' && tests.length === 0) failed(where, suite.message)
    }
    // An error outside of any test.
    if (!ok && failures.length === before) failed(name, 'What it found is printed at its stage.')
  }

/** Adds what a run of Playwright found to the sums. */
const addPlaywright = (name, file) => {
  if (!existsSync(file)) return failed(name, 'It ended without results.')
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'))
  totals.passed += stats.expected + stats.flaky
  totals.skipped += stats.skipped
  for (const error of errors ?? []) failed(name, error.message)
  const gather = ({ suites: inner = [], specs = [] }) => {
    for (const spec of specs)
      for (const test of spec.tests.filter((each) => each.status === 'unexpected'))
        failed(
          `${name}: ${spec.file}:${spec.line} ${spec.title}`,
          test.results
            .flatMap(({ errors: found }) =>
              found.map(({ message, location }) => `${location ? `line ${location.line}: ` : ''}${message}`),
            )
            .join('\n'),
        )
    inner.forEach(gather)
  }
  suites.forEach(gather)
  return stats
}

/** The specs in Chromium over the browser host: all of them, or where they ran on Electron those of this host. */
const playwright = async (name) => {
  if (!ensureChromium()) return failed(name, 'There is no Chromium.')
  const file = path.join(results, `${name}.json`)
  await run(
    node(
      '@playwright/test/cli.js',
      'test',
      '--config',
      'test/e2e/playwright.config.ts',
      '--reporter=list,json',
      ...(onElectron && filter.length === 0 ? BROWSER_HOST : filter),
    ),
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...inMemory },
  )
  addPlaywright(name, file)
}

/** What a real Electron and its screen need beside what Debian has: https://www.electronjs.org/docs/latest/development/build-instructions-linux */
const ELECTRON_PACKAGES =
  'g++ unzip xvfb libgtk-3-0 libnss3 libgbm1 libasound2 libxss1 libatk-bridge2.0-0 libcups2'

/** Could specs run on a real Electron? Then the browser host proves only what is its own. */
let onElectron = false

/** Specs on a real Electron, where its binary can be had; else one line, and the stage counts as skipped. */
const electronReal = (specs, what) => async (name) => {
  if (process.platform === 'linux' && !existsSync('/usr/bin/Xvfb'))
    installOnDebian(ELECTRON_PACKAGES, 'the specs on a real Electron')
  const file = path.join(results, `${name}.json`)
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, ['test/electron/real/run.mjs', file, ...specs, ...filter], {
      stdio: 'inherit',
      env: { ...process.env, ...(memory ? { DESKBELL_TEST_DATA: memory } : {}) },
    })
    child.on('exit', resolve)
    child.on('error', () => resolve(1))
  })
  if (code === 3) {
    totals.skipped += 1
    return
  }
  onElectron = true
  const stats = addPlaywright(name, file)
  if (stats)
    console.log(
      `${stats.expected + stats.flaky} specs passed on ${what}, ${stats.skipped} skipped; browser-host and dev are about the other host.`,
    )
}

/** Answers whether it could be tried: on Debian, as root. */
const installOnDebian = (name, what) => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing ${name} for ${what} …`)
  const options = { stdio: ['ignore', 'ignore', 'inherit'] }
  // Something else may be installing at the same time.
  const wait = ['-o', 'DPkg::Lock::Timeout=300']
  spawnSync('apt-get', [...wait, 'update', '-qq'], options)
  spawnSync('apt-get', [...wait, 'install', '-y', '-qq', '--no-install-recommends', ...name.split(' ')], {
    ...options,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return true
}

/** Chromium from the system; on Debian as root it is installed. */
const ensureChromium = () => {
  const found = [
    process.env.CHROMIUM,
    // Chromium without a window's frame: a third quicker.
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((file) => file && existsSync(file))
  if (found) {
    process.env.CHROMIUM = found
    return true
  }
  // An older Debian has no package of the shell alone.
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (installOnDebian(name, 'the end-to-end tests') && existsSync(`/usr/bin/${name}`))
      return ensureChromium()
  console.error(
    'The end-to-end tests need Chromium. Install it (Debian: apt-get install chromium) or name it in the variable CHROMIUM.',
  )
  return false
}

const build = check(node('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'))
/** What is shown of the packaged program: start, the main job, backups and copies, a workbook, quit and restart. */
const PACKAGED = ['--packaged', 'main-job.spec.ts', 'copies.spec.ts', 'import-export.spec.ts']
/** The deb: the program that it installs, and an update to it. */
const INSTALLED = ['--installed', 'installed.spec.ts', 'electron-updates.spec.ts']
/** What the browser host shows of itself where every spec ran on Electron. */
const BROWSER_HOST = ['browser-host.spec.ts', 'dev.spec.ts', 'main-job.spec.ts']
const STAGES = {
  types: check(bin('tsc', '-b')),
  format: check(bin('biome', 'format', '.')),
  lint: check(
    bin(
      'oxlint',
      '--type-aware',
      '--config',
      'test/oxlint.json',
      '--deny-warnings',
      'src-main',
      'src-preload',
      'src-renderer',
      'test',
    ),
  ),
  unused: check(bin('knip', '--config', 'test/knip.json')),
  unit: vitest(
    [
      'test/architecture.test.ts',
      'test/contract.test.ts',
      'test/security-statements.test.ts',
      'test/protections.test.ts',
      'test/notices.test.ts',
      'test/rows.test.ts',
      'test/core',
      'test/services',
      'test/adapters',
    ],
    { env: inMemory },
  ),
  build,
  electron: vitest(['test/electron']),
  async faults(name) {
    // Elsewhere the one test that needs it is skipped, and says so.
    if (!existsSync('/usr/bin/strace')) installOnDebian('strace', 'the order of writes and requests')
    await vitest(['test/faults'])(name)
  },
  'electron-real': electronReal([], 'a real Electron'),
  e2e: playwright,
}
/** Where properties are tried with many values. */
const PROPERTIES = ['test/core', 'test/adapters/money', 'test/services/dispatch', 'test/services/import']
const EXTRA = {
  'electron-all': async (name) => {
    await build('build')
    await electronReal([], 'a real Electron')(name)
    await electronReal(PACKAGED, 'the packaged program')('electron-packaged')
    await electronReal(INSTALLED, 'the installed program')('electron-installed')
  },
  'bench-electron': async (name) => {
    await build('build')
    process.env.DESKBELL_MEASURE = '1'
    await electronReal(['measure.spec.ts'], 'a real Electron')(name)
  },
  bench: async (name) => {
    // Two of them look at the page.
    if (!ensureChromium()) failed(name, 'There is no Chromium.')
    await build('build')
    await vitest(['test/bench'], { config: 'test/bench/vitest.config.ts' })(name)
  },
  'faults-long': async (name) => {
    process.env.DESKBELL_LONG_FAULTS = '1'
    await build('build')
    await vitest(['test/faults'])(name)
    await vitest(PROPERTIES)('properties')
    await check(node('../test/faults/take-out.mjs'))('protections')
  },
}

const wanted = only
  ? Object.entries({ ...STAGES, ...EXTRA }).filter(([name]) => only.includes(name))
  : Object.entries(STAGES)
const perform = async ([name, stage]) => {
  const start = Date.now()
  const before = failures.length
  const beside = SIDE_BY_SIDE.has(name)
  if (!beside) process.stdout.write(headOf(name))
  await stage(name)
  const ok = beside ? failures.every(({ what }) => what !== name) : failures.length === before
  console.log(`── ${name}: ${ok ? 'ok' : 'FAILED'}, ${((Date.now() - start) / 1000).toFixed(1)} s`)
}
await Promise.all(wanted.filter(([name]) => SIDE_BY_SIDE.has(name)).map(perform))
for (const stage of wanted) if (!SIDE_BY_SIDE.has(stage[0])) await perform(stage)
for (const { what, why } of failures) {
  console.log(`\nFAILED ${what}`)
  const lines = why.split('\n').filter((line) => !line.includes('node_modules'))
  for (const line of lines.slice(0, 12)) console.log(`  ${line.slice(0, 300)}`)
}
console.log(
  `\n${totals.passed} passed, ${failures.length} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`,
)
process.exit(failures.length === 0 && totals.passed > 0 ? 0 : 1)
