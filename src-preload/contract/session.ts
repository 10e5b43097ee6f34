import { z } from 'zod'
import { archive } from './backups'
import { call, done, nothing } from './define'
import { id, money, role } from './shapes'

export const person = z.object({ id, name: z.string(), role, hasPin: z.boolean() })
const pin = z.string().regex(/^\d{4,8}$/, 'A PIN has 4 to 8 digits.')

export const session = {
  /** Everything the shell shows. */
  get: call(
    'open',
    nothing,
    z.object({
      firstRun: z.boolean(),
      user: person.nullable(),
      /** Who can sign in here. */
      users: z.array(person),
      mode: z.enum(['practice', 'live']),
      office: z.object({ name: z.string(), country: z.string(), zone: z.string(), currency: z.string() }),
      idleLockMinutes: z.number().int(),
      version: z.string(),
      /** Another database that is open to be read only; null is the office's own. */
      archive: archive.nullable(),
      /** Why the database could not be opened: nothing works but restoring a backup. */
      broken: z.string().nullable(),
    }),
  ),
  /** Wrong PINs are slowed: the answer says for how many seconds. */
  signIn: call('open', z.object({ userId: id, pin: z.string().max(20) }), done),
  lock: call('open', nothing, done),
  /** The first step of the first run: names the office and makes the first Admin. Only while there is no user. */
  setUp: call(
    'open',
    z.object({
      officeName: z.string().trim().max(60),
      country: z.string().length(2),
      zone: z.string().max(60),
      userName: z.string().trim().min(1, 'Type your name.').max(60),
      pin: pin.nullable(),
    }),
    done,
  ),
  finishFirstRun: call('receptionist', nothing, done),
  /** Carrier pill: fetched apart because the balance comes over the network. */
  carrier: call(
    'receptionist',
    nothing,
    z.object({
      mode: z.enum(['practice', 'live']),
      ok: z.boolean(),
      reason: z.string().nullable(),
      balance: money.nullable(),
    }),
  ),
}

export const users = {
  list: call(
    'admin',
    nothing,
    z.array(person.extend({ number: z.string().nullable(), archived: z.boolean() })),
  ),
  save: call(
    'admin',
    z.object({
      id: id.nullable(),
      name: z.string().trim().min(1, 'Type a name.').max(60),
      role,
      /** Null keeps the PIN as it is. */
      pin: pin.nullable(),
      number: z.string().max(40).nullable(),
    }),
    z.object({ id }),
  ),
  archive: call('admin', z.object({ id, archived: z.boolean() }), done),
  /** The signed-in user's own number, where test texts go. */
  setMyNumber: call('receptionist', z.object({ number: z.string().max(40) }), z.object({ e164: z.string() })),
  me: call('receptionist', nothing, z.object({ number: z.string().nullable() })),
}
