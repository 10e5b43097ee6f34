/** The built main bundle, booted with a stand-in for Electron that is strict about time. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { weakenings } from '../../src-main/core/office/weakenings'

type Call = { what: string; args: unknown[] }
type Reply = { ok: boolean; value?: { users: unknown[] }; error?: { code: string } }
type Fetched = { status: number; policy: string | null; type: string | null }
type Seen = {
  webPreferences: Record<string, unknown>
  trusted: Reply
  pdf: Reply
  refused: Record<string, Reply>
  page: Record<string, Fetched>
  permissions: Record<string, boolean>
  foreignPermission: boolean
  checks: boolean[]
  device: boolean
  savedMode: number
  saveDialog: { title: string; defaultPath: string }
  prevented: number
  opened: string[]
  external: string[]
  closing: { closed: boolean; visible: boolean }
  shownAgain: boolean
  quietBefore: number
  sent: { ok: boolean; value: { sent: number } }
  events: number
  question: { message: string; buttons: string[] }
  stayed: boolean
  toldInFront: number
  notification: { title: string; body: string }
  openedFor: { visible: boolean; path: { path: string } }
  badges: number[]
  badgeAfter: number
  record: Call[]
  menu: { label: string; submenu: { role?: string; label?: string }[] }[]
}

// One end-to-end run from a folder whose name is awkward in a path, in a URL and in a shell.
const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'deskbell-')), 'Désk bell #1%')

const boot = (env: Record<string, string> = {}) =>
  new Promise<Seen>((resolve, reject) => {
    const child = spawn(process.execPath, ['test/electron/boot.mjs'], {
      env: { ...process.env, STAND_IN_DATA: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.on('data', (data) => {
      out += String(data)
    })
    child.on('exit', () => {
      const line = out.split('\n').find((one) => one.startsWith('SEEN '))
      if (line) resolve(JSON.parse(line.slice(5)) as Seen)
      else reject(new Error(`the main bundle did not come up: ${out}`))
    })
  })

let seen: Seen
beforeAll(async () => {
  mkdirSync(dataDir, { recursive: true })
  seen = await boot()
})
afterAll(() => rmSync(path.dirname(dataDir), { recursive: true, force: true }))

describe('what must happen before ready', () => {
  test('identity, scheme, sandbox and lock, in the entry itself', () => {
    const first = seen.record.slice(0, 4).map(({ what }) => what)
    expect(first).toEqual([
      'setAppUserModelId',
      'registerSchemesAsPrivileged',
      'enableSandbox',
      'requestSingleInstanceLock',
    ])
    expect(seen.record[1]?.args[0]).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
  })
  test('a second instance makes no window and quits', async () => {
    const second = await boot({ STAND_IN_SECOND: '1' })
    expect(second.record.map(({ what }) => what)).toContain('quit')
    expect(second.record.map(({ what }) => what)).not.toContain('loadURL')
  })
})

describe('fault 4: a crash', () => {
  const folder = path.join(dataDir, '..', 'crashed')
  test('of the page brings it back; of the program ends it in order and starts it again', async () => {
    mkdirSync(folder, { recursive: true })
    const crashed = await boot({ STAND_IN_CRASH: '1', STAND_IN_DATA: folder })
    const did = crashed.record.filter(({ what }) => ['reload', 'relaunch', 'exit'].includes(what))
    expect(did).toMatchObject([
      { what: 'reload' },
      { what: 'relaunch', args: [{ args: expect.arrayContaining(['--deskbell-wait=1000']) }] },
      { what: 'exit', args: [70] },
    ])
  })
  test('under `npm start` it is left to that one to start it again', async () => {
    const crashed = await boot({ STAND_IN_CRASH: '1', STAND_IN_DATA: folder, DESKBELL_WATCHED: '1' })
    expect(crashed.record.map(({ what }) => what)).not.toContain('relaunch')
  })
})

const UNSET = Object.fromEntries(weakenings(process.env, []).map((name) => [name, '']))
describe('fault 12: a packaged build', () => {
  const start = (env: Record<string, string>) =>
    // Whatever the environment of the tests says.
    boot({ STAND_IN_PACKAGED: '1', STAND_IN_SECOND: '1', ...UNSET, ...env }).then(({ record }) =>
      record.filter(({ what }) => ['exit', 'requestSingleInstanceLock'].includes(what)),
    )
  test.each([
    ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
    ['NODE_EXTRA_CA_CERTS', '/tmp/ca.pem'],
    ['SSLKEYLOGFILE', '/tmp/keys'],
  ])('does not start with %s', async (name, value) => {
    expect(await start({ [name]: value })).toEqual([{ what: 'exit', args: [78] }])
  })
  test('starts without them', async () => {
    expect((await start({})).map(({ what }) => what)).toEqual(['requestSingleInstanceLock'])
  })
})

describe('the window', () => {
  test('is sandboxed, isolated and knows no Node', () => {
    expect(seen.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
    })
    expect(path.basename(String(seen.webPreferences.preload))).toBe('electron.cjs')
  })
  test('navigates nowhere, downloads only what the page made, opens only listed help', () => {
    expect(seen.prevented).toBe(5)
    expect(seen.opened).toEqual(['deny', 'deny', 'deny', 'deny', 'deny'])
    expect(seen.external).toEqual(['https://www.twilio.com/docs'])
  })
  test.skipIf(process.platform === 'win32')(
    'an export is readable by the user alone, wherever it was saved',
    () => {
      expect(seen.savedMode.toString(8)).toBe('600')
      expect(seen.saveDialog).toEqual({ title: 'Save the file', defaultPath: 'consent Ada Okafor.csv' })
    },
  )
  test('every permission is refused but two, and those only to our page', () => {
    const granted = Object.entries(seen.permissions)
      .filter(([, answer]) => answer)
      .map(([name]) => name)
    expect(granted.toSorted()).toEqual(['clipboard-sanitized-write', 'notifications'])
    expect(seen.foreignPermission).toBe(false)
    expect(seen.checks).toEqual([false, true])
    expect(seen.device).toBe(false)
  })
})

describe('calls', () => {
  test('from our own top frame are answered', () => {
    expect(seen.trusted).toMatchObject({ ok: true })
  })
  test.each(['subframe', 'foreign', 'lookalike', 'gone', 'otherWindow'])('from %s are refused', (from) => {
    expect(seen.refused[from]).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  })
  test('B8 the page becomes a PDF on the paper of the office, for our own page only', () => {
    expect(seen.pdf).toEqual({ ok: true, value: { base64: Buffer.from('%PDF-1.7').toString('base64') } })
    expect(seen.refused.pdf).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    const asked = seen.record.filter(({ what }) => what === 'printToPDF')
    expect(asked).toMatchObject([{ args: [{ pageSize: 'Letter', printBackground: true }] }])
  })
  test('events reach the page', () => expect(seen.events).toBeGreaterThan(0))
})

describe('the page', () => {
  test('comes from app:// with a policy', () => {
    expect(seen.page.index).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(seen.page.index?.policy).toContain("default-src 'none'")
    expect(seen.page.index?.policy).toContain("connect-src 'none'")
    expect(seen.page.index?.policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
  })
  test.each(['traversal', 'doubled', 'other', 'source', 'missing'])('%s is refused', (name) => {
    expect(seen.page[name]?.status).toBeGreaterThanOrEqual(400)
  })
})

describe('a day', () => {
  test('closing the window leaves the program; a second start shows it again', () => {
    expect(seen.closing).toEqual({ closed: false, visible: false })
    expect(seen.shownAgain).toBe(true)
  })
  test('M16 M25 a text is told on the desktop, discreetly; a click opens its conversation; the badge counts', () => {
    expect(seen.toldInFront).toBe(0)
    expect(seen.notification).toMatchObject({ title: 'New text', body: '' })
    expect(seen.openedFor).toEqual({ visible: true, path: { path: '/inbox/%2B12025550142' } })
    if (process.platform !== 'win32') {
      expect(seen.badges).toContain(1)
      expect(seen.badgeAfter).toBe(0)
    }
  })
  test('the PC is kept awake while texts wait to leave', () => {
    expect(seen.quietBefore).toBe(0)
    expect(seen.record.find(({ what }) => what === 'powerSaveBlocker.start')?.args).toEqual([
      'prevent-app-suspension',
    ])
  })
  test('Quit names what waits, and can be taken back', () => {
    expect(seen.question.message).toBe(`${seen.sent.value.sent} texts wait to leave.`)
    expect(seen.question.buttons).toEqual(['Stay open', `Quit with ${seen.sent.value.sent} texts waiting`])
    expect(seen.stayed).toBe(true)
    expect(seen.record.at(-1)).toEqual({ what: 'exit', args: [0] })
  })
  test('everything written is for this user alone', () => {
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(files.map((file) => file.name)).toContain('practice.db')
    expect(
      files
        .filter((file) => (statSync(path.join(file.parentPath, file.name)).mode & 0o077) !== 0)
        .map((file) => file.name),
    ).toEqual([])
  })
  test('the menu keeps the edit roles', () => {
    const edit = seen.menu.find(({ label }) => label === 'Edit')
    expect(edit?.submenu.flatMap(({ role }) => role ?? [])).toEqual([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
    ])
  })
})
