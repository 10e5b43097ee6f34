/** Campaigns, through the border. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

const HOUR = 3_600_000
const HEAD = 'First Name,Mobile Phone,Consent to alerts,Consent to marketing'
const open = async (rows: readonly string[], options: DeskOptions = {}) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, { canary: false })
  if (rows.length > 0) await importCsv(desk.api, [HEAD, ...rows].join('\n'))
}
const five = Array.from({ length: 5 }, (_, i) => `Person${i},202 555 0${101 + i},yes,yes`)
const template = (body = 'Hi {{ first_name }}', purpose: 'alerts' | 'marketing' = 'alerts') =>
  desk.api.templates.save({
    id: null,
    name: `T ${randomUUID()}`,
    recordKind: 'client',
    purpose,
    language: 'en',
    body,
  })
const everyone = () =>
  desk.api.lists.save({
    id: null,
    name: `All ${randomUUID()}`,
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [] },
  })
const at = (ms: number) => new Date(Math.ceil((desk.clock.now() + ms) / 1000) * 1000).toISOString()
const campaign = async (more: Record<string, unknown> = {}) => {
  const { id: templateId } = await template()
  return desk.api.campaigns.save({
    id: null,
    name: 'Spring',
    recordKind: 'client',
    templateId,
    dispatchAt: null,
    late: 'ask',
    handOverHours: null,
    ...more,
  })
}
const generate = async (id: number, draftId: string = randomUUID()) => {
  const review = await desk.api.bulk.review({
    reviewId: null,
    campaignId: id,
    who: { kind: 'client', include: [], exclude: [], recipientIds: [] },
    what: { templateId: null, body: '', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  const sent = await desk.api.bulk.send({ reviewId: review.reviewId, draftId })
  return { review, ...sent }
}
const get = (id: number) => desk.api.campaigns.get({ id })
const outgoing = () =>
  desk.carrier.messages().filter((one) => one.direction === 'outbound-api' && one.status !== 'canceled')
const ids = async () => (await desk.api.people.ids({})).ids

describe('a campaign', () => {
  test('sends to many are found by a part of the name, accents or not, a page at a time', async () => {
    await open(five)
    for (const [n, name] of ['Zoë’s café', 'Autumn', 'CAFÉ again', '100% off_'].entries()) {
      const { id } = await campaign({ name })
      await desk.api.campaigns.addRecipients({ id, recipientIds: (await ids()).slice(n, n + 1), listIds: [] })
      await generate(id)
      await desk.clock.advance(60_000)
    }
    const names = async (search: string, offset = 0, limit = 50) => {
      const { total, rows } = await desk.api.sends.page({ search, offset, limit })
      return [total, ...rows.map(({ name }) => name)]
    }
    expect(await names('')).toEqual([4, '100% off_', 'CAFÉ again', 'Autumn', 'Zoë’s café'])
    expect(await names(' cafe ')).toEqual([2, 'CAFÉ again', 'Zoë’s café'])
    expect(await names('cafe', 1, 1)).toEqual([2, 'Zoë’s café'])
    expect(await names('%')).toEqual([1, '100% off_'])
    expect(await names('_')).toEqual([1, '100% off_'])
    expect(await names('summer')).toEqual([0])
    await expect(desk.api.sends.page({ search: 'x'.repeat(101) })).rejects.toThrow(/100/)
  })
  test('its recipients are listed by name, and found by a part of it, accents or not', async () => {
    await open(['Zoë,2025550101,yes,yes', 'Ben,2025550102,yes,yes', 'Ada,2025550103,yes,yes'])
    const { id } = await campaign()
    await desk.api.campaigns.addRecipients({ id, recipientIds: await ids(), listIds: [] })
    const names = async (search: string, offset = 0, limit = 50) => {
      const { total, rows } = await desk.api.campaigns.recipients({ id, search, offset, limit })
      return [total, ...rows.map(({ name }) => name)]
    }
    expect(await names('')).toEqual([3, 'Ada', 'Ben', 'Zoë'])
    expect(await names(' zoe ')).toEqual([1, 'Zoë'])
    expect(await names('ZOË')).toEqual([1, 'Zoë'])
    expect(await names('e', 1, 1)).toEqual([2, 'Zoë'])
    expect(await names('nobody')).toEqual([0])
  })

  test('draft, recipients by hand and from a list, generated, sent, completed: each once', async () => {
    await open(five)
    const { id } = await campaign()
    expect(await get(id)).toMatchObject({
      status: 'draft',
      recipients: 0,
      actions: ['edit', 'generate', 'duplicate', 'archive'],
    })
    const [first = 0, second = 0] = await ids()
    expect(
      await desk.api.campaigns.addRecipients({ id, recipientIds: [first, second], listIds: [] }),
    ).toEqual({
      added: 2,
    })
    const list = await everyone()
    expect(await desk.api.campaigns.addRecipients({ id, recipientIds: [], listIds: [list.id] })).toEqual({
      added: 3,
    })
    await desk.api.campaigns.removeRecipients({ id, recipientIds: [second] })
    expect(await desk.api.campaigns.recipients({ id })).toMatchObject({ total: 4 })
    const { review } = await generate(id)
    expect(review).toMatchObject({ selected: 4, will: 4, campaignId: id, who: { recipientIds: [] } })
    await desk.until(async () => (await get(id)).progress?.phase === 'done', 'the end')
    expect((await get(id)).status).toBe('completed')
    expect(outgoing()).toHaveLength(4)
    desk.carrier.inbound({ from: '+12025550101', to: '+12025550100', body: 'Thanks' })
    desk.carrier.inbound({ from: '+12025550103', to: '+12025550100', body: 'STOP' })
    await desk.until(async () => (await desk.api.campaigns.results({ id })).replies === 1, 'the reply')
    expect(await desk.api.campaigns.results({ id })).toMatchObject({ reasons: [], replies: 1, optOuts: 1 })
    expect(await desk.api.campaigns.ofRecipient({ recipientId: first })).toMatchObject([
      { name: 'Spring', status: 'completed', state: 'delivered' },
    ])
  })

  test('its texts are generated once, however often and by whichever way', async () => {
    await open(five)
    const { id } = await campaign()
    await desk.api.campaigns.addRecipients({ id, recipientIds: await ids(), listIds: [] })
    const review = () =>
      desk.api.bulk.review({
        reviewId: null,
        campaignId: id,
        who: { kind: 'client', include: [], exclude: [], recipientIds: [] },
        what: { templateId: null, body: '', purpose: 'alerts', language: 'en' },
        choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
      })
    const [one, two] = [await review(), await review()]
    const results = await Promise.allSettled(
      [one, two].map(({ reviewId }) => desk.api.bulk.send({ reviewId, draftId: randomUUID() })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    await expect(review()).rejects.toMatchObject({ code: 'conflict' })
    await desk.until(async () => (await get(id)).status === 'completed', 'the end')
    expect(outgoing()).toHaveLength(5)
  })

  test('only the actions of its status: no recipients and no change after it was generated', async () => {
    await open(five)
    const { id } = await campaign({ dispatchAt: at(5 * HOUR) })
    await expect(generate(id)).rejects.toMatchObject({ message: 'Add recipients to the campaign first.' })
    await desk.api.campaigns.addRecipients({ id, recipientIds: await ids(), listIds: [] })
    await generate(id)
    await desk.until(async () => (await get(id)).progress?.withCarrier === 5, 'the hand-over')
    expect(await get(id)).toMatchObject({ status: 'scheduled' })
    expect((await get(id)).actions).toEqual(['pause', 'retime', 'cancel', 'duplicate'])
    const conflict = { code: 'conflict' }
    await expect(
      desk.api.campaigns.addRecipients({ id, recipientIds: [1], listIds: [] }),
    ).rejects.toMatchObject(conflict)
    await expect(desk.api.campaigns.removeRecipients({ id, recipientIds: [1] })).rejects.toMatchObject(
      conflict,
    )
    await expect(desk.api.campaigns.archive({ id, archived: true })).rejects.toMatchObject(conflict)
    const sendId = (await get(id)).progress?.sendId ?? ''
    await desk.api.sends.pause({ sendId })
    expect((await get(id)).status).toBe('paused')
    await desk.api.sends.cancel({ sendId })
    expect(await get(id)).toMatchObject({ status: 'cancelled', actions: ['duplicate', 'archive'] })
    const copy = await desk.api.campaigns.duplicate({ id })
    expect(await get(copy.id)).toMatchObject({ name: 'Spring (copy)', status: 'draft', recipients: 5 })
    expect(outgoing()).toHaveLength(0)
  })

  test('what failed and may be tried again is retried as another attempt of the same text', async () => {
    await open([...five, 'Off,202 555 0190,yes,yes', 'Landline,202 555 0191,yes,yes'])
    const { id } = await campaign()
    await desk.api.campaigns.addRecipients({ id, recipientIds: await ids(), listIds: [] })
    await generate(id)
    await desk.until(async () => (await get(id)).progress?.states.undelivered === 2, 'the failures')
    // A landline stays one: only the phone that was off is tried again.
    expect((await get(id)).progress?.retryable).toBe(1)
    const sendId = (await get(id)).progress?.sendId ?? ''
    expect(await desk.api.sends.retry({ sendId })).toEqual({ queued: 1 })
    await desk.until(() => outgoing().length === 8, 'the second attempt')
    expect(outgoing().filter(({ to }) => to === '+12025550190')).toHaveLength(2)
    expect((await desk.api.messages.page({ sendId })).total).toBe(7)
  })

  test('nothing of a cancelled campaign is tried again', async () => {
    await open([...five, 'Off,202 555 0190,yes,yes'])
    const { id } = await campaign()
    await desk.api.campaigns.addRecipients({ id, recipientIds: (await ids()).toReversed(), listIds: [] })
    await generate(id)
    await desk.until(() => outgoing().some(({ to }) => to === '+12025550190'), 'the failing one')
    const sendId = (await get(id)).progress?.sendId ?? ''
    await desk.api.sends.cancel({ sendId })
    await desk.until(async () => (await get(id)).progress?.states.undelivered === 1, 'the failure')
    await expect(desk.api.sends.retry({ sendId })).rejects.toMatchObject({ code: 'conflict' })
    expect((await get(id)).progress?.states.undelivered).toBe(1)
  })

  test('a date that passed while it was a draft leaves at once; a receptionist makes none', async () => {
    await open(five)
    const { id } = await campaign({ dispatchAt: at(HOUR) })
    await desk.api.campaigns.addRecipients({ id, recipientIds: await ids(), listIds: [] })
    desk.clock.jump(at(2 * HOUR))
    const { review } = await generate(id)
    expect(review.choices.notBefore).toBeNull()
    await expect(campaign({ name: 'spring' })).rejects.toMatchObject({ field: 'name' })
    await expect(campaign({ name: 'Past', dispatchAt: at(-HOUR) })).rejects.toMatchObject({
      field: 'dispatchAt',
    })
  })

  test.each([
    ['no number of hours wait with the carrier', null, 5],
    ['too few hours wait on this PC', 2, 0],
    ['0 hours wait on this PC', 0, 0],
  ])('texts for later with %s', async (_what, handOverHours, withCarrier) => {
    await open(five)
    const { id } = await campaign({ dispatchAt: at(5 * HOUR), handOverHours })
    await desk.api.campaigns.addRecipients({ id, recipientIds: await ids(), listIds: [] })
    const { sendId } = await generate(id)
    await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
    await desk.clock.advance(60_000)
    expect(await desk.api.sends.get({ sendId })).toMatchObject({ withCarrier, here: 5 - withCarrier })
  })
})
