/** Carrier clients for the logins of the settings: one that is being tried, the one that is stored, the one of the mode. */
import { type AppContract, Refusal } from '#contract'
import type { z } from 'zod'
import type { Secrets, Sms } from '../ports'
import type { SettingsStore } from './settings-store'

type Login = z.output<AppContract['settings']['testTwilio']['input']>

export type TwilioLogin = {
  accountSid: string
  login: { kind: 'token'; token: string } | { kind: 'key'; keySid: string; secret: string }
}

/** The name of Twilio's secret among the secrets. */
export const SECRET = 'twilio'

export type AccountClient = ReturnType<typeof createAccountClient>
export const createAccountClient = ({
  settings,
  secrets,
  connect,
  carrier,
}: {
  settings: SettingsStore
  secrets: Secrets
  /** A carrier client for a login that is not stored yet. */
  connect: (login: TwilioLogin) => Promise<Sms>
  /** The carrier of the current mode; null where live has none yet. */
  carrier: () => Sms | null
}) => {
  const loginOf = async ({ accountSid, kind, keySid, secret }: Login): Promise<TwilioLogin> => {
    const value = secret ?? (await secrets.get(SECRET))
    if (!value)
      throw new Refusal('bad-input', kind === 'key' ? 'twilio.paste-secret' : 'twilio.paste-token', 'secret')
    if (kind === 'token') return { accountSid, login: { kind, token: value } }
    if (!keySid || !/^SK[0-9a-fA-F]{32}$/.test(keySid)) {
      throw new Refusal('bad-input', 'twilio.key-sid', 'keySid')
    }
    return { accountSid, login: { kind, keySid, secret: value } }
  }

  /** The carrier of the current mode. @throws Refusal where live has none yet */
  const need = (): Sms => {
    const sms = carrier()
    if (!sms) throw new Refusal('refused', 'twilio.connect-first')
    return sms
  }

  /** A client for this login, closed when the work is done. */
  const withLogin = async <T>(login: Login, work: (sms: Sms) => Promise<T>): Promise<T> => {
    const sms = await connect(await loginOf(login))
    try {
      return await work(sms)
    } finally {
      sms.close()
    }
  }

  /** The client to choose senders with: the live account once it is connected, else the practice carrier. */
  const accountClient = async <T>(work: (sms: Sms) => Promise<T>): Promise<T> => {
    const { twilio } = settings.get()
    const secret = twilio.accountSid === null ? null : await secrets.get(SECRET)
    if (!twilio.accountSid || !secret) return work(need())
    return withLogin(
      { accountSid: twilio.accountSid, kind: twilio.kind, keySid: twilio.keySid, secret },
      work,
    )
  }

  return { need, withLogin, accountClient }
}
