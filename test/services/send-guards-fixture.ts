/** An office with people to text, for the tests of what stands between a planned send and the phones. */
import { afterEach } from 'vitest'
import { createDesk, type Desk, type DeskOptions } from '../support/desk'
import { importCsv, reviewForAll, sendToAll, setUpOffice } from '../support/prepare'
import { reservedNumber } from '../support/reserved-numbers'

export let desk: Desk
/** For each file of tests: the desk is closed after each of its tests. */
export const closeAfterEach = () => {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(desk.log)
    await desk.close()
  })
}

export const HOUR = 3_600_000
export const open = async (
  numbers: readonly string[],
  options: DeskOptions = {},
  sending: Parameters<typeof setUpOffice>[1] = {},
) => {
  desk = await createDesk(options)
  await setUpOffice(desk.api, sending)
  await importCsv(
    desk.api,
    [
      'First Name,Mobile Phone,Consent to alerts,Consent to marketing',
      ...numbers.map((number, i) => `Person${String(i).padStart(2, '0')},${number},yes,yes`),
    ].join('\n'),
  )
}
/** Each fails at the practice carrier in its own way. */
export const FAILING = ['0190', '0191', '0193', '0194', '0195', '0197'].map((tail) => `+1202555${tail}`)
export const many = (count: number, ending?: (i: number) => string | null) =>
  Array.from({ length: count }, (_, i) => ending?.(i) ?? reservedNumber(i))
type Choices = Parameters<typeof reviewForAll>[2]
export const review = (
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
  choices: Choices = {},
) => reviewForAll(desk.api, body, { purpose, ...choices })
export const send = (
  purpose: 'alerts' | 'marketing' = 'alerts',
  body = 'Hi {{ first_name }}',
  choices: Choices = {},
) => sendToAll(desk.api, body, { purpose, ...choices })
export const get = (sendId: string) => desk.api.sends.get({ sendId })
export const outgoing = () => desk.carrier.messages().filter(({ direction }) => direction === 'outbound-api')
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
