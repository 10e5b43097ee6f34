/** The window on a real Electron: its place, its theme, its menu, and what shows it again. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from './fixture'
import { electronOf } from './electron-steps'

test.use({ ownProcess: true })

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
  const visible = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(visible).toBe(false)
  await electron.evaluate(({ app }) => app.emit('second-instance'))
  await expect.poll(visible).toBe(true)
})

test('S7 started a second time, the program shows its window, and no second one runs', async ({ office }) => {
  const electron = electronOf(office)
  const visible = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(visible).toBe(false)
  const second = spawnSync(
    process.env.DESKBELL_ELECTRON ?? '',
    [process.env.DESKBELL_ELECTRON_APP ?? '.', `--data=${office.dataDir}`, '--disable-gpu'],
    { timeout: 30_000, env: { ...process.env, DESKBELL_TEST_ENTRY: '' } },
  )
  expect(second.status).toBe(0)
  await expect.poll(visible).toBe(true)
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
    const { x, y, width } = await electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: 0, y: 0, width: 0 },
    )
    expect(x).toBeLessThan(1600)
    expect(y).toBeLessThan(1000)
    expect(width).toBe(1200)
  })
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
  const zoom = () =>
    electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0,
    )
  const before = await zoom()
  await press('Zoom In')
  await expect.poll(zoom).toBeGreaterThan(before)
  await press('Actual Size')
  await expect.poll(zoom).toBe(1)
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
