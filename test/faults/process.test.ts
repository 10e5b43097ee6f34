/** The program as the system sees it: signals, a second start, a folder that cannot be used. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { CannotOpen } from '../../src-main/adapters/database/open'
import { AlreadyRunning, startFailure } from '../../src-main/hosts/start-failure'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { startApp, startCarrier } from '../support/processes'

/** The browser host as `npm start` runs it; answers its first line, and how it ended. */
const startHost = (dataDir: string, carrierUrl: string) => {
  const child = spawn(process.execPath, ['out/main/browser.js', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DESKBELL_CARRIER_URL: carrierUrl },
  })
  let said = ''
  const open = new Promise<void>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString()
      if (said.includes('Deskbell is open at')) resolve()
    })
  })
  let errors = ''
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString()
  })
  const ended = new Promise<{ code: number | null; signal: string | null; errors: string }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal, errors })),
  )
  return { child, open, ended }
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s in the middle of a send: nothing more is claimed, the answers under way are awaited, and the code is 0',
  async (signal) => {
    const carrier = await startCarrier({ behaviour: { pace: 0.05 } })
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-signal-'))
    try {
      const app = await startApp({ dataDir, carrierUrl: carrier.baseUrl })
      await setUpOffice(app.api, { holdSeconds: 600, canary: false })
      await importCsv(app.api, peopleCsv(200))
      const review = await reviewForAll(app.api, 'Hi {{ first_name }}, signal test')
      const sendId = randomUUID()
      await app.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
      await app.close()
      const file = path.join(dataDir, 'practice.db')
      const edit = new Database(file)
      edit.prepare('UPDATE send SET hold_until = NULL').run()
      edit.prepare("UPDATE message SET not_before = created_at WHERE state = 'queued'").run()
      edit.close()

      await carrier.behave({ slowAnswerMs: 700 })
      const host = startHost(dataDir, carrier.baseUrl)
      await host.open
      const outgoing = async () =>
        (await carrier.messages()).filter(({ direction }) => direction === 'outbound-api').length
      await expect.poll(outgoing, { timeout: 30_000 }).toBeGreaterThan(3)
      host.child.kill(signal)
      const end = await host.ended
      expect(end).toMatchObject({ code: 0, signal: null })

      const db = new Database(file, { readonly: true })
      const states = db
        .prepare(
          "SELECT state, count(*) AS n FROM message WHERE state IN ('claimed','unknown') GROUP BY state",
        )
        .all()
      const known = db.prepare('SELECT count(*) AS n FROM attempt WHERE sid IS NOT NULL').get() as {
        n: number
      }
      db.close()
      // Every text that the carrier took is known here.
      expect(states).toEqual([])
      expect(known.n).toBe(await outgoing())
    } finally {
      carrier.end()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
  120_000,
)

test('the lock of the folder is deleted while the program runs: a second one on the same folder is refused all the same', async () => {
  const carrier = await startCarrier()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-lock-'))
  const first = await startApp({ dataDir, carrierUrl: carrier.baseUrl })
  try {
    rmSync(path.join(dataDir, 'runner.lock'))
    await expect(startApp({ dataDir, carrierUrl: carrier.baseUrl })).rejects.toMatchObject({
      name: 'AlreadyRunning',
      message: 'Deskbell is already running on this data folder.',
    })
    // The first one goes on.
    expect((await first.api.session.get({})).users).toEqual([])
  } finally {
    await first.kill()
    carrier.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 60_000)

test('a data folder that is a file: a sentence and what to do, no stack trace', async () => {
  const carrier = await startCarrier()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'deskbell-file-'))
  const file = path.join(folder, 'data')
  writeFileSync(file, 'not a folder')
  try {
    const { code, errors } = await startHost(file, carrier.baseUrl).ended
    expect(code).toBe(1)
    expect(errors).toContain('This is a file and no folder')
    expect(errors).not.toMatch(/\n\s+at /)
  } finally {
    carrier.end()
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)

describe('why the program did not start is one sentence that says what to do', () => {
  const failure = (code: string) => Object.assign(new Error(`${code}: something, open '/x'`), { code })
  test.each([
    [failure('ENOSPC'), /disk is full.*free some space/],
    [failure('SQLITE_FULL'), /disk is full.*free some space/],
    [failure('EDQUOT'), /disk is full/],
    [failure('EROFS'), /cannot be written.*--data/],
    [failure('EACCES'), /cannot be written.*--data/],
    [failure('SQLITE_READONLY'), /cannot be written/],
    [failure('SQLITE_READONLY_DIRECTORY'), /cannot be written/],
    [failure('SQLITE_CANTOPEN'), /cannot be written/],
    [failure('SQLITE_IOERR_WRITE'), /disk .* does not work properly/],
    [failure('ENOTDIR'), /a file and no folder/],
    [failure('EADDRINUSE'), /Port 5000 is in use/],
    [new Error('outer', { cause: failure('ENOSPC') }), /disk is full/],
    [new AlreadyRunning(), /already running/],
    [new CannotOpen('damaged', 'app.database-damaged'), /damaged/],
    ['a string', /could not start/],
  ])('%s', (error, wanted) => {
    const said = startFailure(error, { dataDir: '/data', port: 5000 })
    expect(said).toMatch(wanted)
    expect(said).not.toContain('\n')
  })
})

test('an import killed in the middle is listed as unfinished; it can be taken back, and the file imported again', async () => {
  const carrier = await startCarrier()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-import-'))
  let app = await startApp({ dataDir, carrierUrl: carrier.baseUrl })
  try {
    await setUpOffice(app.api)
    await importCsv(app.api, peopleCsv(3))
    const ended = importCsv(app.api, peopleCsv(20_000)).catch(() => null)
    await expect
      .poll(async () => (await app.api.people.counts({})).client, { timeout: 60_000, interval: 5 })
      .toBeGreaterThan(50)
    await app.kill()
    expect(await ended).toBeNull()
    app = await startApp({ dataDir, carrierUrl: carrier.baseUrl })
    const written = (await app.api.people.counts({})).client
    expect(written).toBeGreaterThan(50)
    expect(written).toBeLessThan(20_000)
    const [cut, whole] = await app.api.imports.list({})
    expect(whole).toMatchObject({ unfinished: false, created: 3 })
    expect(cut).toMatchObject({ unfinished: true, created: written - 3, undoneAt: null })
    expect(await app.api.imports.undo({ id: cut?.id ?? 0 })).toEqual({
      removed: written - 3,
      restored: 0,
      kept: 0,
    })
    expect((await app.api.people.counts({})).client).toBe(3)
    await importCsv(app.api, peopleCsv(200))
    expect((await app.api.people.counts({})).client).toBe(200)
  } finally {
    await app.kill()
    carrier.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 180_000)
