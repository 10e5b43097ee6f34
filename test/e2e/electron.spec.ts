/** What only a real Electron shows: its window, its processes, its dialogs, its end. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { reviewForAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'
import { expect, test } from './fixture'
import { people } from './wizard'

test.use({ ownProcess: true })

const electronOf = (office: unknown) => (office as { electron: ElectronApplication }).electron
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Person${String(i).padStart(2, '0')},Test,${reservedNumber(i)},,,yes,yes`,
  )
const waitingSend = async (api: Parameters<typeof people>[0], count: number) => {
  await setUpOffice(api, { holdSeconds: 600, canary: false })
  await people(api, ...rows(count))
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  return sendId
}

test('M25 the page runs in a sandbox of the system, without Node, and a web page cannot take its place', async ({
  office,
}) => {
  const { page } = office
  const electron = electronOf(office)
  expect(
    await page.evaluate(() => [
      typeof (globalThis as { require?: unknown }).require,
      typeof (globalThis as { process?: unknown }).process,
    ]),
  ).toEqual(['undefined', 'undefined'])
  const renderers = await electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .map(({ pid }) => pid),
  )
  expect(renderers.length).toBeGreaterThan(0)
  expect(await electron.evaluate(() => process.argv)).not.toContain('--no-sandbox')
  // Mode 2 is a filter of system calls: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
  for (const pid of renderers) {
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')
  }
  await page.evaluate(() => {
    location.href = 'about:blank'
  })
  await expect
    .poll(
      () =>
        electron.evaluate(
          ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '',
        ),
      { timeout: 20_000 },
    )
    .toMatch(/^app:\/\//)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 20_000 })
})

test.describe('a page that dies', () => {
  test.use({ expectedErrors: /.*/ })
  test('M16 comes back by itself with what was typed, and texts go on meanwhile', async ({ office }) => {
    const { api } = office
    const electron = electronOf(office)
    await people(api, ...rows(1))
    const url = await electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL() ?? '',
    )
    await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    await expect
      .poll(
        () =>
          electron.evaluate(({ BrowserWindow }) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents
            return contents === undefined || contents.isCrashed() ? '' : contents.getTitle()
          }),
        { timeout: 30_000 },
      )
      .toBe('Deskbell')
    expect(url).toMatch(/^app:/)
  })
})

test('S7 where the window was is where it is again, and closing it leaves the program', async ({
  office,
}) => {
  const electron = electronOf(office)
  await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1150, height: 720 }),
  )
  await expect
    .poll(() => {
      const file = path.join(office.dataDir, 'window.json')
      return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { window: object }).window : null
    })
    .toMatchObject({ width: 1150, height: 720 })
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
    false,
  )
  await electron.evaluate(({ app }) => app.emit('second-instance'))
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(
    true,
  )
})

test('S7 Quit with texts waiting asks once, names their number, and staying keeps them', async ({
  office,
}) => {
  const { api } = office
  const electron = electronOf(office)
  await waitingSend(api, 3)
  const asked = await electron.evaluate(async ({ app, dialog }) => {
    const questions: string[] = []
    dialog.showMessageBox = ((options: { message: string }) => {
      questions.push(options.message)
      return new Promise((resolve) => setTimeout(() => resolve({ response: 0, checkboxChecked: false }), 300))
    }) as typeof dialog.showMessageBox
    app.quit()
    app.quit()
    app.quit()
    await new Promise((resolve) => setTimeout(resolve, 600))
    return questions
  })
  expect(asked).toEqual(['3 texts wait to leave.'])
  expect((await api.outbox.state({})).waiting).toBe(3)
})

test('S7 SIGTERM with texts waiting: an orderly end with code 0 and no question; they are there at the next start', async ({
  office,
}) => {
  const { api } = office
  const electron = electronOf(office)
  await waitingSend(api, 3)
  const main = electron.process()
  const ended = new Promise<number | null>((resolve) => main.once('exit', (code) => resolve(code)))
  main.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(readdirSync(office.dataDir)).not.toContain('running.json')
  await office.restart(undefined, 'gone')
  expect((await api.outbox.state({})).waiting).toBe(3)
})

test('M3 killed in the middle of a send: nobody gets the text twice, nobody is lost', async ({ office }) => {
  const { api, carrier } = office
  await setUpOffice(api, { holdSeconds: 0, canary: false })
  await people(api, ...rows(40))
  const { reviewId } = await reviewForAll(api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  const outgoing = () => carrier.messages().filter(({ direction }) => direction === 'outbound-api')
  await expect.poll(() => outgoing().length).toBeGreaterThan(3)
  await office.restart(undefined, 'kill')
  await expect
    .poll(
      async () => {
        const { reason, decide, unknown, waiting } = await api.outbox.state({})
        if (reason) await api.outbox.resume({})
        return waiting + unknown - decide
      },
      { timeout: 45_000 },
    )
    .toBe(0)
  expect(new Set(outgoing().map(({ to }) => to)).size).toBe(outgoing().length)
})

test('M16 a reply that comes while nobody looks is a notification of the system; its click opens the conversation; the badge counts it', async ({
  office,
}) => {
  const { page, api, carrier } = office
  const electron = electronOf(office)
  await people(api, ...rows(1))
  await api.settings.saveNotifications({
    ...(await api.settings.get({})).notifications,
    on: true,
    words: true,
  })
  await electron.evaluate(({ app, BrowserWindow, Notification }) => {
    const seen: { title: string; body: string; click: () => void }[] = []
    Notification.isSupported = () => true
    Notification.prototype.show = function (this: Electron.Notification) {
      seen.push({ title: this.title, body: this.body, click: () => this.emit('click') })
    }
    const counts: number[] = []
    app.setBadgeCount = (count = 0) => {
      counts.push(count)
      return true
    }
    const [window] = BrowserWindow.getAllWindows()
    if (window) window.isFocused = () => false
    Object.assign(globalThis, { seen, counts })
  })
  carrier.inbound({ from: reservedNumber(0), to: '+12025550100', body: 'Do I need to bring anything?' })
  const seen = () =>
    electron.evaluate(() =>
      (globalThis as unknown as { seen: { title: string; body: string }[] }).seen.map(({ title, body }) => [
        title,
        body,
      ]),
    )
  await expect.poll(seen).toEqual([['Person00 Test', 'Do I need to bring anything?']])
  await expect
    .poll(() => electron.evaluate(() => (globalThis as unknown as { counts: number[] }).counts.at(-1)))
    .toBe(1)
  await electron.evaluate(() => (globalThis as unknown as { seen: { click: () => void }[] }).seen[0]?.click())
  await expect(page.getByText('Do I need to bring anything?').first()).toBeVisible()
  await expect.poll(() => page.url()).toContain('inbox/')
})

const windowOf = (electron: ElectronApplication) => electron.browserWindow(electronWindow(electron))
const electronWindow = (electron: ElectronApplication) => {
  const [first] = electron.windows()
  if (!first) throw new Error('no window')
  return first
}

test.describe('the process that draws', () => {
  test.use({ expectedErrors: /.*/ })
  test('M16 is killed, and the page goes on', async ({ office }) => {
    const { page, api } = office
    const electron = electronOf(office)
    await people(api, ...rows(2))
    const pid = await electron.evaluate(
      ({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0,
    )
    expect(pid).toBeGreaterThan(0)
    process.kill(pid, 'SIGKILL')
    await expect
      .poll(() =>
        electron.evaluate(
          ({ app }, before) =>
            app.getAppMetrics().some(({ type, pid: now }) => type === 'GPU' && now === before),
          pid,
        ),
      )
      .toBe(false)
    await page.getByRole('link', { name: 'Inbox' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
    await expect.poll(() => office.log.join('\n')).toMatch(/GPU: killed/)
  })
})

test('S7 started a second time, the program shows its window, and no second one runs', async ({ office }) => {
  const electron = electronOf(office)
  const window = await windowOf(electron)
  await window.evaluate((one) => one.close())
  expect(await window.evaluate((one) => one.isVisible())).toBe(false)
  const second = spawnSync(
    process.env.DESKBELL_ELECTRON ?? '',
    [process.env.DESKBELL_ELECTRON_APP ?? '.', `--data=${office.dataDir}`, '--disable-gpu'],
    { timeout: 30_000, env: { ...process.env, DESKBELL_TEST_ENTRY: '' } },
  )
  expect(second.status).toBe(0)
  await expect.poll(() => window.evaluate((one) => one.isVisible())).toBe(true)
})

test.describe('a monitor that is gone', () => {
  // The window keeps the size that the program gave it.
  test.use({ viewport: null })
  test('S7 a window that was on a monitor which is gone opens where it can be seen', async ({ office }) => {
    await office.restart(() => {
      writeFileSync(
        path.join(office.dataDir, 'window.json'),
        JSON.stringify({ window: { x: 9000, y: 7000, width: 1200, height: 760, maximized: false } }),
      )
    })
    const electron = electronOf(office)
    const window = await windowOf(electron)
    const { x, y, width } = await window.evaluate((one) => one.getBounds())
    expect(x).toBeLessThan(1600)
    expect(y).toBeLessThan(1000)
    expect(width).toBe(1200)
  })
})

test('X13 an export asks where to put it by a dialog that is named after it, and only this user can read the file', async ({
  office,
}) => {
  const { page, api } = office
  const electron = electronOf(office)
  await people(api, ...rows(3))
  await electron.evaluate(({ session }) => {
    const dialogs: { title?: string; defaultPath?: string }[] = []
    Object.assign(globalThis, { dialogs })
    session.defaultSession.prependListener('will-download', (_event, item) => {
      const set = item.setSaveDialogOptions.bind(item)
      item.setSaveDialogOptions = (options: { title?: string; defaultPath?: string }) => {
        dialogs.push(options)
        set(options)
      }
    })
  })
  await page.getByRole('link', { name: 'People', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Export 3/ }).click()
  const file = await (await download).path()
  const [asked] = await electron.evaluate(
    () => (globalThis as unknown as { dialogs: { title?: string; defaultPath?: string }[] }).dialogs,
  )
  expect(asked).toEqual({ title: 'Save the file', defaultPath: expect.stringMatching(/\.csv$/) })
  await expect.poll(() => statSync(file).mode & 0o077).toBe(0)
})

test('S7 the PC is kept awake while texts wait to leave, and may sleep once they have left', async ({
  office,
}) => {
  const { api } = office
  const electron = electronOf(office)
  const started = await electron.evaluate(({ powerSaveBlocker }) => {
    const running = new Set<number>()
    const { start, stop } = powerSaveBlocker
    powerSaveBlocker.start = (kind) => {
      const id = start.call(powerSaveBlocker, kind)
      running.add(id)
      return id
    }
    powerSaveBlocker.stop = (id) => {
      running.delete(id)
      return stop.call(powerSaveBlocker, id)
    }
    Object.assign(globalThis, { running })
    return running.size
  })
  expect(started).toBe(0)
  const running = () =>
    electron.evaluate(() => (globalThis as unknown as { running: Set<number> }).running.size)
  const sendId = await waitingSend(api, 2)
  await expect.poll(running).toBe(1)
  await api.sends.cancel({ sendId })
  await expect.poll(running).toBe(0)
})

test('M25 the theme of the system is followed while the program runs', async ({ office }) => {
  const { page } = office
  const electron = electronOf(office)
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
  await electron.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark'
  })
  await expect.poll(scheme).toBe('dark')
  await electron.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'light'
  })
  await expect.poll(scheme).toBe('light')
})

test('S7 the menu has the roles of editing, zoom by keyboard, and Help that leads to the keys and to About', async ({
  office,
}) => {
  const { page } = office
  const electron = electronOf(office)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const roles = await electron.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) =>
      (menu.submenu?.items ?? []).map(({ role, label, accelerator }) => ({
        role: String(role ?? '').toLowerCase(),
        label,
        accelerator: accelerator ?? '',
      })),
    ),
  )
  expect(roles.map(({ role }) => role)).toEqual(
    expect.arrayContaining([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectall',
      'resetzoom',
      'zoomin',
      'zoomout',
    ]),
  )
  const press = (label: string) =>
    electron.evaluate(({ BrowserWindow, Menu }, wanted) => {
      const [window] = BrowserWindow.getAllWindows()
      ;(Menu.getApplicationMenu()?.items ?? [])
        .flatMap((menu) => menu.submenu?.items ?? [])
        .find((item) => item.label === wanted)
        ?.click(undefined, window, window?.webContents)
    }, label)
  await press('Keyboard shortcuts')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await press('About Deskbell')
  await expect(page.getByText(/Deskbell \d/).first()).toBeVisible()
  await expect.poll(() => page.url()).toContain('settings/data')
  const window = await windowOf(electron)
  const zoom = () => window.evaluate((one) => one.webContents.getZoomFactor())
  const before = await zoom()
  await press('Zoom In')
  await expect.poll(zoom).toBeGreaterThan(before)
  await press('Actual Size')
  await expect.poll(zoom).toBe(1)
})

test('X13 a file that is dropped beside its place opens nothing', async ({ office }) => {
  const { page } = office
  const before = page.url()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['<h1>not ours</h1>'], 'page.html', { type: 'text/html' }))
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  expect(page.url()).toBe(before)
})

test('M25 crash dumps and the log are for this user alone', async ({ office }) => {
  for (const name of ['crashes', 'logs']) {
    const folder = path.join(office.dataDir, name)
    expect(existsSync(folder)).toBe(true)
    expect(statSync(folder).mode & 0o077).toBe(0)
  }
})

for (const [keyring, protects] of [
  ['none', false],
  ['basic', false],
] as const)
  test.describe(`a keyring that is ${keyring}`, () => {
    test.use({ environment: { DESKBELL_TEST_KEYRING: keyring } })
    test(`M25 with the keyring “${keyring}” the program starts, keeps secrets for this user, and says that they are not protected`, async ({
      office,
    }) => {
      const { api } = office
      expect((await api.settings.get({})).twilio.secretsProtected).toBe(protects)
      expect((await api.session.get({})).broken).toBeNull()
    })
  })

test('S7 the setting writes what the system starts with the PC, and takes it away', async ({ office }) => {
  const { page, api } = office
  const entry = path.join(process.env.XDG_CONFIG_HOME ?? '', 'autostart/deskbell.desktop')
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/data`)
  const setting = page.getByRole('switch', { name: 'Start with this PC, in the background' })
  await expect(setting).not.toBeChecked()
  await setting.click()
  await expect(setting).toBeChecked()
  expect(readFileSync(entry, 'utf8')).toContain('"--hidden"')
  await setting.click()
  await expect(setting).not.toBeChecked()
  expect(existsSync(entry)).toBe(false)
  await expect(api.settings.startup({})).resolves.toEqual({ can: true, on: false })
})

test('S7 started with the PC it waits in the tray; a second start shows its window', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-hidden-'))
  const begin = (...more: string[]) =>
    spawn(
      process.env.DESKBELL_ELECTRON ?? '',
      [process.env.DESKBELL_ELECTRON_APP ?? '.', `--data=${dataDir}`, '--disable-gpu', ...more],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
  const hidden = begin('--hidden')
  try {
    let said = ''
    hidden.stdout.on('data', (part: Buffer) => (said += part.toString()))
    // It runs: its database is open.
    await expect.poll(() => existsSync(path.join(dataDir, 'practice.db-wal')), { timeout: 30_000 }).toBe(true)
    await expect.poll(() => existsSync(path.join(dataDir, 'practice-generation.txt'))).toBe(true)
    expect(said).not.toContain('deskbell: window')
    const second = begin()
    await new Promise((resolve) => second.once('exit', resolve))
    await expect.poll(() => said, { timeout: 30_000 }).toContain('deskbell: window')
  } finally {
    const ended = new Promise((resolve) => hidden.once('exit', resolve))
    hidden.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('M14 the folder of the backups and a file to open are chosen in windows of the system', async ({
  office,
}) => {
  const { page, api } = office
  const electron = electronOf(office)
  await api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  const chosen = path.join(office.dataDir, 'crashes')
  await electron.evaluate(({ dialog }, folder) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showOpenDialog = ((...args: unknown[]) => {
      const { title, properties } = args.at(-1) as { title: string; properties: string[] }
      asked.push([title, properties[0]])
      return Promise.resolve({ canceled: asked.length > 1, filePaths: asked.length > 1 ? [] : [folder] })
    }) as typeof dialog.showOpenDialog
  }, chosen)
  await page.goto(`${page.url().replace(/#.*/, '')}#/settings/backups`)
  await page.getByRole('button', { name: 'Change the folder…' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Browse…' }).click()
  await expect(form.getByRole('textbox', { name: 'Folder' })).toHaveValue(chosen)
  await form.getByRole('button', { name: 'Use this folder' }).click()
  await expect(form).toHaveCount(0)
  await page.getByRole('button', { name: 'Open another file…' }).click()
  await form.getByRole('button', { name: 'Browse…' }).click()
  await expect
    .poll(() => electron.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked))
    .toEqual([
      ['Choose a folder', 'openDirectory'],
      ['A backup or a database', 'openFile'],
    ])
  // Nothing was chosen: what stood there stands.
  await expect(form.getByRole('textbox', { name: 'File' })).toHaveValue('')
})
