/** Who is at the desk. One PC, one desk: the session belongs to the program, so a reload keeps it and a lock ends it. */
import { type AppContract, type Caller, type HandlersOf, Refusal } from '#contract'
import { type Phrase, type PlainKey, phrase } from '#shared/phrases/phrase'
import type { Money } from '#shared/values'
import { currencyOf } from '#shared/people/sample-people'
import { decimalsOf } from '#shared/files/table-cells'
import { isZone } from '#core/people/zones'
import type { AuditNote } from '#shared/audit'
import type { Changed, Office } from '../office'
import type { Clock } from '../ports'
import { hashRecoveryCode, makeRecoveryCode, tidyRecoveryCode } from './recovery-code'
import { createSignInAttempts, type SignInAttempts } from './sign-in-attempts'
import { ADMIN_PIN_DIGITS, checkPin, createTurns, createUsers, type Turns } from './users'
import type { Pins } from './pins'
import type { SettingsStore, UserKept } from '../settings/settings-store'
import { loneUser, presentUsers, sessionShown } from './session-shown'

type Ports = {
  settings: SettingsStore
  clock: Clock
  pins: Pins
  version: string
  random: (bytes: number) => Uint8Array
  /** The program ended by itself before this start; null when it did not. */
  restarted: { at: string; times: number } | null
  carrier: () => Promise<{ ok: boolean; reason: Phrase | null; balance: Money | null }>
  /** What is open instead of the office's own database, or why that is not. */
  opened: () => { archive: { title: string; mode: 'practice' | 'live' } | null; broken: Phrase | null }
  audit: (note: AuditNote) => void
  /** In the office's language: what the log keeps. */
  say: Office['say']
  /** What was held for whoever leaves. */
  left: () => void
  changed: Changed
}

export type Session = {
  handlers: HandlersOf<AppContract['session']>
  users: HandlersOf<AppContract['users']>
  /** Who calls come from at the moment. */
  caller(): Caller
  /** Grows whenever somebody leaves: what opened calls before opens none after. */
  epoch(): number
  /** Whoever is signed in need not exist any more: the users were replaced. */
  signOut(): void
  /** The own number of a user, for test texts. */
  numberOf(userId: number): string | null
}

const subjectOf = (userId: number) => `user ${userId}`
const RECOVERY = 'recovery'

/** Who is here, and for how long the screen stays open. */
const createPresence = ({
  settings,
  clock,
  audit,
  say,
  left,
  changed,
}: Pick<Ports, 'settings' | 'clock' | 'audit' | 'say' | 'left' | 'changed'>) => {
  const present = () => presentUsers(settings.get())
  const alone = () => loneUser(settings.get())?.id ?? null
  let userId: number | null = alone()
  let epoch = 0
  let cancelLock = () => {}

  const current = (): UserKept | null => present().find((user) => user.id === userId) ?? null

  const leave = (why: PlainKey) => {
    const user = current()
    userId = null
    epoch += 1
    cancelLock()
    left()
    if (user) audit({ action: 'locked', by: user, subject: user.name, detail: say(why) })
    changed('session')
  }
  /** A person did something: the screen stays open for as long again. */
  const active = () => {
    cancelLock()
    const { idleLockMinutes } = settings.get()
    if (userId === null || idleLockMinutes === 0) return
    cancelLock = clock.after(idleLockMinutes * 60_000, () => leave('audit.left-idle'))
  }
  const enter = (user: UserKept) => {
    userId = user.id
    active()
    audit({ action: 'signed-in', by: user, subject: user.name })
    changed('session')
  }
  active()

  return {
    present,
    current,
    userId: () => userId,
    /** Grows whenever somebody leaves. */
    epoch: () => epoch,
    leave,
    active,
    enter,
    signOut() {
      userId = alone()
      // Without a PIN there is nobody to ask: whoever is at the page stays there.
      if (userId === null) epoch += 1
      cancelLock()
      left()
      active()
    },
  }
}
type Presence = ReturnType<typeof createPresence>
type Handlers = Session['handlers']

const createSignIn = (
  { settings, pins, audit }: Pick<Ports, 'settings' | 'pins' | 'audit'>,
  presence: Presence,
  attempts: SignInAttempts,
): Pick<Handlers, 'signIn' | 'lock' | 'touch'> => ({
  async signIn({ userId: id, pin }) {
    const asked = presence.present().find((one) => one.id === id)
    if (!asked) throw new Refusal('not-found', 'users.gone')
    const user =
      asked.pinHash === null
        ? asked
        : await attempts.attempt(subjectOf(id), async () => {
            const right = await pins.matches(pin, asked.pinHash ?? '')
            // Archived, or with another PIN, while this one was looked at.
            const now = presence.present().find((one) => one.id === id)
            if (right && now?.pinHash === asked.pinHash) return now
            audit({ action: 'sign-in-failed', by: null, subject: asked.name })
            return null
          })
    const shortPin = user.role === 'admin' && user.pinHash !== null && pin.length < ADMIN_PIN_DIGITS
    if (shortPin !== (user.shortPin ?? false))
      settings.set({
        users: settings.get().users.map((one) => (one.id === id ? { ...one, shortPin } : one)),
      })
    // Whoever was here leaves: what they had open is not for the next one.
    const before = presence.userId()
    if (before !== null && before !== id) presence.leave('audit.left-for-another')
    presence.enter(user)
    return {}
  },
  lock() {
    if (presence.userId() !== null) presence.leave('audit.left-by-hand')
    return {}
  },
  touch() {
    presence.active()
    return {}
  },
})

/** A recovery code, and what is kept of it. */
const freshCode = async ({ random, pins }: Pick<Ports, 'random' | 'pins'>) => {
  const code = makeRecoveryCode(random)
  return { code, recoveryHash: await hashRecoveryCode(pins, code) }
}

/** An Admin who forgot the PIN sets another with the recovery code. */
const createRecovery = (
  ports: Pick<Ports, 'settings' | 'pins' | 'random' | 'audit' | 'say' | 'changed'>,
  presence: Presence,
  attempts: SignInAttempts,
  inTurn: Turns,
): Pick<Handlers, 'recover' | 'newRecoveryCode'> => {
  const { settings, pins, audit, changed } = ports
  return {
    recover: ({ userId: id, code, pin }) =>
      inTurn(async () => {
        const asked = presence.present().find((one) => one.id === id)
        if (asked?.role !== 'admin') throw new Refusal('refused', 'session.recovery-for-admins', 'code')
        checkPin('admin', pin)
        const isRight = async () => {
          const { recoveryHash } = settings.get()
          if (recoveryHash !== null && (await pins.matches(tidyRecoveryCode(code), recoveryHash))) return true
          audit({ action: 'recovery-failed', by: null, subject: asked.name })
          return null
        }
        await attempts.attempt(RECOVERY, isRight, 'code')
        const pinHash = await pins.hash(pin)
        const { code: next, recoveryHash } = await freshCode(ports)
        const { users } = settings.get()
        const user = users.find((one) => one.id === id && !one.archived)
        if (!user) throw new Refusal('not-found', 'users.gone')
        const changedUser = { ...user, pinHash, shortPin: false }
        settings.set({ users: users.map((one) => (one.id === id ? changedUser : one)), recoveryHash })
        attempts.forgive(subjectOf(id))
        audit({ action: 'recovered', by: changedUser, subject: user.name })
        presence.enter(changedUser)
        changed('settings')
        return { recoveryCode: next }
      }),
    newRecoveryCode: (_input, caller) =>
      inTurn(async () => {
        const { code, recoveryHash } = await freshCode(ports)
        settings.set({ recoveryHash })
        audit({ action: 'recovery-code-made', by: caller.user, subject: ports.say('audit.recovery-code') })
        changed('session')
        return { recoveryCode: code }
      }),
  }
}

/** The first user and the office, once. */
const createSetUp = (
  ports: Pick<Ports, 'settings' | 'pins' | 'random' | 'audit' | 'changed'>,
  presence: Presence,
  inTurn: Turns,
): Pick<Handlers, 'setUp' | 'finishFirstRun'> => {
  const { settings, pins, audit, changed } = ports
  return {
    setUp: ({ officeName, country, zone, userName, pin }) =>
      // In turn: of two at once the second finds the first one's user.
      inTurn(async () => {
        if (settings.get().users.length > 0) throw new Refusal('conflict', 'session.set-up-already')
        if (!isZone(zone)) throw new Refusal('bad-input', 'people.zone', 'zone')
        checkPin('admin', pin)
        const pinHash = pin === null ? null : await pins.hash(pin)
        const fresh = pin === null ? null : await freshCode(ports)
        const admin: UserKept = {
          id: 1,
          name: userName,
          role: 'admin',
          pinHash,
          number: null,
          archived: false,
        }
        settings.set({
          office: {
            ...settings.get().office,
            name: officeName,
            country,
            zone,
            currency: currencyOf(country),
            exportDecimals: decimalsOf(country),
          },
          users: [admin],
          recoveryHash: fresh?.recoveryHash ?? null,
        })
        audit({ action: 'user-added', by: admin, subject: admin.name })
        presence.enter(admin)
        changed('settings')
        return { recoveryCode: fresh?.code ?? null }
      }),
    finishFirstRun() {
      settings.set({ firstRunDone: true })
      changed('session')
      return {}
    },
  }
}

export const createSession = (ports: Ports): Session => {
  const { settings, clock, pins, version, carrier, opened, audit, changed } = ports
  const presence = createPresence(ports)
  let { restarted } = ports
  const inTurn = createTurns()
  const nameOf = (subject: string) =>
    presence.present().find((user) => subjectOf(user.id) === subject)?.name ??
    ports.say('audit.recovery-code')
  const attempts = createSignInAttempts({
    settings,
    clock,
    locked: (subject, seconds) =>
      audit({ action: 'sign-in-locked', by: null, subject: nameOf(subject), detail: `${seconds} s` }),
  })

  return {
    caller() {
      const user = presence.current()
      return { user: user && { id: user.id, name: user.name, role: user.role } }
    },
    epoch: presence.epoch,
    signOut: presence.signOut,
    numberOf: (id) => settings.get().users.find((user) => user.id === id)?.number ?? null,

    handlers: {
      get(_input, caller) {
        return sessionShown(settings.get(), caller.user ? presence.current() : null, {
          version,
          restarted,
          ...opened(),
        })
      },
      ...createSignIn(ports, presence, attempts),
      ...createRecovery(ports, presence, attempts, inTurn),
      ...createSetUp(ports, presence, inTurn),
      restartSeen() {
        restarted = null
        changed('session')
        return {}
      },
      async carrier() {
        const state = await carrier()
        // While no database is open nobody asks it.
        const reason = state.ok ? null : (state.reason ?? phrase('carrier.no-connection'))
        const unreachable = reason?.key === 'carrier.no-connection'
        return { mode: settings.get().mode, ...state, reason, unreachable }
      },
    },
    users: createUsers({
      settings,
      pins,
      changed,
      forgive: (id) => attempts.forgive(subjectOf(id)),
      inTurn,
    }),
  }
}
