/** What a real Electron keeps apart and to this user: the sandbox of the page, files that are dropped, dumps, logs and secrets. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixture'
import { electronOf } from './electron-steps'

test.use({ ownProcess: true })

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
