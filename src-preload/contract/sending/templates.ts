import { z } from 'zod'
import { archiveCall, call, done, nothing, problem } from '../define'
import { id, instant, language, phrase, purpose, recordKind, textValue } from '../shapes'

export const template = z.object({
  id,
  name: z.string(),
  recordKind,
  purpose,
  language,
  body: z.string(),
  updatedAt: instant,
  updatedBy: z.string(),
  archived: z.boolean(),
})
export type Template = z.infer<typeof template>

export const templates = {
  list: archiveCall('receptionist', nothing, z.array(template)),
  get: archiveCall('receptionist', z.object({ id }), template),
  save: call(
    'manager',
    z.object({
      id: id.nullable(),
      name: z.string().trim().min(1, problem('templates.name-it')).max(80),
      recordKind,
      purpose,
      language,
      body: z.string().trim().min(1, problem('messages.write-it')).max(1600, problem('messages.too-long')),
    }),
    z.object({ id }),
  ),
  duplicate: call('manager', z.object({ id }), z.object({ id })),
  archive: call('manager', z.object({ id, archived: z.boolean() }), done),
  /** The variables a record kind offers, custom fields included. */
  variables: archiveCall(
    'receptionist',
    z.object({ recordKind }),
    z.array(z.object({ name: z.string(), label: z.string().or(phrase) })),
  ),
  /** Values of one real record, by position in the address book, for the preview. */
  record: archiveCall(
    'receptionist',
    z.object({ recordKind, offset: z.number().int().min(0), language: language.default('en') }),
    z.object({
      total: z.number().int(),
      id: id.nullable(),
      name: z.string(),
      values: z.record(z.string(), textValue),
      /** What a text to many puts around the words for this person. */
      dressing: z.object({ officeName: z.string(), optOutLine: z.string() }),
    }),
  ),
  /** Length of this body over everybody of its kind: the shortest, the longest, and what they cost. Exact for all. */
  meter: call(
    'receptionist',
    z.object({
      recordKind,
      body: z.string().max(4000),
      bulk: z.boolean().default(false),
      language: language.default('en'),
    }),
    z.object({
      people: z.number().int(),
      units: z.number().int(),
      shortest: z.number().int(),
      longest: z.number().int(),
      longestText: z.string(),
      missing: z.number().int(),
    }),
  ),
}

/** Half-finished work of the signed-in user, kept as typed. */
export const drafts = {
  save: call('receptionist', z.object({ key: z.string().max(80), body: z.string().max(100_000) }), done),
  get: archiveCall(
    'receptionist',
    z.object({ key: z.string().max(80) }),
    z.object({ body: z.string().nullable() }),
  ),
  clear: call('receptionist', z.object({ key: z.string().max(80) }), done),
  list: archiveCall(
    'receptionist',
    z.object({ prefix: z.string().max(80) }),
    z.array(z.object({ key: z.string(), body: z.string() })),
  ),
}
