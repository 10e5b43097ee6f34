/** Settings of the office, and setting up Twilio by trying each permission with the call that needs it (X8). */
import { type AppContract, type HandlersOf, Refusal } from '#contract'
import { parsePhone } from '#core/phone'
import type { E164 } from '#core/values'
import { isZone } from '#core/zones'
import type { z } from 'zod'
import type { Office, Topic } from './office'
import { CarrierError, type Secrets, type SettingsStore, type Sms } from './ports'
import type { Stores } from './stores'

type Api = HandlersOf<AppContract['settings']>
type Login = z.output<AppContract['settings']['testTwilio']['input']>
type Check = z.output<AppContract['settings']['testTwilio']['output']>['checks'][number]

export type TwilioLogin = {
  accountSid: string
  login: { kind: 'token'; token: string } | { kind: 'key'; keySid: string; secret: string }
}

type Ports = {
  settings: SettingsStore
  secrets: Secrets
  office: Office
  stores: () => Stores
  dataDir: string
  /** A carrier client for a login that is not stored yet. */
  connect: (login: TwilioLogin) => Promise<Sms>
  /** The carrier of the current mode; null where live has none yet. */
  carrier: () => Sms | null
  /** Closes the current desk and opens the other one. */
  reopen: () => Promise<void>
  pretendReply: (from: E164, body: string, picture: boolean) => Promise<void>
  changed: (...topics: Topic[]) => void
}

export const SECRET = 'twilio'

export const createSettings = (ports: Ports): Api => {
  const { settings, secrets, office, changed } = ports

  const loginOf = async ({ accountSid, kind, keySid, secret }: Login): Promise<TwilioLogin> => {
    const value = secret ?? (await secrets.get(SECRET))
    if (!value)
      throw new Refusal(
        'bad-input',
        kind === 'key' ? 'Paste the secret of the API key.' : 'Paste the auth token.',
        'secret',
      )
    if (kind === 'token') return { accountSid, login: { kind, token: value } }
    if (!keySid || !/^SK[0-9a-fA-F]{32}$/.test(keySid)) {
      throw new Refusal('bad-input', 'A key SID starts with SK and has 34 characters.', 'keySid')
    }
    return { accountSid, login: { kind, keySid, secret: value } }
  }

  /** Tries one permission by its call; a refusal becomes a row that names it. */
  const tryOne = async (name: string, needed: boolean, work: () => Promise<string>): Promise<Check> => {
    try {
      return { name, state: 'ok', say: await work(), code: null }
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error
      const say =
        error.kind === 'auth'
          ? 'Twilio did not accept this login. Check the account SID and the key or token.'
          : error.kind === 'permission'
            ? `The key lacks this permission. Add “${name}” to it at Twilio, or use a standard key.`
            : error.message
      return { name, state: needed || error.kind === 'auth' ? 'fail' : 'warn', say, code: error.code }
    }
  }

  const test = async (sms: Sms): Promise<{ checks: Check[]; trial: boolean }> => {
    let trial = false
    const checks: Check[] = []
    checks.push(
      await tryOne('List messages', true, async () => {
        await sms.list({}, 1)
        return 'Deskbell can look up what was sent and read replies.'
      }),
    )
    // Every other call would say the same again.
    if (checks[0]?.code === 20003 || /did not accept/.test(checks[0]?.say ?? '')) return { checks, trial }
    checks.push(
      await tryOne('Read the account', false, async () => {
        const account = await sms.account()
        trial = account.type === 'trial'
        if (account.status && account.status !== 'active')
          throw new CarrierError(
            'carrier',
            `The account is ${account.status}. Talk to Twilio before anything is sent.`,
          )
        return trial
          ? 'This is a trial account: it puts its own words before each text, and texts only verified numbers.'
          : 'The account is active.'
      }),
      await tryOne('Read the balance', false, async () => {
        const balance = await sms.balance()
        return balance ? 'The balance can be read.' : 'This account has no balance of its own (a subaccount).'
      }),
      await tryOne('Read prices', false, async () => {
        const price = await sms.price(office.settings().office.country)
        return price ? 'Prices can be read.' : 'Twilio lists no price for your country.'
      }),
      await tryOne('List phone numbers', true, async () => {
        const numbers = (await sms.numbers()).filter((number) => number.sms)
        if (numbers.length === 0)
          throw new CarrierError(
            'carrier',
            'No number of this account can send texts. Buy one at Twilio, or use a Messaging Service.',
          )
        return `${numbers.length} ${numbers.length === 1 ? 'number' : 'numbers'} can send texts.`
      }),
      await tryOne('List Messaging Services', false, async () => {
        const services = await sms.services()
        const empty = services.filter((service) => service.senders.length === 0)
        const [first] = empty
        if (first) return `${services.length} found; “${first.name}” has no number in it and cannot send.`
        return services.length === 0
          ? 'None yet: needed only for texts that leave while this PC is off.'
          : `${services.length} found.`
      }),
    )
    if (trial) for (const check of checks) if (check.name === 'Read the account') check.state = 'warn'
    return { checks, trial }
  }

  const senderChecks = async (
    sms: Sms,
    chosen: { kind: 'number'; number: string } | { kind: 'service'; sid: string; name: string },
  ): Promise<Check[]> => {
    const checks: Check[] = []
    if (chosen.kind === 'number') {
      const own = (await sms.numbers()).find((number) => number.number === chosen.number)
      if (!own)
        return [{ name: 'Number', state: 'fail', say: 'This number is not on the account.', code: 21606 }]
      checks.push(
        own.sms
          ? { name: 'Number', state: 'ok', say: 'It can send texts.', code: null }
          : {
              name: 'Number',
              state: 'fail',
              say: 'This number cannot send texts. Choose one with SMS.',
              code: 21606,
            },
      )
    } else {
      const service = (await sms.services()).find((one) => one.sid === chosen.sid)
      if (!service)
        return [
          {
            name: 'Messaging Service',
            state: 'fail',
            say: 'This service is not on the account.',
            code: null,
          },
        ]
      checks.push(
        service.senders.length > 0
          ? {
              name: 'Messaging Service',
              state: 'ok',
              say: `${service.senders.length} in its pool.`,
              code: null,
            }
          : {
              name: 'Messaging Service',
              state: 'fail',
              say: 'It has no number in its pool. Add one at Twilio.',
              code: 21703,
            },
      )
    }
    const registration = await sms.registration(
      chosen.kind === 'service' ? chosen.sid : null,
      chosen.kind === 'number' ? chosen.number : null,
    )
    if (registration.a2p === 'unregistered') {
      checks.push({
        name: 'US registration',
        state: 'warn',
        say: 'The number is not registered for US texting (A2P 10DLC): carriers will refuse texts. Register at Twilio.',
        code: 30034,
      })
    }
    if (registration.tollFree === 'unverified') {
      checks.push({
        name: 'Toll-free verification',
        state: 'warn',
        say: 'This toll-free number is not verified: carriers will refuse texts. Verify it at Twilio.',
        code: 30032,
      })
    }
    return checks
  }

  const need = (): Sms => {
    const sms = ports.carrier()
    if (!sms) throw new Refusal('refused', 'Connect Twilio first.')
    return sms
  }

  const withLogin = async <T>(login: Login, work: (sms: Sms) => Promise<T>): Promise<T> => {
    const sms = await ports.connect(await loginOf(login))
    try {
      return await work(sms)
    } finally {
      sms.close()
    }
  }
  const passed = (checks: readonly Check[]) => checks.every((check) => check.state !== 'fail')

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

  return {
    async get() {
      const { office: place, sending, idleLockMinutes, notifications, mode, twilio } = settings.get()
      return {
        office: place,
        sending,
        idleLockMinutes,
        notifications,
        mode,
        twilio: {
          accountSid: twilio.accountSid,
          kind: twilio.kind,
          keySid: twilio.keySid,
          secretEnd: twilio.secretEnd,
          sender: twilio.sender,
          testedAt: twilio.testedAt,
          trial: twilio.trial,
          prices: ports
            .stores()
            .prices.all()
            .map(({ country, outbound }) => ({ country, price: outbound })),
          secretsProtected: await secrets.protects(),
        },
        dataDir: ports.dataDir,
      }
    },
    saveOffice(input) {
      if (!isZone(input.zone)) throw new Refusal('bad-input', 'Choose a time zone from the list.', 'zone')
      settings.set({ office: input })
      changed('settings', 'session', 'people', 'lists')
      return {}
    },
    saveSending(input) {
      const { sending } = settings.get()
      settings.set({ sending: { ...input, optOut: { ...sending.optOut, ...input.optOut } } })
      changed('settings', 'outbox')
      return {}
    },
    saveIdleLock({ minutes }) {
      settings.set({ idleLockMinutes: minutes })
      changed('settings', 'session')
      return {}
    },
    saveNotifications(notifications) {
      settings.set({ notifications })
      changed('settings')
      return {}
    },
    testTwilio: (login) =>
      withLogin(login, async (sms) => {
        const { checks } = await test(sms)
        return { ok: passed(checks), checks }
      }),
    saveTwilio: (login) =>
      withLogin(login, async (sms) => {
        const { checks, trial } = await test(sms)
        if (!passed(checks)) return { ok: false, checks }
        if (login.secret !== null) await secrets.set(SECRET, login.secret)
        const { twilio } = settings.get()
        const same = twilio.accountSid === login.accountSid
        settings.set({
          twilio: {
            accountSid: login.accountSid,
            kind: login.kind,
            keySid: login.kind === 'key' ? login.keySid : null,
            secretEnd: login.secret === null ? twilio.secretEnd : login.secret.slice(-4),
            sender: same ? twilio.sender : null,
            testedAt: office.now(),
            trial,
          },
        })
        if (settings.get().mode === 'live') await ports.reopen()
        changed('settings', 'session')
        return { ok: true, checks }
      }),
    async forgetTwilio() {
      await secrets.set(SECRET, null)
      settings.set({
        mode: 'practice',
        twilio: {
          accountSid: null,
          kind: 'key',
          keySid: null,
          secretEnd: null,
          sender: null,
          testedAt: null,
          trial: false,
        },
      })
      await ports.reopen()
      changed('settings', 'session')
      return {}
    },
    senders: () =>
      accountClient(async (sms) => ({
        numbers: (await sms.numbers()).map(({ number, name, sms: texts }) => ({ number, name, sms: texts })),
        services: (await sms.services()).map(({ sid, name, senders }) => ({
          sid,
          name,
          senders: senders.length,
        })),
      })),
    chooseSender: (chosen) =>
      accountClient(async (sms) => {
        const checks = await senderChecks(sms, chosen)
        if (passed(checks)) {
          settings.set({ twilio: { ...settings.get().twilio, sender: chosen } })
          changed('settings', 'session')
        }
        return { checks }
      }),
    async refreshPrices() {
      const sms = need()
      const price = await sms.price(office.settings().office.country)
      const { write, prices } = ports.stores()
      if (price)
        await write(() =>
          prices.put(office.settings().office.country, price.outbound, price.inbound, office.now()),
        )
      changed('settings')
      return { prices: prices.all().map(({ country, outbound }) => ({ country, price: outbound })) }
    },
    async switchMode({ to }) {
      const { mode, twilio } = settings.get()
      if (to === mode) return {}
      if (to === 'live') {
        if (!twilio.accountSid || !twilio.testedAt || !(await secrets.get(SECRET))) {
          throw new Refusal('refused', 'Connect and test Twilio first: no text can leave before.')
        }
        if (!twilio.sender) throw new Refusal('refused', 'Choose first which number texts come from.')
      }
      settings.set({ mode: to })
      await ports.reopen()
      changed(
        'session',
        'settings',
        'people',
        'notes',
        'consent',
        'lists',
        'templates',
        'imports',
        'sends',
        'messages',
        'outbox',
        'inbox',
      )
      return {}
    },
    async pretendReply({ from, body, picture }) {
      if (settings.get().mode !== 'practice') throw new Refusal('refused', 'Only in practice mode.')
      const parsed = parsePhone(from, office.settings().office.country)
      if (!parsed.ok) throw new Refusal('bad-input', parsed.message, 'from')
      await ports.pretendReply(parsed.e164, body, picture)
      return {}
    },
  }
}
