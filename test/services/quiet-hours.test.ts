/** Nobody is texted at night: the hours of each number, purpose, weekday and holiday, and who may decide otherwise. */
import { describe, expect, test } from 'vitest'
import { quietAll } from '../support/prepare'
import { desk, open, many, review, send, get, outgoing, closeAfterEach } from './send-guards-fixture'

closeAfterEach()

describe('night', () => {
  const DAY = { alerts: { from: '08:00', to: '21:00' }, marketing: { from: '09:00', to: '20:00' } }
  const rules = (more: Partial<ReturnType<typeof quietAll>> = {}) => {
    const all = quietAll(DAY.alerts)
    return { ...all, marketing: { ...all.marketing, ...DAY.marketing, onHolidays: false }, ...more }
  }
  const save = async (quiet: ReturnType<typeof rules>) => {
    const { sending } = await desk.api.settings.get({})
    await desk.api.settings.saveSending({ ...sending, quiet })
  }

  test('each number keeps its own night: New York leaves at once, Los Angeles in its morning', async () => {
    // 08:30 in New York, 05:30 in Los Angeles.
    await open(['+1 212 555 0101', '+1 213 555 0102', '+1 808 555 0103'], { at: '2026-11-24T13:30:00.000Z' })
    await save(rules())
    const planned = await review()
    expect(planned.groups).toEqual([
      { at: '2026-11-24T13:30:00.000Z', count: 1 },
      { at: '2026-11-24T16:00:00.000Z', count: 1 },
      { at: '2026-11-24T18:00:00.000Z', count: 1 },
    ])
    expect(planned.warnings).toContainEqual(expect.objectContaining({ kind: 'quiet-hours', count: 2 }))
    const sendId = await send()
    await desk.until(async () => (await get(sendId)).withCarrier === 2, 'the hand-over')
    await desk.until(() => outgoing().filter(({ status }) => status === 'delivered').length === 1, 'New York')
    expect(Object.fromEntries(outgoing().map(({ to, leavesAt }) => [to, leavesAt.slice(11, 16)]))).toEqual({
      '+12125550101': '13:30',
      '+12135550102': '16:00',
      '+18085550103': '18:00',
    })
  })

  test('the zone of the record goes before the number’s', async () => {
    await open(['+1 212 555 0101'], { at: '2026-11-24T13:30:00.000Z' })
    await save(rules())
    const id = (await desk.api.people.page({})).rows[0]?.id ?? 0
    const { kind, firstName, lastName, email, language, tags, custom, numbers } = await desk.api.people.get({
      id,
    })
    const record = { id, kind, firstName, lastName, email, language, tags, custom }
    const same = numbers.map(({ id: number, e164, label, primary }) => ({
      id: number,
      number: e164,
      label,
      primary,
    }))
    await expect(
      desk.api.people.save({ ...record, zone: 'Atlantis/Capital', numbers: same }),
    ).rejects.toMatchObject({ field: 'zone' })
    await desk.api.people.save({ ...record, zone: 'Pacific/Honolulu', numbers: same })
    expect((await review()).groups).toEqual([{ at: '2026-11-24T18:00:00.000Z', count: 1 }])
  })

  test('marketing has hours of its own, and keeps holidays and weekdays', async () => {
    // Thursday, 26 November, 08:30 in New York.
    await open(['+1 212 555 0101'], { at: '2026-11-26T13:30:00.000Z' })
    await save(rules())
    const first = async (purpose: 'alerts' | 'marketing') => (await review(purpose)).groups[0]?.at
    expect(await first('alerts')).toBe('2026-11-26T13:30:00.000Z')
    expect(await first('marketing')).toBe('2026-11-26T14:00:00.000Z')
    const all = rules()
    await save({ ...all, holidays: ['2026-11-26'], marketing: { ...all.marketing, days: [1, 2, 3, 4] } })
    expect(await first('alerts')).toBe('2026-11-26T13:30:00.000Z')
    // Thursday is a holiday, and Friday to Sunday are no days for it.
    expect(await first('marketing')).toBe('2026-11-30T14:00:00.000Z')
  })

  test('a queue at the carrier must not deliver at night: the validity ends with the hours', async () => {
    await open(['+1 212 555 0101'], { at: '2026-11-25T01:30:00.000Z' })
    await save(rules())
    const sendId = await send()
    await desk.until(async () => (await get(sendId)).states.delivered === 1, 'the text')
    // 20:30 in New York: half an hour, to the second.
    const seconds = outgoing()[0]?.validitySeconds
    expect(seconds).toBeGreaterThan(1_700)
    expect(seconds).toBeLessThanOrEqual(1_800)
  })

  test('what does not fit before the evening is split to the next morning, and said so', async () => {
    await open(many(20), { at: '2026-11-25T01:59:50.000Z' }, { rate: 1 })
    await save(rules())
    const planned = await review()
    expect(planned.groups.map(({ count }) => count)).toEqual([10, 10])
    expect(planned.groups[1]?.at).toBe('2026-11-25T13:00:00.000Z')
    expect(planned.warnings).toContainEqual(expect.objectContaining({ kind: 'quiet-hours', count: 10 }))
  })

  test('a Manager may let an alert leave at night with a reason; marketing never', async () => {
    await open(['+1 212 555 0101'], { at: '2026-11-25T03:00:00.000Z' })
    await save(rules())
    const sendId = await send()
    await desk.until(async () => (await get(sendId)).withCarrier === 1, 'the morning')
    // In the carrier's schedule too it is the night that holds it up, and can be decided about.
    expect((await get(sendId)).why).toBe('Quiet hours')
    await expect(desk.api.sends.leaveAtNight({ sendId, reason: '' })).rejects.toMatchObject({
      field: 'reason',
    })
    await desk.api.sends.leaveAtNight({ sendId, reason: 'The clinic is flooded' })
    await desk.until(async () => (await get(sendId)).states.delivered === 1, 'the text')
    expect(outgoing().filter(({ status }) => status === 'delivered')).toHaveLength(1)
    expect((await get(sendId)).released).toBe('Anna Berg: The clinic is flooded')
    const marketing = await send('marketing')
    const dated = await send('alerts', 'Hi', { notBefore: '2026-11-25T17:00:00.000Z' })
    await desk.until(async () => (await get(dated)).withCarrier === 1, 'the date')
    expect((await get(dated)).why).toBeNull()
    await expect(
      desk.api.sends.leaveAtNight({ sendId: marketing, reason: 'It is urgent' }),
    ).rejects.toMatchObject({ code: 'refused' })
  })
})
