/** Who is at the desk. One PC, one desk: the session belongs to the program, so a reload keeps it and a lock ends it. */
import { type AppContract, type Caller, type HandlersOf, Refusal } from '#contract'
import { parsePhone } from '#core/phone'
import type { Money } from '#core/values'
import { isZone } from '#core/zones'
import { type Topic, userOf } from './office'
import type { Clock, SettingsStore, UserKept } from './ports'

/** Slow salted hashing of PINs; the adapter chooses the algorithm. */
export type Pins = {
  hash(pin: string): Promise<string>
  matches(pin: string, hash: string): Promise<boolean>
}

type Ports = {
  settings: SettingsStore
  clock: Clock
  pins: Pins
  version: string
  carrier: () => Promise<{ ok: boolean; reason: string | null; balance: Money | null }>
  /** What is open instead of the office's own database, or why that is not. */
  opened: () => { archive: { title: string; mode: 'practice' | 'live' } | null; broken: string | null }
  changed: (...topics: Topic[]) => void
}

export type Session = {
  handlers: HandlersOf<AppContract['session']>
  users: HandlersOf<AppContract['users']>
  /** Who calls come from at the moment. */
  caller(): Caller
  /** Whoever is signed in need not exist any more: the users were replaced. */
  signOut(): void
  /** Every call of a person keeps the screen unlocked. */
  active(): void
  /** The own number of a user, for test texts. */
  numberOf(userId: number): string | null
}

const FREE_TRIES = 3
const LONGEST_WAIT_MS = 5 * 60_000

export const createSession = ({
  settings,
  clock,
  pins,
  version,
  carrier,
  opened,
  changed,
}: Ports): Session => {
  const present = () => settings.get().users.filter((user) => !user.archived)
  /** A lone Admin without a PIN need not sign in. */
  const alone = (): UserKept | null => {
    const [only, ...more] = present()
    return only && more.length === 0 && only.pinHash === null ? only : null
  }
  let userId: number | null = alone()?.id ?? null
  let cancelLock = () => {}
  const tries = new Map<number, { failed: number; until: number }>()

  const current = (): UserKept | null => present().find((user) => user.id === userId) ?? null
  const visible = (user: UserKept) => ({
    id: user.id,
    name: user.name,
    role: user.role,
    hasPin: user.pinHash !== null,
  })

  const active = () => {
    cancelLock()
    const { idleLockMinutes } = settings.get()
    if (userId === null || idleLockMinutes === 0 || alone()) return
    cancelLock = clock.after(idleLockMinutes * 60_000, () => {
      userId = null
      changed('session')
    })
  }

  const number = (text: string | null): string | null => {
    if (text === null || text.trim() === '') return null
    const parsed = parsePhone(text, settings.get().office.country)
    if (!parsed.ok) throw new Refusal('bad-input', parsed.message, 'number')
    return parsed.e164
  }
  const saveUsers = (users: UserKept[]) => {
    settings.set({ users })
    changed('session', 'settings')
  }

  return {
    caller() {
      const user = current()
      return { user: user && { id: user.id, name: user.name, role: user.role } }
    },
    active,
    signOut() {
      userId = alone()?.id ?? null
      cancelLock()
    },
    numberOf: (id) => settings.get().users.find((user) => user.id === id)?.number ?? null,

    handlers: {
      get() {
        const { office: place, mode, idleLockMinutes, firstRunDone } = settings.get()
        const user = current()
        return {
          firstRun: !firstRunDone,
          user: user && visible(user),
          users: present().map(visible),
          mode,
          office: { name: place.name, country: place.country, zone: place.zone, currency: place.currency },
          idleLockMinutes,
          version,
          ...opened(),
        }
      },
      async signIn({ userId: id, pin }) {
        const user = present().find((one) => one.id === id)
        if (!user) throw new Refusal('not-found', 'This user does not exist any more.')
        const tried = tries.get(id) ?? { failed: 0, until: 0 }
        const wait = tried.until - clock.now()
        if (wait > 0)
          throw new Refusal(
            'refused',
            `Too many wrong PINs. Try again in ${Math.ceil(wait / 1000)} seconds.`,
            'pin',
          )
        if (user.pinHash !== null && !(await pins.matches(pin, user.pinHash))) {
          const failed = tried.failed + 1
          const pause =
            failed < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, 2 ** (failed - FREE_TRIES) * 5_000)
          tries.set(id, { failed, until: clock.now() + pause })
          throw new Refusal(
            'refused',
            pause > 0 ? `Wrong PIN. Try again in ${pause / 1000} seconds.` : 'Wrong PIN. Try again.',
            'pin',
          )
        }
        tries.delete(id)
        userId = id
        active()
        changed('session')
        return {}
      },
      lock() {
        // Without a PIN there is nothing to lock: it would only be in the way.
        if (alone()) return {}
        userId = null
        cancelLock()
        changed('session')
        return {}
      },
      async setUp({ officeName, country, zone, userName, pin }) {
        if (settings.get().users.length > 0)
          throw new Refusal('conflict', 'Deskbell is set up already. Sign in.')
        if (!isZone(zone)) throw new Refusal('bad-input', 'Choose a time zone from the list.', 'zone')
        const pinHash = pin === null ? null : await pins.hash(pin)
        const admin: UserKept = {
          id: 1,
          name: userName,
          role: 'admin',
          pinHash,
          number: null,
          archived: false,
        }
        settings.set({
          office: { ...settings.get().office, name: officeName, country, zone },
          users: [admin],
        })
        userId = admin.id
        active()
        changed('session', 'settings')
        return {}
      },
      finishFirstRun() {
        settings.set({ firstRunDone: true })
        changed('session')
        return {}
      },
      async carrier() {
        return { mode: settings.get().mode, ...(await carrier()) }
      },
    },

    users: {
      list: () =>
        settings
          .get()
          .users.map((user) => ({ ...visible(user), number: user.number, archived: user.archived })),
      async save({ id, name, role, pin, number: typed }) {
        const { users } = settings.get()
        const known = users.find((user) => user.id === id)
        if (id !== null && !known) throw new Refusal('not-found', 'This user does not exist any more.')
        if (
          users.some(
            (user) => user.id !== id && user.name.toLowerCase() === name.toLowerCase() && !user.archived,
          )
        ) {
          throw new Refusal('conflict', 'There is a user of this name already.', 'name')
        }
        const admins = users.filter((user) => user.role === 'admin' && !user.archived)
        if (known?.role === 'admin' && role !== 'admin' && admins.length === 1) {
          throw new Refusal('refused', 'Somebody must stay Admin. Make another user Admin first.', 'role')
        }
        if (!known && pin === null) throw new Refusal('bad-input', 'Choose a PIN of 4 to 8 digits.', 'pin')
        if (!known && users.some((user) => !user.archived && user.pinHash === null)) {
          throw new Refusal(
            'refused',
            'Give yourself a PIN first: with several users everybody needs one.',
            'pin',
          )
        }
        const user: UserKept = {
          id: known?.id ?? Math.max(0, ...users.map((one) => one.id)) + 1,
          name,
          role,
          pinHash: pin === null ? (known?.pinHash ?? null) : await pins.hash(pin),
          number: number(typed),
          archived: known?.archived ?? false,
        }
        saveUsers(known ? users.map((one) => (one.id === user.id ? user : one)) : [...users, user])
        return { id: user.id }
      },
      archive({ id, archived }, caller) {
        const { users } = settings.get()
        if (id === userOf(caller).id) throw new Refusal('refused', 'You cannot archive yourself.')
        saveUsers(users.map((user) => (user.id === id ? { ...user, archived } : user)))
        return {}
      },
      setMyNumber({ number: typed }, caller) {
        const e164 = number(typed)
        if (!e164) throw new Refusal('bad-input', 'Type your own mobile number.', 'number')
        const me = userOf(caller).id
        saveUsers(settings.get().users.map((user) => (user.id === me ? { ...user, number: e164 } : user)))
        return { e164 }
      },
      me: (_input, caller) => ({
        number: settings.get().users.find((user) => user.id === userOf(caller).id)?.number ?? null,
      }),
    },
  }
}
