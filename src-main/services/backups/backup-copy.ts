/**
 * What an opened backup says of itself, and the settings in it. Both come from a file that anybody may have written, so
 * they are parsed, and refused as a whole when a part is not what it should be.
 */
import { Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { mailSecurity } from '../../../src-preload/contract/office/mail'
import { retentionRules } from '../../../src-preload/contract/office/retention'
import { notifications, office, sender, sending } from '../../../src-preload/contract/office/settings'
import { ROLES } from '#shared/values'
import { isZone } from '#core/people/zones'
import { z } from 'zod'
import type { Manifest } from './manifest'
import type { Settings } from '../settings/settings-store'

const moment = z.iso.datetime()
/** What every version says; a newer one may say the rest in another way. */
const stamp = z.object({
  format: z.literal(1),
  version: z.string().max(40),
  schema: z.number().int().min(1).max(100_000),
})
const manifest = stamp.extend({
  madeAt: moment,
})

/** As the adapter makes them; another one may ask for all memory. */
const hash = z.string().regex(/^scrypt\$\d{4,5}\$[A-Za-z0-9+/=]{22,24}\$[A-Za-z0-9+/=]{43,44}$/)
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Before quiet hours had a purpose there was one window for both. */
const quiet = sending.shape.quiet.partial().extend({ from: time.optional(), to: time.optional() })

const user = z.object({
  id: z.number().int().positive().max(1_000_000),
  name: z.string().min(1).max(60),
  role: z.enum(ROLES),
  pinHash: hash.nullable(),
  number: z.string().max(20).nullable(),
  archived: z.boolean(),
  shortPin: z.boolean().optional(),
})
const users = z
  .array(user)
  .min(1)
  .max(1_000)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length)

const settings = z
  .object({
    office: office
      .extend({
        country: z.string().regex(/^[A-Z]{2}$/),
        zone: z.string().max(60).refine(isZone),
        currency: z.string().regex(/^[A-Z]{3}$/),
      })
      .partial(),
    sending: sending.extend({ quiet }).partial(),
    idleLockMinutes: z.number().int().min(0).max(120),
    notifications: notifications.partial(),
    updates: z.object({ on: z.boolean(), address: z.string().max(1000) }).partial(),
    mail: z
      .object({
        on: z.boolean(),
        to: z.string().max(200),
        from: z.string().max(200),
        host: z.string().max(200),
        port: z.number().int().min(0).max(65_535),
        security: mailSecurity,
        user: z.string().max(200),
      })
      .partial(),
    mode: z.enum(['practice', 'live']),
    recoveryHash: hash.nullable(),
    retention: retentionRules.partial(),
    firstRunDone: z.boolean(),
    duties: z.record(z.string().regex(/^[A-Z]{2}$/), z.string().max(40)),
    twilio: z
      .object({
        accountSid: z
          .string()
          .regex(/^AC[0-9a-fA-F]{32}$/)
          .nullable(),
        kind: z.enum(['key', 'token']),
        keySid: z.string().max(34).nullable(),
        secretEnd: z.string().max(4).nullable(),
        sender: sender.nullable(),
        testedAt: z.string().max(40).nullable(),
        trial: z.boolean(),
      })
      .partial(),
  })
  .partial()
  .extend({ users })

const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Null when it is none.
 * @param schema the newest that is known here
 * @throws Refusal when it was made by a newer version
 */
export const readManifest = (text: string | null, schema: number): Manifest | null => {
  const found = text === null ? undefined : json(text)
  const made = stamp.safeParse(found).data
  if (made && made.schema > schema)
    throw new Refusal('refused', phrase('backups.newer-version', { version: made.version }), 'file')
  return manifest.safeParse(found).data ?? null
}

/**
 * The settings of a backup, as far as they are known here.
 * @throws Refusal when a part is not what it should be, or nobody could be Admin with it, or anybody
 */
export const readSettings = (found: unknown): Partial<Settings> => {
  const parsed = settings.safeParse(found)
  if (!parsed.success) throw new Refusal('refused', 'backups.foreign-settings', 'file')
  const present = parsed.data.users.filter(({ archived }) => !archived)
  const admins = present.filter(({ role }) => role === 'admin')
  if (admins.length === 0) throw new Refusal('refused', 'backups.no-admin', 'file')
  if (present.length > 1 && admins.some(({ pinHash }) => pinHash === null))
    throw new Refusal('refused', 'backups.admin-without-pin', 'file')
  return parsed.data as Partial<Settings>
}
export const readSettingsText = (text: string | null): Partial<Settings> | null =>
  text === null ? null : readSettings(json(text))

/** Keys of number hashes, as text; null when they are none. */
export const readNumberKeys = (text: string | null): string | null => {
  const keys = z
    .string()
    .max(6_500)
    .safeParse(text === null ? undefined : json(text))
  return keys.success ? keys.data : null
}

const MAIL_SERVER = ['host', 'port', 'security', 'user', 'to', 'from'] as const

/**
 * The settings after a restore: the backup's, but what belongs to this PC. A copy that names another mail server, or
 * another address, does not get the password that was stored for this one: mail is off until somebody sets it up again.
 */
export const settingsAfter = (
  now: Settings,
  restored: Partial<Settings>,
): { settings: Partial<Settings>; forgetMailPassword: boolean } => {
  const mail = { ...now.mail, ...restored.mail, passwordStored: now.mail.passwordStored }
  const other = MAIL_SERVER.some((part) => mail[part] !== now.mail[part])
  return {
    settings: {
      ...restored,
      signIns: now.signIns,
      // A copy must not decide how soon things go here; a PC without an office takes its rules over.
      retention: now.users.length > 0 ? now.retention : { ...now.retention, ...restored.retention },
      backups: now.backups,
      // Where programs come from is decided on this PC; one without an office takes it over.
      updates: now.users.length > 0 ? now.updates : { ...now.updates, ...restored.updates },
      mail: other ? { ...mail, on: false, passwordStored: false } : mail,
      ...(now.twilio.accountSid === null
        ? restored.twilio
          ? { twilio: { ...now.twilio, ...restored.twilio, secretEnd: null, testedAt: null } }
          : {}
        : { twilio: now.twilio }),
    },
    forgetMailPassword: other,
  }
}
