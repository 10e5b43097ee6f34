import { z } from 'zod'
import { call, done, nothing } from './define'
import { download, id, instant, page, purpose, recordKind } from './shapes'

const MIB_BASE64 = 1_398_104
export const files = {
  /** Starts an upload; files cross the border in chunks of at most 1 MiB. */
  start: call(
    'receptionist',
    z.object({
      name: z.string().max(255),
      size: z
        .number()
        .int()
        .min(0)
        .max(200 * 1024 * 1024, 'The file is larger than 200 MB.'),
    }),
    z.object({ uploadId: z.string() }),
  ),
  chunk: call(
    'receptionist',
    z.object({
      uploadId: z.string().max(60),
      index: z.number().int().min(0),
      base64: z.string().max(MIB_BASE64),
    }),
    done,
  ),
  read: call(
    'receptionist',
    z.object({ downloadId: z.string().max(60), index: z.number().int().min(0) }),
    z.object({ base64: z.string() }),
  ),
}

/** What a column may be; `custom:KEY` is a field of the office's own. */
export const target = z.string().max(80)
export const mapping = z.array(
  z.object({ column: z.number().int().min(0), target, label: z.string().max(30).default('') }),
)
export const fate = z.enum(['new', 'merge', 'add', 'skip', 'rejected'])
const counts = z.record(fate, z.number().int())
const options = z.object({
  kind: recordKind,
  duplicates: z.enum(['skip', 'merge', 'add']),
  /** Consent for everyone in the file, with its evidence; a mapped consent column wins. */
  consent: z
    .object({ purposes: z.array(purpose), basis: z.string().max(40), source: z.string().trim().max(200) })
    .nullable(),
  tag: z.string().trim().max(40),
})

export const imports = {
  /** Reads the file: format, columns with samples, and what each column seems to be. */
  read: call(
    'manager',
    z.object({ uploadId: z.string().max(60) }),
    z.object({
      name: z.string(),
      format: z.enum(['csv', 'xlsx', 'vcard']),
      /** What was not read, such as other sheets. */
      notes: z.array(z.string()),
      /** Empty where the format has none. */
      encoding: z.string(),
      delimiter: z.string(),
      rows: z.number().int(),
      columns: z.array(
        z.object({
          index: z.number().int(),
          heading: z.string(),
          samples: z.array(z.string()),
          guess: target,
          label: z.string(),
        }),
      ),
      targets: z.array(z.object({ value: target, label: z.string() })),
    }),
  ),
  /** Decides every row's fate and writes nothing. */
  dryRun: call(
    'manager',
    z.object({ uploadId: z.string().max(60), mapping, options }),
    z.object({
      counts,
      numbersRepaired: z.number().int(),
      /** Accounts that the rows name and that would be added. */
      newAccounts: z.number().int(),
    }),
  ),
  rows: call(
    'manager',
    z.object({ uploadId: z.string().max(60), fate: fate.nullable().default(null), ...page }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          line: z.number().int(),
          fate,
          name: z.string(),
          numbers: z.array(z.string()),
          why: z.string(),
        }),
      ),
    }),
  ),
  run: call('manager', z.object({ uploadId: z.string().max(60) }), z.object({ importId: id, counts })),
  /** Stops a dry run or an import at the next chunk; what an import wrote is taken back. */
  cancel: call('manager', z.object({ uploadId: z.string().max(60) }), done),
  /** The rejected rows as a CSV with the reason in front. */
  rejected: call('manager', z.object({ uploadId: z.string().max(60) }), download),
  list: call(
    'manager',
    nothing,
    z.array(
      z.object({
        id,
        name: z.string(),
        at: instant,
        by: z.string(),
        created: z.number().int(),
        merged: z.number().int(),
        rejected: z.number().int(),
        undoneAt: instant.nullable(),
      }),
    ),
  ),
  /** Takes back everyone the import added and every merge; people texted since stay and are named in the count. */
  undo: call(
    'manager',
    z.object({ id }),
    z.object({ removed: z.number().int(), restored: z.number().int(), kept: z.number().int() }),
  ),
  /** The sample people that ship with the program; practice mode only. */
  sample: call('manager', nothing, z.object({ created: z.number().int() })),
}
