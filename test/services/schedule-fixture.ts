/** An office with texts for later, for the tests of the schedule. The desk is closed after each test. */
import { randomUUID } from 'node:crypto'
import { afterEach } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, setUpOffice } from '../support/prepare'

export let desk: Desk
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(desk.log)
  await desk.close()
})

export const HOUR = 3_600_000
export const NUMBER = { kind: 'number' as const, number: '+12025550100' }
type Choices = Partial<{ notBefore: string; late: 'send' | 'ask' | 'skip'; handOverHours: number }>

export const open = async (
  count: number,
  options: DeskOptions = {},
  sending: Parameters<typeof setUpOffice>[1] = {},
) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, { canary: false, ...sending })
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts,Consent to marketing',
      ...Array.from({ length: count }, (_, i) => `Person${i},202 555 0${101 + i},yes,yes`),
    ].join('\n'),
  )
  // Replies were read once: sends to many may begin.
  await desk.until(async () => (await desk.api.session.carrier({})).ok, 'the carrier')
}
/** Whole seconds: the carrier's schedule knows no smaller ones. */
export const at = (ms: number) => new Date(Math.ceil((desk.clock.now() + ms) / 1000) * 1000).toISOString()
export const review = async (
  choices: Choices,
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
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
export const send = async (...args: Parameters<typeof review>) => {
  const { reviewId } = await review(...args)
  const sendId = randomUUID()
  await desk.api.bulk.send({ reviewId, draftId: sendId })
  return sendId
}
export const get = (sendId: string) => desk.api.sends.get({ sendId })
export const carried = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
export const inSchedule = () => carried().filter(({ status }) => status === 'scheduled')
export const reached = () => carried().filter(({ status }) => ['sent', 'delivered'].includes(status))
