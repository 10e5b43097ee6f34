import { z } from 'zod'
import { archiveCall, call, done, nothing } from '../define'

const version = z.string().max(60)
/** What a version brings, as plain text. */
const offered = { version, notes: z.string(), bytes: z.number().int().nullable() }

/** Why looking, downloading or installing did not work. */
export const UPDATE_FAILURES = [
  'unreachable',
  'missing',
  'unreadable',
  'signature',
  'damaged',
  'disk-full',
  'not-installed',
  'other',
] as const

export const updateState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('looking') }),
  /** Nothing newer; null before it was looked for. */
  z.object({ kind: z.literal('none'), at: z.string().nullable() }),
  z.object({ kind: z.literal('found'), ...offered }),
  /** How far it is comes as the event `job` named `update`, in hundredths. */
  z.object({ kind: z.literal('downloading'), ...offered }),
  z.object({ kind: z.literal('ready'), ...offered }),
  /** A backup is made; then the program ends, is replaced, and starts again. */
  z.object({ kind: z.literal('installing'), version }),
  z.object({ kind: z.literal('failed'), code: z.enum(UPDATE_FAILURES), version: version.nullable() }),
])

export const updates = {
  get: archiveCall(
    'receptionist',
    nothing,
    z.object({
      /** Why there are none on this PC: another host, made without a key to check them, or installed in another way. */
      unable: z.enum(['browser', 'no-key', 'not-a-package']).nullable(),
      on: z.boolean(),
      address: z.string(),
      version,
      state: updateState,
      /** Texts leave now or within minutes: nothing is installed. */
      leaving: z.boolean(),
      /** The version that this one replaced, until somebody has seen it. */
      updatedFrom: version.nullable(),
    }),
  ),
  save: call('admin', z.object({ on: z.boolean(), address: z.string().trim().max(1000) }), done),
  look: call('admin', nothing, done),
  download: call('admin', nothing, done),
  /** Refused while texts leave, and where the backup before it fails. */
  install: call('admin', nothing, done),
  /** That this is a newer version was seen. */
  seen: call('admin', nothing, done),
}
