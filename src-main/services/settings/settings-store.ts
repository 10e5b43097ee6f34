/** What the office has set, and where it is kept. */
import type { QuietRules } from '#shared/time/quiet-hours'
import type { Language, Money, Role } from '#shared/values'
import type { MailServer } from '../ports'

export type UserKept = {
  id: number
  name: string
  role: Role
  pinHash: string | null
  number: string | null
  archived: boolean
  /** An Admin whose PIN is from before six digits were wanted. */
  shortPin?: boolean
}

/** What belongs to the office rather than to one database. */
export type Settings = {
  office: {
    name: string
    country: string
    zone: string
    currency: string
    phone: string
    sortNames: 'first' | 'last'
    exportZone: 'office' | 'utc'
    exportDecimals: 'point' | 'comma'
  }
  sending: {
    optOut: Record<Language, string>
    /** The line on texts to one person: never, once per conversation of 30 days, or always (C7). */
    individualOptOut: 'never' | 'once' | 'always'
    nameOffice: boolean
    allowReplies: boolean
    quiet: QuietRules
    /** The first texts of a large send leave alone. */
    canary: boolean
    /** What happens to bulk texts that are late because the PC was off. */
    late: 'send' | 'ask' | 'skip'
    /** At most so many bulk texts to one person in so many days; null is no limit. */
    perPerson: { texts: number; days: number } | null
    holdSeconds: number
    rate: number | null
    funding: 'prepaid' | 'auto-recharge' | 'invoiced'
    cap: Money | null
  }
  idleLockMinutes: number
  /** Told of new texts, and whether names and words may be seen by whoever stands at the desk. */
  notifications: { on: boolean; words: boolean }
  /** Replies by e-mail; the password is a secret and stands elsewhere. */
  mail: {
    on: boolean
    to: string
    from: string
    host: string
    port: number
    security: MailServer['security']
    user: string
    passwordStored: boolean
  }
  /** Null: the folder `backups` in the data folder. The passphrase is a secret and stands elsewhere. */
  backups: { folder: string | null; passphraseStored: boolean }
  /** Where newer versions come from; `pending` is one that was being installed when the program ended. */
  updates: { on: boolean; address: string; pending: { version: string; from: string } | null }
  /** For how many days things are kept; null is for ever. */
  retention: {
    texts: number | null
    replies: number | null
    pictures: number | null
    audit: number | null
    safetyCopyDays: number | null
  }
  /** Somebody was forgotten, and is not yet in every safety copy. */
  forgottenSince: boolean
  mode: 'practice' | 'live'
  users: UserKept[]
  /** Hash of the code that lets an Admin back in; null when none was made. */
  recoveryHash: string | null
  /** Wrong PINs by whom they were for, and of the office: they outlive a restart. */
  signIns: Record<string, { failed: number; until: number }>
  firstRunDone: boolean
  /** Countries whose legal duty somebody confirmed, with the moment. */
  duties: Record<string, string>
  twilio: {
    accountSid: string | null
    kind: 'key' | 'token'
    keySid: string | null
    secretEnd: string | null
    sender: ({ kind: 'number'; number: string } | { kind: 'service'; sid: string; name: string }) | null
    testedAt: string | null
    trial: boolean
  }
}

/** No login at Twilio: a new data folder, and one whose login was forgotten. */
export const NO_TWILIO: Settings['twilio'] = {
  accountSid: null,
  kind: 'key',
  keySid: null,
  secretEnd: null,
  sender: null,
  testedAt: null,
  trial: false,
}

export type SettingsStore = {
  get(): Settings
  /** Replaces the named parts, durably. */
  set(patch: Partial<Settings>): void
}
