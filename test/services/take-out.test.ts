/** A text that waits is replaced only by one that is sent, and one person can be taken out of a send, here and at the carrier. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDesk, type Desk } from '../support/desk'
import { importCsv, peopleCsv, reviewForAll, setUpOffice } from '../support/prepare'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await setUpOffice(desk.api)
  await importCsv(desk.api, peopleCsv(3))
})
afterEach(() => desk.close())

const later = (minutes: number) => new Date(desk.clock.now() + minutes * 60_000).toISOString()
const person = async () => {
  const [row] = (await desk.api.people.page({})).rows
  const { id, numbers } = await desk.api.people.get({ id: row?.id ?? 0 })
  return { id, e164: numbers[0]?.e164 ?? '' }
}
const text = async (body: string, minutes: number, replaces?: number) => {
  const { id, e164 } = await person()
  return desk.api.messages.send({
    draftId: crypto.randomUUID(),
    recipientId: id,
    e164,
    body,
    purpose: 'alerts',
    templateId: null,
    notBefore: minutes === 0 ? null : later(minutes),
    ...(replaces === undefined ? {} : { replaces }),
  })
}
const out = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')

test('looking at what was typed changes nothing; the text that waits goes only when another takes its place', async () => {
  const { messageId } = await text('See you at two', 30)
  expect(await desk.api.messages.typed({ id: messageId })).toMatchObject({ body: 'See you at two' })
  expect((await desk.api.messages.get({ id: messageId })).message.state).toBe('queued')
  const second = await text('See you at three', 40, messageId)
  expect((await desk.api.messages.get({ id: messageId })).message.state).toBe('canceled')
  await desk.clock.advance(41 * 60_000)
  await desk.until(() => out().length === 1)
  expect(out().map(({ body }) => body)).toEqual([expect.stringContaining('three')])
  expect((await desk.api.messages.get({ id: second.messageId })).message.state).not.toBe('canceled')
})

test('a text that has left meanwhile is not sent beside in silence', async () => {
  const { messageId } = await text('See you at two', 0)
  await desk.until(() => out().length === 1)
  await expect(text('See you at three', 0, messageId)).rejects.toMatchObject({ field: 'replaces' })
  expect(out()).toHaveLength(1)
})

test('one person is taken out of a send that waits, and the others get theirs', async () => {
  const review = await reviewForAll(desk.api, 'We open at nine.', { notBefore: later(30) })
  const { sendId } = await desk.api.bulk.send({ reviewId: review.reviewId, draftId: crypto.randomUUID() })
  const { rows } = await desk.api.messages.page({ sendId })
  const [first] = rows
  expect(await desk.api.messages.takeOut({ id: first?.id ?? 0 })).toEqual({ confirmed: true })
  await desk.clock.advance(31 * 60_000)
  await desk.until(() => out().length === 2)
  await desk.clock.advance(60_000)
  expect(out().map(({ to }) => to)).not.toContain(first?.number)
  expect(out()).toHaveLength(2)
  await expect(desk.api.messages.takeOut({ id: rows[1]?.id ?? 0 })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('and out of the carrier’s own schedule, which is asked', async () => {
  const review = await reviewForAll(desk.api, 'We open at nine.', { notBefore: later(120) })
  const { sendId } = await desk.api.bulk.send({ reviewId: review.reviewId, draftId: crypto.randomUUID() })
  await desk.until(
    () => out().filter(({ status }) => status === 'scheduled').length === 3,
    'all with the carrier',
  )
  const [first] = (await desk.api.messages.page({ sendId })).rows
  await desk.api.messages.takeOut({ id: first?.id ?? 0 })
  await desk.until(() => out().filter(({ status }) => status === 'canceled').length === 1, 'cancelled there')
  expect(out().find(({ status }) => status === 'canceled')?.to).toBe(first?.number)
  await desk.clock.advance(121 * 60_000)
  await desk.until(() => out().filter(({ status }) => status === 'delivered').length === 2, 'two delivered')
  await desk.clock.advance(300_000)
  expect(out()).toHaveLength(3)
})
