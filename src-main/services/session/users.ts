/** Who may sign in. Changes wait for each other: a PIN takes a moment to hash, and nothing done meanwhile may be undone by it. */
import { type AppContract, type Caller, type HandlersOf, Refusal } from '#contract'
import { phrase } from '#shared/phrases/phrase'
import { parsePhone } from '#shared/phone/phone-number'
import { type Changed, userOf } from '../office'
import type { Pins } from './pins'
import type { SettingsStore, UserKept } from '../settings/settings-store'

type Ports = {
  settings: SettingsStore
  pins: Pins
  changed: Changed
  /** A PIN was replaced: guesses of the old one count no more. */
  forgive: (userId: number) => void
}

export const ADMIN_PIN_DIGITS = 6

/** @throws Refusal beside the field of the PIN */
export const checkPin = (role: UserKept['role'], pin: string | null): void => {
  if (role === 'admin' && pin !== null && pin.length < ADMIN_PIN_DIGITS)
    throw new Refusal('bad-input', phrase('users.admin-pin', { digits: ADMIN_PIN_DIGITS }), 'pin')
}

/** One change after the other. */
export const createTurns = () => {
  let turn: Promise<unknown> = Promise.resolve()
  return <T>(work: () => T | Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }
}

export type Turns = ReturnType<typeof createTurns>

export const createUsers = ({
  settings,
  pins,
  changed,
  forgive,
  inTurn,
}: Ports & { inTurn: Turns }): HandlersOf<AppContract['users']> => {
  const number = (text: string | null): string | null => {
    if (text === null || text.trim() === '') return null
    const parsed = parsePhone(text, settings.get().office.country)
    if (!parsed.ok) throw new Refusal('bad-input', parsed.message, 'number')
    return parsed.e164
  }
  const save = (users: UserKept[]) => {
    settings.set({ users })
    changed('session', 'settings')
  }
  /** Whoever began this may have been archived, or made something else, while it waited. */
  const stillAdmin = (caller: Caller) => {
    const me = settings.get().users.find((user) => user.id === userOf(caller).id)
    if (!me || me.archived || me.role !== 'admin') throw new Refusal('forbidden', 'app.for-admins')
  }
  const check = (input: Parameters<HandlersOf<AppContract['users']>['save']>[0]): UserKept | undefined => {
    const { users } = settings.get()
    const { id, name, role, pin } = input
    const known = users.find((user) => user.id === id)
    if (id !== null && !known) throw new Refusal('not-found', 'users.gone')
    if (
      users.some((user) => user.id !== id && user.name.toLowerCase() === name.toLowerCase() && !user.archived)
    ) {
      throw new Refusal('conflict', 'users.name-taken', 'name')
    }
    const admins = users.filter((user) => user.role === 'admin' && !user.archived)
    if (known?.role === 'admin' && role !== 'admin' && admins.length === 1) {
      throw new Refusal('refused', 'users.last-admin', 'role')
    }
    if (!known && pin === null) throw new Refusal('bad-input', 'users.choose-pin', 'pin')
    if (!known && users.some((user) => !user.archived && user.pinHash === null)) {
      throw new Refusal('refused', 'users.own-pin-first', 'pin')
    }
    checkPin(role, pin)
    // How long the old one is nobody knows any more.
    if (known && known.role !== 'admin' && role === 'admin' && pin === null)
      throw new Refusal('bad-input', phrase('users.admin-pin-choose', { digits: ADMIN_PIN_DIGITS }), 'pin')
    return known
  }

  return {
    list: () =>
      settings.get().users.map(({ id, name, role, pinHash, number: e164, archived }) => ({
        id,
        name,
        role,
        hasPin: pinHash !== null,
        number: e164,
        archived,
      })),
    save: (input, caller) =>
      inTurn(async () => {
        stillAdmin(caller)
        const known = check(input)
        const e164 = number(input.number)
        const pinHash = input.pin === null ? (known?.pinHash ?? null) : await pins.hash(input.pin)
        const { users } = settings.get()
        const user: UserKept = {
          id: known?.id ?? Math.max(0, ...users.map((one) => one.id)) + 1,
          name: input.name,
          role: input.role,
          pinHash,
          number: e164,
          archived: known?.archived ?? false,
          shortPin: input.pin === null ? (known?.shortPin ?? false) : false,
        }
        save(known ? users.map((one) => (one.id === user.id ? user : one)) : [...users, user])
        if (input.pin !== null) forgive(user.id)
        return { id: user.id }
      }),
    archive: ({ id, archived }, caller) =>
      inTurn(() => {
        stillAdmin(caller)
        const { users } = settings.get()
        if (id === userOf(caller).id) throw new Refusal('refused', 'users.not-yourself')
        const user = users.find((one) => one.id === id)
        if (!user) throw new Refusal('not-found', 'users.gone')
        const same = users.some(
          (one) => one.id !== id && !one.archived && one.name.toLowerCase() === user.name.toLowerCase(),
        )
        if (!archived && same) throw new Refusal('conflict', 'users.name-taken', 'name')
        save(users.map((one) => (one.id === id ? { ...one, archived } : one)))
        return {}
      }),
    setMyNumber: ({ number: typed }, caller) =>
      inTurn(() => {
        const e164 = number(typed)
        if (!e164) throw new Refusal('bad-input', 'users.type-number', 'number')
        const me = userOf(caller).id
        save(settings.get().users.map((user) => (user.id === me ? { ...user, number: e164 } : user)))
        return { e164 }
      }),
    me: (_input, caller) => ({
      number: settings.get().users.find((user) => user.id === userOf(caller).id)?.number ?? null,
    }),
  }
}
