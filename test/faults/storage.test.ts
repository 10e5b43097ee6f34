/** Disks that are full, copies that are old, logs that are cut: sending stops before the next POST, and nothing is repeated. */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { startApp, startCarrier } from '../support/processes'
import { LONG } from '../support/properties'

let desk: Desk | null = null
afterEach(async () => {
  await desk?.close()
  desk = null
})
/** So many copies are started side by side: each waits longer than it computes. */
const AT_ONCE = 3
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const sendTo = async (count: number, sending = {}) => {
  desk = await createDesk()
  await setUpOffice(desk.api, sending)
  await importCsv(desk.api, peopleCsv(count))
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}')
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  return { desk, sendId }
}
const outgoing = (of: Desk) => of.carrier.messages().filter((message) => message.direction === 'outbound-api')

test('disk full: sending stops before the next POST, says so, and repeats nothing once there is space', async () => {
  const { desk: full, sendId } = await sendTo(300, { holdSeconds: 5 })
  const { db } = full.app.testing
  db.exec('VACUUM')
  db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
  await full.clock.advance(6_000)
  await full.until(async () => (await full.api.outbox.state({})).paused, 'the pause')
  expect((await full.api.outbox.state({})).reason?.title).toBe('The disk is full')
  // Those under way when the first answer could not be written still arrive; nothing is claimed after them.
  let before = -1
  await full.until(() => {
    const now = outgoing(full).length
    const still = now === before
    before = now
    return still
  }, 'the end of those under way')
  expect(before).toBeLessThan(300)
  expect(before).toBeLessThanOrEqual(20)
  await full.clock.advance(30_000)
  expect(outgoing(full)).toHaveLength(before)

  db.pragma('max_page_count = 1000000')
  await full.api.outbox.resume({})
  await full.until(async () => {
    const state = await full.api.outbox.state({})
    if (state.paused) await full.api.outbox.resume({})
    return (await full.api.sends.get({ sendId })).phase === 'done'
  }, 'the end of the send')
  const to = outgoing(full).map((message) => message.to)
  expect(new Set(to).size).toBe(300)
  expect(to).toHaveLength(300)
})

test('an older copy put back: sending stays paused, each text is looked up, none goes twice', async () => {
  const { desk: restored, sendId } = await sendTo(25, { holdSeconds: 60 })
  const live = path.join(restored.dataDir, 'practice.db')
  const copy = path.join(restored.dataDir, 'copy.db')
  restored.app.testing.db.exec(`VACUUM INTO '${copy}'`)
  await restored.until(async () => (await restored.api.sends.get({ sendId })).phase === 'done', 'the send')
  expect(outgoing(restored)).toHaveLength(25)
  // The program is closed for a moment: the copy takes the place of the database.
  await restored.swap(() => {
    for (const end of ['-wal', '-shm']) rmSync(`${live}${end}`, { force: true })
    copyFileSync(copy, live)
  })
  const state = await restored.api.outbox.state({})
  expect(state.reason?.title).toBe('This database is a copy')
  expect(state.unknown).toBe(25)
  await restored.until(async () => (await restored.api.outbox.state({})).unknown === 0, 'the lookup')
  await restored.until(
    async () => (await restored.api.outbox.state({})).reason?.action === 'resume',
    'every question to the carrier',
  )
  await restored.api.outbox.resume({})
  await restored.clock.advance(120_000)
  expect(outgoing(restored)).toHaveLength(25)
  expect((await restored.api.sends.get({ sendId })).gone).toBe(25)
})

describe('killed with an unwritten log', () => {
  test(
    'the log missing, cut at each frame, or flipped: nothing leaves again',
    async () => {
      const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-wal-'))
      const copies: string[] = []
      const carrier = await startCarrier()
      const options = { dataDir, carrierUrl: carrier.baseUrl, settleMs: 60_000 }
      const app = await startApp(options)
      try {
        await setUpOffice(app.api, { rate: 20 })
        await importCsv(app.api, peopleCsv(60))
        const review = await reviewForAll(app.api, 'Hi {{ first_name }}')
        const sendId = randomUUID()
        await app.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
        while ((await carrier.messages()).length < 10) await wait(20)
        await app.api.sends.pause({ sendId })
        await wait(500)
        await app.kill()
        const before = (await carrier.messages()).map((message) => message.to)
        expect(before.length).toBeLessThan(60)
        const wal = path.join(dataDir, 'practice.db-wal')
        const size = existsSync(wal) ? statSync(wal).size : 0
        expect(size).toBeGreaterThan(0)
        const FRAME = 4096 + 24
        const frames = Math.floor((size - 32) / FRAME)
        const parts = LONG ? Math.min(frames, 60) : 7
        const cuts = [
          0,
          32,
          ...Array.from({ length: parts - 1 }, (_, i) => 32 + Math.floor((frames * (i + 1)) / parts) * FRAME),
        ]
        const damages: [string, (file: string) => void][] = [
          ['missing', (file) => rmSync(file)],
          ...cuts.map((at): [string, (file: string) => void] => [
            `cut at ${at}`,
            (file) => truncateSync(file, at),
          ]),
          [
            'flipped',
            (file) => {
              const bytes = readFileSync(file)
              bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff
              writeFileSync(file, bytes)
            },
          ],
        ]
        const startDamaged = async ([, damage]: (typeof damages)[number]) => {
          const copy = mkdtempSync(path.join(os.tmpdir(), 'deskbell-wal-'))
          copies.push(copy)
          cpSync(dataDir, copy, { recursive: true, filter: (file) => !file.endsWith('-shm') })
          damage(path.join(copy, 'practice.db-wal'))
          const again = await startApp({ ...options, dataDir: copy }).catch(
            (error: Error & { why?: string }) => error,
          )
          if (again instanceof Error) return
          await wait(700)
          await again.kill()
        }
        for (let i = 0; i < damages.length; i += AT_ONCE) {
          const some = damages.slice(i, i + AT_ONCE)
          await Promise.all(some.map(startDamaged))
          // What was never claimed may leave from each copy; what had left before the crash must not leave again.
          const after = (await carrier.messages()).map((message) => message.to)
          for (const to of before)
            expect(
              after.filter((one) => one === to),
              `${some.map(([name]) => name).join(', ')}: ${to}`,
            ).toHaveLength(1)
        }
      } finally {
        await app.kill()
        carrier.end()
        for (const folder of [dataDir, ...copies]) rmSync(folder, { recursive: true, force: true })
      }
    },
    LONG ? 600_000 : 120_000,
  )

  test('a second program on the same folder is refused', async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-two-'))
    const carrier = await startCarrier()
    const app = await startApp({ dataDir, carrierUrl: carrier.baseUrl })
    try {
      await expect(startApp({ dataDir, carrierUrl: carrier.baseUrl })).rejects.toMatchObject({
        name: 'AlreadyRunning',
      })
      await app.kill()
      const next = await startApp({ dataDir, carrierUrl: carrier.baseUrl })
      await next.close()
    } finally {
      await app.kill()
      carrier.end()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }, 60_000)
})

const hasStrace = spawnSync('strace', ['-V']).status === 0
test.skipIf(!hasStrace)(
  'claim and journal are on the disk before each POST',
  async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-strace-'))
    const trace = path.join(dataDir, 'trace.txt')
    const carrier = await startCarrier()
    const app = await startApp({ dataDir, carrierUrl: carrier.baseUrl, maxInFlight: 1 }, [
      'strace',
      '-f',
      '-s',
      '48',
      '-e',
      'trace=fsync,fdatasync,write,writev,sendto,sendmsg',
      '-o',
      trace,
    ])
    try {
      await setUpOffice(app.api)
      await importCsv(app.api, peopleCsv(6))
      const review = await reviewForAll(app.api, 'Hi {{ first_name }}')
      await app.api.bulk.send({ reviewId: review.reviewId, draftId: randomUUID() })
      while ((await carrier.messages()).length < 6) await wait(50)
    } finally {
      await app.kill()
      carrier.end()
    }
    let syncs = 0
    const before: number[] = []
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/\b(fsync|fdatasync)\(/.test(line)) syncs += 1
      else if (/"POST \/api\.twilio\.com\S*/.test(line)) {
        before.push(syncs)
        syncs = 0
      }
    }
    rmSync(dataDir, { recursive: true, force: true })
    expect(before).toHaveLength(6)
    // One for the claim, one for the journal, and one for the answer before.
    for (const count of before) expect(count).toBeGreaterThanOrEqual(2)
  },
  60_000,
)
