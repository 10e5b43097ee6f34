import { z } from 'zod'
import { archiveCall, call, done, nothing, problem } from '../define'
import { country, currency, download, language, late, money, phrase, wellFormed } from '../shapes'

export const office = z.object({
  name: z.string().trim().max(60),
  country,
  zone: z.string().max(60),
  currency,
  phone: z.string().max(40),
  /** Lists of people by first or by last name. Settings and copies of before these three have none. */
  sortNames: z.enum(['first', 'last']).default('first'),
  /** The zone of exported times, and the decimal mark of exported numbers; with a comma, semicolons part the cells. */
  exportZone: z.enum(['office', 'utc']).default('office'),
  exportDecimals: z.enum(['point', 'comma']).default('point'),
})
export const notifications = z.object({
  on: z.boolean(),
  /** Whether names and words are shown; else only that there is a text. */
  words: z.boolean(),
})
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, problem('settings.time'))
const quietRule = z.object({
  from: time,
  to: time,
  /** Weekdays, 0 is Sunday. */
  days: z.array(z.number().int().min(0).max(6)).min(1, problem('settings.weekday')),
  onHolidays: z.boolean(),
})
export const sending = z.object({
  /** The opt-out line of bulk and marketing texts, by language. */
  optOut: z.record(language, z.string().trim().max(160)),
  /** Whether a text to one person ends with the line too; a marketing text always does. */
  individualOptOut: z.enum(['never', 'once', 'always']).default('never'),
  /** Office name put before each bulk text that does not name the office itself. */
  nameOffice: z.boolean(),
  allowReplies: z.boolean(),
  /** When texts to many may leave, in the recipient's own zone; equal times mean the whole day. */
  quiet: z.object({
    alerts: quietRule,
    marketing: quietRule,
    holidays: z.array(z.iso.date(problem('settings.holiday'))).max(200),
  }),
  canary: z.boolean(),
  late,
  /** At most so many bulk texts to one person in so many days. */
  perPerson: z
    .object({ texts: z.number().int().min(1).max(100), days: z.number().int().min(1).max(365) })
    .nullable(),
  holdSeconds: z.number().int().min(0).max(600),
  /** Segments a second; null takes the sender's own rate. */
  rate: z.number().min(0.1).max(1000).nullable(),
  funding: z.enum(['prepaid', 'auto-recharge', 'invoiced']),
  /** Most the office wants to spend in a month; null is no cap. */
  cap: money.nullable(),
})
export const sender = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), number: z.string() }),
  z.object({ kind: z.literal('service'), sid: z.string(), name: z.string() }),
])
const login = z.object({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-fA-F]{32}$/, problem('twilio.account-sid')),
  kind: z.enum(['key', 'token']),
  keySid: z.string().trim().max(34).nullable(),
  /** Null keeps the secret already stored. */
  secret: wellFormed(z.string().trim().max(200)).nullable(),
})
export const check = z.object({
  name: phrase,
  state: z.enum(['ok', 'warn', 'fail']),
  say: phrase,
  code: z.number().nullable(),
})

/** What a message unit costs, and how that is known; `low` is the other end of a range. */
const prices = z.array(
  z.object({ country: z.string(), price: money, low: money, basis: z.enum(['charged', 'list', 'range']) }),
)

export const settings = {
  get: archiveCall(
    'receptionist',
    nothing,
    z.object({
      office,
      sending,
      idleLockMinutes: z.number().int(),
      notifications,
      mode: z.enum(['practice', 'live']),
      twilio: z.object({
        accountSid: z.string().nullable(),
        kind: z.enum(['key', 'token']),
        keySid: z.string().nullable(),
        /** The last four characters, never more. */
        secretEnd: z.string().nullable(),
        sender: sender.nullable(),
        testedAt: z.string().nullable(),
        prices,
        /** How the secret is kept: by the system, or in a file only this user can read. */
        secretsProtected: z.boolean(),
        trial: z.boolean(),
      }),
      dataDir: z.string(),
    }),
  ),
  saveOffice: call('admin', office, done),
  saveSending: call('admin', sending, done),
  /** Does Deskbell start with this PC, in the background? `can` is false in the browser host. */
  startup: call('receptionist', nothing, z.object({ can: z.boolean(), on: z.boolean() })),
  saveStartup: call('admin', z.object({ on: z.boolean() }), done),
  saveIdleLock: call('admin', z.object({ minutes: z.number().int().min(0).max(120) }), done),
  saveNotifications: call('admin', notifications, done),
  /** Tries each permission by the call that needs it; stores nothing. */
  testTwilio: call('admin', login, z.object({ ok: z.boolean(), checks: z.array(check) })),
  /** Stores the login after a test that passed. */
  saveTwilio: call('admin', login, z.object({ ok: z.boolean(), checks: z.array(check) })),
  forgetTwilio: call('admin', nothing, done),
  senders: call(
    'admin',
    nothing,
    z.object({
      numbers: z.array(z.object({ number: z.string(), name: z.string(), sms: z.boolean() })),
      services: z.array(z.object({ sid: z.string(), name: z.string(), senders: z.number().int() })),
    }),
  ),
  chooseSender: call('admin', sender, z.object({ checks: z.array(check) })),
  refreshPrices: call('admin', nothing, z.object({ prices })),
  /** Live needs a tested Twilio login and a sender. */
  switchMode: call('admin', z.object({ to: z.enum(['practice', 'live']) }), done),
  /** Versions of the program and of what it runs on. */
  about: call('receptionist', nothing, z.object({ versions: z.record(z.string(), z.string()) })),
  /** For whoever helps: versions, settings without secrets or names, the end of the log, sizes of the tables. */
  supportFile: call('admin', nothing, download),
  /** Practice mode only: a text arrives from this number. */
  pretendReply: call(
    'receptionist',
    z.object({ from: z.string().max(40), body: z.string().max(1600), picture: z.boolean().default(false) }),
    done,
  ),
}
