/** What is kept of people and accounts, and of the fields that an office adds to them. Times are ISO strings in UTC. */
import type { Conditions, SearchField } from '#shared/people/conditions'
import type { AccountValues, FieldKey, FieldValues, SomeValues } from '#shared/people/person-fields'
import type { E164, Instant, RecordKind } from '#shared/values'

export type CustomValue = string | number | boolean | null

export type NumberIn = { e164: E164; label: string; primary: boolean; country: string; line: string }

export type NumberKept = NumberIn & { id: number; flagged: number | null }

export type RecipientIn = SomeValues & {
  kind: RecordKind
  firstName: string
  lastName: string
  accountId: number | null
  custom: Record<string, CustomValue>
  tags: string[]
  numbers: NumberIn[]
}

export type RecipientKept = FieldValues &
  Omit<RecipientIn, 'numbers' | FieldKey> & {
    id: number
    name: string
    numbers: NumberKept[]
    archived: boolean
    /** Since when a client is one no more. */
    pastSince: Instant | null
    createdAt: Instant
    /** When it was last saved. */
    updatedAt: Instant
    accountName: string | null
    /** What a text may say of the account that a person belongs to; null without one. */
    account: AccountWording | null
    lastOutAt: Instant | null
    lastInAt: Instant | null
  }

/** `phone` is the primary number. */
export type AccountWording = AccountValues & { phone: E164 | null; custom: Record<string, CustomValue> }

/** What a template may say of a recipient. */
export type Wording = FieldValues &
  Pick<
    RecipientKept,
    'kind' | 'firstName' | 'lastName' | 'name' | 'tags' | 'accountName' | 'account' | 'custom'
  > & { numbers: readonly Pick<NumberKept, 'e164'>[] }

export type RecipientQuery = {
  kind: RecordKind | null
  search: string
  /** Already resolved: the saved search of a list arrives here as its conditions. */
  conditions: Conditions[]
  staticListId: number | null
  accountId?: number | null
  archived: boolean
}

export type RecipientSort =
  | 'name'
  | 'number'
  | 'alerts'
  | 'marketing'
  | 'last'
  | 'created'
  | 'account'
  | FieldKey
  | `custom.${string}`

/** Today's bounds in the office's zone, for conditions with dates; `day(n)` is n days from today. */
export type SearchContext = {
  now: Instant
  day(offset: number): string
  /** What the office's clock shows n hours from now: `YYYY-MM-DDTHH:MM`. */
  hour(offset: number): string
  fields: readonly SearchField[]
  /** Whether names are in the order of the last name. */
  byLastName: boolean
}

/** Somebody who has a number or an e-mail address. */
export type Bearer = { id: number; kind: RecordKind; name: string; firstName: string; lastName: string }

export type RecipientStore = {
  /** These three look at everybody if they must, beside everything else: they see what is committed. */
  page(
    q: RecipientQuery,
    c: SearchContext,
    p: { offset: number; limit: number; sort: RecipientSort; descending: boolean },
  ): Promise<{ total: number; ids: number[] }>
  ids(q: RecipientQuery, c: SearchContext): Promise<number[]>
  count(q: RecipientQuery, c: SearchContext): Promise<number>
  counts(): Record<string, number>
  many(ids: readonly number[]): RecipientKept[]
  /** Only what these variables say of them, for thousands at each keystroke; `times`: how many have the same. In no order. */
  wording(ids: readonly number[], variables: readonly string[]): Promise<(Wording & { times: number })[]>
  get(id: number): RecipientKept | null
  /** Inserts or replaces, numbers and tags included; answers the id. Call inside a write. */
  put(recipient: RecipientIn, id: number | null, now: Instant, importId?: number): number
  archive(ids: readonly number[], at: Instant | null): number
  /** A past client since then; null is none any more. */
  setPast(id: number, since: Instant | null): void
  tag(ids: readonly number[], add: readonly string[], remove: readonly string[]): void
  tags(): { tag: string; count: number }[]
  /** Everyone who has this number, archived ones left out, by first or by last name. */
  withNumber(e164: string, byLastName?: boolean): Bearer[]
  /** Archived people who have it: whose texts they were is still known. */
  archivedWith(e164: string): Bearer[]
  sharedCounts(e164s: readonly string[]): Map<string, number>
  /** Everyone with this e-mail address, in its case or in lower case; archived ones left out. */
  withEmail(email: string): Bearer[]
  /** Those of these numbers and e-mail addresses (also in lower case) that some record has: one question for many lines of a file. */
  inUse(e164s: readonly string[], emails: readonly string[]): Set<string>
  /** The account of this name, whatever its case and diacritics. */
  accountNamed(name: string): number | null
  /** Does anybody belong to this account? */
  hasMembers(id: number): boolean
  /** The countries of these recipients' numbers. */
  countries(ids: readonly number[]): string[]
  /**
   * Everybody, or only people or accounts; those last in touch first, archived ones last. Where nobody is called so, other
   * spellings and one typing error in a word. The number is the one that was looked for.
   */
  find(
    text: string,
    limit: number,
    which?: 'people' | 'accounts',
  ): { id: number; kind: RecordKind; name: string; e164: string | null; email: string; archived: number }[]
  /** Remembers with which code the carrier said that a number cannot be texted; the newest counts. */
  flagNumber(e164: string, code: number, at: Instant): void
  /** A person knows better, or the number was given to somebody else. */
  clearFlag(e164: string): void
  touched(id: number, what: 'out' | 'in', at: Instant): void
  /** Notes, messages, lists and belonging people of `other` become those of `keep`. */
  absorb(keep: number, other: number): void
  /** How much of that there is. */
  belongings(id: number): { notes: number; messages: number; lists: number }
  /** Deletes somebody an import added; the ledger keeps its entries. */
  remove(id: number): void
  /** The n-th of a kind by name, for previews. */
  nth(kind: RecordKind, offset: number): { id: number | null; total: number }
}

export type FieldRecord = {
  id: number
  key: string
  label: string
  type: string
  choices: string
  archivedAt: Instant | null
}
