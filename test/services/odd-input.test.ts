/** Odd input gets an answer in words, or is taken for what it is; never an internal error (faults 8, 14 and 16). */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createPracticeCarrier } from '../../src-main/adapters/practice/practice-carrier'
import { createFiles } from '../../src-main/services/files'
import { startInBrowser } from '../../src-main/hosts/browser/start'
import { createDesk, type Desk, QUICK_PINS } from '../support/desk'
import { createFakeClock } from '../support/fake-clock'
import { createMovingClock } from '../support/moving-clock'
import { importCsv, peopleCsv, setUpOffice } from '../support/prepare'
import { say } from '#shared/phrases/say'

let desk: Desk | null = null
afterEach(async () => {
  await desk?.close()
  desk = null
})
const NAMES = ['Constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'prototype']

test.each(NAMES)('fault 14: a field called “%s” is empty where nobody filled it in', async (label) => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  const { key } = await desk.api.fields.save({ id: null, label, type: 'text', choices: [] })
  await importCsv(desk.api, `First name,Mobile,${label}\nAda,2025550101,\nBea,2025550102,filled\n`)
  const { longestText, people, missing } = await desk.api.templates.meter({
    recordKind: 'client',
    body: `Hi {{ custom.${key} }}`,
    bulk: false,
  })
  expect({ longestText, people, missing }).toEqual({ longestText: 'Hi filled', people: 1, missing: 1 })
  const first = await desk.api.templates.record({ recordKind: 'client', offset: 0 })
  expect(JSON.stringify(first)).not.toContain('native code')
  expect(first.values[`custom.${key}`]).toBeNull()
})

test.each([
  ['country', '1!'],
  ['country', 'gb'],
  ['currency', '€€€'],
  ['currency', 'us1'],
])('an office whose %s is “%s” is refused: no locale could be made of it', async (field, value) => {
  desk = await createDesk()
  const { office } = await desk.api.settings.get({})
  await expect(desk.api.settings.saveOffice({ ...office, [field]: value })).rejects.toMatchObject({ field })
  expect((await desk.api.settings.get({})).office).toEqual(office)
})

describe('fault 16', () => {
  test('the messages of a send are sorted by every column, either way', async () => {
    desk = await createDesk()
    await setUpOffice(desk.api)
    for (const sort of ['at', 'name', 'state'] as const)
      for (const descending of [true, false])
        for (const more of [
          { sendId: 'none' },
          { type: 'bulk' as const },
          { states: ['sent' as const] },
          { decide: true },
          {},
        ])
          expect(await desk.api.messages.page({ sort, descending, ...more })).toMatchObject({ total: 0 })
  })
  test('words where a search wants a number find nobody', async () => {
    desk = await createDesk()
    await setUpOffice(desk.api)
    await importCsv(desk.api, peopleCsv(2))
    await desk.api.fields.save({ id: null, label: 'Due', type: 'date', choices: [] })
    await desk.api.fields.save({ id: null, label: 'Size', type: 'number', choices: [] })
    for (const [field, op] of [
      ['texted', 'within-last'],
      ['replied', 'not-within-last'],
      ['created', 'within-last'],
      ['custom.due', 'in-days'],
      ['custom.due', 'yearly-within-next'],
      ['custom.size', 'less'],
      ['list', 'in'],
    ] as const)
      for (const value of ['soon', '', null, '1e999', '9'.repeat(200), '\ud800']) {
        const conditions = { join: 'all' as const, of: [{ field, op, value }] }
        expect((await desk.api.people.page({ conditions })).total, `${field} ${op} ${value}`).toBe(0)
      }
    expect(desk.log).toEqual([])
  })
  test('half a character in a secret is refused beside its field', async () => {
    desk = await createDesk()
    await setUpOffice(desk.api)
    const broken = `a \ud800 half character`
    await expect(desk.api.backups.setPassphrase({ passphrase: broken })).rejects.toMatchObject({
      field: 'passphrase',
    })
    await expect(
      desk.api.settings.testTwilio({
        accountSid: `AC${'a'.repeat(32)}`,
        kind: 'token',
        keySid: null,
        secret: broken,
      }),
    ).rejects.toMatchObject({ field: 'secret' })
    await expect(
      desk.api.mail.test({
        to: 'a@example.com',
        from: 'a@example.com',
        host: '127.0.0.1',
        port: 25,
        security: 'plain',
        user: 'a',
        password: broken,
      }),
    ).rejects.toMatchObject({ field: 'password' })
  })
  test.skipIf(process.platform === 'win32')(
    'a data folder that was there before is closed to others',
    async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-mode-'))
      const dataDir = path.join(folder, 'data')
      mkdirSync(dataDir, { mode: 0o755 })
      const running = await startInBrowser({
        dataDir,
        pageRoot: folder,
        resources: 'resources',
        port: 0,
        clock: createMovingClock('2026-11-24T15:00:00.000Z'),
        version: 'test',
        log: () => undefined,
        pins: QUICK_PINS,
      })
      expect((statSync(dataDir).mode & 0o777).toString(8)).toBe('700')
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
  )
})

test('fault 15: a CSV begins with the mark of UTF-8', async () => {
  const files = createFiles(
    createFakeClock('2026-11-24T15:00:00.000Z'),
    () => 'id',
    () => ({ zone: 'UTC', decimals: 'point' }),
    say,
  )
  const { downloadId } = await files.offerTable('a.csv', ['table.name'], [['Zoë']])
  const { base64 } = (await files.handlers.read({ downloadId, index: 0 }, { user: null })) as {
    base64: string
  }
  expect(Buffer.from(base64, 'base64').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
})

const ask = (url: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    http.get(url, { headers }, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject)
  })

describe('fault 8: the practice carrier', () => {
  test('answers to its own name only', async () => {
    const carrier = await createPracticeCarrier({ clock: createFakeClock('2026-11-24T15:00:00.000Z') })
    const { username, password } = carrier.account.credentials[0] ?? { username: '', password: '' }
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    const url = `${carrier.baseUrl}/api.twilio.com/2010-04-01/Accounts/${username}/Messages.json`
    const { port } = new URL(carrier.baseUrl)
    expect(await ask(url, { authorization })).toBe(200)
    for (const host of ['evil.example.com', `localhost:${port}`, '127.0.0.1', `evil.example.com:${port}`])
      expect(await ask(url, { authorization, host }), host).toBe(421)
    await carrier.close()
  })
  test('of the program has a login that nobody else knows, another one each time', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-practice-'))
    const seen: string[] = []
    const { createServer } = http
    const ports: number[] = []
    http.createServer = ((...given: Parameters<typeof createServer>) => {
      const server = createServer(...given)
      server.on('listening', () => ports.push((server.address() as { port: number }).port))
      server.on('request', (request) => seen.push(request.headers.authorization ?? ''))
      return server
    }) as typeof createServer
    try {
      for (let i = 0; i < 2; i += 1) {
        const before = seen.length
        const own = await createDesk({ app: { carrierUrl: '' } })
        await own.until(() => seen.length > before, 'a call at the carrier')
        const guess = `Basic ${Buffer.from(`AC${'f'.repeat(32)}:practice-token`).toString('base64')}`
        expect(seen.slice(before)).not.toContain(guess)
        for (const port of ports.slice(-1))
          expect(
            await ask(
              `http://127.0.0.1:${port}/api.twilio.com/2010-04-01/Accounts/AC${'f'.repeat(32)}/Messages.json`,
              { authorization: guess },
            ),
          ).toBe(401)
        await own.close()
      }
      expect(new Set(seen).size).toBeGreaterThanOrEqual(2)
    } finally {
      http.createServer = createServer
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
