/** What only the browser host has: its address, its cookie, its socket and files, which a test can hold back, and the notifications of a browser. */
import { existsSync, mkdirSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { WebSocket } from 'ws'
import { go } from './composer'
import { expect, test } from './fixture'
import { inbox } from './inbox'
import { everyone, people, template, wizard } from './wizard'

const OWN = '+12025550100'
const A = '+12025550101'
const get = (port: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; body: string; headers: http.IncomingHttpHeaders }>((resolve, reject) => {
    http
      .get(
        { host: '127.0.0.1', port, path, headers: { host: `127.0.0.1:${port}`, ...headers } },
        (response) => {
          let body = ''
          response.on('data', (data) => (body += String(data)))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
          )
        },
      )
      .on('error', reject)
  })

test('the address works once, for this PC and this page only', async ({ office: { page } }) => {
  const { port } = new URL(page.url())
  const cookies = await page.context().cookies()
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }])
  const cookie = `${cookies[0]?.name}=${cookies[0]?.value}`
  expect((await get(port, '/')).status).toBe(403)
  expect((await get(port, '/?token=guessed')).status).toBe(403)
  expect((await get(port, '/', { cookie })).status).toBe(200)
  // Another name for this PC is another site: DNS rebinding ends here.
  expect((await get(port, '/', { cookie, host: `localhost:${port}` })).status).toBe(421)
  expect((await get(port, '/', { cookie, host: 'attacker.example' })).status).toBe(421)
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/browser.js',
    '/..\\package.json',
    '/%252e%252e/package.json',
    '/index.html%00.js',
    '/settings.json',
  ]) {
    const answer = await get(port, path, { cookie })
    expect([400, 404], path).toContain(answer.status)
  }
  const answer = await get(port, '/', { cookie })
  expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
})

test('calls come from our own page only', async ({ office: { page } }) => {
  const { port, origin } = new URL(page.url())
  const [cookie] = await page.context().cookies()
  const connect = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/calls`, { headers })
      socket.on('open', () => {
        socket.close()
        resolve('open')
      })
      socket.on('error', () => resolve('refused'))
    })
  const ours = `${cookie?.name}=${cookie?.value}`
  expect(await connect({ origin, cookie: ours })).toBe('open')
  expect(await connect({ origin })).toBe('refused')
  expect(await connect({ origin: 'https://attacker.example', cookie: ours })).toBe('refused')
  expect(await connect({ cookie: ours })).toBe('refused')
  expect(await connect({ origin: `http://localhost:${port}`, cookie: ours })).toBe('refused')
})

test('M16 in a browser that may, and that nobody looks at, the browser says it; a click opens the conversation', async ({
  office: { page, api, carrier },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,')
  const it = inbox(page)
  await go(page, 'settings/notifications')
  await page.getByRole('switch', { name: 'Show who wrote, and the words' }).click()
  await page.getByRole('button', { name: 'Save notifications' }).click()
  await expect(page.getByText('Saved the notifications')).toBeVisible()
  await page.evaluate(() => {
    const told: { title: string; body: string | undefined; at: EventTarget }[] = []
    class Told extends EventTarget {
      static readonly permission = 'granted'
      constructor(title: string, options: NotificationOptions) {
        super()
        told.push({ title, body: options.body, at: this })
      }
      close() {}
    }
    Object.assign(window, { Notification: Told, told })
    document.hasFocus = () => false
  })
  const told = () =>
    page.evaluate(() =>
      (window as unknown as { told: { title: string; body: string }[] }).told.map(({ title, body }) => [
        title,
        body,
      ]),
    )
  carrier.inbound({ from: A, to: OWN, body: 'Behind other windows' })
  await expect.poll(told).toEqual([['Ada Okafor', 'Behind other windows']])
  await page.evaluate(() =>
    (window as unknown as { told: { at: EventTarget }[] }).told[0]?.at.dispatchEvent(new Event('click')),
  )
  await expect(it.texts.getByText('Behind other windows')).toBeVisible()
})

test('M14 the folder of the backups is chosen from a list; one that is missing is refused, and made when asked for', async ({
  office: { page, api, dataDir },
}) => {
  await api.backups.setPassphrase({ passphrase: 'heron lantern gravel tuesday' })
  mkdirSync(path.join(dataDir, 'drive', 'office'), { recursive: true })
  await go(page, 'settings/backups')
  await page.getByRole('button', { name: 'Change the folder…' }).click()
  const form = page.getByRole('dialog')
  const field = form.getByRole('textbox', { name: 'Folder' })
  await form.getByRole('button', { name: 'Browse…' }).click()
  const list = form.getByRole('group', { name: 'Folders' })
  await list.getByRole('button', { name: 'One folder up' }).click()
  await list.getByRole('button', { name: 'drive' }).click()
  await list.getByRole('button', { name: 'office' }).click()
  await expect(list.getByText('No folder in this one.')).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/backups-browse.png' })
  await expect(field).toHaveValue(path.join(dataDir, 'drive', 'office'))
  await field.fill(path.join(dataDir, 'drive', 'missing'))
  await form.getByRole('button', { name: 'Use this folder' }).click()
  await expect(form.getByText('There is no such folder.', { exact: false })).toBeVisible()
  await form.getByRole('checkbox', { name: 'Make the folder where it is missing' }).check()
  await form.getByRole('button', { name: 'Use this folder' }).click()
  await expect(form).toHaveCount(0)
  expect(existsSync(path.join(dataDir, 'drive', 'missing'))).toBe(true)
})

test('X4 the mend of a reason works on while a search hides the reason, and is not begun twice', async ({
  office: { page, api },
}) => {
  await people(api, 'Ada,Okafor,202 555 0101,,,yes,', 'Bea,Holt,202 555 0102,,,,', 'Cy,Lund,202 555 0103,,,,')
  await everyone(api)
  await template(api)
  const held: (() => void)[] = []
  await page.routeWebSocket(/\/calls$/, (socket) => {
    const server = socket.connectToServer()
    const asked = new Set<number>()
    socket.onMessage((text) => {
      // A group shows few of its people at first: only its mend asks for so many.
      if (text.includes('"limit":500')) asked.add((JSON.parse(String(text)) as { id: number }).id)
      server.send(text)
    })
    server.onMessage((text) => {
      const { id } = JSON.parse(String(text)) as { id?: number }
      if (id !== undefined && asked.has(id)) held.push(() => socket.send(text))
      else socket.send(text)
    })
  })
  await page.reload()
  const w = wizard(page)
  await w.toReview()
  await w.wont.click()
  const mend = w.button('Record consent for 2…')
  await mend.click()
  await expect(mend).toBeDisabled()
  const search = page.getByRole('searchbox', { name: 'Search in these recipients' })
  await search.fill('Ada')
  await expect(mend).toHaveCount(0)
  await search.fill('')
  await expect(mend).toBeVisible()
  await expect(mend).toBeDisabled()
  for (const answer of held) answer()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(held).toHaveLength(1)
})

test.describe('with a screen that cannot be fetched', () => {
  test.use({ expectedErrors: /preload CSS|dynamically imported module|ERR_FAILED/ })

  test('it is said once, where the screen would be', async ({ office: { page } }) => {
    await go(page, 'reports')
    await page.route(/ReportsScreen/, (route) => route.abort())
    // Who is here is known only after the screen could not be fetched.
    await page.routeWebSocket(/\/calls$/, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((text) => void setTimeout(() => socket.send(text), 1_000))
    })
    const uncaught: string[] = []
    page.on('pageerror', ({ message }) => uncaught.push(message))
    await page.reload()
    await expect(page.getByRole('alert')).toBeVisible()
    expect(uncaught).toEqual([])
  })
})
