/** Records, their numbers, tags and fields, and the notes on them. */
import { type FieldValues, forFields, NO_VALUES } from '#shared/people/person-fields'
import {
  type Column,
  index,
  int,
  maybeInt,
  maybeText,
  recordTable,
  serial,
  table,
  text,
  type RowOf,
} from '../columns'
import type { FieldRecord } from '../../../services/people/people-store'

/** The plain fields, from their table. */
const fieldColumns = forFields<{ [K in keyof FieldValues]: Column<FieldValues[K]> }>((key) =>
  NO_VALUES[key] === '' ? text({ default: '' }) : maybeText(),
)

/** A recipient is a client, a lead, a member of staff or an account: one table, so that every send treats them alike. */
export const recipient = table(
  'recipient',
  {
    id: serial(),
    kind: text(),
    first_name: text({ default: '' }),
    last_name: text({ default: '' }),
    name: text(),
    /** Folded for sorting: lower case, no diacritics. */
    sort_name: text(),
    /** The same with the last name first. */
    sort_last: text({ default: '' }),
    ...fieldColumns,
    account_id: maybeInt(),
    custom: text({ default: '{}' }),
    archived_at: maybeText(),
    created_at: text(),
    updated_at: text(),
    import_id: maybeInt(),
    last_out_at: maybeText(),
    last_in_at: maybeText(),
    /** Since when a client is one no more; null for everybody else. */
    past_since: maybeText(),
  },
  [
    // With what they are about in them: SQLite would look at each row to be sure.
    index('recipient_by_name', ['kind', 'sort_name', 'archived_at'], { where: 'archived_at IS NULL' }),
    index('recipient_by_sort_name', ['sort_name', 'archived_at'], { where: 'archived_at IS NULL' }),
    index('recipient_by_email', ['email'], { where: "email <> ''" }),
    index('recipient_by_account', ['account_id'], { where: 'account_id IS NOT NULL' }),
    index('recipient_by_last_out', ['last_out_at']),
  ],
)
export type RecipientRow = RowOf<typeof recipient>

/** How many of a kind there are that are not archived. Triggers keep it. */
export const recipientTally = table('recipient_tally', {
  kind: text({ primary: true }),
  count: int(),
})
export type RecipientTallyRow = RowOf<typeof recipientTally>

export const phoneNumber = table(
  'phone_number',
  {
    id: serial(),
    recipient_id: int(),
    e164: text(),
    label: text(),
    is_primary: int(),
    position: int(),
    /** Known from the number when it is saved, so that planning a send parses nothing. */
    country: text(),
    line: text(),
  },
  [index('phone_number_by_recipient', ['recipient_id']), index('phone_number_by_e164', ['e164'])],
)
export type PhoneRow = RowOf<typeof phoneNumber>

/** What the carrier said about a number that cannot be texted: a landline, not valid, not in service. */
export const landline = table('landline', {
  e164: text({ primary: true }),
  code: int(),
  since: text(),
})
export type LandlineRow = RowOf<typeof landline>

export const recipientTag = table(
  'recipient_tag',
  { recipient_id: int({ primary: true }), tag: text({ primary: true }) },
  [index('recipient_tag_by_tag', ['tag'])],
)
export type TagRow = RowOf<typeof recipientTag>

export const customField = recordTable<FieldRecord>(
  'custom_field',
  {
    id: serial(),
    key: text(),
    label: text(),
    type: text(),
    choices: text({ default: '[]' }),
    archivedAt: maybeText(),
  },
  [index('custom_field_by_key', ['key'], { unique: true })],
)

export const note = table(
  'note',
  { id: serial(), recipient_id: int(), body: text(), at: text(), user_name: text(), message_id: maybeInt() },
  [
    index('note_by_recipient', ['recipient_id', 'id']),
    index('note_by_message', ['message_id'], { unique: true, where: 'message_id IS NOT NULL' }),
  ],
)
export type NoteRow = RowOf<typeof note>
