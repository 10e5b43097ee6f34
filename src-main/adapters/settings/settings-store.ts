/** The office's settings in one JSON file, kept by conf (in Electron by electron-store, which is conf). */
import type { Settings, SettingsStore } from '../../services/ports'

/** The part of conf that both hosts offer. */
export type Keeper = { store: Record<string, unknown> }

export const DEFAULTS: Settings = {
  office: { name: '', country: 'US', zone: 'America/New_York', currency: 'USD', phone: '' },
  sending: {
    optOut: {
      en: 'Reply STOP to opt out',
      fr: 'STOP pour ne plus recevoir',
      es: 'Responda STOP para no recibir',
    },
    nameOffice: true,
    allowReplies: true,
    quiet: { from: '08:00', to: '21:00' },
    holdSeconds: 60,
    rate: null,
    funding: 'prepaid',
    cap: null,
  },
  idleLockMinutes: 10,
  mode: 'practice',
  users: [],
  firstRunDone: false,
  duties: {},
  twilio: {
    accountSid: null,
    kind: 'key',
    keySid: null,
    secretEnd: null,
    sender: null,
    testedAt: null,
    trial: false,
  },
}

/** Reads once and keeps the copy: settings are asked for at every claim. */
export const createSettingsStore = (keeper: Keeper): SettingsStore => {
  const stored = keeper.store as Partial<Settings>
  let current: Settings = {
    ...DEFAULTS,
    ...stored,
    office: { ...DEFAULTS.office, ...stored.office },
    sending: { ...DEFAULTS.sending, ...stored.sending },
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
