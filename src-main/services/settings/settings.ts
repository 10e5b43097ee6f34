/** Settings of the office, and setting up Twilio by trying each permission with the call that needs it (X8). */
import { type AppContract, type HandlersOf, Refusal, TOPICS } from '#contract'
import { parsePhone } from '#shared/phone/phone-number'
import { type E164, LANGUAGES } from '#shared/values'
import { isZone } from '#core/people/zones'
import type { Office, Changed } from '../office'
import type { Secrets, Sender, Sms } from '../ports'
import { priceBook } from '../sending/prices'
import type { Stores } from '../stores'
import { lineProblem } from '../consent/way-out'
import { type AccountClient, createAccountClient, SECRET, type TwilioLogin } from './account-client'
import { NO_TWILIO, type SettingsStore } from './settings-store'
import { checkAccount, checkSender, passed } from './twilio-checks'

type Api = Omit<HandlersOf<AppContract['settings']>, 'about' | 'supportFile' | 'startup' | 'saveStartup'>

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

/** What the settings say, and what of them is saved without a carrier. */
const createOfficeSettings = (
  {
    settings,
    secrets,
    stores,
    sender,
    dataDir,
    changed,
  }: Pick<Ports, 'settings' | 'secrets' | 'stores' | 'sender' | 'dataDir' | 'changed'>,
  pricesNow: () => ReturnType<typeof pricesOf>,
): Pick<Api, 'get' | 'saveOffice' | 'saveSending' | 'saveIdleLock' | 'saveNotifications'> => ({
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
      dataDir,
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
      const problem = lineProblem(stores(), next, language, sender(), place.country)
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
})

/** The login at Twilio: tried, kept once every check passes, forgotten. */
const createTwilioLogin = (
  {
    settings,
    secrets,
    office,
    reopen,
    changed,
  }: Pick<Ports, 'settings' | 'secrets' | 'office' | 'reopen' | 'changed'>,
  { withLogin }: AccountClient,
): Pick<Api, 'testTwilio' | 'saveTwilio' | 'forgetTwilio'> => ({
  testTwilio: (login) =>
    withLogin(login, async (sms) => {
      const { checks } = await checkAccount(sms, office)
      return { ok: passed(checks), checks }
    }),
  saveTwilio: (login) =>
    withLogin(login, async (sms) => {
      const { checks, trial } = await checkAccount(sms, office)
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
      if (settings.get().mode === 'live') await reopen()
      changed('settings', 'session')
      return { ok: true, checks }
    }),
  async forgetTwilio() {
    await secrets.set(SECRET, null)
    settings.set({
      mode: 'practice',
      twilio: NO_TWILIO,
    })
    await reopen()
    changed('settings', 'session')
    return {}
  },
})

/** What the account offers to choose from. */
const createSenderChoice = (
  { settings, changed }: Pick<Ports, 'settings' | 'changed'>,
  { accountClient }: AccountClient,
): Pick<Api, 'senders' | 'chooseSender'> => ({
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
      const checks = await checkSender(sms, chosen)
      if (passed(checks)) {
        settings.set({ twilio: { ...settings.get().twilio, sender: chosen } })
        changed('settings', 'session')
      }
      return { checks }
    }),
})

/** What a message unit costs now, by country, and how that is known. */
const pricesOf = ({ stores, sender }: Pick<Ports, 'stores' | 'sender'>) => {
  const book = priceBook(stores(), sender())
  return book.countries().flatMap((country) => {
    const unit = book.unit(country)
    if (!unit) return []
    const { micros, currency, low, basis } = unit
    return [{ country, price: { micros, currency }, low: { micros: low, currency }, basis }]
  })
}

export const createSettings = (ports: Ports): Api => {
  const { settings, secrets, office, changed } = ports
  const client = createAccountClient(ports)
  const pricesNow = () => pricesOf(ports)

  return {
    ...createOfficeSettings(ports, pricesNow),
    ...createTwilioLogin(ports, client),
    ...createSenderChoice(ports, client),
    async refreshPrices() {
      const sms = client.need()
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
