import { z } from 'zod'
import { ENCODINGS } from '#shared/files/text-file'
import { archiveCall, call, done, nothing, problem } from '../define'
import { download, id, instant, page, phrase, purpose, recordKind, said } from '../shapes'

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
        .max(200 * 1024 * 1024, problem('files.too-large')),
      /** When the file was last changed, in epoch milliseconds: answers in it are no newer. */
      modifiedAt: z.number().nullable().optional(),
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
  read: archiveCall(
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
export const fate = z.enum(['new', 'merge', 'add', 'join', 'skip', 'rejected'])
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
    z.object({
      uploadId: z.string().max(60),
      /** The same file read in another way; what is left out is found out again. */
      sheet: z.string().max(200).nullable().optional(),
      /** 0 says that there are no headings. */
      headingLine: z.number().int().min(0).nullable().optional(),
      delimiter: z.enum(['comma', 'semicolon', 'tab', 'bar']).nullable().optional(),
      encoding: z.enum(ENCODINGS).nullable().optional(),
    }),
    z.object({
      name: z.string(),
      format: z.enum(['csv', 'xlsx', 'vcard']),
      /** What was not read, such as other sheets. */
      notes: z.array(phrase),
      /** Empty where the format has none. */
      encoding: z.string(),
      delimiter: z.string(),
      rows: z.number().int(),
      /** Where the people are in the file, what else it could be read as, and its first lines. */
      layout: z.object({
        sheets: z.array(z.object({ name: z.string(), rows: z.number().int() })),
        sheet: z.string(),
        headingLine: z.number().int(),
        encodings: z.array(z.enum(ENCODINGS)),
        delimiters: z.array(z.enum(['comma', 'semicolon', 'tab', 'bar'])),
        lines: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
      }),
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
      /** Rows with an answer about consent that the ledger does not take over: a no, an opt-out or a later answer stays. */
      answersKept: z.number().int(),
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
          firstName: z.string(),
          lastName: z.string(),
          numbers: z.array(z.string()),
          why: said,
        }),
      ),
    }),
  ),
  run: call('manager', z.object({ uploadId: z.string().max(60) }), z.object({ importId: id, counts })),
  /** Stops a dry run or an import at the next chunk; what an import wrote is taken back. */
  cancel: call('manager', z.object({ uploadId: z.string().max(60) }), done),
  /** The rejected rows in the file's own separator, encoding and headings, with the reason as last column. */
  rejected: call('manager', z.object({ uploadId: z.string().max(60) }), download),
  list: archiveCall(
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
        /** Cut short by a crash: `created` counts the records that it wrote or changed until then. */
        unfinished: z.boolean(),
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
