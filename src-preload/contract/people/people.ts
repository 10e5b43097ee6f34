import { z } from 'zod'
import { FIELD_KEYS } from '#shared/people/person-fields'
import { archiveCall, call, done, nothing, problem } from '../define'
import { keptFields, typedFields } from './record-fields'
import {
  conditions,
  consentState,
  download,
  id,
  ids,
  instant,
  messageState,
  page,
  personKind,
  phrase,
  purpose,
  recordKind,
  said,
  standing,
  textValue,
} from '../shapes'

export const customValue = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])
export const phone = z.object({
  id,
  e164: z.string(),
  national: z.string(),
  label: z.string(),
  primary: z.boolean(),
  /** Where no text arrives: by the carrier (21211, 21614, 30005, 30006), by the prefix or by the label. */
  line: z.enum(['unknown', 'landline', 'fax', 'pager', 'invalid']),
  /** What the carrier said about it, in words; null if nothing. A person can clear it. */
  carrierSays: phrase.nullable(),
  sharedWith: z.number().int(),
  blocked: phrase.nullable(),
})
export const row = z.object({
  id,
  kind: recordKind,
  name: z.string(),
  number: z.string().nullable(),
  numberLabel: z.string().nullable(),
  shared: z.number().int(),
  alerts: standing,
  marketing: standing,
  tags: z.array(z.string()),
  lastState: messageState.or(z.literal('reply')).nullable(),
  lastAt: instant.nullable(),
  account: z.string().nullable(),
  ...keptFields,
  /** Values of the office's own fields, by key. */
  custom: z.record(z.string(), customValue),
  archived: z.boolean(),
  /** A client who is one no more. */
  past: z.boolean(),
})
export type PersonRow = z.infer<typeof row>
const query = z.object({
  kind: recordKind.nullable().default(null),
  search: z.string().max(200).default(''),
  conditions: conditions.nullable().default(null),
  listId: id.nullable().default(null),
  /** Those who belong to this account. */
  accountId: id.nullable().default(null),
  archived: z.boolean().default(false),
})

export const people = {
  page: archiveCall(
    'receptionist',
    query.extend({
      ...page,
      /** A column, a plain field, or one of the office's own fields. */
      sort: z
        .enum(['name', 'number', 'alerts', 'marketing', 'last', 'created', 'account', ...FIELD_KEYS])
        .or(z.templateLiteral(['custom.', z.string().regex(/^[a-z0-9_]{1,40}$/)]))
        .default('name'),
      descending: z.boolean().default(false),
    }),
    z.object({ total: z.number().int(), rows: z.array(row) }),
  ),
  /** How many of each kind, for the tabs. */
  counts: archiveCall('receptionist', nothing, z.record(recordKind, z.number().int())),
  /** The ids of everyone that a query shows. */
  ids: archiveCall('receptionist', query, z.object({ ids })),
  get: archiveCall(
    'receptionist',
    z.object({ id }),
    z.object({
      id,
      kind: recordKind,
      firstName: z.string(),
      lastName: z.string(),
      name: z.string(),
      ...keptFields,
      account: z.object({ id, name: z.string() }).nullable(),
      custom: z.record(z.string(), customValue),
      tags: z.array(z.string()),
      numbers: z.array(phone),
      /** What the variables of a template stand for, for whoever is signed in. */
      values: z.record(z.string(), textValue),
      /** Per purpose, at the number that would be texted. */
      standing: z.array(
        z.object({ purpose, state: standing, detail: z.string(), until: instant.nullable() }),
      ),
      /** What is missing before this person can be texted, each with its remedy. */
      missing: z.array(
        z.object({
          what: phrase,
          say: phrase,
          remedy: z.enum(['add-number', 'change-number', 'record-consent', 'decide', 'none']),
          purpose: purpose.nullable(),
        }),
      ),
      createdAt: instant,
      /** When it was last saved: whoever saves says which version was changed. */
      updatedAt: z.string(),
      archived: z.boolean(),
      /** Since when a client is one no more; null for everybody else. */
      pastSince: instant.nullable(),
    }),
  ),
  /**
   * What waits for somebody here, the newest first: texts nobody knows the end of, replies that may be an opt-out, and
   * texts that failed with none after them that did not.
   */
  todo: archiveCall(
    'receptionist',
    z.object({ id }),
    z.array(
      z.object({
        what: z.enum(['unknown', 'opt-out', 'failed']),
        /** Null for a reply. */
        messageId: id.nullable(),
        e164: z.string(),
        national: z.string(),
        body: z.string(),
        why: said,
        at: instant,
      }),
    ),
  ),
  save: call(
    'receptionist',
    z.object({
      id: id.nullable(),
      /** `updatedAt` of the version that was changed; another one saved since is not written over in silence. */
      seen: z.string().max(40).optional(),
      kind: recordKind,
      firstName: z.string().trim().max(80),
      lastName: z.string().trim().max(120),
      ...typedFields,
      accountId: id.nullable().default(null),
      tags: z.array(z.string().trim().min(1).max(40)).max(50),
      custom: z.record(z.string(), customValue),
      numbers: z
        .array(
          z.object({
            id: id.nullable(),
            number: z.string().max(40),
            label: z.string().trim().max(30),
            primary: z.boolean(),
          }),
        )
        .max(20),
    }),
    z.object({ id }),
  ),
  /** A number said at the desk: it joins the record as not asked, and what is there stays. */
  addNumber: call(
    'receptionist',
    z.object({ id, number: z.string().max(40), label: z.string().trim().max(30) }),
    z.object({ e164: z.string() }),
  ),
  /** Forgets what the carrier said about a number of this record, so that sends try it again; a note says who did. */
  clearFlag: call('receptionist', z.object({ id, e164: z.string().max(20) }), done),
  /** A lead becomes a client (or the other way), with everything that happened; a note says so. */
  convert: call('receptionist', z.object({ id, kind: personKind }), done),
  /** A client becomes a past one, or a client again; history and consent stay, and a note says so. */
  setPast: call('receptionist', z.object({ id, past: z.boolean() }), done),
  /** What a merge would move, for its confirmation. */
  mergeCheck: call(
    'manager',
    z.object({ keepId: id, otherId: id }),
    z.object({
      keep: z.string(),
      other: z.string(),
      numbers: z.array(z.string()),
      tags: z.array(z.string()),
      notes: z.number().int(),
      messages: z.number().int(),
      lists: z.number().int(),
      /** Purposes that stay or become refused, because one of the two said no. */
      refused: z.array(purpose),
    }),
  ),
  /** Two records of one person become one: the other is archived, and a no on either side wins. */
  merge: call('manager', z.object({ keepId: id, otherId: id }), done),
  /** Archives or brings back; undo is the same call with the other value. */
  archive: call(
    'receptionist',
    z.object({ ids, archived: z.boolean() }),
    z.object({ changed: z.number().int() }),
  ),
  tag: call(
    'receptionist',
    z.object({ ids, add: z.array(z.string().max(40)), remove: z.array(z.string().max(40)) }),
    done,
  ),
  tags: archiveCall('receptionist', nothing, z.array(z.object({ tag: z.string(), count: z.number().int() }))),
  /** Reads a number as it is typed. */
  checkNumber: call(
    'receptionist',
    z.object({ number: z.string().max(40), exceptId: id.nullable() }),
    z.object({
      ok: z.boolean(),
      e164: z.string().nullable(),
      national: z.string().nullable(),
      message: phrase.nullable(),
      sharedWith: z.array(z.string()),
    }),
  ),
  /** Everyone a query shows, or only these. */
  export: archiveCall('manager', query.extend({ ids: ids.nullable().default(null) }), download),
  /** One search box: people, numbers in any notation, tags, e-mail. */
  find: archiveCall(
    'receptionist',
    z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(12) }),
    z.array(z.object({ id, kind: recordKind, name: z.string(), detail: z.string() })),
  ),
}

export const FIELD_TYPES = ['text', 'number', 'yes-no', 'choice', 'date', 'date-time'] as const
export const field = z.object({
  id,
  key: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  choices: z.array(z.string()),
  archived: z.boolean(),
})
export const fields = {
  list: archiveCall('receptionist', nothing, z.array(field)),
  save: call(
    'manager',
    z.object({
      id: id.nullable(),
      label: z.string().trim().min(1, problem('fields.name-it')).max(40),
      type: z.enum(FIELD_TYPES),
      choices: z.array(z.string().trim().min(1).max(60)).max(100),
    }),
    z.object({ id, key: z.string() }),
  ),
  archive: call('manager', z.object({ id, archived: z.boolean() }), done),
}

export const notes = {
  list: archiveCall(
    'receptionist',
    z.object({
      recipientId: id,
      search: z.string().max(200).default(''),
      descending: z.boolean().default(true),
      /** Those that somebody wrote, or those that a text left by itself. */
      which: z.enum(['all', 'own', 'automatic']).optional(),
      ...page,
    }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({ id, body: z.string(), at: instant, by: z.string(), messageId: id.nullable() }),
      ),
    }),
  ),
  add: call(
    'receptionist',
    z.object({ recipientId: id, body: z.string().trim().min(1, problem('people.type-note')).max(4000) }),
    z.object({ id }),
  ),
}

export const BASES = ['written', 'verbal', 'existing-customer'] as const
export const consent = {
  history: archiveCall(
    'receptionist',
    z.object({ recipientId: id }),
    z.array(
      z.object({
        id,
        number: z.string(),
        purpose: purpose.nullable(),
        state: z.enum(['granted', 'refused', 'none', 'blocked', 'unblocked', 'held']),
        basis: z.string().nullable(),
        source: z.string(),
        wording: z.string(),
        at: instant,
        by: z.string(),
      }),
    ),
  ),
  /** The whole history of one person as a file: evidence for whoever asks. */
  export: archiveCall('manager', z.object({ recipientId: id }), download),
  /** Records what a selection of people said, with evidence. Only for the numbers they have now. */
  record: call(
    'manager',
    z.object({
      recipientIds: ids.min(1),
      purpose,
      state: consentState.exclude(['none']),
      basis: z.enum(BASES),
      source: z.string().trim().min(3, problem('consent.say-where-kept')).max(200),
      wording: z.string().trim().max(500),
    }),
    z.object({ changed: z.number().int() }),
  ),
  /** A refusal at the desk: of this number (for everybody who shares it) or by this person. */
  refuse: call(
    'receptionist',
    z.object({
      recipientId: id,
      e164: z.string().max(20),
      scope: z.enum(['number', 'person']),
      purpose: purpose.nullable(),
      reason: z.string().trim().min(1, problem('consent.say-what-was-said')).max(300),
    }),
    done,
  ),
}

export const suppressions = {
  page: archiveCall(
    'receptionist',
    z.object({ ...page, search: z.string().max(40).default('') }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          id,
          e164: z.string(),
          national: z.string(),
          cause: z.enum(['stop', 'carrier', 'manual', 'doubtful']),
          at: instant,
          detail: z.string(),
          people: z.array(z.object({ id, name: z.string() })),
        }),
      ),
    }),
  ),
  add: call(
    'receptionist',
    z.object({
      number: z.string().max(40),
      detail: z.string().trim().min(1, problem('consent.say-why')).max(300),
    }),
    done,
  ),
  /** Lifts a manual block; a STOP is lifted only by a START from the phone. */
  lift: call(
    'manager',
    z.object({ id, reason: z.string().trim().min(3, problem('consent.say-why-lifted')).max(300) }),
    done,
  ),
  /** Decides a doubtful opt-out. */
  decide: call(
    'receptionist',
    z.object({
      /** The block, or the number that is held. */
      id: id.nullable().default(null),
      e164: z.string().max(20).nullable().default(null),
      meant: z.enum(['stop', 'not-stop']),
    }),
    done,
  ),
}
