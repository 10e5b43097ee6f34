import { z } from 'zod'
import { archiveCall, call, done, nothing, problem } from '../define'
import { phrase, wellFormed } from '../shapes'

const at = z.string()
/** Null: the one stored on this PC. */
const passphrase = wellFormed(z.string().max(200)).nullable()
/** A name from the list, or the full path of a file elsewhere. */
const file = z.string().trim().min(1, problem('backups.choose-or-type')).max(1000)

export const REASON_OF_BACKUP = ['daily', 'update', 'send', 'hand', 'restore'] as const
export const backup = z.object({
  name: z.string(),
  at,
  bytes: z.number().int(),
  why: z.enum(REASON_OF_BACKUP).nullable(),
})
export const archive = z.object({ title: z.string(), mode: z.enum(['practice', 'live']) })

export const backups = {
  get: call(
    'admin',
    nothing,
    z.object({
      passphraseStored: z.boolean(),
      folder: z.string(),
      isDefaultFolder: z.boolean(),
      /** How a path is chosen: in a window of the system, or from a list of folders. */
      chooser: z.enum(['system', 'list']),
      running: z.boolean(),
      /** Why the last try failed, in plain words; null when it did not. */
      failure: phrase.nullable(),
      list: z.array(backup),
    }),
  ),
  /** Is there anything to say about backups? For everybody. */
  state: archiveCall(
    'receptionist',
    nothing,
    z.object({
      missing: z.boolean(),
      failure: phrase.nullable(),
      /** Whole days since the last one that worked, once they are three. */
      overdueDays: z.number().int().nullable(),
    }),
  ),
  setPassphrase: call(
    'admin',
    z.object({
      passphrase: wellFormed(z.string().min(10, problem('backups.short-passphrase')).max(200)),
    }),
    done,
  ),
  /** Empty: back to the folder in the data folder. */
  setFolder: call(
    'admin',
    z.object({
      folder: z.string().trim().max(1000),
      /** Makes it where it is missing; else a folder that is not there is refused. */
      make: z.boolean().optional(),
    }),
    done,
  ),
  /** Opens the system's own window; null where nothing was chosen. */
  choose: call(
    'admin',
    z.object({ what: z.enum(['folder', 'file']), at: z.string().max(1000) }),
    z.object({ path: z.string().nullable() }),
  ),
  /** What is in a folder, for a list to choose from: folders, backups and databases. Empty: the folder of the backups. */
  look: call(
    'admin',
    z.object({ folder: z.string().max(1000) }),
    z.object({
      folder: z.string(),
      parent: z.string().nullable(),
      /** Full paths with the names to show. */
      folders: z.array(z.object({ name: z.string(), path: z.string() })),
      files: z.array(z.object({ name: z.string(), path: z.string() })),
    }),
  ),
  now: call('admin', nothing, backup),
  /** Puts a backup in place of everything; the files of before are kept aside. */
  restore: call('admin', z.object({ file, passphrase }), z.object({ kept: z.string() })),
  /** What a restored database still asks of the carrier; null when it is none. */
  restored: archiveCall(
    'receptionist',
    nothing,
    z
      .object({
        since: at,
        kind: z.enum(['restored', 'files', 'carrier']),
        replies: z.boolean(),
        texts: z.boolean(),
        schedule: z.boolean(),
        others: z.number().int().nullable(),
        all: z.boolean(),
        unknownOutbound: z.array(z.object({ sid: z.string(), to: z.string(), body: z.string(), at })),
      })
      .nullable(),
  ),
  /** Takes a text that this database does not know out of the carrier's schedule. */
  cancelUnknownOutbound: call(
    'manager',
    z.object({ sid: z.string().max(40) }),
    z.object({ canceled: z.boolean() }),
  ),
  /** What a restore found was seen. */
  seen: call('manager', nothing, done),
  /** Opens a backup or a database file to be read only. */
  openArchive: call('manager', z.object({ file, passphrase, mode: z.enum(['practice', 'live']) }), archive),
  closeArchive: archiveCall('receptionist', nothing, done),
}
