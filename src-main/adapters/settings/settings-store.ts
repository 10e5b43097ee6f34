/** The office's settings in one JSON file, kept by conf (in Electron by electron-store, which is conf). */
import { NO_TWILIO, type Settings, type SettingsStore } from '../../services/settings/settings-store'

/** The part of conf that both hosts offer. */
export type Keeper = { store: Record<string, unknown> }

export const DEFAULTS: Settings = {
  office: {
    name: '',
    country: 'US',
    zone: 'America/New_York',
    currency: 'USD',
    phone: '',
    sortNames: 'first',
    exportZone: 'office',
    exportDecimals: 'point',
  },
  sending: {
    optOut: {
      en: 'Reply STOP to opt out',
      fr: 'STOP pour ne plus recevoir',
      es: 'Responda STOP para no recibir',
      de: 'Abmelden: STOP antworten',
    },
    individualOptOut: 'never',
    nameOffice: true,
    allowReplies: true,
    quiet: {
      alerts: { from: '08:00', to: '21:00', days: [0, 1, 2, 3, 4, 5, 6], onHolidays: true },
      marketing: { from: '09:00', to: '20:00', days: [1, 2, 3, 4, 5, 6], onHolidays: false },
      holidays: [],
    },
    canary: true,
    late: 'ask',
    perPerson: null,
    holdSeconds: 60,
    rate: null,
    funding: 'prepaid',
    cap: null,
  },
  idleLockMinutes: 10,
  notifications: { on: true, words: false },
  mail: {
    on: false,
    to: '',
    from: '',
    host: '',
    port: 587,
    security: 'starttls',
    user: '',
    passwordStored: false,
  },
  backups: { folder: null, passphraseStored: false },
  updates: { on: false, address: '', pending: null },
  retention: { texts: null, replies: null, pictures: null, audit: null, safetyCopyDays: 30 },
  forgottenSince: false,
  mode: 'practice',
  users: [],
  recoveryHash: null,
  signIns: {},
  firstRunDone: false,
  duties: {},
  twilio: NO_TWILIO,
}

/** Settings of before quiet hours had a purpose: one window, for both. */
const quietOf = (stored: Partial<Settings['sending']['quiet']> & { from?: string; to?: string }) => {
  const { alerts, marketing, holidays } = DEFAULTS.sending.quiet
  const { from, to } = stored
  const old = from !== undefined && to !== undefined ? { from, to } : {}
  return {
    alerts: { ...alerts, ...old, ...stored.alerts },
    marketing: { ...marketing, ...old, ...stored.marketing },
    holidays: stored.holidays ?? holidays,
  }
}

/** Settings from before German was a language have no line of it. */
const withGerman = (kept: Partial<Settings['sending']['optOut']>): Settings['sending']['optOut'] => ({
  ...(kept as Settings['sending']['optOut']),
  de: kept.de ?? DEFAULTS.sending.optOut.de,
})

/** Reads once and keeps the copy: settings are asked for at every claim. */
export const createSettingsStore = (keeper: Keeper): SettingsStore => {
  const stored = keeper.store as Partial<Settings>
  let current: Settings = {
    ...DEFAULTS,
    ...stored,
    office: { ...DEFAULTS.office, ...stored.office },
    sending: {
      ...DEFAULTS.sending,
      ...stored.sending,
      optOut: withGerman(stored.sending?.optOut ?? DEFAULTS.sending.optOut),
      quiet: quietOf(stored.sending?.quiet ?? {}),
    },
    notifications: { ...DEFAULTS.notifications, ...stored.notifications },
    mail: { ...DEFAULTS.mail, ...stored.mail },
    backups: { ...DEFAULTS.backups, ...stored.backups },
    updates: { ...DEFAULTS.updates, ...stored.updates },
    retention: { ...DEFAULTS.retention, ...stored.retention },
    twilio: { ...DEFAULTS.twilio, ...stored.twilio },
  }
  return {
    get: () => current,
    set(patch) {
      current = { ...current, ...patch }
      keeper.store = current
    },
  }
}
