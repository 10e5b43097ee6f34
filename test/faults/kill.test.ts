/**
 * `kill -9` at random moments of a send while the carrier drops answers, answers 503 after accepting, accepts
 * slowly and lists late: nobody gets the text twice, nobody is lost, each unknown is resolved or shown.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { type AppProcess, startApp, startCarrier } from '../support/processes'
import { LONG } from '../support/properties'
import { misTallied } from '../support/tally'
import { badDay, random, seeds, wait } from './seeds'

const TEXTS = LONG ? 1000 : 300

test.concurrent.each(seeds(2))(
  'killed at random, seed %i',
  async (seed) => {
    const chance = random(seed)
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-kill-'))
    const carrier = await startCarrier({ behaviour: badDay(seed) })
    const options = { dataDir, carrierUrl: carrier.baseUrl, settleMs: 2500 }
    let app: AppProcess = await startApp(options)
    try {
      await setUpOffice(app.api)
      await importCsv(app.api, peopleCsv(TEXTS))
      const review = await reviewForAll(app.api, 'Hi {{ first_name }}, seed test')
      expect(review.will).toBe(TEXTS)
      const sendId = randomUUID()
      await app.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })

      let kills = 0
      const wanted = 3 + Math.floor(chance() * 4)
      // The first texts are watched for two minutes when the end of one of them is unknown; the others wait.
      const deadline = Date.now() + 300_000
      for (;;) {
        if (Date.now() > deadline) throw new Error('the send did not come to an end')
        if (kills < wanted) {
          await wait(150 + chance() * 700)
          await app.kill()
          kills += 1
          app = await startApp(options)
          continue
        }
        const state = await app.api.outbox.state({})
        // Somebody at the desk presses Resume when sending stopped with a reason.
        if (state.reason) await app.api.outbox.resume({})
        const { states } = await app.api.sends.get({ sendId })
        const open =
          (states.queued ?? 0) +
          (states.claimed ?? 0) +
          (states.unknown ?? 0) +
          (states.accepted ?? 0) +
          (states.sending ?? 0)
        if (open === state.decide && (states.queued ?? 0) === 0) break
        await wait(150)
      }

      const arrived = new Map<string, number>()
      for (const message of await carrier.messages()) {
        if (message.direction === 'outbound-api') arrived.set(message.to, (arrived.get(message.to) ?? 0) + 1)
      }
      const doubled = [...arrived].filter(([, count]) => count > 1)
      const rows = []
      for (let offset = 0; offset < TEXTS; offset += 500) {
        rows.push(...(await app.api.messages.page({ sendId, offset, limit: 500 })).rows)
      }
      const lost = rows.filter((row) => !arrived.has(row.number) && !row.decide)
      const wrong = rows.filter(
        (row) => arrived.has(row.number) && !['sent', 'delivered', 'unknown'].includes(row.state),
      )
      const decide = rows.filter((row) => row.decide)
      console.log(
        JSON.stringify({
          seed,
          texts: TEXTS,
          kills,
          arrived: arrived.size,
          doubled: doubled.length,
          lost: lost.length,
          shown: decide.length,
        }),
      )
      expect(doubled).toEqual([])
      expect(lost).toEqual([])
      expect(wrong).toEqual([])
      expect(rows).toHaveLength(TEXTS)
      expect(kills).toBe(wanted)
      expect(misTallied(dataDir)).toEqual([])
    } finally {
      await app.kill()
      carrier.end()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
  400_000,
)
