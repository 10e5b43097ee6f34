/** Killed at every named step of a text's way out: nobody gets it twice, nobody is lost. */
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { type AppProcess, startApp, startCarrier } from '../support/processes'
import { LONG } from '../support/properties'
import { misTallied } from '../support/tally'
import { wait } from './seeds'

const TEXTS = 40

/** What the program was doing when it was killed; `app-process.mjs` says how each is told from outside. */
const STEPS = ['claimed', 'journalled', 'posted', 'answered', 'recorded', 'cancelling', 'cancelled'] as const

test.concurrent.for(STEPS)('killed when %s', { timeout: 120_000 }, async (step, { expect }) => {
  const later = step === 'cancelling' || step === 'cancelled'
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-step-'))
  const carrier = await startCarrier({ behaviour: { pace: 0.05 } })
  const options = { dataDir, carrierUrl: carrier.baseUrl, settleMs: 1500 }
  let app: AppProcess = await startApp(options)
  try {
    // Without the first-texts brake: it would rightly hold the rest when so many ends are unknown.
    await setUpOffice(app.api, { canary: false })
    await importCsv(app.api, peopleCsv(TEXTS))
    const review = await reviewForAll(app.api, 'Hi {{ first_name }}, step test', {
      notBefore: later ? new Date(Date.now() + 3_600_000).toISOString() : null,
    })
    const sendId = randomUUID()
    if (later) {
      await app.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
      const scheduled = async () =>
        (await carrier.messages()).filter(({ status }) => status === 'scheduled').length
      await expect.poll(scheduled, { timeout: 30_000 }).toBe(TEXTS)
      await app.kill()
      app = await startApp({
        ...options,
        dieAt: step,
        dieAfter: 5,
      })
      await app.api.sends.cancel({ sendId }).catch(() => undefined)
    } else {
      await app.kill()
      app = await startApp({
        ...options,
        dieAt: step,
        dieAfter: step === 'claimed' || step === 'journalled' ? 1 : 5,
      })
      // The review is gone with the program that made it.
      const again = await reviewForAll(app.api, 'Hi {{ first_name }}, step test')
      await app.api.bulk.send({ reviewId: again.reviewId, draftId: sendId }).catch(() => undefined)
    }
    await Promise.race([app.gone, wait(20_000)])
    expect(app.died(), 'the program killed itself at this step').toBe(step)

    app = await startApp(options)
    const deadline = Date.now() + 30_000
    for (;;) {
      if (Date.now() > deadline)
        throw new Error(
          `the send did not come to an end: ${JSON.stringify([await app.api.outbox.state({}), (await app.api.sends.get({ sendId })).states])}`,
        )
      const state = await app.api.outbox.state({})
      if (state.reason?.action === 'resume') await app.api.outbox.resume({})
      const { states } = await app.api.sends.get({ sendId })
      const moving = (
        ['queued', 'claimed', 'unknown', 'accepted', 'scheduled', 'canceling', 'sending'] as const
      ).reduce((sum, name) => sum + (states[name] ?? 0), 0)
      if (moving === state.decide) break
      await wait(100)
    }
    const out = (await carrier.messages()).filter(({ direction }) => direction === 'outbound-api')
    const { rows } = await app.api.messages.page({ sendId, offset: 0, limit: 500 })
    expect(rows).toHaveLength(TEXTS)
    const times = (number: string) => out.filter((one) => one.to === number).length
    expect(rows.filter(({ number }) => times(number) > 1)).toEqual([])
    expect(misTallied(dataDir)).toEqual([])
    if (later) {
      expect(out.every(({ status }) => status === 'canceled')).toBe(true)
      expect(rows.every(({ state }) => state === 'canceled')).toBe(true)
    } else {
      expect(rows.filter(({ number, decide }) => times(number) === 0 && !decide)).toEqual([])
      for (const { number, state } of rows.filter(({ decide }) => !decide))
        expect(['sent', 'delivered'].includes(state), number).toBe(times(number) === 1)
    }
    console.log(
      JSON.stringify({
        step,
        texts: TEXTS,
        arrived: out.length,
        doubled: 0,
        shown: rows.filter(({ decide }) => decide).length,
      }),
    )
  } finally {
    await app.kill()
    carrier.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('killed at each file that a restore moves: everything of before or everything of the backup, never a mixture', async () => {
  const carrier = await startCarrier({ behaviour: { pace: 0.05 } })
  const base = mkdtempSync(path.join(os.tmpdir(), 'deskbell-put-back-'))
  const office = path.join(base, 'office')
  const passphrase = 'heron lantern gravel tuesday'
  const options = { carrierUrl: carrier.baseUrl, settleMs: 1500 }
  let app: AppProcess = await startApp({ ...options, dataDir: office })
  const outgoing = async () =>
    (await carrier.messages()).filter(({ direction }) => direction === 'outbound-api')
  try {
    await setUpOffice(app.api)
    await importCsv(app.api, peopleCsv(5))
    await app.api.backups.setPassphrase({ passphrase })
    const { name } = await app.api.backups.now({})
    // After the backup: more people, and a send that is done.
    await importCsv(app.api, peopleCsv(8))
    const review = await reviewForAll(app.api, 'Hi {{ first_name }}, restore test')
    const sendId = randomUUID()
    await app.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
    await expect.poll(async () => (await app.api.sends.get({ sendId })).states.delivered).toBe(8)
    await app.close()

    const ends: string[] = []
    for (let step = 1; ; step += LONG ? 1 : 2) {
      const dataDir = path.join(base, `step-${step}`)
      cpSync(office, dataDir, { recursive: true })
      app = await startApp({ ...options, dataDir, dieAt: 'restoring', dieAfter: step })
      const restored = await app.api.backups
        .restore({ file: path.join(dataDir, 'backups', name), passphrase })
        .then(
          () => true,
          () => false,
        )
      if (app.died() === null) {
        expect(restored).toBe(true)
        await app.kill()
        break
      }
      await app.gone
      app = await startApp({ ...options, dataDir })
      const people = (await app.api.people.counts({})).client
      const { reason } = await app.api.outbox.state({})
      ends.push(people === 8 ? 'before' : 'backup')
      expect([5, 8]).toContain(people)
      // The backup knows of no send: it asks the carrier, and only then somebody may resume.
      expect(reason?.title.startsWith('Restored') ?? false).toBe(people === 5)
      expect((await app.api.sends.page({ offset: 0, limit: 5 })).rows).toHaveLength(people === 8 ? 1 : 0)
      // Nothing of the opened backup lies about in the clear, and no step is left to be done.
      expect(readdirSync(dataDir).filter((one) => one.startsWith('restoring'))).toEqual([])
      // What it replaced is there: encrypted, or as it was until that is done.
      if (people === 5)
        expect(
          readdirSync(path.join(dataDir, 'backups')).some((one) => one.endsWith('-restore.age')) ||
            readdirSync(dataDir).some(
              (one) => one.startsWith('before-') && existsSync(path.join(dataDir, one, 'practice.db')),
            ),
        ).toBe(true)
      await app.kill()
      rmSync(dataDir, { recursive: true })
    }
    expect(new Set(ends)).toEqual(new Set(['before', 'backup']))
    expect(await outgoing()).toHaveLength(8)
    console.log(JSON.stringify({ restore: ends }))
  } finally {
    await app.kill()
    carrier.end()
    rmSync(base, { recursive: true, force: true })
  }
}, 180_000)

test('two programs started at the same moment on one folder: one runs, the other is told', async () => {
  const carrier = await startCarrier()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-both-'))
  const started = await Promise.allSettled(
    [1, 2].map(() => startApp({ dataDir, carrierUrl: carrier.baseUrl })),
  )
  try {
    expect(started.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = started.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ name: 'AlreadyRunning' })
  } finally {
    for (const one of started) if (one.status === 'fulfilled') await one.value.kill()
    carrier.end()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 60_000)
