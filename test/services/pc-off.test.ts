/** What happens to texts for later when the PC was off, or asleep, at their time. */
import { describe, expect, test } from 'vitest'
import { desk, HOUR, NUMBER, open, at, send, get, carried, closeAfterEach } from './schedule-fixture'

closeAfterEach()

describe('the PC was off', () => {
  const missed = async (late: 'send' | 'ask' | 'skip') => {
    await open(3, { app: { practiceSender: NUMBER } })
    const sendId = await send({ notBefore: at(2 * HOUR), late })
    await desk.clock.advance(60_000)
    await desk.swap(() => desk.clock.jump(at(4 * HOUR)))
    return sendId
  }
  test('send: it leaves late', async () => {
    const sendId = await missed('send')
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
  })
  test('ask: it waits for an answer; skipping gives them up, sending sends them', async () => {
    const sendId = await missed('ask')
    await desk.until(async () => (await get(sendId)).pausedBy === 'late', 'the question')
    expect((await get(sendId)).why).toMatch(/^This PC was off from .+ to .+\. 3 texts are late/)
    expect(await desk.api.sends.late({ sendId, decision: 'skip' })).toEqual({ skipped: 3 })
    expect((await get(sendId)).states).toEqual({ expired: 3 })
    await desk.clock.advance(120_000)
    expect(carried()).toHaveLength(0)
    // Given up, not lost: they may be tried again by hand.
    expect(await desk.api.sends.retry({ sendId })).toEqual({ queued: 3 })
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
    expect(carried()).toHaveLength(3)
  })
  test('ask: another time is an answer, too', async () => {
    const sendId = await missed('ask')
    await desk.until(async () => (await get(sendId)).pausedBy === 'late', 'the question')
    const later = at(3 * HOUR)
    expect(await desk.api.sends.retime({ sendId, notBefore: later })).toEqual({ moved: 3 })
    expect(await get(sendId)).toMatchObject({ state: 'live', pausedBy: null, nextAt: later })
    await desk.clock.advance(60_000)
    expect(carried()).toHaveLength(0)
    desk.clock.jump(later)
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
  })
  test('skip: they are given up with the reason', async () => {
    const sendId = await missed('skip')
    await desk.until(async () => (await get(sendId)).states.expired === 3, 'the end')
    const [row] = (await desk.api.messages.page({ sendId })).rows
    expect(row?.why).toMatch(/^This PC was off/)
    expect(carried()).toHaveLength(0)
  })
  test.each(['send', 'ask', 'skip'] as const)(
    'what was missed is told until somebody has seen it: %s',
    async (late) => {
      await missed(late)
      const absence = async () => (await desk.api.outbox.state({})).absence
      await desk.until(async () => (await absence()) !== null, 'the note')
      const told = await absence()
      expect(told).toMatchObject({
        sent: late === 'send' ? 3 : 0,
        asked: late === 'ask' ? 3 : 0,
        skipped: late === 'skip' ? 3 : 0,
        dailyMissed: 0,
      })
      expect(Date.parse(told?.to ?? '') - Date.parse(told?.from ?? '')).toBeGreaterThan(3 * HOUR)
      await desk.restart()
      expect(await absence()).toEqual(told)
      await desk.api.outbox.absenceSeen({})
      expect(await absence()).toBeNull()
    },
  )
  test('a run of a daily send whose day is over is counted, that of today is not', async () => {
    await open(1, { app: { practiceSender: NUMBER } })
    const { id: listId } = await desk.api.lists.save({
      id: null,
      name: 'Everyone',
      kind: 'saved',
      recordKind: 'client',
      conditions: { join: 'all', of: [] },
    })
    const { id: templateId } = await desk.api.templates.save({
      id: null,
      name: 'Opening',
      recordKind: 'client',
      purpose: 'alerts',
      language: 'en',
      body: 'Hi {{ first_name }}',
    })
    await desk.api.daily.save({ id: null, name: 'Each morning', listId, templateId, at: '09:00' })
    const [made] = await desk.api.daily.list({})
    if (made && !made.active) await desk.api.daily.setActive({ id: made.id, active: true })
    // A program that ended before it had written down that it was awake does not know since when it was off.
    const awake = desk.app.testing.db.prepare("SELECT value FROM fact WHERE key = 'outbox.awake'")
    await desk.until(() => awake.get() !== undefined, 'the first note of being awake')
    await desk.swap(() => desk.clock.jump(at(3 * 24 * HOUR)))
    const absence = async () => (await desk.api.outbox.state({})).absence
    await desk.until(async () => (await absence()) !== null, 'the note')
    // Tuesday's run was over when it was made; Wednesday's and Thursday's were missed; Friday's is made now.
    expect((await absence())?.dailyMissed).toBe(2)
  })
  test('asleep for eight hours in mid-send: the rest asks', async () => {
    await open(6, { app: { practiceSender: NUMBER } }, { rate: 1 })
    const sendId = await send({ late: 'ask' })
    await desk.until(() => carried().length >= 2, 'the first texts')
    desk.clock.jump(at(8 * HOUR))
    await desk.until(async () => (await get(sendId)).pausedBy === 'late', 'the question')
    const before = carried().length
    expect(before).toBeLessThan(6)
    await desk.api.sends.late({ sendId, decision: 'send' })
    await desk.until(async () => (await get(sendId)).phase === 'done', 'the rest')
    expect(carried()).toHaveLength(6)
  })
  test('a nap makes nothing late that waited long before for another reason', async () => {
    await open(3, { app: { practiceSender: NUMBER } })
    const sendId = await send({ late: 'skip' })
    const { credentials } = desk.carrier.account
    desk.carrier.account.credentials = []
    await desk.until(async () => (await desk.api.outbox.state({})).reason !== null, 'the refused login')
    await desk.clock.advance(90 * 60_000)
    desk.carrier.account.credentials = credentials
    desk.clock.jump(at(20 * 60_000))
    await desk.clock.advance(60_000)
    await desk.api.outbox.resume({})
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the texts')
  })
})
