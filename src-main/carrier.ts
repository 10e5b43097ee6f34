/** The carrier of a desk: Twilio, or in practice mode the simulator that speaks its API. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { PRACTICE_ACCOUNT, PRACTICE_PICTURE } from './adapters/practice/account'
import { createPracticeCarrier } from './adapters/practice/practice-carrier'
import { createTwilioSms } from './adapters/twilio/twilio-sms'
import type { Mode, Program } from './program'
import type { Sender, Sms } from './services/ports'
import { SECRET, type TwilioLogin } from './services/settings/account-client'

/** The Messaging Service, so that hand-over to the carrier's schedule can be tried as well. */
const PRACTICE_SENDER: Sender = { kind: 'service', sid: PRACTICE_ACCOUNT.services[0]?.sid ?? '' }
const PRACTICE_NUMBER = PRACTICE_ACCOUNT.services[0]?.numbers[0] ?? ''

export type Carrier = {
  sms: Sms
  /** Who texts come from; null while nobody has chosen. */
  sender(): Sender | null
  /** Practice mode: a person texts the office; false where there is no simulator of ours. */
  pretendReply(from: string, body: string, picture: boolean): boolean
  close(): Promise<void>
}

/** A connection to Twilio with this login. */
export const connectTwilio = ({ options, clock }: Program, login: TwilioLogin): Promise<Sms> =>
  createTwilioSms({
    ...login,
    clock,
    ...(options.firstScreen ? { after: options.firstScreen } : {}),
    ...(options.liveCarrierUrl ? { baseUrl: options.liveCarrierUrl } : {}),
  })

/** The login that was saved; null while there is none. */
export const storedLogin = async ({ settings, secrets }: Program): Promise<TwilioLogin | null> => {
  const { accountSid, kind, keySid } = settings.get().twilio
  const secret = await secrets.get(SECRET)
  if (!accountSid || !secret) return null
  if (kind === 'token') return { accountSid, login: { kind, token: secret } }
  return keySid ? { accountSid, login: { kind, keySid, secret } } : null
}

/** @throws Error in live mode without a login. */
export const createCarrier = (program: Program, mode: Mode): Promise<Carrier> =>
  mode === 'live' ? createLive(program) : createPractice(program)

const createLive = async (program: Program): Promise<Carrier> => {
  const login = await storedLogin(program)
  if (!login) throw new Error('live mode without a login')
  return {
    sms: await connectTwilio(program, login),
    sender: () => program.settings.get().twilio.sender,
    pretendReply: () => false,
    close: async () => {},
  }
}

const createPractice = async ({ options, settings, clock }: Program): Promise<Carrier> => {
  const { sid, credentials } = PRACTICE_ACCOUNT
  const begins = options.firstScreen ? { after: options.firstScreen } : {}
  const login = (token: string): TwilioLogin => ({ accountSid: sid, login: { kind: 'token', token } })
  const sender = () => options.practiceSender ?? PRACTICE_SENDER
  if (options.carrierUrl) {
    const known = login(credentials[0]?.password ?? '')
    return {
      sms: await createTwilioSms({
        ...known,
        ...begins,
        clock,
        baseUrl: options.carrierUrl,
        noCarrierFees: true,
      }),
      sender,
      pretendReply: () => false,
      close: async () => {},
    }
  }
  // A login that only this run knows: any program of this PC can reach the port.
  const token = randomBytes(24).toString('hex')
  const carrier = await createPracticeCarrier({
    clock,
    file: path.join(options.dataDir, 'practice-carrier.jsonl'),
    account: { credentials: [{ username: sid, password: token }] },
    currency: () => settings.get().office.currency,
  })
  return {
    sms: await createTwilioSms({
      ...login(token),
      ...begins,
      clock,
      baseUrl: carrier.baseUrl,
      noCarrierFees: true,
    }),
    sender,
    pretendReply(from, body, picture) {
      carrier.inbound({ from, to: PRACTICE_NUMBER, body, media: picture ? [PRACTICE_PICTURE] : [] })
      return true
    },
    close: () => carrier.close(),
  }
}
