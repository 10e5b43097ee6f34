/** Insight (M19): what became of texts by time, reason, campaign, template, user and hour, in the office's zone. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { clockChanges } from '../../src-main/services/reports/insight'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

let desk: Desk | null = null
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk?.log)
  await desk?.close()
  desk = null
})

const opened = () => {
  if (!desk) throw new Error('no desk')
  return desk
}
const open = async (tails: readonly string[], options: DeskOptions = {}) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, { canary: false, holdSeconds: 0 })
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts',
      ...tails.map((tail, i) => `Person${i},+1202555${tail},yes`),
    ].join('\n'),
  )
}
const send = async (templateId: number | null, campaignId: number | null = null) => {
  const { api } = opened()
  const { reviewId } = await api.bulk.review({
    reviewId: null,
    who: { kind: 'client', everyone: true, include: [], exclude: [], recipientIds: [] },
    what: { templateId, body: templateId ? '' : 'Hello there', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
    campaignId,
  })
  const sendId = randomUUID()
  await api.bulk.send({ reviewId, draftId: sendId })
  await opened().until(async () => {
    const { states } = await api.sends.get({ sendId })
    return Object.keys(states).every((state) =>
      ['delivered', 'undelivered', 'failed', 'rejected'].includes(state),
    )
  }, 'the statuses')
}
const report = (from: string, to: string, by: 'day' | 'month' = 'day') =>
  opened().api.insight.report({ from, to, by })

describe('the clocks of a zone', () => {
  const at = (quarter: number) => new Date(quarter * 900_000).toISOString()
  test('New York changes twice a year, to the quarter of an hour', () => {
    const changes = clockChanges('2026-01-01', '2026-12-31', 'America/New_York')
    expect(changes.map(({ ahead }) => ahead)).toEqual([-20, -16, -20])
    expect(changes.slice(1).map(({ from }) => at(from))).toEqual([
      '2026-03-08T07:00:00.000Z',
      '2026-11-01T06:00:00.000Z',
    ])
  })
  test('Kathmandu is five hours and three quarters ahead, all year', () => {
    expect(clockChanges('2026-01-01', '2026-12-31', 'Asia/Kathmandu').map(({ ahead }) => ahead)).toEqual([23])
  })
})

test('M19 every text is counted once, where and when it left, with its answers and its cost', async () => {
  await open(['0101', '0102', '0190', '0181', '0187', '0188'])
  const { api, until, clock, carrier } = opened()
  const { id } = await api.templates.save({
    id: null,
    name: 'Opening',
    recordKind: 'client',
    purpose: 'alerts',
    language: 'en',
    body: 'Hi {{ first_name }}, we open at nine.',
  })
  await send(id)
  await until(async () => (await api.messages.page({})).totals.replies === 2, 'the answers')
  await clock.advance(60_000)
  const made = await report('2026-11-24', '2026-11-24')
  const { totals } = await api.messages.page({})
  expect(made.total).toEqual({
    sent: 6,
    delivered: 4,
    failed: 2,
    replies: 1,
    optOuts: 1,
    units: totals.units + totals.replyUnits,
    cost: totals.cost,
  })
  expect(made.before).toMatchObject({ from: '2026-11-23', to: '2026-11-23', sent: 0, cost: null })
  expect(made.reasons).toMatchObject([
    { code: 21614, count: 1, title: 'Landline' },
    { code: 30003, count: 1, title: 'Phone off or out of reach' },
  ])
  // Ten in New York, three in the afternoon in UTC.
  expect(made.hours.filter(({ sent }) => sent > 0)).toMatchObject([
    { hour: 10, sent: 6, replies: 1, optOuts: 1 },
  ])
  expect(made.templates).toMatchObject([{ name: 'Opening', sent: 6, delivered: 4, replies: 1, optOuts: 1 }])
  expect(made.users).toMatchObject([{ name: 'Anna Berg', sent: 6 }])
  expect(made.campaigns).toMatchObject([{ key: '', name: '', sent: 6 }])
  expect(carrier.messages().filter(({ direction }) => direction === 'outbound-api')).toHaveLength(5)
})

test('M19 days and months of the office, every one of them, and the period before', async () => {
  // Half past eleven in the evening of 31 October in New York: November in UTC.
  await open(['0101', '0102'], { at: '2026-11-01T03:30:00.000Z' })
  const { clock } = opened()
  await send(null)
  clock.jump('2026-11-03T15:00:00.000Z')
  await clock.advance(20_000)
  await send(null)
  const november = await report('2026-11-01', '2026-11-03')
  expect(november.series.map(({ key, sent }) => [key, sent])).toEqual([
    ['2026-11-01', 0],
    ['2026-11-02', 0],
    ['2026-11-03', 2],
  ])
  expect(november.before).toMatchObject({ from: '2026-10-29', to: '2026-10-31', sent: 2 })
  const months = await report('2026-10-01', '2026-11-30', 'month')
  expect(months.series.map(({ key, sent }) => [key, sent])).toEqual([
    ['2026-10-01', 2],
    ['2026-11-01', 2],
  ])
  expect(months.hours.filter(({ sent }) => sent > 0).map(({ hour }) => hour)).toEqual([10, 23])
})

test('M19 what changes later is counted again: a late status and a late price', async () => {
  await open(['0101', '0184'])
  const { clock, api, carrier } = opened()
  carrier.setBehaviour({ prices: { segments: ['0.02000'], lateMs: 3 * 3_600_000 } })
  await send(null)
  expect((await report('2026-11-24', '2026-11-24')).total.cost?.micros).toBe(16_600)
  clock.jump('2026-11-24T19:00:00.000Z')
  await opened().until(
    async () => (await report('2026-11-24', '2026-11-24')).total.cost?.micros === 40_000,
    'the charged price',
  )
  expect((await api.messages.page({})).totals.cost?.micros).toBe(40_000)
})

test('M19 each table is a file, and a period is refused with the mend beside its field', async () => {
  await open(['0101', '0190'])
  await send(null)
  const { api } = opened()
  const read = async (table: 'series' | 'reasons' | 'users') => {
    const offer = await api.insight.export({ from: '2026-11-24', to: '2026-11-24', by: 'day', table })
    const { base64 } = await api.files.read({ downloadId: offer.downloadId, index: 0 })
    return Buffer.from(base64, 'base64').toString('utf8')
  }
  expect(await read('series')).toContain('2026-11-24,2,1,1,0,0,2,')
  expect(await read('reasons')).toContain('Phone off or out of reach,30003,1')
  expect(await read('users')).toContain('Anna Berg,2,1,1')
  await expect(report('2026-11-25', '2026-11-24')).rejects.toMatchObject({
    code: 'bad-input',
    field: 'to',
    message: 'The first day is after the last.',
  })
})
