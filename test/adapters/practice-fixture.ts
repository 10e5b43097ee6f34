import {
  createPracticeCarrier,
  type PracticeOptions,
} from '../../src-main/adapters/practice/practice-carrier'
import { createTwilioSms, type TwilioOptions } from '../../src-main/adapters/twilio/twilio-sms'
import type { E164 } from '../../src-preload/shared/values'
import type { SmsRequest } from '../../src-main/services/ports'
import { createFakeClock } from '../support/fake-clock'

export const START = '2026-11-23T15:00:00.000Z'
export const OWN = '+12025550100'
export const TOLL_FREE = '+18005550199'
export const SERVICE = `MG${'0'.repeat(31)}1`
export const TOKEN = 'practice-token'

/** A practice carrier and the Twilio adapter against it, over real HTTP, on one clock that stands still. */
export async function practice(given: Partial<PracticeOptions> = {}, own: Partial<TwilioOptions> = {}) {
  const clock = createFakeClock(START)
  const carrier = await createPracticeCarrier({ clock, ...given })
  const options: TwilioOptions = {
    accountSid: carrier.account.sid,
    login: { kind: 'token', token: TOKEN },
    clock,
    baseUrl: carrier.baseUrl,
    ...own,
  }
  const sms = await createTwilioSms(options)
  const close = async () => {
    sms.close()
    await carrier.close()
  }
  return { clock, carrier, sms, close }
}

/** A request to text a person; `to` may be the last four digits of a practice number. */
export function text(to = '0101', change: Partial<SmsRequest> = {}): SmsRequest {
  const number = (to.startsWith('+') ? to : `+1202555${to}`) as E164
  return { to: number, body: 'Your appointment is at 9.', from: { kind: 'number', number: OWN }, ...change }
}

/** Lets real network answers arrive while the clock stands still. */
export async function until(met: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !met(); turn++) await new Promise((done) => setTimeout(done, 1))
  if (!met()) throw new Error('It did not happen.')
}
