/** An office with something on every screen. */
import type { Api } from '../../src-preload/contract'
import { expect } from './fixture'
import { heard } from './inbox'
import { everyone, template } from './wizard'

export const fill = async (api: Api) => {
  await api.imports.sample({})
  await everyone(api)
  await template(
    api,
    'Hi {{ first_name }}, your visit is tomorrow at ten. Bring your card if you have one.',
    'Visit reminder',
  )
  const list = (await api.lists.list({}))[0]?.id ?? 1
  const review = await api.bulk.review({
    reviewId: null,
    who: { kind: 'client', include: [list], exclude: [], recipientIds: [] },
    what: { templateId: 1, body: '', purpose: 'alerts', language: 'en' },
    choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
  })
  const sendId = crypto.randomUUID()
  await api.bulk.send({ reviewId: review.reviewId, draftId: sendId })
  await api.sends.release({ sendId })
  await expect.poll(async () => (await api.sends.get({ sendId })).phase, { timeout: 30_000 }).toBe('done')
  // One of the two is a STOP: it stands before the campaigns, which leave that person out.
  await heard(api, 2)
  await api.notes.add({ recipientId: 1, body: 'Prefers mornings. Brings her own resistance band.' })
  await campaigns(api)
  return sendId
}

/** One that is over, one that waits, a draft, and reminders that leave daily. */
const campaigns = async (api: Api) => {
  const { id: templateId } = await template(api, 'Hi {{ first_name }}, new classes begin in May.', 'Classes')
  const recipientIds = (await api.people.ids({ kind: 'client' })).ids.slice(0, 8)
  const made = async (name: string, dispatchAt: string | null, generate = true) => {
    const { id } = await api.campaigns.save({
      id: null,
      name,
      recordKind: 'client',
      templateId,
      dispatchAt,
      late: 'ask',
      handOverHours: null,
    })
    await api.campaigns.addRecipients({ id, recipientIds, listIds: [] })
    if (!generate) return
    const { reviewId } = await api.bulk.review({
      reviewId: null,
      campaignId: id,
      who: { kind: 'client', include: [], exclude: [], recipientIds: [] },
      what: { templateId: null, body: '', purpose: 'alerts', language: 'en' },
      choices: { each: 'number', plain: false, leaveOut: [], notBefore: null },
    })
    await api.bulk.send({ reviewId, draftId: crypto.randomUUID() })
  }
  await made('New classes', null)
  await made('Holiday hours', '2026-12-18T15:00:00.000Z')
  await made('Open day', null, false)
  const { id: listId } = await api.lists.save({
    id: null,
    name: 'Joined in the last month',
    kind: 'saved',
    recordKind: 'client',
    conditions: { join: 'all', of: [{ field: 'created', op: 'within-last', value: 30 }] },
  })
  await api.daily.save({ id: null, name: 'Welcome', listId, templateId, at: '09:30' })
  await expect
    .poll(async () => (await api.campaigns.get({ id: 1 })).progress?.phase, { timeout: 30_000 })
    .toBe('done')
}
