import { z } from 'zod'
import { call, done, nothing } from '../define'
import { download, id, phrase, recordKind } from '../shapes'

export const privacy = {
  /** Everything about one record in one file: JSON for machines, HTML to read. */
  export: call('manager', z.object({ id, format: z.enum(['json', 'html']) }), download),
  /** What forgetting would erase, for its confirmation, and why it cannot be yet. */
  check: call(
    'admin',
    z.object({ id }),
    z.object({
      name: z.string(),
      kind: recordKind,
      /** Such a number stays with the others who have it, and so does what came in from it. */
      numbers: z.array(z.object({ national: z.string(), sharedWith: z.array(z.string()) })),
      texts: z.number().int(),
      replies: z.number().int(),
      notes: z.number().int(),
      lists: z.number().int(),
      entries: z.number().int(),
      members: z.number().int(),
      waiting: z.number().int(),
      /** They said no, and that will hold for their number. */
      keepsNo: z.boolean(),
      notYet: z.array(phrase),
    }),
  ),
  /** Erases a record here and asks the carrier to erase its texts; nothing brings it back. */
  forget: call('admin', z.object({ id }), done),
  /** Texts of forgotten people that the carrier still has. */
  left: call('admin', nothing, z.object({ texts: z.number().int() })),
}
