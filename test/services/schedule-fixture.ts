/** An office with texts for later, for the tests of the schedule. */
import { afterEach } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, reviewForAll, sendToAll, setUpOffice } from '../support/prepare'

export let desk: Desk
/** For each file of tests: the desk is closed after each of its tests. */
export const closeAfterEach = () => {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(desk.log)
    await desk.close()
  })
}

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
export const review = (
  choices: Choices,
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
) => reviewForAll(desk.api, body, { purpose, ...choices })
export const send = (
  choices: Choices,
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
) => sendToAll(desk.api, body, { purpose, ...choices })
export const get = (sendId: string) => desk.api.sends.get({ sendId })
export const carried = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
export const inSchedule = () => carried().filter(({ status }) => status === 'scheduled')
export const reached = () => carried().filter(({ status }) => ['sent', 'delivered'].includes(status))
