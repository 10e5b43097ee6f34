import { z } from 'zod'
import { archive } from './backups'
import { archiveCall, call, done, nothing, problem } from '../define'
import { country, id, money, phrase, role } from '../shapes'

export const person = z.object({ id, name: z.string(), role, hasPin: z.boolean() })
const pin = z.string().regex(/^\d{4,8}$/, problem('users.pin-digits'))

export const session = {
  /** Everything the shell shows. */
  get: archiveCall(
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
      /** What an Admin should mend. */
      advice: z.object({
        /** Six digits are wanted of an Admin; an older PIN has fewer. */
        shortPin: z.boolean(),
        noRecoveryCode: z.boolean(),
      }),
      /** Deskbell ended by itself and came back: when, and how often lately. */
      restarted: z.object({ at: z.string(), times: z.number().int() }).nullable(),
      /** Another database that is open to be read only; null is the office's own. */
      archive: archive.nullable(),
      /** Why the database could not be opened: nothing works but restoring a backup. */
      broken: phrase.nullable(),
    }),
  ),
  /** Wrong PINs are slowed: the answer says for how many seconds. */
  signIn: archiveCall('open', z.object({ userId: id, pin: z.string().max(20) }), done),
  /** For the Admin who forgot the PIN: sets a new one. The code is used up by it, and another one is answered. */
  recover: call(
    'open',
    z.object({
      userId: id,
      code: z.string().trim().min(1, problem('session.type-recovery-code')).max(60),
      pin,
    }),
    z.object({ recoveryCode: z.string() }),
  ),
  /** Makes a new recovery code; the one before opens nothing any more. It can be seen this once. */
  newRecoveryCode: call('admin', nothing, z.object({ recoveryCode: z.string() })),
  /** Without a PIN it covers the screen. */
  lock: archiveCall('open', nothing, done),
  /** A person did something on the page: typed, clicked or moved. Nothing else keeps the screen open. */
  touch: archiveCall('receptionist', nothing, done),
  /** That Deskbell came back by itself was read. */
  restartSeen: archiveCall('receptionist', nothing, done),
  /** The first step of the first run: names the office and makes the first Admin. Only while there is no user. */
  setUp: call(
    'open',
    z.object({
      officeName: z.string().trim().min(1, problem('users.office-name')).max(60),
      country,
      zone: z.string().max(60),
      userName: z.string().trim().min(1, problem('users.type-your-name')).max(60),
      pin: pin.nullable(),
    }),
    /** Shown this once; null without a PIN, which needs no way back in. */
    z.object({ recoveryCode: z.string().nullable() }),
  ),
  finishFirstRun: call('receptionist', nothing, done),
  /** Carrier pill: fetched apart because the balance comes over the network. */
  carrier: archiveCall(
    'receptionist',
    nothing,
    z.object({
      mode: z.enum(['practice', 'live']),
      ok: z.boolean(),
      /** Nothing reaches it, whoever it is. */
      unreachable: z.boolean(),
      reason: phrase.nullable(),
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
      name: z.string().trim().min(1, problem('users.type-name')).max(60),
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
  me: archiveCall('receptionist', nothing, z.object({ number: z.string().nullable() })),
}
