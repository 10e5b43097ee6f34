/** Who is asked after how often: `sent` may stay for ever, and each question is a request. */
import { expect, test } from 'vitest'
import { createStatusPoll } from '../../src-main/services/outbox/reading/status-poll'
import { CarrierError, type Sms } from '../../src-main/services/ports'
import type { Stores } from '../../src-main/services/stores'
import { createFakeClock } from '../support/fake-clock'
import { MORNING } from '../support/desk'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** A poll over so many texts that were last heard of now and never will be again. */
const poll = (texts: number) => {
  const clock = createFakeClock(MORNING)
  const heard = clock.now()
  const fetched: string[] = []
  const listed: string[] = []
  let broken = false
  const deleted = new Set<string>()
  const moved: [number, string][] = []
  const sids = Array.from({ length: texts }, (_, i) => `SM${i}`)
  const sms = {
    accountSid: 'AC',
    fetch: async (sid: string) => {
      if (broken) throw new CarrierError('unreachable', 'no connection')
      fetched.push(sid)
      return deleted.has(sid) ? null : { sid }
    },
    list: async ({ sentOnOrAfter }: { sentOnOrAfter: string }) => {
      listed.push(sentOnOrAfter)
      return { messages: [], complete: true, carrierTime: null, unreadable: 0 }
    },
  } as unknown as Sms
  const stores = {
    write: async <T>(work: () => T) => work(),
    outbox: {
      atCarrier: async (_account: string, since: string, _now: string, most: number) => {
        const open = Date.parse(since) <= heard ? texts : 0
        return { open, oldest: open > 0 ? MORNING : null, sids: open > most ? null : sids.slice(0, open) }
      },
      atCarrierSids: () => [],
      atCarrierBySid: (sid: string) => (deleted.has(sid) ? { id: Number(sid.slice(2)) } : null),
      move: (id: number, to: string) => moved.push([id, to]) > 0,
    },
  } as unknown as Stores
  const { tick } = createStatusPoll({
    stores,
    sms,
    clock,
    record: { status: () => false } as never,
    carrierClock: { heard: () => {}, skew: () => 0, now: clock.now, stamp: () => null },
    changed: () => {},
  })
  /** Every five seconds for so long; answers how many requests were made. */
  const during = async (ms: number) => {
    const before = fetched.length + listed.length
    for (let passed = 0; passed < ms; passed += 5 * SECOND) {
      await clock.advance(5 * SECOND)
      await tick().catch(() => {})
    }
    return fetched.length + listed.length - before
  }
  return {
    clock,
    fetched,
    listed,
    deleted,
    moved,
    during,
    tick,
    setBroken: (now: boolean) => {
      broken = now
    },
  }
}

test('a text without a receipt is asked after each time for ten minutes, then every minute, every quarter of an hour, never', async () => {
  const { during } = poll(1)
  expect(await during(10 * MINUTE)).toBe(120)
  expect(await during(60 * MINUTE)).toBe(60)
  await during(120 * MINUTE)
  expect(await during(120 * MINUTE)).toBe(8)
  await during(3 * 1440 * MINUTE - 300 * MINUTE)
  expect(await during(120 * MINUTE)).toBe(0)
})

test('many are asked after by one list, from ten minutes before the first of their requests by the carrier’s clock', async () => {
  const few = poll(15)
  expect(await few.during(5 * SECOND)).toBe(15)
  expect(few.listed).toEqual([])
  const many = poll(16)
  expect(await many.during(5 * SECOND)).toBe(1)
  expect(many.listed).toEqual([new Date(Date.parse(MORNING) - 10 * MINUTE).toISOString()])
})

test('a look that failed is made again at once, and a clock put back holds none up', async () => {
  const { clock, during, tick, setBroken } = poll(1)
  await during(30 * MINUTE)
  setBroken(true)
  await during(2 * MINUTE)
  setBroken(false)
  expect(await during(5 * SECOND)).toBe(1)
  expect(await tick({ everything: true })).toBe(1)
  clock.jump(new Date(clock.now() - 10 * MINUTE).toISOString())
  expect(await during(5 * SECOND)).toBe(1)
})

test('one that was deleted at the carrier by hand holds up nobody behind it, and is said to be without an end', async () => {
  const { during, deleted, fetched, moved } = poll(3)
  deleted.add('SM0')
  await during(5 * SECOND)
  expect(fetched).toEqual(['SM0', 'SM1', 'SM2'])
  expect(moved).toEqual([[0, 'sent']])
})
