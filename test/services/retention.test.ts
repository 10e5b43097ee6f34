/** M27: how long things are kept; counted before, erased at night in slices, here and at the carrier. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { heldWhile } from '../support/effort'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(() => desk.close())
const FOREVER = { texts: null, replies: null, pictures: null, audit: null, safetyCopyDays: 30 }
const days = async (count: number) => {
  desk.clock.jump(new Date(desk.clock.now() + count * 86_400_000).toISOString())
  await desk.clock.advance(30 * 60_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
}
/** Two in the morning in the office's zone, one day later. */
const night = async () => {
  const next = new Date(desk.clock.now() + 86_400_000)
  next.setUTCHours(7, 0, 0, 0)
  desk.clock.jump(next.toISOString())
  await desk.clock.advance(30 * 60_000)
}
const withTexts = async (people: number) => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(desk.api, peopleCsv(people))
  const review = await reviewForAll(desk.api, 'Hi {{ first_name }}, a secret word: zebra')
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  await desk.until(async () => (await desk.api.sends.get({ sendId })).states.delivered === people, 'the send')
  const [first] = desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
  desk.carrier.inbound({ from: first?.to ?? '', to: first?.from ?? '', body: 'An answer about a giraffe' })
  await desk.until(async () => (await desk.api.inbox.page({})).total === 1, 'the reply')
  const e164 = first?.to ?? ''
  const { newest } = await desk.api.inbox.thread({ e164 })
  await desk.api.inbox.read({ e164, upTo: newest ?? 0 })
  return sendId
}
const inFiles = (word: string) =>
  readdirSync(desk.dataDir)
    .filter((name) => /^practice\.db/.test(name))
    .some((name) => readFileSync(path.join(desk.dataDir, name)).includes(word))

test('M27 for ever is the default for texts, and nothing goes', async () => {
  const sendId = await withTexts(3)
  expect(await desk.api.retention.get({})).toEqual(FOREVER)
  await days(4_000)
  expect((await desk.api.messages.page({ sendId })).rows.every(({ body }) => body.includes('zebra'))).toBe(
    true,
  )
})

test('M27 a preview counts what would go and changes nothing; at night it goes, here and at the carrier', async () => {
  const sendId = await withTexts(5)
  await days(100)
  const rules = { texts: 90, replies: 90, pictures: null, audit: 180, safetyCopyDays: 30 }
  expect(await desk.api.retention.preview(rules)).toEqual({
    texts: 5,
    replies: 1,
    pictures: 0,
    audit: 0,
    safetyCopies: 0,
  })
  expect(await desk.api.retention.preview({ ...rules, texts: 120 })).toMatchObject({ texts: 0 })
  expect((await desk.api.messages.page({ sendId })).rows[0]?.body).toContain('zebra')
  await desk.api.retention.save(rules)
  // Not in the middle of the day.
  await desk.clock.advance(60 * 60_000)
  expect((await desk.api.retention.preview(rules)).texts).toBe(5)
  await night()
  await desk.until(async () => (await desk.api.retention.preview(rules)).texts === 0, 'the night')
  await desk.until(async () => (await desk.api.privacy.left({})).texts === 0, 'the carrier', 60 * 60_000)
  const { rows, totals } = await desk.api.messages.page({ sendId })
  expect(totals).toMatchObject({ texts: 5, delivered: 5 })
  for (const row of rows)
    expect({ body: row.body, name: row.name, number: row.number }).toEqual({ body: '', name: '', number: '' })
  for (const message of desk.carrier.messages()) expect(message.body).not.toMatch(/zebra|giraffe/)
  await desk.api.people.counts({})
  const audit = (await desk.api.audit.page({ actions: ['retention-run'] })).rows
  expect(audit).toMatchObject([{ by: '', detail: expect.stringContaining('5 texts') }])
  // Nor is it found in the files, or by a search.
  expect(inFiles('zebra') || inFiles('giraffe')).toBe(false)
  expect((await desk.api.find.all({ text: 'zebra' })).flatMap((one) => one)).toEqual([])
  await desk.restart()
  expect(inFiles('zebra')).toBe(false)
})

test('M27 what may still change, and what nobody read, is kept however old', async () => {
  await withTexts(2)
  const { db } = desk.app.testing
  db.exec("UPDATE message SET state = 'unknown' WHERE id = 1")
  desk.carrier.inbound({
    from: '+12025550188',
    to: desk.carrier.messages()[0]?.from ?? '',
    body: 'Unread so far',
  })
  await desk.until(async () => (await desk.api.inbox.page({})).total === 2, 'the second reply')
  await days(1_000)
  const rules = { texts: 30, replies: 60, pictures: 7, audit: null, safetyCopyDays: null }
  expect(await desk.api.retention.preview(rules)).toMatchObject({ texts: 1, replies: 1 })
  db.exec("UPDATE message SET state = 'delivered' WHERE id = 1")
})

test('M27 entries of the audit log go when their days are over, and no sooner', async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await desk.api.settings.saveIdleLock({ minutes: 5 })
  await desk.api.retention.save({ ...FOREVER, audit: 180 })
  await days(179)
  await desk.api.settings.saveIdleLock({ minutes: 0 })
  const subjects = async () =>
    (await desk.api.audit.page({ actions: ['settings-changed'], descending: false })).rows.map(
      ({ subject }) => subject,
    )
  // Entries are written behind the call that they tell of.
  await desk.until(
    async () => (await subjects()).filter((subject) => subject === 'Screen lock').length === 2,
    'both entries',
  )
  await days(1)
  await night()
  await desk.until(async () => (await subjects()).length === 1, 'the night')
  expect(await subjects()).toEqual(['Screen lock'])
})

test('M27 rules that are too short are refused beside their field', async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  for (const [field, value] of [
    ['texts', 29],
    ['replies', 59],
    ['pictures', 0],
    ['audit', 179],
    ['safetyCopyDays', 0],
    ['texts', 1.5],
  ] as const)
    await expect(desk.api.retention.save({ ...FOREVER, [field]: value })).rejects.toMatchObject({ field })
})

test('M27 it runs in slices: nothing waits long behind it', async () => {
  await withTexts(150)
  await days(100)
  await desk.api.retention.save({ texts: 90, replies: 90, pictures: 90, audit: null, safetyCopyDays: 30 })
  const { held } = await heldWhile(async () => {
    await night()
    await desk.until(
      async () => (await desk.api.retention.preview({ ...FOREVER, texts: 90 })).texts === 0,
      'the night',
    )
  })
  expect(held).toBeLessThan(500)
})
