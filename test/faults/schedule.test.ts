/**
 * Killed at random while texts are handed over to the carrier's schedule, moved in it or taken out of it, with STOPs in
 * between: nobody gets the text twice or at the wrong time, nobody who said stop gets it, nobody is lost.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'
import { type AppProcess, startApp, startCarrier } from '../support/processes'
import { reservedNumber } from '../support/reserved-numbers'
import { LONG } from '../support/properties'
import { misTallied } from '../support/tally'
import { badDay, random, seeds, wait } from './seeds'

const TEXTS = LONG ? 200 : 80
const HOUR = 3_600_000
const STOPS = 3
const START = '2026-11-24T15:00:00.000Z'
/** What is done with the schedule once it stands, and what is to become of the texts. */
const DEEDS = ['left alone', 'moved', 'cancelled'] as const

test.concurrent.each(seeds(3).map((seed) => ({ seed, deed: DEEDS[seed % DEEDS.length] ?? DEEDS[0] })))(
  'handed over and $deed, killed at random, seed $seed',
  async ({ seed, deed }) => {
    const chance = random(seed)
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'deskbell-later-'))
    const carrier = await startCarrier({ behaviour: badDay(seed), startAt: START })
    const began = Date.now()
    let skipped = 0
    const now = () => Date.parse(START) + Date.now() - began + skipped
    const start = () =>
      startApp({
        dataDir,
        carrierUrl: carrier.baseUrl,
        settleMs: 2500,
        startAt: new Date(now()).toISOString(),
      })
    let app: AppProcess = await start()
    let kills = 0
    const kill = async () => {
      await app.kill()
      kills += 1
      app = await start()
    }
    const outgoing = async () =>
      (await carrier.messages()).filter(({ direction }) => direction === 'outbound-api')
    const waiting = async () => (await outgoing()).filter(({ status }) => status === 'scheduled')
    const look = async (sendId: string) => {
      const state = await app.api.outbox.state({})
      // Somebody at the desk presses Resume when sending stopped with a reason.
      if (state.reason?.action === 'resume') await app.api.outbox.resume({})
      const { states } = await app.api.sends.get({ sendId })
      const count = (...names: (keyof typeof states)[]) =>
        names.reduce((sum, name) => sum + (states[name] ?? 0), 0)
      return { decide: state.decide, states, count }
    }
    const until = async (what: string, done: () => Promise<boolean>) => {
      const deadline = Date.now() + 90_000
      while (!(await done())) {
        if (Date.now() > deadline) throw new Error(`not in time: ${what}`)
        await wait(150)
      }
    }
    try {
      await setUpOffice(app.api)
      // Hours pass: nobody is there to keep the screen open.
      await app.api.settings.saveIdleLock({ minutes: 0 })
      await importCsv(app.api, peopleCsv(TEXTS))
      // Whole seconds: the carrier's schedule knows no smaller ones.
      const first = Math.ceil(now() / 1000) * 1000 + 2 * HOUR
      const review = await reviewForAll(app.api, 'Hi {{ first_name }}, seed test', {
        notBefore: new Date(first).toISOString(),
      })
      expect([review.will, review.handOver]).toEqual([TEXTS, TEXTS])
      const sendId = randomUUID()
      await app.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })

      // Killed while it hands over; people answer STOP to an earlier text meanwhile.
      const stopped = Array.from({ length: STOPS }, () => reservedNumber(Math.floor(chance() * TEXTS)))
      const wanted = 2 + Math.floor(chance() * 3)
      for (const number of stopped) {
        await wait(chance() * 500)
        await carrier.inbound({ from: number, to: '+12025550100', body: 'STOP' })
        if (kills < wanted) {
          await wait(100 + chance() * 400)
          await kill()
        }
      }
      await until('all handed over', async () => {
        const { count } = await look(sendId)
        return count('queued', 'claimed', 'canceling') === 0
      })

      let due = first
      let last = first
      if (deed !== 'left alone') {
        const act = async () => {
          if (deed === 'moved')
            await app.api.sends.retime({ sendId, notBefore: new Date(last).toISOString() })
          else await app.api.sends.cancel({ sendId })
        }
        if (deed === 'moved') last = first + HOUR
        for (let i = 0; i < 2; i += 1) {
          const acting = act().catch(() => undefined)
          await wait(50 + chance() * 500)
          await kill()
          await acting
        }
        await act()
        due = last
        await until('all taken back', async () => {
          const { count } = await look(sendId)
          return count('queued', 'claimed', 'canceling') === 0
        })
      }

      // Until just before, the carrier holds no text twice; an unknown one may be in its list once.
      const held = (await waiting()).map(({ to }) => to)
      expect(held.toSorted(), 'nobody is in the schedule twice').toEqual([...new Set(held)].toSorted())
      if (deed === 'moved')
        expect((await waiting()).every(({ leavesAt }) => Date.parse(leavesAt) >= due)).toBe(true)

      const ahead = due - now() + 60_000
      skipped += ahead
      await carrier.skip(ahead)
      await app.skip(ahead)
      await until('the end', async () => {
        const { count, decide } = await look(sendId)
        return (
          count('queued', 'claimed', 'unknown', 'accepted', 'scheduled', 'canceling', 'sending') === decide
        )
      })

      const left = (await outgoing()).filter(({ status }) => status !== 'canceled' && status !== 'failed')
      const times = (number: string) => left.filter(({ to }) => to === number).length
      const rows = (await app.api.messages.page({ sendId, offset: 0, limit: 500 })).rows
      const doubled = rows.filter(({ number }) => times(number) > 1)
      const lost = rows.filter(
        ({ number, decide, state }) =>
          times(number) === 0 && !decide && !['canceled', 'failed'].includes(state),
      )
      const wrong = rows.filter(
        ({ number, state }) => times(number) === 1 && !['sent', 'delivered', 'unknown'].includes(state),
      )
      console.log(
        JSON.stringify({
          seed,
          deed,
          texts: TEXTS,
          kills,
          arrived: left.length,
          doubled: doubled.length,
          lost: lost.length,
          shown: rows.filter(({ decide }) => decide).length,
        }),
      )
      expect(rows).toHaveLength(TEXTS)
      expect(doubled).toEqual([])
      expect(lost).toEqual([])
      expect(wrong).toEqual([])
      expect(misTallied(dataDir)).toEqual([])
      expect(left.filter(({ to }) => stopped.includes(to))).toEqual([])
      expect(left.every(({ leavesAt }) => Date.parse(leavesAt) >= due)).toBe(true)
      if (deed === 'cancelled') expect(left).toEqual([])
      else
        expect(
          rows.filter(
            ({ number, state }) => ['canceled', 'failed'].includes(state) && !stopped.includes(number),
          ),
        ).toEqual([])
    } finally {
      await app.kill()
      carrier.end()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
  200_000,
)
