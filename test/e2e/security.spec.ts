import http from 'node:http'
import { WebSocket } from 'ws'
import { expect, test } from './fixture'
import { everyone, template, wizard } from './wizard'

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

test.describe('with scripts put in on purpose', () => {
  test.use({ expectedErrors: /Content Security Policy|Failed to load resource/ })
  test('the page runs no foreign script, reaches no other host and knows no Node', async ({
    office: { page },
  }) => {
    const seen = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.injected = true">')
      // In a task of the page's own: what a debugger evaluates is allowed to evaluate.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function('return 1')()))
          } catch {
            resolve('refused')
          }
        })
      })
      const reached = await Promise.all(
        ['https://api.twilio.com/', 'http://127.0.0.1:9/', 'https://example.com/'].map((url) =>
          fetch(url).then(
            () => true,
            () => false,
          ),
        ),
      )
      return {
        injected: 'injected' in window,
        evaluated,
        reached,
        globals: ['require', 'process', 'ipcRenderer', 'module'].filter((name) => name in window),
      }
    })
    expect(seen).toEqual({
      injected: false,
      evaluated: 'refused',
      reached: [false, false, false],
      globals: [],
    })
  })
  test('a person with a hostile name is text everywhere', async ({ office: { page, api, carrier } }) => {
    const hostile = '<img src=x onerror="window.injected=true">'
    await api.people.save({
      id: null,
      kind: 'client',
      firstName: hostile,
      lastName: '{{ 7 | times: 7 }}',
      email: '',
      language: null,
      tags: ['<b>tag</b>'],
      custom: {},
      numbers: [{ id: null, number: '202 555 0101', label: '<i>Mobile</i>', primary: true }],
    })
    await api.consent.record({
      recipientIds: [1],
      purpose: 'alerts',
      state: 'granted',
      basis: 'written',
      source: '<script>1</script>',
      wording: hostile,
    })
    await everyone(api)
    await template(api)
    await page.getByRole('link', { name: 'People', exact: true }).click()
    await expect(page.getByRole('link', { name: hostile })).toBeVisible()
    await page.getByRole('link', { name: hostile }).click()
    await expect(page.getByRole('heading', { level: 1, name: hostile })).toBeVisible()
    const w = wizard(page)
    await w.toReview()
    await expect(page.getByRole('row', { name: new RegExp('Hi <img src=x') })).toBeVisible()
    await w.send()
    await w.allLeft()
    expect(carrier.messages()[0]?.body).toContain(hostile)
    expect(await page.evaluate(() => 'injected' in window)).toBe(false)
  })
})
