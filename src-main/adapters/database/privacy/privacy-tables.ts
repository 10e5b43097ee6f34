/** Who was forgotten, which refusals outlive them, and what is to be erased at the carrier. */
import { index, int, serial, table, text, type RowOf } from '../columns'

/** People who were forgotten, by a mark that names nobody: a restored copy without it forgets them again. */
export const forgotten = table('forgotten', { id: serial(), mark: text(), at: text(), user_name: text() }, [
  index('forgotten_by_mark', ['mark'], { unique: true }),
])
export type ForgottenRow = RowOf<typeof forgotten>

/** Blocks of numbers that are not known any more, by keyed hash; one that comes back is blocked again. */
export const keptOptOut = table('kept_opt_out', {
  hash: text({ primary: true }),
  causes: text(),
  at: text(),
})
export type KeptOptOutRow = RowOf<typeof keptOptOut>

/** Texts of forgotten people whose words are still to be erased at the carrier. */
export const redaction = table(
  'redaction',
  {
    id: serial(),
    sid: text(),
    account_sid: text(),
    tries: int({ default: 0 }),
    next_at: text(),
    why: text({ default: '' }),
  },
  [index('redaction_by_sid', ['sid'], { unique: true }), index('redaction_due', ['account_sid', 'next_at'])],
)
export type RedactionRow = RowOf<typeof redaction>
