/** The consent ledger, what follows from it, and blocked numbers. */
import { index, int, maybeInt, maybeText, serial, table, text, type RowOf } from '../columns'

/** The ledger. Triggers refuse change and deletion; `consent` is what follows from it. */
export const consentEntry = table(
  'consent_entry',
  {
    id: serial(),
    recipient_id: int(),
    e164: text(),
    purpose: text(),
    state: text(),
    basis: maybeText(),
    source: text(),
    wording: text(),
    at: text(),
    user_id: maybeInt(),
    user_name: text(),
    forgotten_at: maybeText(),
    /** The import whose file said so; null for what was entered at the desk. */
    import_id: maybeInt(),
  },
  [index('consent_entry_by_recipient', ['recipient_id'])],
)
export type ConsentEntryRow = RowOf<typeof consentEntry>

export const consent = table(
  'consent',
  {
    recipient_id: int({ primary: true }),
    e164: text({ primary: true }),
    purpose: text({ primary: true }),
    state: text(),
    entry_id: int(),
  },
  [index('consent_refused', ['e164', 'state'], { where: "state = 'refused'" })],
)
export type ConsentRow = RowOf<typeof consent>

/** A block of a number, whatever any record says; history stays when it is lifted. */
export const suppression = table(
  'suppression',
  {
    id: serial(),
    e164: text(),
    cause: text(),
    at: text(),
    detail: text(),
    user_name: text(),
    lifted_at: maybeText(),
    lifted_by: maybeText(),
    lifted_why: maybeText(),
  },
  [
    index('suppression_active', ['e164', 'cause'], { unique: true, where: 'lifted_at IS NULL' }),
    index('suppression_by_e164', ['e164']),
  ],
)
export type SuppressionRow = RowOf<typeof suppression>
