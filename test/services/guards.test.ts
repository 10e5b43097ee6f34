/** What stands between a planned send and the phones: replies read, first texts arrived, night, money, and how often one person hears from us. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, quietAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const HOUR = 3_600_000
const open = async (
  numbers: readonly string[],
  options: DeskOptions = {},
  sending: Parameters<typeof setUpOffice>[1] = {},
) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, sending)
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts,Consent to marketing',
      ...numbers.map((number, i) => `Person${String(i).padStart(2, '0')},${number},yes,yes`),
    ].join('\n'),
  )
}
/** Each fails at the practice carrier in its own way. */
const FAILING = ['0190', '0191', '0193', '0194', '0195', '0197'].map((tail) => `+1202555${tail}`)
const many = (count: number, ending?: (i: number) => string | null) =>
  Array.from({ length: count }, (_, i) => ending?.(i) ?? reservedNumber(i))
const review = async (
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
  choices = {},
) => {
  const { id } = await desk.api.lists.save({
    id: null,
    name: `Everyone ${randomUUID()}`,
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
  return desk.api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [id], exclude: [], recipientIds: [] },
    what: { templateId: null, body, purpose, language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null, ...choices },
  })
}
const send = async (...args: Parameters<typeof review>) => {
  const { reviewId } = await review(...args)
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId, draftId: sendId })
  return sendId
}
const get = (sendId: string) => desk.api.sends.get({ sendId })
const outgoing = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('the fresh-inbox gate', () => {
  test('while replies cannot be read no send to many begins; one person’s text does', async () => {
    await open(many(3))
    await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
    // Lists fail, sends work: a key that may send only.
    const { credentials } = desk.carrier.account
    desk.carrier.account.credentials = credentials.map((one) => ({ ...one, denied: ['messages.read'] }))
    await desk.clock.advance(3 * 60_000)
    await pause(30)
    const sendId = await send()
    await desk.clock.advance(60_000)
    await pause(30)
    expect(outgoing()).toHaveLength(0)
    const id = (await desk.api.people.page({})).rows[0]?.id ?? 0
    await desk.api.messages.send({
      draftId: randomUUID(),
      recipientId: id,
      e164: reservedNumber(0).replace(/[^+\d]/g, ''),
      body: 'One to one',
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
    await desk.until(() => outgoing().length === 1, 'the one text')
    desk.carrier.account.credentials = credentials
    await desk.until(async () => (await get(sendId)).states.delivered === 3, 'the send', 10 * 60_000)
  })
})

describe('the canary brake', () => {
  test('the first twenty fail in a cluster: the others wait for a person, who may resume', async () => {
    // Numbers of the practice carrier that fail as undelivered.
    await open(many(60, (i) => (i < 6 ? (FAILING[i] ?? null) : null)))
    const sendId = await send()
    await desk.until(async () => (await get(sendId)).pausedBy === 'canary', 'the brake')
    expect(outgoing()).toHaveLength(20)
    expect((await get(sendId)).why).toMatch(/of the first 20 texts failed, so the others wait/)
    await desk.clock.advance(10 * 60_000)
    expect(outgoing()).toHaveLength(20)
    await desk.api.sends.resume({ sendId })
    await desk.until(async () => (await get(sendId)).phase === 'done', 'the others')
    expect(outgoing()).toHaveLength(60)
  })
  test('they arrive: the others follow by themselves', async () => {
    await open(many(60))
    const sendId = await send()
    await desk.until(() => outgoing().length === 20, 'the first')
    await desk.until(async () => (await get(sendId)).phase === 'done', 'the others')
    expect(outgoing()).toHaveLength(60)
    expect(new Set(outgoing().map(({ to }) => to)).size).toBe(60)
  })
})

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

describe('whose turn it is', () => {
  const answer = async (i: number, body: string) =>
    desk.api.messages.send({
      draftId: randomUUID(),
      recipientId: (await desk.api.people.page({})).rows[i]?.id ?? 0,
      e164: reservedNumber(i).replace(/[^+\d]/g, ''),
      body,
      purpose: 'alerts',
      templateId: null,
      notBefore: null,
    })
  test('one person’s text goes before a long send that began long ago', async () => {
    await open(many(60), {}, { rate: 1, canary: false })
    await send()
    await desk.until(() => outgoing().length === 5, 'the first of many')
    await answer(59, 'See you at four.')
    const before = outgoing().length
    await desk.until(() => outgoing().some(({ body }) => body.startsWith('See you at four.')), 'the answer')
    expect(outgoing().length - before).toBeLessThan(5)
  })
  test('texts that wait for the end of others with the same words hide nothing behind them', async () => {
    await open(many(60), {}, { canary: false })
    // Fifty whose end is unknown for an hour, and the same words to the same people. The waits between breaks are random.
    desk.carrier.setBehaviour({ dropAnswer: { times: 50 }, listLagMs: HOUR })
    const first = await send()
    const resume = async () => {
      if ((await desk.api.outbox.state({})).reason?.action === 'resume') await desk.api.outbox.resume({})
    }
    await desk.until(
      async () => {
        await resume()
        return outgoing().length === 60
      },
      'the first send',
      40 * 60_000,
    )
    const twins = await send()
    const other = await send('alerts', 'Other words, {{ first_name }}')
    await desk.until(async () => {
      await resume()
      return (await get(other)).gone === 60
    }, 'the send behind them')
    expect((await get(first)).states.unknown).toBe(50)
    expect((await get(twins)).states.queued).toBe(50)
    expect((await get(twins)).why).toBe('The same text to this number has no known end yet')
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
