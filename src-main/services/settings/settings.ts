/** Settings of the office, and setting up Twilio by trying each permission with the call that needs it (X8). */
import { LOGIN_REFUSED, TRIAL } from '#core/sending/failures'
import { readinessOf } from '#core/sending/readiness'
import { type AppContract, type HandlersOf, Refusal, TOPICS } from '#contract'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import { parsePhone } from '#shared/phone/phone-number'
import { type E164, LANGUAGES } from '#shared/values'
import { isZone } from '#core/people/zones'
import type { z } from 'zod'
import type { Office, Changed } from '../office'
import { CarrierError, type Secrets, type Sender, type Sms } from '../ports'
import { priceBook } from '../sending/prices'
import type { Stores } from '../stores'
import { lineProblem } from '../consent/way-out'
import { NO_TWILIO, type SettingsStore } from './settings-store'

type Api = Omit<HandlersOf<AppContract['settings']>, 'about' | 'supportFile' | 'startup' | 'saveStartup'>
type Login = z.output<AppContract['settings']['testTwilio']['input']>
type CheckName = Extract<PlainKey, `check.name.${string}`>
type Check = z.output<AppContract['settings']['testTwilio']['output']>['checks'][number]

export type TwilioLogin = {
  accountSid: string
  login: { kind: 'token'; token: string } | { kind: 'key'; keySid: string; secret: string }
}

type Ports = {
  settings: SettingsStore
  secrets: Secrets
  office: Office
  stores: () => Pick<Stores, 'write' | 'prices' | 'facts'>
  dataDir: string
  /** A carrier client for a login that is not stored yet. */
  connect: (login: TwilioLogin) => Promise<Sms>
  /** The carrier of the current mode; null where live has none yet. */
  carrier: () => Sms | null
  /** Which sender a new send gets; null before one is chosen. */
  sender: () => Sender | null
  /** Closes the current desk and opens the other one. */
  reopen: () => Promise<void>
  pretendReply: (from: E164, body: string, picture: boolean) => Promise<void>
  changed: Changed
}

export const SECRET = 'twilio'

export const createSettings = (ports: Ports): Api => {
  const { settings, secrets, office, changed } = ports

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

  /** Tries one permission by its call; a refusal becomes a row that names it. */
  const tryOne = async (key: CheckName, needed: boolean, work: () => Promise<Phrase>): Promise<Check> => {
    const name = phrase(key)
    try {
      return { name, state: 'ok', say: await work(), code: null }
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error
      const refused = error.kind === 'auth'
      const say = refused
        ? phrase('check.login-refused')
        : error.kind === 'permission'
          ? phrase('check.permission-missing', { name })
          : error.reason
      return {
        name,
        state: needed || refused ? 'fail' : 'warn',
        say,
        code: refused ? LOGIN_REFUSED : error.code,
      }
    }
  }

  const test = async (sms: Sms): Promise<{ checks: Check[]; trial: boolean }> => {
    let trial = false
    const checks: Check[] = []
    checks.push(
      await tryOne('check.name.list-messages', true, async () => {
        await sms.list({}, 1)
        return phrase('check.list-messages')
      }),
    )
    // Every other call would say the same again.
    if (checks[0]?.code === LOGIN_REFUSED) return { checks, trial }
    const account = await tryOne('check.name.account', false, async () => {
      const read = await sms.account()
      trial = read.type === 'trial'
      if (read.status && read.status !== 'active')
        throw new CarrierError(
          'carrier',
          `the account is ${read.status}`,
          null,
          null,
          phrase('check.account-not-active', { status: read.status }),
        )
      return trial ? TRIAL : phrase('check.account-active')
    })
    if (trial) account.state = 'warn'
    checks.push(
      account,
      await tryOne('check.name.balance', false, async () => {
        const balance = await sms.balance()
        return balance ? phrase('check.balance') : phrase('check.no-own-balance')
      }),
      await tryOne('check.name.prices', false, async () => {
        const price = await sms.price(office.settings().office.country)
        return price ? phrase('check.prices') : phrase('check.no-price')
      }),
      await tryOne('check.name.numbers', true, async () => {
        const numbers = (await sms.numbers()).filter((number) => number.sms)
        if (numbers.length === 0)
          throw new CarrierError('carrier', 'no number can send texts', null, null, 'check.no-number')
        return phrase('check.numbers', { n: numbers.length })
      }),
      await tryOne('check.name.services', false, async () => {
        const services = await sms.services()
        const empty = services.filter((service) => service.senders.length === 0)
        const [first] = empty
        if (first) return phrase('check.service-empty', { n: services.length, name: first.name })
        return services.length === 0
          ? phrase('check.no-service')
          : phrase('check.services', { n: services.length })
      }),
    )
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
        return [
          {
            name: phrase('check.name.number'),
            state: 'fail',
            say: phrase('check.number-unknown'),
            code: 21606,
          },
        ]
      checks.push(
        own.sms
          ? { name: phrase('check.name.number'), state: 'ok', say: phrase('check.number-sends'), code: null }
          : {
              name: phrase('check.name.number'),
              state: 'fail',
              say: phrase('check.number-cannot'),
              code: 21606,
            },
      )
    } else {
      const service = (await sms.services()).find((one) => one.sid === chosen.sid)
      if (!service)
        return [
          {
            name: phrase('check.name.service'),
            state: 'fail',
            say: phrase('check.service-unknown'),
            code: null,
          },
        ]
      checks.push(
        service.senders.length > 0
          ? {
              name: phrase('check.name.service'),
              state: 'ok',
              say: phrase('check.service-pool', { n: service.senders.length }),
              code: null,
            }
          : {
              name: phrase('check.name.service'),
              state: 'fail',
              say: phrase('check.service-without-number'),
              code: 21703,
            },
      )
    }
    for (const facts of await sms.senderFacts(
      chosen.kind === 'service'
        ? { kind: 'service', sid: chosen.sid }
        : { kind: 'number', number: chosen.number },
    )) {
      const { state, say } = readinessOf(facts)
      if (state === 'missing' || state === 'waiting')
        checks.push({
          name: facts.tollFree ? phrase('check.name.toll-free') : phrase('check.name.registration'),
          state: 'warn',
          say: phrase('value.in-field', { field: facts.number, problem: say }),
          code: facts.tollFree ? 30032 : 30034,
        })
    }
    return checks
  }

  const need = (): Sms => {
    const sms = ports.carrier()
    if (!sms) throw new Refusal('refused', 'twilio.connect-first')
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

  /** What a message unit costs now, by country, and how that is known. */
  const pricesNow = () => {
    const book = priceBook(ports.stores(), ports.sender())
    return book.countries().flatMap((country) => {
      const unit = book.unit(country)
      if (!unit) return []
      const { micros, currency, low, basis } = unit
      return [{ country, price: { micros, currency }, low: { micros: low, currency }, basis }]
    })
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
          prices: pricesNow(),
          secretsProtected: await secrets.protects(),
        },
        dataDir: ports.dataDir,
      }
    },
    saveOffice(input) {
      if (!isZone(input.zone)) throw new Refusal('bad-input', 'people.zone', 'zone')
      if (input.name === '') throw new Refusal('bad-input', 'settings.office-name', 'name')
      settings.set({ office: input })
      changed('settings', 'session', 'people', 'lists')
      return {}
    },
    saveSending(input) {
      const { sending, office: place } = settings.get()
      const next = { ...input, optOut: { ...sending.optOut, ...input.optOut } }
      for (const language of LANGUAGES) {
        const problem = lineProblem(ports.stores(), next, language, ports.sender(), place.country)
        if (problem) throw new Refusal('bad-input', problem, `optOut.${language}`)
      }
      settings.set({ sending: next })
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
        twilio: NO_TWILIO,
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
      const { country } = office.settings().office
      if (price) await write(() => prices.put({ country, ...price, at: office.now() }))
      changed('settings')
      return { prices: pricesNow() }
    },
    async switchMode({ to }) {
      const { mode, twilio } = settings.get()
      if (to === mode) return {}
      if (to === 'live') {
        if (!twilio.accountSid || !twilio.testedAt || !(await secrets.get(SECRET))) {
          throw new Refusal('refused', 'twilio.test-first')
        }
        if (!twilio.sender) throw new Refusal('refused', 'twilio.choose-number')
      }
      settings.set({ mode: to })
      await ports.reopen()
      // Every answer was of the other database.
      changed(...TOPICS)
      return {}
    },
    async pretendReply({ from, body, picture }) {
      if (settings.get().mode !== 'practice') throw new Refusal('refused', 'settings.practice-only')
      const parsed = parsePhone(from, office.settings().office.country)
      if (!parsed.ok) throw new Refusal('bad-input', parsed.message, 'from')
      await ports.pretendReply(parsed.e164, body, picture)
      return {}
    },
  }
}
