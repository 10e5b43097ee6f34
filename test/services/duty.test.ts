/** B9: nothing leaves to many before the duty of the office's country was confirmed, whichever way it would leave. */
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { ALL_OF_KIND, createDesk, type Desk, PLAIN } from '../support/desk'
import { quietAll } from '../support/prepare'

let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

/** An office in the US with one person who agreed, a search that finds them, and a template; no duty confirmed. */
const office = async () => {
  desk = await createDesk()
  const { api } = desk
  const { sending } = await api.settings.get({})
  await api.settings.saveSending({
    ...sending,
    holdSeconds: 0,
    canary: false,
    quiet: quietAll({ from: '00:00', to: '00:00' }),
  })
  const { id } = await api.people.save({
    id: null,
    kind: 'client',
    firstName: 'Ada',
    lastName: '',
    email: '',
    language: null,
    tags: [],
    custom: {},
    numbers: [{ id: null, number: '202 555 0101', label: 'Mobile', primary: true }],
  })
  await api.consent.record({
    recipientIds: [id],
    purpose: 'alerts',
    state: 'granted',
    basis: 'written',
    source: 'form',
    wording: 'Yes',
  })
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
    body: 'Hi {{ first_name }}',
  })
  return { api, recipientId: id, listId: list.id, templateId: template.id }
}
const sent = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api').length
const move = (country: string) =>
  desk.api.settings.saveOffice({
    name: 'Larkfield Physio',
    country,
    zone: 'America/New_York',
    currency: 'USD',
    phone: '',
  })
const REFUSED = { code: 'refused', field: 'duty' }

describe('B9 until the duty of the office’s country was confirmed', () => {
  test('neither a bulk send nor a campaign leaves, and one in another country has to be confirmed anew', async () => {
    const { api, recipientId, listId, templateId } = await office()
    const input = {
      reviewId: null,
      who: { kind: 'client' as const, include: [listId], exclude: [], recipientIds: [] },
      what: { templateId, body: '', purpose: 'alerts' as const, language: 'en' as const },
      choices: PLAIN,
    }
    const bulk = await api.bulk.review(input)
    expect(bulk.duty).toEqual((await api.bulk.duty({})).duty)
    await expect(api.bulk.send({ reviewId: bulk.reviewId, draftId: randomUUID() })).rejects.toMatchObject(
      REFUSED,
    )
    const { id: campaignId } = await api.campaigns.save({
      id: null,
      name: 'Autumn',
      recordKind: 'client',
      templateId,
      dispatchAt: null,
      late: 'send',
      handOverHours: null,
    })
    await api.campaigns.addRecipients({ id: campaignId, recipientIds: [recipientId], listIds: [] })
    const campaign = await api.bulk.review({ ...input, campaignId })
    await expect(api.bulk.send({ reviewId: campaign.reviewId, draftId: randomUUID() })).rejects.toMatchObject(
      REFUSED,
    )
    // Confirmed for another country than the office's: as good as not at all.
    await api.bulk.acknowledgeDuty({ country: 'GB' })
    await expect(api.bulk.send({ reviewId: bulk.reviewId, draftId: randomUUID() })).rejects.toMatchObject(
      REFUSED,
    )
    await api.bulk.acknowledgeDuty({ country: 'US' })
    // A review made before says what holds now, not what held then.
    await move('AU')
    await expect(api.bulk.send({ reviewId: bulk.reviewId, draftId: randomUUID() })).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining('Spam Act 2003'),
    })
    expect((await api.sends.page({})).total).toBe(0)
    await move('US')
    await api.bulk.send({ reviewId: campaign.reviewId, draftId: randomUUID() })
    await desk.until(() => sent() === 1, 'the campaign')
  })

  test('a daily send is neither saved nor turned on, and one that was runs only after it', async () => {
    const { api, listId, templateId } = await office()
    const save = (id: number | null) =>
      api.daily.save({ id, name: 'Reminders', listId, templateId, at: '11:00' })
    await expect(save(null)).rejects.toMatchObject(REFUSED)
    expect(await api.daily.list({})).toEqual([])
    await api.bulk.acknowledgeDuty({ country: 'US' })
    expect((await api.bulk.duty({})).duty).toBeNull()
    const { id } = await save(null)
    // The office moves: another law, which nobody has read.
    await move('CA')
    await expect(save(id)).rejects.toMatchObject(REFUSED)
    const shown = async () => (await api.daily.list({}))[0]
    desk.clock.jump('2026-11-24T16:00:05.000Z')
    await desk.until(async () => (await shown())?.trying === true, 'the hour')
    expect((await shown())?.lastResult).toMatch(/^Not sent: .*CASL/)
    expect(sent()).toBe(0)
    await api.daily.setActive({ id, active: false })
    await expect(api.daily.setActive({ id, active: true })).rejects.toMatchObject(REFUSED)
    await api.bulk.acknowledgeDuty({ country: 'CA' })
    await api.daily.setActive({ id, active: true })
    await desk.until(() => sent() === 1, 'the reminder')
  })

  test('a text to one person leaves: it is no text to many', async () => {
    const { api, recipientId } = await office()
    await api.messages.send({
      draftId: randomUUID(),
      recipientId,
      e164: '+12025550101',
      purpose: 'alerts',
      body: 'Your key is here.',
      templateId: null,
      notBefore: null,
    })
    await desk.until(() => sent() === 1, 'the text')
  })
})
