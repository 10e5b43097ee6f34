import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { ALL_OF_KIND, createDesk, type Desk, PLAIN } from '../support/desk'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

test('sample people, a list, a template, a review, a send: everyone delivered once, notes written', async () => {
  desk = await createDesk()
  const { api } = desk
  const { created } = await api.imports.sample({})
  expect(created).toBeGreaterThan(50)
  const list = await api.lists.save({
    id: null,
    name: 'Everyone',
    kind: 'saved',
    recordKind: 'client',
    conditions: ALL_OF_KIND,
  })
  const template = await api.templates.save({
    id: null,
    name: 'Hello',
    recordKind: 'client',
    purpose: 'alerts',
    language: 'en',
    body: 'Hi {{ first_name }}, we open at 9 tomorrow.',
  })
  const input = {
    reviewId: null,
    who: { kind: 'client' as const, include: [list.id], exclude: [], recipientIds: [] },
    what: { templateId: template.id, body: '', purpose: 'alerts' as const, language: 'en' as const },
    choices: PLAIN,
  }
  const review = await api.bulk.review(input)
  expect(review.selected).toBe(created)
  expect(review.will + review.wont).toBe(review.selected)
  expect(review.duty?.country).toBe('US')
  const draftId = randomUUID()
  await expect(api.bulk.send({ reviewId: review.reviewId, draftId })).rejects.toThrow(/legal duty/)
  await api.bulk.acknowledgeDuty({ country: 'US' })
  const clicks = await Promise.all([1, 2, 3].map(() => api.bulk.send({ reviewId: review.reviewId, draftId })))
  expect(new Set(clicks.map((click) => click.sendId))).toEqual(new Set([draftId]))
  expect((await api.sends.get({ sendId: draftId })).phase).toBe('holding')
  expect(desk.carrier.messages()).toHaveLength(0)

  await desk.until(async () => (await api.sends.get({ sendId: draftId })).phase === 'done', 'the send')
  const sent = desk.carrier.messages().filter((message) => message.direction === 'outbound-api')
  expect(sent).toHaveLength(review.will)
  expect(new Set(sent.map((message) => message.to)).size).toBe(review.will)
  // Each in the language of the person.
  const { optOut } = (await api.settings.get({})).sending
  for (const { body } of sent) {
    expect(body).toMatch(/^Larkfield Physio: Hi .+, we open at 9 tomorrow\. /)
    expect(Object.values(optOut)).toContain(body.slice(body.indexOf('tomorrow. ') + 'tomorrow. '.length))
  }
  const report = await api.messages.page({ sendId: draftId, limit: 500 })
  expect(report.total).toBe(review.will)
  // One sample person's phone is off (practice number …0190).
  expect(report.totals).toMatchObject({ delivered: review.will - 1, failed: 1 })
  const [first] = report.rows
  const notes = await api.notes.list({ recipientId: first?.recipientId ?? 0 })
  expect(notes.rows.map((note) => note.body)).toEqual([`Text “Hello” to ${first?.number}.`])
  expect(desk.log).toEqual([])
})
