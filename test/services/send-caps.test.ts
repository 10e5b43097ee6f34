/** What limits a planned send: how often one person hears from us, the balance, and the spending cap. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  desk,
  HOUR,
  open,
  many,
  review,
  send,
  get,
  outgoing,
  pause,
  closeAfterEach,
} from './send-guards-fixture'

closeAfterEach()

describe('how often one person hears from us', () => {
  test('a cap leaves out who had enough, with the reason, until the days have passed', async () => {
    await open(many(3), {}, { perPerson: { texts: 1, days: 2 } })
    const sendId = await send()
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the first')
    const planned = await review('alerts', 'Something else, {{ first_name }}')
    expect(planned).toMatchObject({ will: 0, wont: 3, reasons: [{ reason: 'fatigue', count: 3 }] })
    const { rows } = await desk.api.bulk.rows({ reviewId: planned.reviewId, tab: 'wont' })
    expect(rows[0]?.why).toBe('Had 1 text in the last 2 days')
    desk.clock.jump(new Date(desk.clock.now() + 49 * HOUR).toISOString())
    expect((await review('alerts', 'Something else, {{ first_name }}')).will).toBe(3)
  })
  test('a text counts on the day it leaves, not on the one it was written: before and after it', async () => {
    await open(many(3), {}, { perPerson: { texts: 1, days: 2 } })
    const friday = new Date(desk.clock.now() + 4 * 24 * HOUR).toISOString()
    const sendId = await send('alerts', 'On Friday, {{ first_name }}', { notBefore: friday })
    await desk.until(async () => (await get(sendId)).withCarrier === 3, 'the hand-over')
    // Today nobody is near it; on Thursday everybody is.
    const today = await review('alerts', 'On Friday, {{ first_name }}')
    expect(today).toMatchObject({ will: 3, wont: 0 })
    expect(today.warnings.map(({ kind }) => kind)).not.toContain('same-text')
    expect(today.warnings.map(({ kind }) => kind)).not.toContain('heard-recently')
    desk.clock.jump(new Date(desk.clock.now() + 3 * 24 * HOUR).toISOString())
    const before = await review('alerts', 'Something else, {{ first_name }}')
    expect(before).toMatchObject({ will: 0, reasons: [{ reason: 'fatigue', count: 3 }] })
    const { rows } = await desk.api.bulk.rows({ reviewId: before.reviewId, tab: 'wont' })
    expect(rows[0]?.why).toBe('Gets 1 text in the 2 days after')
    desk.clock.jump(new Date(Date.parse(friday) + HOUR).toISOString())
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
    const after = await review('alerts', 'Something else, {{ first_name }}')
    expect(after).toMatchObject({ will: 0, reasons: [{ reason: 'fatigue', count: 3 }] })
    // Without a cap they are named.
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, perPerson: null })
    const same = await review('alerts', 'On Friday, {{ first_name }}')
    expect(same.warnings.find(({ kind }) => kind === 'same-text')).toMatchObject({
      count: 3,
      say: expect.stringMatching(/^had this very text (5|6)\d minutes ago/),
    })
    const other = await review('alerts', 'Something else, {{ first_name }}')
    expect(other.warnings.find(({ kind }) => kind === 'heard-recently')).toMatchObject({ count: 3 })
  })
  test('a text that waits to leave is named, too', async () => {
    await open(many(2))
    const at = new Date(desk.clock.now() + 5 * HOUR).toISOString()
    const sendId = await send('alerts', 'Hello, {{ first_name }}', { notBefore: at })
    await desk.until(async () => (await get(sendId)).withCarrier === 2, 'the hand-over')
    const same = await review('alerts', 'Hello, {{ first_name }}', { notBefore: at })
    expect(same.warnings.find(({ kind }) => kind === 'same-text')).toMatchObject({
      count: 2,
      say: 'get this very text already: it waits to leave.',
    })
  })
})

describe('money', () => {
  test('what is scheduled is reserved: the next send sees what is left', async () => {
    await open(many(10), { carrier: { account: { balance: '0.12000' } } })
    const first = await review('alerts', 'A', {
      notBefore: new Date(desk.clock.now() + 5 * HOUR).toISOString(),
    })
    expect(first.balance.blocked).toBeNull()
    const sendId = randomUUID()
    // While a text is on its way to the carrier it is neither promised nor reserved, but spent.
    await desk.api.outbox.pause({})
    await desk.api.bulk.send({ reviewId: first.reviewId, draftId: sendId })
    const atOnce = await review('alerts', 'B')
    await desk.api.outbox.resume({})
    expect(atOnce.reserved?.micros).toBe(83_000)
    expect(atOnce.balance.blocked).toMatch(/balance is too low/)
    await desk.until(async () => (await get(sendId)).withCarrier === 10, 'the hand-over')
    const later = await review('alerts', 'C')
    expect(later.reserved?.micros).toBe(83_000)
    expect(later.balance.blocked).toMatch(/balance is too low/)
  })
  test('what is scheduled counts once against the cap, also after the balance was asked for again', async () => {
    await open(many(10), {}, { funding: 'invoiced', cap: { micros: 170_000, currency: 'USD' } })
    const sendId = await send('alerts', 'A {{ first_name }}', {
      notBefore: new Date(desk.clock.now() + 5 * HOUR).toISOString(),
    })
    await desk.until(async () => (await get(sendId)).withCarrier === 10, 'the hand-over')
    await desk.clock.advance(120_000)
    await pause(30)
    // 83,000 are scheduled, 83,000 more fit.
    expect((await review('alerts', 'B {{ first_name }}')).balance.blocked).toBeNull()
    await send('alerts', 'B {{ first_name }}')
    await desk.until(() => outgoing().filter(({ status }) => status !== 'scheduled').length === 10, 'B')
    expect((await review('alerts', 'C {{ first_name }}')).balance.blocked).toMatch(/spending cap/)
  })
  test('a month’s cap begins anew; texts count in the month they leave in', async () => {
    await open(
      many(10),
      { at: '2026-11-30T15:00:00.000Z' },
      { funding: 'invoiced', cap: { micros: 100_000, currency: 'USD' } },
    )
    const sendId = await send('alerts', 'A {{ first_name }}', { notBefore: '2026-12-02T15:00:00.000Z' })
    await desk.until(async () => (await get(sendId)).withCarrier === 10, 'the hand-over')
    desk.clock.jump('2026-12-02T16:00:00.000Z')
    await desk.until(async () => (await get(sendId)).states.delivered === 10, 'the texts')
    await desk.clock.advance(120_000)
    await pause(30)
    expect((await review('alerts', 'B {{ first_name }}')).balance.blocked).toMatch(/sent this month.*cap/)
    desk.clock.jump('2027-01-04T16:00:00.000Z')
    await desk.clock.advance(120_000)
    await pause(30)
    expect((await review('alerts', 'B {{ first_name }}')).balance.blocked).toBeNull()
  })
  test('a spending cap counts what was sent this month, also while sending', async () => {
    const cap = { micros: 100_000, currency: 'USD' }
    await open(many(10), {}, { funding: 'invoiced', cap })
    await send('alerts', 'A {{ first_name }}')
    await desk.until(() => outgoing().length === 10, 'the first')
    // After the balance was asked for again, too.
    await desk.clock.advance(120_000)
    await pause(30)
    expect((await review('alerts', 'B {{ first_name }}')).balance.blocked).toMatch(
      /sent this month.*spending cap/,
    )
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, cap: { micros: 10_000_000, currency: 'USD' }, rate: 1 })
    const sendId = await send('alerts', 'C {{ first_name }}')
    await desk.until(() => outgoing().length >= 12, 'some of them')
    await desk.api.settings.saveSending({ ...sending, cap, rate: 1 })
    await desk.until(async () => (await get(sendId)).pausedBy === 'cap', 'the cap')
    expect(outgoing().length).toBeLessThan(20)
  })
})
