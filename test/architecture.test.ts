import { HOT_TABLES } from '../src-main/adapters/database/hot-tables'
import { ENTITIES } from '../src-main/adapters/database/tables'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { beforeAll, describe, expect, test } from 'vitest'

/** Who may import whom. `src-main/README.md` says the same in words. */
const only = (
  name: string,
  from: string,
  to: string,
  more: { pathNot?: string } = {},
): IForbiddenRuleType => ({
  name,
  severity: 'error',
  from: { path: from, ...(more.pathNot ? { pathNot: more.pathNot } : {}) },
  to: { pathNot: to },
})
const PACKAGE = (...names: string[]) => `node_modules/(${names.join('|')})(/|$)`
/** Pure code that both sides use; it lies below the border, so that no import runs upwards. */
const SHARED = '^src-preload/shared/'
/** What the main process may know of pure code. */
const CORE = `^src-main/core/|${SHARED}`
/** What the services need of the outside world. */
const PORTS = '^src-main/services/(ports|stores|[a-z]+/[a-z-]+-store)\\.ts$'
const CONTRACT = '^src-preload/contract/'
/** Threads that adapters keep for their next job: it knows nothing of theirs. */
const THREADS = '^src-main/adapters/threads/'

const RULES: IForbiddenRuleType[] = [
  only(
    'the shared floor is pure',
    SHARED,
    `${SHARED}|${PACKAGE('intl-messageformat', 'libphonenumber-js', 'liquidjs', 'date-holidays')}`,
  ),
  only('core is pure', '^src-main/core/', `${CORE}|${PACKAGE('libphonenumber-js', 'liquidjs')}`),
  only('the contract knows values and zod', CONTRACT, `${CONTRACT}|${SHARED}|${PACKAGE('zod')}`),
  only(
    'the preload knows the contract and Electron',
    '^src-preload/electron\\.ts$',
    `${CONTRACT}|^electron$|${PACKAGE('electron')}`,
  ),
  only('the browser bridge knows the contract', '^src-preload/browser\\.ts$', CONTRACT),
  only(
    'services speak in ports',
    '^src-main/services/',
    `^src-main/services/|${CORE}|${CONTRACT}|${PACKAGE('zod', 'papaparse', '@types/papaparse')}`,
  ),
  only(
    'the database adapter',
    '^src-main/adapters/database/',
    `^src-main/adapters/database/|${THREADS}|${PORTS}|${CORE}|^(node:)?(fs|path|worker_threads)|${PACKAGE('typeorm', 'better-sqlite3', '@types/better-sqlite3')}`,
  ),
  only(
    'the backup adapter',
    '^src-main/adapters/backup/',
    `^src-main/adapters/backup/|${THREADS}|${PORTS}|^(node:)?(fs|path|stream|zlib|worker_threads)|${PACKAGE('age-encryption', 'better-sqlite3', '@types/better-sqlite3', 'tar-stream', '@types/tar-stream')}`,
  ),
  only('kept threads', THREADS, '^(node:)?(path|url|worker_threads)'),
  only(
    'the twilio adapter',
    '^src-main/adapters/twilio/',
    `^src-main/adapters/twilio/|${PORTS}|${CORE}|^(node:)?(http|https|tls|net|crypto|async_hooks|dns|stream|timers|zlib|util)|${PACKAGE('twilio', 'libphonenumber-js')}`,
  ),
  only(
    'the practice carrier',
    '^src-main/adapters/practice/',
    `^src-main/adapters/practice/|${PORTS}|${CORE}|^(node:)?(http|net|fs|crypto|path|url)`,
  ),
  only(
    'small adapters',
    '^src-main/adapters/(clock|secrets|settings)/',
    `^src-main/adapters/(clock|secrets|settings)/|${PORTS}|${CORE}|^(node:)?(fs|crypto|util|path|timers)`,
  ),
  only('the mail adapter', '^src-main/adapters/mail/', `${PORTS}|${CORE}|${PACKAGE('nodemailer')}`),
  only('the log', '^src-main/adapters/log/', `${CORE}|^(node:)?(fs|path)|${PACKAGE('rotating-file-stream')}`),
  only(
    'the spreadsheet reader',
    '^src-main/adapters/spreadsheet/',
    `^src-main/adapters/spreadsheet/|${THREADS}|${PORTS}|${CORE}|^(node:)?worker_threads|${PACKAGE('fflate', 'read-excel-file')}`,
  ),
  only(
    'the composition root knows no host',
    '^src-main/[a-z-]+\\.ts$',
    `^src-main/([a-z-]+\\.ts$|(services|adapters)/)|${CORE}|${CONTRACT}|^(node:)?(crypto|fs|path)`,
  ),
  only(
    'what both hosts share',
    '^src-main/hosts/(dispatch|page|last-run|last-resort|start-failure)\\.ts$',
    `^src-main/(app|services/(ports|error-summary)|adapters/database/open)\\.ts$|${CORE}|${CONTRACT}|^(node:)?(fs|path)|${PACKAGE('zod')}`,
  ),
  only(
    'the Electron host',
    '^src-main/hosts/electron/',
    `^src-main/hosts/electron/|^src-main/hosts/(dispatch|page|last-run|last-resort|start-failure)\\.ts$|^src-main/app\\.ts$|^src-main/services/session/session-shown\\.ts$|${PORTS}|^src-main/adapters/(clock|log|settings)/|^src-main/adapters/database/(open|run-lock)\\.ts$|${CORE}|${CONTRACT}|^(node:)?(fs|path|url|process|crypto|http|net|stream)|^electron$|${PACKAGE('electron', 'electron-store', 'electron-updater')}`,
  ),
  only(
    'the browser host',
    '^src-main/hosts/browser/',
    `^src-main/hosts/browser/|^src-main/hosts/(dispatch|page|last-run|last-resort|start-failure)\\.ts$|^src-main/app\\.ts$|${PORTS}|^src-main/adapters/(clock|log|settings|secrets|practice)/|^src-main/adapters/database/(open|run-lock)\\.ts$|${CORE}|${CONTRACT}|^(node:)?(child_process|http|net|fs|os|path|url|util|crypto|process)|${PACKAGE('ws', '@types/ws', 'conf', 'zod')}`,
  ),
  {
    name: 'nothing but the Electron host knows Electron',
    severity: 'error',
    from: { pathNot: '^src-main/hosts/electron/|^src-preload/electron\\.ts$|^test/electron/' },
    to: { path: `^electron$|${PACKAGE('electron')}` },
  },
  {
    name: 'the screen sees the border and pure code only',
    severity: 'error',
    from: { path: '^src-renderer/' },
    to: { path: '^src-(main|preload)/', pathNot: `${SHARED}|${CONTRACT}|^src-preload/browser\\.ts$` },
  },
  {
    name: 'only main.tsx chooses the bridge',
    severity: 'error',
    from: { path: '^src-renderer/', pathNot: '^src-renderer/main\\.tsx$' },
    to: { path: '^src-preload/browser\\.ts$' },
  },
  {
    name: 'a feature never imports another feature',
    severity: 'error',
    from: { path: '^src-renderer/features/([^/]+)/' },
    to: { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
  },
  {
    name: 'shared components know no feature',
    severity: 'error',
    from: { path: '^src-renderer/ui/' },
    to: { path: '^src-renderer/features/' },
  },
  {
    name: 'no circles',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
]

const filesUnder = (folder: string, ending: RegExp): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))

describe('who may import whom', () => {
  let result: ICruiseResult
  beforeAll(async () => {
    const { output } = await cruise(['src-main', 'src-preload', 'src-renderer'], {
      // With TypeScript 7 the tsc parser reads nothing and reports success.
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '\\.(css|json|woff2|png|svg)$' },
      validate: true,
      ruleSet: { forbidden: RULES },
      enhancedResolveOptions: {
        extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    })
    result = output as ICruiseResult
  }, 120_000)

  test('every source file was read', () => {
    const sources = ['src-main', 'src-preload', 'src-renderer'].flatMap((folder) =>
      filesUnder(folder, /\.tsx?$/),
    )
    const seen = new Set(result.modules.map((module) => module.source))
    expect(sources.length).toBeGreaterThan(80)
    expect(sources.filter((file) => !seen.has(file))).toEqual([])
  })

  test('every import could be resolved', () => {
    const lost = result.modules.flatMap((module) =>
      module.dependencies
        .filter((one) => one.couldNotResolve)
        .map((one) => `${module.source} → ${one.module}`),
    )
    expect(lost).toEqual([])
  })

  test('no rule is broken', () => {
    expect(result.summary.violations.map((one) => `${one.rule.name}: ${one.from} → ${one.to}`)).toEqual([])
  })
})

describe('one way out, one way to write', () => {
  const sources = filesUnder('src-main', /\.ts$/)
  const using = (pattern: RegExp) => sources.filter((file) => pattern.test(readFileSync(file, 'utf8')))

  test('TypeORM writes go through the one writer', () => {
    expect(using(/\.transaction\(|getRepository\(|createQueryRunner\(|\.manager\b/).toSorted()).toEqual([
      'src-main/adapters/database/records.ts',
      'src-main/adapters/database/templates/draft-store.ts',
      'src-main/adapters/database/write.ts',
    ])
  })
  test('hot tables are read and written by prepared statements, every other one by TypeORM', () => {
    const stores = sources.filter(
      (file) =>
        file.startsWith('src-main/adapters/database/') &&
        // The schema itself, files beside the database, and forgetting, which goes through every table in one step.
        !/\/migrations\/|\/privacy\/|-tables\.ts$|\/(verify-copy|opt-outs|claim-journal|open|put-in-place)\.ts$/.test(
          file,
        ),
    )
    const tables = new Set(ENTITIES.map(({ options }) => options.tableName ?? options.name))
    const hot = new Set(Object.keys(HOT_TABLES))
    const plain = [...tables].filter((table) => !hot.has(table))
    // Read for its name beside a hot table, it stays plain.
    const named = /\(SELECT \w\.name FROM \w+ \w WHERE/g
    const wrong = stores.flatMap((file) => {
      const sql = readFileSync(file, 'utf8').replaceAll(named, '')
      return [...sql.matchAll(/\b(?:FROM|INTO|UPDATE|JOIN)\s+"?([a-z_]+)/g)]
        .filter(([, table = '']) => plain.includes(table))
        .map(([, table]) => `${file}: ${table}`)
    })
    expect(wrong).toEqual([])
    const source = stores.map((file) => readFileSync(file, 'utf8')).join('\n')
    // Each plain table has its store of TypeORM.
    const entityOf = (table: string) =>
      table.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    expect(
      plain.filter(
        (table) =>
          !new RegExp(
            `(createRecords\\(db|getRepository\\(), ?${entityOf(table)}\\b|getRepository\\(${entityOf(table)}\\)`,
          ).test(source),
      ),
    ).toEqual([])
    // The list names nothing that is not there.
    expect([...hot].filter((table) => !tables.has(table) && table !== 'recipient_fts')).toEqual([])
  })
  test('texts leave through the outbox runner alone', () => {
    expect(using(/\bsms\s*\.send\(|\bsms\n?\s*\.send\(/)).toEqual([
      'src-main/services/outbox/runner/runner.ts',
    ])
  })
  test('a service names the stores it uses', () => {
    const all = /\bstores: (\(\) => )?Stores\b/
    expect(using(all).filter((file) => file.startsWith('src-main/services/'))).toEqual([])
    expect(using(all).toSorted()).toEqual(['src-main/desk.ts', 'src-main/features.ts'])
  })
  test('no branch depends on a sentence', () => {
    const everywhere = [
      ...sources,
      ...filesUnder('src-preload', /\.ts$/),
      ...filesUnder('src-renderer', /\.tsx?$/),
    ]
    const comparing =
      /(?:[!=]==|\bcase) ['"`][A-Z][a-z]+ \w|\.(?:includes|startsWith|endsWith)\(['"`][A-Z][a-z]+ \w/
    expect(everywhere.filter((file) => comparing.test(readFileSync(file, 'utf8')))).toEqual([])
  })
  test('what runs in a thread is a typed file of its own', () => {
    expect(using(/\beval: true\b/)).toEqual([])
    expect(using(/\bnew Worker\((?!workerFile\()/)).toEqual([])
  })
  test('raw IPC stands in two places', () => {
    expect(using(/\bipcMain\b/)).toEqual(['src-main/hosts/electron/start.ts'])
    expect(
      filesUnder('src-preload', /\.ts$/)
        .concat(filesUnder('src-renderer', /\.tsx?$/))
        .filter((file) => /\bipcRenderer\b/.test(readFileSync(file, 'utf8'))),
    ).toEqual(['src-preload/electron.ts'])
  })
  test('no file is longer than 400 lines, and no folder holds more than 15', () => {
    const all = [
      ...filesUnder('src-main', /\.tsx?$/),
      ...filesUnder('src-preload', /\.tsx?$/),
      ...filesUnder('src-renderer', /\.(tsx?|css)$/),
    ]
    const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1
    const tests = filesUnder('test', /\.tsx?$/)
    expect([...all, ...tests].filter((file) => lines(file) > 400)).toEqual([])
    const folders = Map.groupBy(all, (file) => file.slice(0, file.lastIndexOf('/')))
    expect([...folders].filter(([, files]) => files.length > 15).map(([folder]) => folder)).toEqual([])
  })
  test('what files of tests share says what is done around a test where they call it, not where it is loaded', () => {
    // Files that share a process load it once: for every other file it would not be done.
    expect(
      filesUnder('test', /(?<!\.(test|spec))\.ts$/).filter((file) =>
        /^(before|after)(Each|All)\(/m.test(readFileSync(file, 'utf8')),
      ),
    ).toEqual([])
  })
  test('no file name says nothing', () => {
    const tracked = execFileSync('git', ['ls-files', 'src-main', 'src-preload', 'src-renderer', 'test'], {
      encoding: 'utf8',
    }).split('\n')
    expect(
      tracked.filter((file) => /(^|\/)(utils?|helpers?|common|manager|data|info)(\.|\/)/.test(file)),
    ).toEqual([])
  })
})
