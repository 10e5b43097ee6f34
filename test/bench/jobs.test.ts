/** Long jobs in a large office: nobody at the desk may feel them. Each in turn, median of three where it can be repeated. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchFile, reviewForAll } from '../support/prepare'
import { beside, type Held, median, report } from './measure'
import { type BenchOffice, fillHistory, fullFolder, openOffice } from './office'

const MOST_HELD = 50
let office: BenchOffice
beforeAll(async () => {
  office = await openOffice(await fullFolder())
  await office.api.outbox.pause({})
})
afterAll(() => office.close())

/** Three rounds of a job; what one leaves behind is taken for another. */
const thrice = async (what: string, job: (round: number) => Promise<Held>) => {
  const rounds: Held[] = []
  for (let round = 0; round < 3; round += 1) rounds.push(await job(round))
  const gap = median(rounds.map((held) => held.gap))
  report(what, { total: median(rounds.map((held) => held.took)), gap }, `gap ≤ ${MOST_HELD} ms`)
  expect(gap).toBeLessThanOrEqual(MOST_HELD)
}

test('exporting 100,000 people', () =>
  thrice('export 100,000 people', async () => {
    let offer: Awaited<ReturnType<typeof office.api.people.export>> | undefined
    const held = await beside(async () => {
      offer = await office.api.people.export({ ids: null })
    })
    expect(offer && (await fetchFile(office.api, offer)).split('\r\n')).toHaveLength(100_002)
    return held
  }))

test('counting and opening saved searches over 100,000 people', () =>
  thrice('count and open a saved search over 100,000 people', (round) =>
    beside(async () => {
      const conditions = {
        join: 'all' as const,
        of: [
          { field: 'alerts', op: 'is', value: 'granted' },
          { field: 'name', op: 'contains', value: 'aeo'[round] ?? '' },
          { field: 'number', op: 'contains', value: '555' },
        ],
      }
      const { count } = await office.api.lists.count({ recordKind: 'client', conditions })
      expect(count).toBeGreaterThan(1000)
      const page = await office.api.people.page({ kind: 'client', conditions, sort: 'last', limit: 60 })
      expect(page.total).toBe(count)
      const { ids } = await office.api.people.ids({ kind: 'client', conditions })
      expect(ids).toHaveLength(count)
    }),
  ))

test('generating a campaign of 10,000', () =>
  thrice('generate a campaign of 10,000', async (round) => {
    const { api } = office
    const template = await api.templates.save({
      id: null,
      name: `Visit ${round}`,
      recordKind: 'client',
      purpose: 'alerts',
      language: 'en',
      body: `Hi {{ first_name }}, your visit ${round} is on Thursday at ten.`,
    })
    const { id } = await api.campaigns.save({
      id: null,
      name: `Spring ${round}`,
      recordKind: 'client',
      templateId: template.id,
      dispatchAt: null,
      late: 'ask',
      handOverHours: null,
    })
    const recipientIds = Array.from({ length: 10_000 }, (_, i) => 1 + i * 7)
    return beside(async () => {
      await api.campaigns.addRecipients({ id, recipientIds, listIds: [] })
      const review = await api.bulk.review({
        reviewId: null,
        campaignId: id,
        who: { kind: 'client', include: [], exclude: [], recipientIds: [] },
        what: { templateId: null, body: '', purpose: 'alerts', language: 'en' },
        choices: { each: 'person', plain: false, leaveOut: [], notBefore: null },
      })
      expect(review.will).toBe(10_000)
      const named = await api.campaigns.recipients({ id, search: 'okafor', offset: 0, limit: 50 })
      expect(named.total).toBeGreaterThan(100)
      await api.bulk.send({ reviewId: review.reviewId, draftId: randomUUID() })
    })
  }))

test('exporting the review of a send to 100,000', () =>
  thrice('export the review of a send to 100,000', async (round) => {
    const review = await reviewForAll(office.api, `Hi {{ first_name }}, number ${round}`, { each: 'person' })
    expect(review.will).toBe(100_000)
    return beside(() => office.api.bulk.export({ reviewId: review.reviewId }))
  }))

test('re-timing and recalling a send of 50,000', () =>
  thrice('re-time, then recall a send of 50,000', async (round) => {
    const { api } = office
    const review = await api.bulk.review({
      reviewId: null,
      who: {
        kind: 'client',
        include: [],
        exclude: [],
        recipientIds: Array.from({ length: 50_000 }, (_, i) => i + 1),
      },
      what: { templateId: null, body: `Hi {{ first_name }}, ${round}`, purpose: 'alerts', language: 'en' },
      choices: { each: 'person', plain: false, leaveOut: [], notBefore: null },
    })
    const sendId = randomUUID()
    await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
    return beside(async () => {
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
      expect(await api.sends.retime({ sendId, notBefore: tomorrow })).toEqual({ moved: 50_000 })
      expect(await api.sends.cancel({ sendId })).toEqual({ recalled: 50_000, gone: 0, takingBack: 0 })
    })
  }))

test('forgetting a person with 2,000 texts', () =>
  thrice('forget a person with 2,000 texts and 200 replies', async (round) => {
    const id = fillHistory(office.db, 2000, 200)
    await office.api.privacy.check({ id })
    const held = await beside(() => office.api.privacy.forget({ id }))
    expect(
      office.db.prepare('SELECT count(*) AS n FROM message WHERE recipient_id = ? AND body <> ?').get(id, ''),
    ).toEqual({ n: 0 })
    expect(round).toBeLessThan(3)
    return held
  }))

test('making a backup', async () => {
  await office.api.backups.setPassphrase({ passphrase: 'seven lanterns on the harbour wall' })
  await thrice('back up 100,000 people and 1,000,000 texts', () => beside(() => office.api.backups.now({})))
})
