/** What counts as read: everything up to now, the oldest first, whatever breaks in between. */
import { expect, test } from 'vitest'
import { createCarrierClock } from '../../src-main/services/outbox/reading/carrier-clock'
import { createInboundPoll } from '../../src-main/services/outbox/reading/inbound-poll'
import { CarrierError, type CarrierMessage, type ListFilter, type Sms } from '../../src-main/services/ports'
import type { Stores } from '../../src-main/services/stores'
import { MORNING } from '../support/desk'
import { createFakeClock } from '../support/fake-clock'
import { say } from '#shared/phrases/say'

const HOUR = 3_600_000
const NOW = Date.parse(MORNING)

const poll = (replies: { sid: string; at: number; body?: string }[], readTo: number | null) => {
  const clock = createFakeClock(MORNING)
  const facts = new Map<string, string>(
    readTo === null ? [] : [['inbound.read-to', new Date(readTo).toISOString()]],
  )
  const kept: string[] = []
  const asked: ListFilter[] = []
  const given = { complete: true, breakAt: Number.POSITIVE_INFINITY }
  const sms = {
    list: async (filter: ListFilter) => {
      asked.push(filter)
      if (asked.length >= given.breakAt) throw new CarrierError('unreachable', 'no connection')
      const from = Date.parse(filter.sentOnOrAfter ?? '')
      const until = filter.sentBefore === undefined ? Number.POSITIVE_INFINITY : Date.parse(filter.sentBefore)
      const messages = replies
        .filter(({ at }) => at >= from && at < until)
        .map(({ sid, at, body = 'Hi' }) => ({
          sid,
          direction: 'inbound',
          from: '+12025550101',
          to: '+12025550100',
          body,
          createdAt: new Date(at).toISOString(),
          media: 0,
        }))
        .toReversed() as unknown as CarrierMessage[]
      return {
        messages,
        complete: given.complete,
        carrierTime: new Date(clock.now()).toISOString(),
        unreadable: 0,
      }
    },
  } as unknown as Sms
  const stores = {
    write: async <T>(work: () => T) => work(),
    facts: {
      get: (key: string) => facts.get(key) ?? null,
      set: (key: string, value: string) => facts.set(key, value),
    },
    inbound: {
      newest: () => null,
      has: (sid: string) => kept.includes(sid),
      add: ({ sid }: { sid: string }) => {
        if (sid === 'SMbad') throw new Error('cannot be kept')
        kept.push(sid)
        return { sid }
      },
    },
    consent: { causes: () => new Map(), block() {}, lift() {} },
    recipients: { withNumber: () => [], touched() {} },
  } as unknown as Stores
  const inbound = createInboundPoll({
    stores,
    sms,
    clock,
    ownNumbers: async () => ['+12025550100'],
    carrierClock: createCarrierClock(clock),
    keeping: () => {},
    arrived: () => {},
    odd: () => {},
    charges: { learn() {}, told: () => false },
    priceOf: () => null,
    say,
  })
  return { inbound, asked, kept, given, facts, clock }
}

test('a list that was cut is not read: replies count as unread until one is complete', async () => {
  const { inbound, given } = poll([{ sid: 'SM1', at: NOW - HOUR }], NOW - 2 * HOUR)
  given.complete = false
  expect(await inbound.tick()).toEqual({ fresh: 1, complete: false })
  expect(inbound.age()).toBe(Infinity)
  given.complete = true
  expect(await inbound.tick()).toEqual({ fresh: 0, complete: true })
  expect(inbound.age()).toBe(0)
})

test('after a long absence it is read in parts, the oldest first, and a break loses nothing', async () => {
  const days = Array.from({ length: 6 }, (_, i) => ({ sid: `SM${i}`, at: NOW - (6 - i) * 24 * HOUR + HOUR }))
  const { inbound, kept, given } = poll(days, NOW - 6 * 24 * HOUR)
  given.breakAt = 4
  await expect(inbound.tick()).rejects.toThrow('no connection')
  expect(kept).toEqual(['SM0', 'SM1'])
  expect(inbound.age()).toBe(Infinity)
  given.breakAt = Number.POSITIVE_INFINITY
  await inbound.tick()
  expect(kept).toEqual(days.map(({ sid }) => sid))
})

test('a reply that cannot be kept stops none behind it, and is not called read', async () => {
  const { inbound, kept } = poll(
    [
      { sid: 'SM1', at: NOW - 3 * HOUR },
      { sid: 'SMbad', at: NOW - 2 * HOUR },
      { sid: 'SM2', at: NOW - HOUR, body: 'STOP' },
    ],
    NOW - 4 * HOUR,
  )
  await expect(inbound.tick()).rejects.toThrow('cannot be kept')
  expect(kept).toEqual(['SM1', 'SM2'])
  expect(inbound.age()).toBe(Infinity)
})

test('a date in the future hides no reply that comes until then', async () => {
  const { inbound, asked } = poll([], NOW + 400 * 24 * HOUR)
  await inbound.tick()
  expect(Date.parse(asked[0]?.sentOnOrAfter ?? '')).toBeLessThan(NOW)
})
