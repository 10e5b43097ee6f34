/** What a real Electron does with the system around it: notifications, file dialogs, sleep, and the start with the PC. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { reservedNumber } from '../support/reserved-numbers'
import { expect, test } from './fixture'
import { people } from './wizard'
import { electronOf, rows, waitingSend } from './electron-steps'

test.use({ ownProcess: true })

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
