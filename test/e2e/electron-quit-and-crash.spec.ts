/** How a real Electron ends: asked to, by a signal, or killed in one of its processes. */
import { readdirSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { reviewForAll, setUpOffice } from '../support/prepare'
import { expect, test } from './fixture'
import { people } from './wizard'
import { electronOf, rows, waitingSend } from './electron-steps'

test.use({ ownProcess: true })

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
