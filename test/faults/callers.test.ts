/** Hostile callers of the built browser host, in a process of its own: nothing that they send ends it or lets them in. */
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, enter, type Entry, type PageClient, statusOf } from '../support/page-client'
import { type AppProcess, startApp } from '../support/processes'

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-callers-'))
let app: AppProcess
let entry: Entry
let page: PageClient
const PIN = '246810'

beforeAll(async () => {
  app = await startApp({ dataDir })
  entry = await enter(await app.newUrl())
  page = await connect(entry)
  await page.call('session.setUp', {
    officeName: 'Larkfield Physio',
    country: 'US',
    zone: 'America/New_York',
    userName: 'Anna Berg',
    pin: PIN,
  })
  entry.key = page.key() ?? ''
})
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const alive = async () => {
  const fresh = await connect(entry)
  const reply = await fresh.call('session.get', {})
  fresh.end()
  return reply.ok
}
/** Sends bytes as they are; resolves when the host has closed, or after the answer when `reset`. */
const raw = (bytes: string, reset = false) =>
  new Promise<string>((resolve) => {
    const socket = net.connect(entry.port, '127.0.0.1')
    let answer = ''
    socket.on('error', () => resolve(answer))
    socket.on('close', () => resolve(answer))
    socket.on('data', (data) => {
      answer += String(data)
    })
    socket.on('connect', () => {
      socket.write(Buffer.from(bytes, 'latin1'))
      if (reset) setImmediate(() => socket.resetAndDestroy())
    })
  })
const upgrade = (cookie: string, more = '') =>
  `GET /calls HTTP/1.1\r\nHost: 127.0.0.1:${entry.port}\r\nOrigin: http://127.0.0.1:${entry.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: ${cookie}\r\n${more}\r\n`

test('fault 1: a cookie of the right length in characters and another in bytes is refused', async () => {
  const [name = '', value = ''] = entry.cookie.split('=')
  for (const letter of ['\u00e9', '\u00ff', ' ', '"', '%', '\u00c3\u00a9'])
    for (const path of ['/calls', '/']) {
      const hostile = letter.repeat(value.length).slice(0, value.length)
      const answer = await raw(upgrade(`${name}=${hostile}`).replace('/calls', path))
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/)
    }
  expect(await alive()).toBe(true)
})

test('fault 2: a refused upgrade and a reset, three hundred times', async () => {
  for (let i = 0; i < 30; i += 1) {
    await Promise.all(Array.from({ length: 10 }, () => raw(upgrade('none'), true)))
    // And before, in the middle of and after everything else that is spoken here.
    await raw('GET / HTTP/1.1\r\n', true)
    await raw(upgrade(entry.cookie), true)
    await raw('\x00\xff\x16\x03\x01'.repeat(20), true)
  }
  expect(await alive()).toBe(true)
})

test('fault 3: values that only look like a text, while locked', async () => {
  await page.call('session.lock', {})
  const hostile: unknown[] = [
    { length: { toString: 1 } },
    { length: { valueOf: 1, toString: 1 } },
    { length: -1, trim: 1 },
    [[[[]]]],
    { __proto__: null, toString: null },
    { toJSON: 1, then: 1 },
    null,
    '\ud800',
    1e308,
  ]
  for (const value of hostile) {
    for (const input of [{ userId: 1, pin: value }, { userId: value, pin: '1' }, { pin: value }, value]) {
      const reply = await page.call('session.signIn', input)
      expect(reply).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/bad-input|refused|not-found/) },
      })
    }
  }
  for (const text of ['', '{', 'null', '[]', '{"id":1}', '{"id":{},"name":"a"}', '"', '[['.repeat(200_000)]) {
    const other = await connect(entry)
    other.raw(text)
    expect(await other.closed).toBe(1007)
  }
  expect(await alive()).toBe(true)
  expect(app.log.filter((line) => /uncaught|unhandled/.test(line))).toEqual([])
})

test('fault 6: the cookie opens the page and no call; a lock renews what opens calls', async () => {
  expect(entry.cookie).toMatch(/^deskbell-[0-9a-f]{12}=/)
  expect(await statusOf(entry)).toBe(200)
  // As a program sees it that listens on another port of this PC.
  await expect(connect({ ...entry, key: '' })).rejects.toMatchObject({ code: 4401 })
  await expect(connect({ ...entry, key: 'guessed' })).rejects.toMatchObject({ code: 4401 })

  await page.call('session.signIn', { userId: 1, pin: PIN })
  const before = { ...entry, key: page.key() ?? '' }
  const thief = await connect(before)
  expect(await thief.call('people.counts', {})).toMatchObject({ ok: true })
  await page.call('session.lock', {})
  // Locked, both may ask who can sign in and nothing else.
  for (const one of [thief, page])
    expect(await one.call('people.counts', {})).toMatchObject({ ok: false, error: { code: 'signed-out' } })
  await page.call('session.signIn', { userId: 1, pin: PIN })
  expect(await page.call('people.counts', {})).toMatchObject({ ok: true })
  expect(await thief.closed).toBe(4401)
  await expect(connect(before)).rejects.toMatchObject({ code: 4401 })
  entry.key = page.key() ?? ''
  expect(await alive()).toBe(true)
})

test('more calls at once than a page makes are refused, and the host goes on', async () => {
  // Held while they are sent, it finds all of them waiting; else it may answer the first before the last arrives.
  process.kill(app.pid, 'SIGSTOP')
  const calls = Array.from({ length: 400 }, () =>
    page.call('templates.meter', { recordKind: 'client', body: 'Hi', bulk: false, language: 'en' }),
  )
  process.kill(app.pid, 'SIGCONT')
  const replies = await Promise.all(calls)
  expect(replies.some((reply) => !reply.ok && reply.error.code === 'refused')).toBe(true)
  expect(replies.filter((reply) => reply.ok).length).toBeGreaterThanOrEqual(256)
  expect(await alive()).toBe(true)
})
